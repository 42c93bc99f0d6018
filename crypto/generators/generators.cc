#include "crypto/generators/generators.h"

#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"

namespace pingyi {

Element Generator(uint32_t i) {
  Bytes input;
  AppendFrame(input, AsBytes(kSuite));
  AppendFrame(input, AsBytes("generator"));
  AppendLe32(input, i);
  return Element::FromUniformBytes(Sha512(input));
}

Generators::Generators(size_t options) {
  elements_.reserve(options + 1);
  for (size_t i = 0; i <= options; ++i) {
    elements_.push_back(Generator(static_cast<uint32_t>(i)));
  }
  points_ = ToPoints(elements_);
}

}  // namespace pingyi

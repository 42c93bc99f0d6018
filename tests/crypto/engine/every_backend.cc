#include "tests/crypto/engine/every_backend.h"

#include <algorithm>

#include "crypto/engine/field51.h"

namespace pingyi::testing {

using engine::PointWords;

const engine::Backend* FindBackend(const std::string& name) {
  for (const engine::Backend* backend : engine::AvailableBackends()) {
    if (name == backend->name) {
      return backend;
    }
  }
  return nullptr;
}

void EveryBackend::SetUp() {
  backend_ = FindBackend(GetParam());
  if (backend_ == nullptr) {
    GTEST_SKIP() << "this machine has no " << GetParam();
  }
}

Encoding EveryBackend::Encode(const PointWords& a) const {
  Encoding out;
  points().encode(a, out.data());
  return out;
}

PointWords EveryBackend::Decode(const Encoding& encoding) const {
  PointWords out = {};
  EXPECT_EQ(backend().decode(encoding.data(), 1, &out), 1U);
  return out;
}

std::vector<PointWords> EveryBackend::DecodeAll(
    std::span<const KnownPoint> known) const {
  std::vector<uint8_t> encodings;
  for (const KnownPoint& point : known) {
    const auto& bytes = point.element.bytes();
    encodings.insert(encodings.end(), bytes.begin(), bytes.end());
  }
  std::vector<PointWords> out(known.size());
  EXPECT_EQ(backend().decode(encodings.data(), out.size(), out.data()),
            out.size());
  return out;
}

PointWords EveryBackend::OtherForm(const PointWords& a, Dice& dice) const {
  if (!IsEdwards()) {
    return a;
  }
  // (i, 0), of order 4.
  PointWords torsion = {};
  std::copy_n(engine::kSqrtMinusOne.limbs, 5, torsion.words.begin());
  torsion.words[10] = 1;
  PointWords out = a;
  for (size_t i = dice.Below(3) + 1; i > 0; --i) {
    out = points().add(out, torsion);
  }
  return out;
}

PointWords EveryBackend::Projective(const PointWords& a, Dice& dice) const {
  const PointWords b = Decode(ValidEncoding(dice));
  return points().add(points().add(a, b), points().negate(b));
}

}  // namespace pingyi::testing

#include "crypto/identifiers/identifiers.h"

#include <cstddef>

#include "absl/strings/string_view.h"
#include "crypto/base/base32.h"
#include "crypto/base/hash.h"

namespace pingyi {
namespace {

// SUITE || label, the start of everything that is hashed here.
Bytes Start(absl::string_view label) {
  Bytes out;
  AppendBytes(out, kSuite);
  AppendBytes(out, label);
  return out;
}

void AppendElements(Bytes& out, std::span<const Element> elements) {
  for (const Element& element : elements) {
    AppendBytes(out, element.bytes());
  }
}

}  // namespace

Digest SessionId(ByteSpan manifest) {
  return Sha256({Start("-session\n"), manifest});
}

Digest KeyId(std::span<const Element> tally_keys,
             std::span<const Element> issuer_keys) {
  Bytes data = Start("-keys\n");
  AppendElements(data, tally_keys);
  AppendElements(data, issuer_keys);
  return Sha256(data);
}

Digest TrackingDigest(const Digest& session_id, uint32_t round,
                      const Element& a, std::span<const Element> b) {
  Bytes data = Start("-track\n");
  AppendBytes(data, session_id);
  AppendLe32(data, round);
  AppendBytes(data, a.bytes());
  AppendElements(data, b);
  return Sha256(data);
}

std::string TrackingCode(const Digest& tracking_digest) {
  constexpr size_t kBytes = 10;
  constexpr size_t kGroup = 4;
  const std::string symbols =
      EncodeBase32(ByteSpan(tracking_digest).first(kBytes));
  std::string code;
  for (size_t i = 0; i < symbols.size(); ++i) {
    if (i > 0 && i % kGroup == 0) {
      code.push_back('-');
    }
    code.push_back(symbols[i]);
  }
  return code;
}

}  // namespace pingyi

#ifndef CRYPTO_TRANSCRIPT_TRANSCRIPT_H_
#define CRYPTO_TRANSCRIPT_TRANSCRIPT_H_

#include <sodium.h>

#include <span>

#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/group/element.h"
#include "crypto/group/scalar.h"

namespace pingyi {

// The running SHA-512 of protocol.md from which all challenges are drawn.
// Copyable: a proof may fork it. Appending never fails.
class Transcript {
 public:
  // Started with frame(SUITE) || frame(label).
  explicit Transcript(absl::string_view label);

  // frame(name) || frame(data).
  void Append(absl::string_view name, ByteSpan data);
  void Append(absl::string_view name, const Element& element);
  void Append(absl::string_view name, std::span<const Element> elements);
  void AppendLe32(absl::string_view name, uint32_t value);

  // The digest of everything so far, mod l; the hash runs on.
  Scalar Challenge(absl::string_view name);

 private:
  void AbsorbFrame(ByteSpan data);
  crypto_hash_sha512_state state_;
};

// What every proof of one round is bound to.
struct Context {
  Digest session_id = {};
  Digest key_id = {};
  uint32_t round = 0;

  // Transcript(label), then "session", "keys", "round".
  Transcript Start(absl::string_view label) const;
};

}  // namespace pingyi

#endif  // CRYPTO_TRANSCRIPT_TRANSCRIPT_H_

#ifndef CRYPTO_DKG_PARAMS_H_
#define CRYPTO_DKG_PARAMS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/base/secret_buffer.h"
#include "crypto/group/element.h"
#include "crypto/group/secret_scalar.h"

namespace pingyi {

inline constexpr char kTallyCommittee[] = "tally";
inline constexpr char kIssuerCommittee[] = "issuer";

// What a key generation is about; all of it is in the manifest. Members are
// numbered from 1.
struct CommitteeParams {
  Digest session_id = {};
  // kTallyCommittee or kIssuerCommittee.
  std::string name;
  // t: this many members can use the key, fewer learn nothing.
  uint32_t threshold = 0;
  // How many secrets: one a ciphertext for "tally", one a round for "issuer".
  uint32_t secrets = 0;
  // T_1 .. T_n, fresh for this session and committee.
  std::vector<Element> transport_keys;

  // n.
  uint32_t size() const { return static_cast<uint32_t>(transport_keys.size()); }
  bool HasMember(uint32_t index) const { return index >= 1 && index <= size(); }
  // INVALID_ARGUMENT unless 1 <= t, n >= 2t - 1, there is a secret, and the
  // transport keys are distinct and none the identity.
  absl::Status Validate() const;
};

// A finished committee's public side.
struct CommitteeKeys {
  uint32_t threshold = 0;
  // K_j by secret.
  std::vector<Element> public_keys;
  // X_{m,j} as public_shares[m - 1][j].
  std::vector<std::vector<Element>> public_shares;

  friend bool operator==(const CommitteeKeys&, const CommitteeKeys&) = default;
};

// A member's side: x_{m,j} by secret. Lives in the sealed share file.
struct MemberShares {
  uint32_t index = 0;
  std::vector<SecretScalar> shares;

  // le32(index) || le32(number) || 32 bytes a share.
  SecretBuffer Serialize() const;
  // INVALID_ARGUMENT if the size is wrong or a share not canonical.
  static absl::StatusOr<MemberShares> Parse(const SecretBuffer& bytes);
};

}  // namespace pingyi

#endif  // CRYPTO_DKG_PARAMS_H_

#ifndef CLIENT_CPP_VOTER_STATE_H_
#define CLIENT_CPP_VOTER_STATE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/base/secret_buffer.h"
#include "crypto/credential/slip.h"
#include "crypto/group/element.h"
#include "crypto/statement/signing_key.h"
#include "crypto/token/token.h"

namespace pingyi {

// What a voter must keep from check-in to receipt: losing it loses the vote,
// and casting without it could make a second ballot.
struct VoterState {
  explicit VoterState(TokenSecret fresh) : secret(std::move(fresh)) {}

  Digest session_id = {};
  uint32_t deputy = 0;
  // y and the blind: independent of the slip.
  TokenSecret secret;
  // N_i by issuer, each checked against its proof.
  std::map<uint32_t, Element> parts;
  // The one ballot that is ever sent; empty before it is sealed.
  Bytes ballot;
  std::optional<Signature> receipt;

  SecretBuffer Serialize() const;
  // INVALID_ARGUMENT naming what is wrong.
  static absl::StatusOr<VoterState> Parse(ByteSpan plain);
};

// A state on disk, sealed under a key made from the slip: whoever has both can
// go on after a crash, and whoever finds the file alone has nothing.
absl::Status SaveVoterState(const std::string& path, const SlipSecret& slip,
                            const VoterState& state);
// NOT_FOUND if there is none; DATA_LOSS if it is another slip's.
absl::StatusOr<VoterState> LoadVoterState(const std::string& path,
                                          const SlipSecret& slip);

}  // namespace pingyi

#endif  // CLIENT_CPP_VOTER_STATE_H_

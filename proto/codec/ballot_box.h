#ifndef PROTO_CODEC_BALLOT_BOX_H_
#define PROTO_CODEC_BALLOT_BOX_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/statement/signing_key.h"
#include "crypto/token/token.h"
#include "pingyi/v1/ballot_box.pb.h"

// Messages of BallotBoxService. All decoders: INVALID_ARGUMENT naming the
// field.
namespace pingyi {

// A ballot on its way to the box. The ballot's own bytes are parsed against
// the session's layout by crypto/ballot.
struct CastRequest {
  uint32_t round = 0;
  Bytes ballot;
  std::vector<TokenPart> parts;  // Ascending by issuer, none the identity.
};

absl::StatusOr<CastRequest> DecodeCast(const v1::CastBallotRequest& request);
v1::CastBallotRequest EncodeCast(const CastRequest& cast);

absl::StatusOr<Signature> DecodeReceipt(const v1::CastBallotResponse& response);
v1::CastBallotResponse EncodeReceipt(const Signature& receipt);

}  // namespace pingyi

#endif  // PROTO_CODEC_BALLOT_BOX_H_

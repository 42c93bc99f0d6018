#ifndef PROTO_CODEC_REGISTRAR_H_
#define PROTO_CODEC_REGISTRAR_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "crypto/audit/entry.h"
#include "crypto/token/token.h"
#include "pingyi/v1/registrar.pb.h"
#include "proto/codec/fields.h"

// Messages of RegistrarService. All decoders: INVALID_ARGUMENT naming the
// field.
namespace pingyi {

absl::StatusOr<TokenRequestEntry> DecodeRequestToken(
    const v1::RequestTokenRequest& request);
v1::RequestTokenRequest EncodeRequestToken(const TokenRequestEntry& entry);

// One issuer's evaluation of one blinded element, not yet verified.
struct IssuedPart {
  uint32_t issuer = 0;
  uint32_t round = 0;
  PartEvaluation evaluation;
};

// What the registrar answers: the parts made so far.
struct IssuedParts {
  std::vector<IssuedPart> parts;         // Ascending by issuer.
  std::vector<uint32_t> active_issuers;  // Ascending.
  bool complete = false;
};

absl::StatusOr<IssuedParts> DecodeIssuedParts(
    const v1::RequestTokenResponse& response);
v1::RequestTokenResponse EncodeIssuedParts(const IssuedParts& parts);

// The part inside an answer or a committee's message.
IssuedPart ReadIssuedPart(Fields& in, const v1::TokenPart& wire);
void WriteIssuedPart(const IssuedPart& part, v1::TokenPart& wire);

}  // namespace pingyi

#endif  // PROTO_CODEC_REGISTRAR_H_

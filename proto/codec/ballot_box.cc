#include "proto/codec/ballot_box.h"

#include <utility>

#include "crypto/ballot/layout.h"
#include "crypto/base/status_macros.h"
#include "proto/codec/fields.h"
#include "proto/codec/limits.h"
#include "proto/codec/strict.h"

namespace pingyi {

absl::StatusOr<CastRequest> DecodeCast(const v1::CastBallotRequest& request) {
  RETURN_IF_ERROR(CheckNoUnknownFields(request, "cast_ballot"));
  Fields in("cast_ballot");
  CastRequest out = {
      .round = in.ReadRound(request.round()),
      .ballot = in.ReadBytes("ballot", request.ballot(), {1, kMaxBallotSize}),
      .parts = {}};
  const int count =
      in.ReadCount("parts", request.parts_size(), {1, kMaxOfficials});
  uint32_t last = 0;
  for (int i = 0; i < count && in.ok(); ++i) {
    Fields item(in, "parts", i);
    const v1::UnblindedPart& part = request.parts(i);
    out.parts.push_back({.issuer = item.ReadIndex("issuer", part.issuer()),
                         .n = item.ReadNonIdentity("element", part.element())});
    item.Require(part.issuer() > last, "issuer", "must ascend");
    last = part.issuer();
  }
  return in.Finish(std::move(out));
}

v1::CastBallotRequest EncodeCast(const CastRequest& cast) {
  v1::CastBallotRequest request;
  request.set_round(cast.round);
  request.set_ballot(ToString(cast.ballot));
  for (const TokenPart& part : cast.parts) {
    v1::UnblindedPart& out = *request.add_parts();
    out.set_issuer(part.issuer);
    out.set_element(ToString(part.n.bytes()));
  }
  return request;
}

absl::StatusOr<Signature> DecodeReceipt(
    const v1::CastBallotResponse& response) {
  Fields in("cast_ballot");
  return in.Finish(
      in.Read64("receipt_signature", response.receipt_signature()));
}

v1::CastBallotResponse EncodeReceipt(const Signature& receipt) {
  v1::CastBallotResponse response;
  response.set_receipt_signature(ToString(receipt));
  return response;
}

}  // namespace pingyi

#include "proto/codec/registrar.h"

#include <utility>

#include "crypto/base/bytes.h"
#include "crypto/base/status_macros.h"
#include "crypto/voprf/voprf.h"
#include "proto/codec/entry.h"
#include "proto/codec/limits.h"
#include "proto/codec/strict.h"

namespace pingyi {
namespace {

VoprfProof ReadProof(Fields& in, const std::string& bytes) {
  absl::StatusOr<VoprfProof> proof = VoprfProof::Parse(AsBytes(bytes));
  in.Fail("proof", proof.status());
  return proof.value_or(VoprfProof{});
}

}  // namespace

IssuedPart ReadIssuedPart(Fields& in, const v1::TokenPart& wire) {
  return {.issuer = in.ReadIndex("issuer", wire.issuer()),
          .round = in.ReadRound(wire.round()),
          .evaluation = {.z = in.ReadElement("evaluated", wire.evaluated()),
                         .proof = ReadProof(in, wire.proof())}};
}

void WriteIssuedPart(const IssuedPart& part, v1::TokenPart& wire) {
  wire.set_issuer(part.issuer);
  wire.set_round(part.round);
  wire.set_evaluated(ToString(part.evaluation.z.bytes()));
  wire.set_proof(ToString(part.evaluation.proof.bytes()));
}

absl::StatusOr<TokenRequestEntry> DecodeRequestToken(
    const v1::RequestTokenRequest& request) {
  RETURN_IF_ERROR(CheckNoUnknownFields(request, "request_token"));
  return DecodeTokenRequest(request.request());
}

v1::RequestTokenRequest EncodeRequestToken(const TokenRequestEntry& entry) {
  v1::RequestTokenRequest request;
  EncodeTokenRequest(entry, *request.mutable_request());
  return request;
}

absl::StatusOr<IssuedParts> DecodeIssuedParts(
    const v1::RequestTokenResponse& response) {
  Fields in("request_token");
  IssuedParts out = {
      .parts = {}, .active_issuers = {}, .complete = response.complete()};
  const int active = in.ReadCount(
      "active_issuers", response.active_issuers_size(), {1, kMaxOfficials});
  uint32_t last = 0;
  for (int i = 0; i < active; ++i) {
    in.Require(response.active_issuers(i) > last, "active_issuers",
               "must ascend from 1");
    last = response.active_issuers(i);
    out.active_issuers.push_back(last);
  }
  const int parts =
      in.ReadCount("parts", response.parts_size(), {0, kMaxOfficials});
  last = 0;
  for (int i = 0; i < parts; ++i) {
    Fields item(in, "parts", i);
    out.parts.push_back(ReadIssuedPart(item, response.parts(i)));
    item.Require(response.parts(i).issuer() > last, "issuer", "must ascend");
    last = response.parts(i).issuer();
  }
  return in.Finish(std::move(out));
}

v1::RequestTokenResponse EncodeIssuedParts(const IssuedParts& parts) {
  v1::RequestTokenResponse response;
  for (const IssuedPart& part : parts.parts) {
    WriteIssuedPart(part, *response.add_parts());
  }
  response.mutable_active_issuers()->Assign(parts.active_issuers.begin(),
                                            parts.active_issuers.end());
  response.set_complete(parts.complete);
  return response;
}

}  // namespace pingyi

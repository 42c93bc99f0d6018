#include "proto/codec/registrar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/status/status.h"
#include "crypto/base/bytes.h"
#include "tests/proto/codec/samples.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::AnyElement;
using testing::AnySignature;
using testing::FailsWith;
using testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

IssuedParts TwoParts() {
  const PartEvaluation evaluation = {
      .z = AnyElement(1),
      .proof = {.c = Scalar::FromUint64(2), .s = Scalar::FromUint64(3)}};
  return {.parts = {{.issuer = 1, .round = 0, .evaluation = evaluation},
                    {.issuer = 3, .round = 0, .evaluation = evaluation}},
          .active_issuers = {1, 2, 3},
          .complete = true};
}

TEST(RequestTokenTest, IsReadAsItWasWritten) {
  const TokenRequestEntry entry = {
      .deputy = 5, .blinded = {AnyElement(5)}, .signature = AnySignature(5)};

  const auto read = DecodeRequestToken(EncodeRequestToken(entry));

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(*read, entry);
}

TEST(RequestTokenTest, RefusesAMissingRequest) {
  EXPECT_THAT(DecodeRequestToken({}),
              FailsWith(kInvalid, "token_request.deputy"));
}

TEST(RequestTokenTest, RefusesUnknownFields) {
  v1::RequestTokenRequest request;
  v1::TokenRequest& inner = *request.mutable_request();
  inner.GetReflection()->MutableUnknownFields(&inner)->AddVarint(9, 1);

  EXPECT_THAT(DecodeRequestToken(request),
              FailsWith(kInvalid, "request_token.request: unknown field 9"));
}

TEST(IssuedPartsTest, AreReadAsTheyWereWritten) {
  const auto read = DecodeIssuedParts(EncodeIssuedParts(TwoParts()));

  ASSERT_THAT(read, IsOk());
  ASSERT_EQ(read->parts.size(), 2U);
  EXPECT_EQ(read->parts[1].issuer, 3U);
  EXPECT_EQ(read->parts[1].evaluation.z, AnyElement(1));
  EXPECT_EQ(read->parts[1].evaluation.proof,
            TwoParts().parts[1].evaluation.proof);
  EXPECT_THAT(read->active_issuers, ::testing::ElementsAre(1, 2, 3));
  EXPECT_TRUE(read->complete);
}

TEST(IssuedPartsTest, RefusesIssuersOutOfOrder) {
  v1::RequestTokenResponse response = EncodeIssuedParts(TwoParts());
  response.mutable_parts(1)->set_issuer(1);
  EXPECT_THAT(DecodeIssuedParts(response),
              FailsWith(kInvalid, "request_token.parts[1].issuer: must"));

  response = EncodeIssuedParts(TwoParts());
  response.set_active_issuers(1, 1);
  EXPECT_THAT(DecodeIssuedParts(response),
              FailsWith(kInvalid, "request_token.active_issuers: must ascend"));
}

TEST(IssuedPartsTest, RefusesAnEmptyActiveSet) {
  v1::RequestTokenResponse response = EncodeIssuedParts(TwoParts());
  response.clear_active_issuers();

  EXPECT_THAT(DecodeIssuedParts(response),
              FailsWith(kInvalid, "request_token.active_issuers: want 1"));
}

TEST(IssuedPartsTest, RefusesAProofThatIsNotCanonical) {
  v1::RequestTokenResponse response = EncodeIssuedParts(TwoParts());
  response.mutable_parts(0)->set_proof(std::string(64, '\xff'));

  EXPECT_THAT(DecodeIssuedParts(response),
              FailsWith(kInvalid, "request_token.parts[0].proof"));
}

TEST(IssuedPartsTest, RefusesAnElementAndARoundThatAreNone) {
  v1::RequestTokenResponse response = EncodeIssuedParts(TwoParts());
  response.mutable_parts(0)->set_evaluated("x");
  EXPECT_THAT(DecodeIssuedParts(response),
              FailsWith(kInvalid, "request_token.parts[0].evaluated"));

  response = EncodeIssuedParts(TwoParts());
  response.mutable_parts(0)->set_round(1);
  EXPECT_THAT(DecodeIssuedParts(response),
              FailsWith(kInvalid, "request_token.parts[0].round"));
}

}  // namespace
}  // namespace pingyi

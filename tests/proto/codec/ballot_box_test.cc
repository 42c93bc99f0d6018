#include "proto/codec/ballot_box.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/status/status.h"
#include "crypto/base/bytes.h"
#include "tests/proto/codec/samples.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::AnyBytes;
using testing::AnyElement;
using testing::AnySignature;
using testing::FailsWith;
using testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

CastRequest AnyCast() {
  return {.round = 0,
          .ballot = AnyBytes(4768),
          .parts = {{.issuer = 1, .n = AnyElement(1)},
                    {.issuer = 3, .n = AnyElement(3)}}};
}

TEST(CastTest, IsReadAsItWasWritten) {
  const auto read = DecodeCast(EncodeCast(AnyCast()));

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->ballot, AnyCast().ballot);
  EXPECT_EQ(read->parts, AnyCast().parts);
  EXPECT_EQ(read->round, 0U);
}

TEST(CastTest, RefusesAnotherRound) {
  v1::CastBallotRequest request = EncodeCast(AnyCast());
  request.set_round(1);
  EXPECT_THAT(DecodeCast(request), FailsWith(kInvalid, "cast_ballot.round"));
}

TEST(CastTest, RefusesAnEmptyOrHugeBallot) {
  v1::CastBallotRequest request = EncodeCast(AnyCast());
  request.clear_ballot();
  EXPECT_THAT(DecodeCast(request),
              FailsWith(kInvalid, "cast_ballot.ballot: want 1 to 65000"));
  request.set_ballot(std::string(65'001, 'x'));
  EXPECT_THAT(DecodeCast(request),
              FailsWith(kInvalid, "cast_ballot.ballot: want 1 to 65000"));
}

TEST(CastTest, RefusesPartsOutOfOrder) {
  v1::CastBallotRequest request = EncodeCast(AnyCast());
  request.mutable_parts(1)->set_issuer(1);
  EXPECT_THAT(DecodeCast(request),
              FailsWith(kInvalid, "cast_ballot.parts[1].issuer: must ascend"));
}

TEST(CastTest, RefusesNoPartsAndTooMany) {
  v1::CastBallotRequest request = EncodeCast(AnyCast());
  request.clear_parts();
  EXPECT_THAT(DecodeCast(request),
              FailsWith(kInvalid, "parts: want 1 to 200 of them, got 0"));
  for (int i = 0; i < 201; ++i) {
    request.add_parts();
  }
  EXPECT_THAT(DecodeCast(request), FailsWith(kInvalid, "got 201"));
}

TEST(CastTest, RefusesAPartThatIsTheIdentityOrNoElement) {
  v1::CastBallotRequest request = EncodeCast(AnyCast());
  request.mutable_parts(0)->set_element(std::string(32, '\0'));
  EXPECT_THAT(DecodeCast(request),
              FailsWith(kInvalid, "parts[0].element: is the identity"));
  request.mutable_parts(0)->set_element(std::string(32, '\xff'));
  EXPECT_THAT(DecodeCast(request), FailsWith(kInvalid, "parts[0].element"));
}

TEST(CastTest, RefusesUnknownFields) {
  v1::CastBallotRequest request = EncodeCast(AnyCast());
  request.GetReflection()->MutableUnknownFields(&request)->AddVarint(9, 1);
  EXPECT_THAT(DecodeCast(request),
              FailsWith(kInvalid, "cast_ballot: unknown field 9"));
}

TEST(ReceiptTest, IsReadAsItWasWritten) {
  const auto read = DecodeReceipt(EncodeReceipt(AnySignature(1)));

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(*read, AnySignature(1));
}

TEST(ReceiptTest, RefusesAnotherLength) {
  EXPECT_THAT(DecodeReceipt({}),
              FailsWith(kInvalid, "cast_ballot.receipt_signature: want 64"));
}

}  // namespace
}  // namespace pingyi

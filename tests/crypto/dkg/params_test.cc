#include "crypto/dkg/params.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/crypto/dkg/ceremony.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::absl::StatusCode;
using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::StartCeremony;

CommitteeParams AnyParams() {
  return StartCeremony(kTallyCommittee, {.members = 3, .threshold = 2}).params;
}

TEST(CommitteeParamsTest, AcceptsTwoOfThreeAndOneOfOne) {
  EXPECT_THAT(AnyParams().Validate(), IsOk());
  EXPECT_THAT(StartCeremony(kTallyCommittee, {.members = 1, .threshold = 1})
                  .params.Validate(),
              IsOk());
}

TEST(CommitteeParamsTest, RefusesThresholdZero) {
  CommitteeParams params = AnyParams();
  params.threshold = 0;
  EXPECT_THAT(params.Validate(),
              FailsWith(StatusCode::kInvalidArgument, "threshold is 0"));
}

TEST(CommitteeParamsTest, RefusesFewerMembersThanAbsentOnesCouldBlock) {
  CommitteeParams params = AnyParams();
  params.transport_keys.pop_back();
  EXPECT_THAT(params.Validate(),
              FailsWith(StatusCode::kInvalidArgument, "too few"));
}

TEST(CommitteeParamsTest, RefusesAThresholdWhoseDoubleOverflows) {
  CommitteeParams params = AnyParams();
  params.threshold = 0x80000001;
  EXPECT_THAT(params.Validate(),
              FailsWith(StatusCode::kInvalidArgument, "too few"));
}

TEST(CommitteeParamsTest, RefusesNoSecrets) {
  CommitteeParams params = AnyParams();
  params.secrets = 0;
  EXPECT_THAT(params.Validate(),
              FailsWith(StatusCode::kInvalidArgument, "no secret"));
}

TEST(CommitteeParamsTest, RefusesTheSameTransportKeyTwice) {
  CommitteeParams params = AnyParams();
  params.transport_keys[2] = params.transport_keys[0];
  EXPECT_THAT(params.Validate(),
              FailsWith(StatusCode::kInvalidArgument, "same transport key"));
}

TEST(CommitteeParamsTest, RefusesAnIdentityTransportKey) {
  CommitteeParams params = AnyParams();
  params.transport_keys[1] = Element();
  EXPECT_THAT(params.Validate(),
              FailsWith(StatusCode::kInvalidArgument, "identity"));
}

MemberShares AnyShares() {
  MemberShares shares;
  shares.index = 2;
  shares.shares.push_back(SecretScalar::Random());
  shares.shares.push_back(SecretScalar::Random());
  return shares;
}

TEST(MemberSharesTest, ReadsBackItsOwnBytes) {
  const MemberShares shares = AnyShares();
  const absl::StatusOr<MemberShares> read =
      MemberShares::Parse(shares.Serialize());
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->index, 2U);
  ASSERT_EQ(read->shares.size(), 2U);
  EXPECT_EQ(ToHex(read->shares[1].Expose()), ToHex(shares.shares[1].Expose()));
}

TEST(MemberSharesTest, RefusesASizeThatDoesNotFitTheNumber) {
  const SecretBuffer good = AnyShares().Serialize();
  EXPECT_THAT(MemberShares::Parse(SecretBuffer::Copy(good.Expose().first(71))),
              FailsWith(StatusCode::kInvalidArgument, "no size"));
  EXPECT_THAT(MemberShares::Parse(SecretBuffer::Copy(good.Expose().first(7))),
              FailsWith(StatusCode::kInvalidArgument, "no size"));
}

TEST(MemberSharesTest, RefusesAShareThatIsNotCanonical) {
  SecretBuffer bytes = AnyShares().Serialize();
  std::fill_n(bytes.mutable_bytes().end() - 32, 32, 0xff);
  EXPECT_THAT(MemberShares::Parse(bytes),
              FailsWith(StatusCode::kInvalidArgument, "scalar"));
}

}  // namespace
}  // namespace pingyi

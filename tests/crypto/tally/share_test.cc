#include "crypto/tally/share.h"

#include <gtest/gtest.h>

#include "tests/crypto/dkg/ceremony.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::absl::StatusCode;
using ::pingyi::testing::Ceremony;
using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::RunCeremony;

// Totals of 5 and 7 (times G) under the keys of 2 of 4 trustees.
class TallyShareTest : public ::testing::Test {
 protected:
  TallyShareTest() {
    const SecretScalar r = SecretScalar::Random();
    totals_.a = Element::MulBase(r);
    for (size_t i = 0; i < 2; ++i) {
      totals_.b.push_back(r * ceremony_.keys.public_keys[i] + plain_[i]);
    }
    context_.session_id = ceremony_.params.session_id;
  }

  const std::vector<Element>& PublicShares(uint32_t trustee) const {
    return ceremony_.keys.public_shares[trustee - 1];
  }
  TallyShare Make(uint32_t trustee) const {
    return MakeTallyShare(context_, totals_,
                          {.trustee = trustee,
                           .shares = ceremony_.shares[trustee - 1].shares,
                           .public_shares = PublicShares(trustee)})
        .value();
  }
  absl::Status Verify(const TallyShare& share) const {
    return VerifyTallyShare(context_, totals_, PublicShares(1), share);
  }
  std::vector<TallyShare> Shares(const std::vector<uint32_t>& trustees) const {
    std::vector<TallyShare> out;
    out.reserve(trustees.size());
    for (const uint32_t trustee : trustees) {
      out.push_back(Make(trustee));
    }
    return out;
  }

  Ceremony ceremony_ = RunCeremony(
      kTallyCommittee, {.members = 4, .threshold = 2, .secrets = 2});
  std::vector<Element> plain_ = {Element::MulBase(Scalar::FromUint64(5)),
                                 Element::MulBase(Scalar::FromUint64(7))};
  Totals totals_;
  Context context_;
};

TEST_F(TallyShareTest, AnyTwoTrusteesDecrypt) {
  for (const std::vector<uint32_t>& trustees :
       {std::vector<uint32_t>{1, 2}, {4, 3}, {3, 1}, {4, 2, 3, 1}}) {
    const absl::StatusOr<std::vector<Element>> decrypted =
        DecryptTotals(totals_, 2, Shares(trustees));
    ASSERT_THAT(decrypted, IsOk());
    EXPECT_EQ(*decrypted, plain_);
  }
}

TEST_F(TallyShareTest, AcceptsAGoodShare) {
  EXPECT_THAT(Verify(Make(1)), IsOk());
}

TEST_F(TallyShareTest, AcceptsTotalsThatAreTheIdentity) {
  totals_.a = Element();
  totals_.b = {Element(), Element()};
  const TallyShare share = Make(1);
  EXPECT_THAT(Verify(share), IsOk());
  const std::vector<Element> nothing = {Element(), Element()};
  EXPECT_EQ(DecryptTotals(totals_, 2, Shares({1, 2})).value(), nothing);
}

TEST_F(TallyShareTest, RefusesAnotherD) {
  for (size_t i = 0; i < 2; ++i) {
    TallyShare share = Make(1);
    share.d[i] = share.d[i] + Element::Generator();
    EXPECT_THAT(Verify(share),
                FailsWith(StatusCode::kInvalidArgument, "trustee 1: proof"));
  }
}

// Errors that cancel in an unweighted sum.
TEST_F(TallyShareTest, RefusesErrorsThatCancel) {
  TallyShare share = Make(1);
  share.d[0] = share.d[0] + Element::Generator();
  share.d[1] = share.d[1] - Element::Generator();
  EXPECT_THAT(Verify(share),
              FailsWith(StatusCode::kInvalidArgument, "trustee 1: proof"));
}

TEST_F(TallyShareTest, RefusesAShareByAnotherKeyProvedAsItIs) {
  const absl::StatusOr<TallyShare> share =
      MakeTallyShare(context_, totals_,
                     {.trustee = 1,
                      .shares = ceremony_.shares[1].shares,
                      .public_shares = PublicShares(1)});
  EXPECT_THAT(Verify(*share),
              FailsWith(StatusCode::kInvalidArgument, "trustee 1: proof"));
}

TEST_F(TallyShareTest, RefusesAnotherProof) {
  TallyShare share = Make(1);
  share.proof.z = share.proof.z + Scalar::FromUint64(1);
  EXPECT_THAT(Verify(share),
              FailsWith(StatusCode::kInvalidArgument, "trustee 1: proof"));
  share = Make(1);
  share.proof.e = share.proof.e + Scalar::FromUint64(1);
  EXPECT_THAT(Verify(share),
              FailsWith(StatusCode::kInvalidArgument, "trustee 1: proof"));
}

TEST_F(TallyShareTest, RefusesAShareInAnothersName) {
  TallyShare share = Make(1);
  share.trustee = 2;
  EXPECT_THAT(Verify(share),
              FailsWith(StatusCode::kInvalidArgument, "trustee 2: proof"));
}

TEST_F(TallyShareTest, RefusesAShareOfOtherTotals) {
  const TallyShare share = Make(1);
  totals_.a = totals_.a + Element::Generator();
  EXPECT_THAT(Verify(share),
              FailsWith(StatusCode::kInvalidArgument, "trustee 1: proof"));
}

TEST_F(TallyShareTest, RefusesAShareOfAnotherRound) {
  const TallyShare share = Make(1);
  context_.round = 1;
  EXPECT_THAT(Verify(share),
              FailsWith(StatusCode::kInvalidArgument, "trustee 1: proof"));
}

TEST_F(TallyShareTest, RefusesAnotherSize) {
  TallyShare share = Make(1);
  share.d.pop_back();
  EXPECT_THAT(Verify(share),
              FailsWith(StatusCode::kInvalidArgument, "another size"));
  EXPECT_THAT(
      MakeTallyShare(
          context_, totals_,
          {.trustee = 1, .shares = {}, .public_shares = PublicShares(1)}),
      FailsWith(StatusCode::kInvalidArgument, "number of shares"));
}

TEST_F(TallyShareTest, RefusesToDecryptWithTooFew) {
  EXPECT_THAT(DecryptTotals(totals_, 2, Shares({3})),
              FailsWith(StatusCode::kFailedPrecondition, "1 valid shares"));
  EXPECT_THAT(DecryptTotals(totals_, 0, {}),
              FailsWith(StatusCode::kInvalidArgument, "threshold is 0"));
}

TEST_F(TallyShareTest, RefusesToDecryptWithOneTrusteeTwice) {
  EXPECT_THAT(
      DecryptTotals(totals_, 2, Shares({3, 3})),
      FailsWith(StatusCode::kInvalidArgument, "trustee 3: given twice"));
}

TEST_F(TallyShareTest, RefusesToDecryptWithATrusteeZero) {
  std::vector<TallyShare> shares = Shares({1, 2});
  shares[0].trustee = 0;
  EXPECT_FALSE(DecryptTotals(totals_, 2, shares).ok());
}

TEST_F(TallyShareTest, NamesTheTrusteeThatDoesNotAgree) {
  std::vector<TallyShare> shares = Shares({1, 2, 3, 4});
  shares[3].d[1] = shares[3].d[1] + Element::Generator();
  EXPECT_THAT(
      DecryptTotals(totals_, 2, shares),
      FailsWith(StatusCode::kInvalidArgument, "trustee 4: does not agree"));
  shares.resize(3);
  shares[0].d.pop_back();
  EXPECT_THAT(
      DecryptTotals(totals_, 2, shares),
      FailsWith(StatusCode::kInvalidArgument, "trustee 1: of another size"));
}

TEST_F(TallyShareTest, ReadsBackItsOwnPayload) {
  const TallyShare share = Make(3);
  const Bytes payload = share.Payload();
  EXPECT_EQ(payload.size(), 4U + 2 * 32 + 64);
  const absl::StatusOr<TallyShare> read = TallyShare::Parse(payload, 2);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->trustee, 3U);
  EXPECT_EQ(read->d, share.d);
  EXPECT_EQ(read->proof, share.proof);
}

TEST_F(TallyShareTest, RefusesAPayloadOfAnotherSize) {
  const Bytes payload = Make(3).Payload();
  EXPECT_THAT(TallyShare::Parse(payload, 3),
              FailsWith(StatusCode::kInvalidArgument, "want 164 bytes"));
  EXPECT_THAT(TallyShare::Parse({}, 2),
              FailsWith(StatusCode::kInvalidArgument, "got 0"));
}

TEST_F(TallyShareTest, RefusesAPayloadThatIsNotCanonical) {
  Bytes payload = Make(3).Payload();
  payload[4 + 31] |= 0x80;
  EXPECT_THAT(TallyShare::Parse(payload, 2),
              FailsWith(StatusCode::kInvalidArgument, "element"));
  payload = Make(3).Payload();
  payload.back() = 0xff;
  EXPECT_THAT(TallyShare::Parse(payload, 2),
              FailsWith(StatusCode::kInvalidArgument, "scalar"));
}

TEST(TotalsSumTest, AddsUpAndCounts) {
  const Point g = Point::Generator();
  TotalsSum sum(2);
  for (size_t i = 0; i < 3; ++i) {
    const std::vector<Point> b = {g, g + g};
    ASSERT_THAT(sum.Add(g, b), IsOk());
  }
  const Totals total = sum.Total();
  EXPECT_EQ(total.ballots, 3U);
  EXPECT_EQ(total.a, Element::MulBase(Scalar::FromUint64(3)));
  EXPECT_EQ(total.b[1], Element::MulBase(Scalar::FromUint64(6)));
}

TEST(TotalsSumTest, RefusesABallotOfAnotherSizeAndAddsNothing) {
  TotalsSum sum(2);
  const std::vector<Point> b = {Point::Generator()};
  EXPECT_THAT(sum.Add(Point::Generator(), b),
              FailsWith(StatusCode::kInvalidArgument, "1 ciphertexts, want 2"));
  EXPECT_EQ(sum.Total().ballots, 0U);
  EXPECT_TRUE(sum.Total().a.IsIdentity());
}

}  // namespace
}  // namespace pingyi

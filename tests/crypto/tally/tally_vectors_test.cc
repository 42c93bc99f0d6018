#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "crypto/tally/counts.h"
#include "crypto/tally/share.h"
#include "tests/support/status_matchers.h"
#include "tests/vectors/vector_file.h"

namespace pingyi {
namespace {

using ::nlohmann::json;
using ::pingyi::testing::DigestOf;
using ::pingyi::testing::ElementOf;
using ::pingyi::testing::ElementsOf;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::LoadVectors;
using ::pingyi::testing::SecretOf;
using ::pingyi::testing::SecretsOf;

std::vector<Point> PointsOf(const json& list) {
  const std::vector<Element> elements = ElementsOf(list);
  return ToPoints(elements);
}

// The reference's tally of its valid ballots.
class TallyVectors : public ::testing::Test {
 protected:
  TallyVectors()
      : ballots_(LoadVectors("ballots.json")),
        dkg_(LoadVectors("dkg_tally.json")),
        tally_(LoadVectors("tally.json")) {
    context_ = {.session_id = DigestOf(ballots_["session_id"]),
                .key_id = DigestOf(ballots_["key_id"]),
                .round = ballots_["round"].get<uint32_t>()};
    layout_.options = ballots_["contests"].get<std::vector<uint32_t>>();
    layout_.pack = ballots_["pack"].get<uint32_t>();
    totals_.a = ElementOf(tally_["A"]);
    totals_.b = ElementsOf(tally_["B"]);
    totals_.ballots = tally_["ballots"].get<uint32_t>();
  }

  json ballots_;
  json dkg_;
  json tally_;
  Context context_;
  CountLayout layout_;
  Totals totals_;
};

TEST_F(TallyVectors, TotalsAreReproduced) {
  TotalsSum sum(layout_.ciphertext_count());
  for (const json& ballot : ballots_["valid"]) {
    const std::vector<Point> b = PointsOf(ballot["B"]);
    ASSERT_THAT(sum.Add(Point::From(ElementOf(ballot["A"])), b), IsOk());
  }
  EXPECT_EQ(sum.Total(), totals_);
}

TEST_F(TallyVectors, SharesAndCountsAreReproduced) {
  std::vector<TallyShare> shares;
  for (const json& share : tally_["shares"]) {
    const auto index = share["index"].get<uint32_t>();
    const std::vector<SecretScalar> secrets =
        SecretsOf(dkg_["shares"][index - 1]);
    const std::vector<Element> public_shares =
        ElementsOf(dkg_["share_keys"][index - 1]);
    const TrusteeKey key = {
        .trustee = index, .shares = secrets, .public_shares = public_shares};
    const absl::StatusOr<TallyShare> made = MakeTallyShareWithNonce(
        context_, totals_, key, SecretOf(share["nonce"]));
    ASSERT_THAT(made, IsOk());
    EXPECT_EQ(made->d, ElementsOf(share["D"]));
    EXPECT_EQ(ToHex(made->proof.bytes()), share["proof"].get<std::string>());
    EXPECT_THAT(VerifyTallyShare(context_, totals_, public_shares, *made),
                IsOk());
    shares.push_back(*made);
  }
  const auto threshold = dkg_["threshold"].get<uint32_t>();
  const std::vector<Element> decrypted =
      DecryptTotals(totals_, threshold, shares).value();
  const auto counts = tally_["counts"].get<std::vector<uint32_t>>();
  EXPECT_EQ(FindCounts(layout_, decrypted, totals_.ballots).value(), counts);
  EXPECT_THAT(CheckCounts(layout_, decrypted, counts, totals_.ballots), IsOk());
}

}  // namespace
}  // namespace pingyi

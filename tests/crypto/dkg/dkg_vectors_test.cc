#include <gtest/gtest.h>

#include <string>

#include "crypto/dkg/message.h"
#include "crypto/dkg/params.h"
#include "crypto/dkg/receive.h"
#include "crypto/dkg/share_box.h"
#include "tests/support/status_matchers.h"
#include "tests/vectors/vector_file.h"

namespace pingyi {
namespace {

using ::nlohmann::json;
using ::pingyi::testing::BytesOf;
using ::pingyi::testing::DigestOf;
using ::pingyi::testing::ElementOf;
using ::pingyi::testing::ElementsOf;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::LoadVectors;
using ::pingyi::testing::SecretOf;
using ::pingyi::testing::SecretsOf;

// A ceremony of one file. The file holds no transport keys but the one of its
// share encryption, so the others are drawn.
class DkgVectors : public ::testing::TestWithParam<std::string> {
 protected:
  DkgVectors() : file_(LoadVectors(GetParam())) {
    params_.session_id = DigestOf(file_["session_id"]);
    params_.name = file_["committee"].get<std::string>();
    params_.threshold = file_["threshold"].get<uint32_t>();
    params_.secrets = static_cast<uint32_t>(file_["public_keys"].size());
    const json& one = file_["share_encryption"];
    for (uint32_t m = 1; m <= file_["members"].size(); ++m) {
      receivers_.push_back(Receiver{m, m == one["to"]
                                           ? SecretOf(one["transport_secret"])
                                           : SecretScalar::Random()});
      params_.transport_keys.push_back(
          Element::MulBase(receivers_.back().transport_secret));
    }
  }

  DealerSecrets SecretsOfDealer(const json& member) {
    DealerSecrets out = DealerSecrets::Random(params_);
    out.pok_nonce = SecretOf(member["pok_nonce"]);
    for (uint32_t j = 0; j < params_.secrets; ++j) {
      out.polynomials[j] = SecretsOf(member["polynomials"][j]);
    }
    const json& one = file_["share_encryption"];
    if (one["from"] == member["index"]) {
      out.ephemerals[one["to"].get<uint32_t>() - 1] =
          SecretOf(one["ephemeral_secret"]);
    }
    return out;
  }

  std::vector<DealerMessage> DealAll() {
    std::vector<DealerMessage> out;
    for (const json& member : file_["members"]) {
      const auto index = member["index"].get<uint32_t>();
      const Bytes bytes =
          MakeDealerMessage(params_, index, SecretsOfDealer(member)).value();
      out.push_back(ParseDealerMessage(params_, index, bytes).value());
    }
    return out;
  }

  json file_;
  CommitteeParams params_;
  std::vector<Receiver> receivers_;
};

TEST_P(DkgVectors, CommitmentsAndProofsOfKnowledgeAreReproduced) {
  const std::vector<DealerMessage> messages = DealAll();
  for (size_t i = 0; i < messages.size(); ++i) {
    const json& member = file_["members"][i];
    std::vector<Element> commitments;
    for (const json& secret : member["commitments"]) {
      for (const Element& commitment : ElementsOf(secret)) {
        commitments.push_back(commitment);
      }
    }
    EXPECT_EQ(messages[i].commitments, commitments);
    Bytes pok;
    AppendBytes(pok, messages[i].pok_r.bytes());
    AppendBytes(pok, messages[i].pok_z.bytes());
    EXPECT_EQ(pok, BytesOf(member["pok"]));
  }
}

TEST_P(DkgVectors, KeysAndSharesAreReproduced) {
  const std::vector<DealerMessage> messages = DealAll();
  const absl::StatusOr<CommitteeKeys> keys = CombineKeys(params_, messages);
  ASSERT_THAT(keys, IsOk());
  EXPECT_EQ(keys->public_keys, ElementsOf(file_["public_keys"]));
  for (const Receiver& receiver : receivers_) {
    const size_t at = receiver.index - 1;
    EXPECT_EQ(keys->public_shares[at], ElementsOf(file_["share_keys"][at]));
    const absl::StatusOr<MemberShares> shares =
        CombineShares(params_, receiver, messages, *keys);
    ASSERT_THAT(shares, IsOk());
    for (uint32_t j = 0; j < params_.secrets; ++j) {
      EXPECT_EQ(ToHex(shares->shares[j].Expose()),
                file_["shares"][at][j].get<std::string>());
    }
  }
}

TEST_P(DkgVectors, TheShareEncryptionKeyIsReproduced) {
  const json& one = file_["share_encryption"];
  const SecretScalar ephemeral = SecretOf(one["ephemeral_secret"]);
  const ShareRoute route = {.dealer = one["from"].get<uint32_t>(),
                            .member = one["to"].get<uint32_t>(),
                            .ephemeral = Element::MulBase(ephemeral)};
  const Element transport = ElementOf(one["transport_public"]);
  EXPECT_EQ(params_.transport_keys[route.member - 1], transport);
  const SecretBytes<kShareKeySize> key =
      ShareKey(params_, route, SharedValue(ephemeral, transport));
  EXPECT_EQ(ToHex(key.Expose()), one["key"].get<std::string>());
}

INSTANTIATE_TEST_SUITE_P(Committees, DkgVectors,
                         ::testing::Values("dkg_tally.json",
                                           "dkg_issuer.json"));

}  // namespace
}  // namespace pingyi

#include <gtest/gtest.h>

#include "crypto/generators/generators.h"
#include "crypto/identifiers/identifiers.h"
#include "crypto/transcript/transcript.h"
#include "tests/vectors/vector_file.h"

namespace pingyi {
namespace {

using ::nlohmann::json;
using ::pingyi::testing::BytesOf;
using ::pingyi::testing::DigestOf;
using ::pingyi::testing::ElementOf;
using ::pingyi::testing::ElementsOf;
using ::pingyi::testing::LoadVectors;
using ::pingyi::testing::ScalarOf;

TEST(IdentifierVectors, SessionIdIsTheHashOfTheManifest) {
  const json file = LoadVectors("identifiers.json");
  EXPECT_EQ(SessionId(BytesOf(file["manifest"])), DigestOf(file["session_id"]));
}

TEST(IdentifierVectors, KeyIdIsTheHashOfBothCommitteesKeys) {
  const json identifiers = LoadVectors("identifiers.json");
  const json ballots = LoadVectors("ballots.json");
  const Element issuer_key = ElementOf(ballots["issuer_key"]);
  EXPECT_EQ(KeyId(ElementsOf(ballots["keys"]), {&issuer_key, 1}),
            DigestOf(identifiers["key_id"]));
}

TEST(GeneratorVectors, EveryListedGeneratorIsReproduced) {
  const json file = LoadVectors("generators.json");
  ASSERT_FALSE(file.empty());
  for (const auto& [index, element] : file.items()) {
    EXPECT_EQ(Generator(static_cast<uint32_t>(std::stoul(index))),
              ElementOf(element))
        << index;
  }
}

TEST(TranscriptVectors, EveryChallengeIsReproduced) {
  const json file = LoadVectors("transcript.json");
  Transcript transcript(file["label"].get<std::string>());
  int challenges = 0;
  for (const json& step : file["steps"]) {
    if (step.contains("append")) {
      transcript.Append(step["append"][0].get<std::string>(),
                        BytesOf(step["append"][1]));
      continue;
    }
    ++challenges;
    EXPECT_EQ(transcript.Challenge(step["challenge"][0].get<std::string>()),
              ScalarOf(step["challenge"][1]))
        << step;
  }
  EXPECT_GT(challenges, 0);
}

}  // namespace
}  // namespace pingyi

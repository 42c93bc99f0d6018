#include "crypto/note/quorum.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "crypto/base/bytes.h"
#include "crypto/merkle/hash.h"
#include "crypto/note/checkpoint.h"
#include "crypto/note/note.h"
#include "crypto/statement/signing_key.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;
constexpr auto kFailedPrecondition = absl::StatusCode::kFailedPrecondition;

constexpr char kOrigin[] = "pingyi.local/0123456789abcdef";

// The log is key 0, witness k is key k.
SigningKey Key(uint8_t which) {
  std::array<uint8_t, 32> seed = {};
  seed.fill(which);
  return SigningKey::FromSeed(SigningSeed::Copy(seed));
}

// Four witnesses, three of whom are a quorum.
LogPolicy Policy() {
  LogPolicy policy = {.origin = kOrigin,
                      .log_key = Key(0).verify_key(),
                      .witnesses = {},
                      .quorum = 3};
  for (uint8_t k = 1; k <= 4; ++k) {
    policy.witnesses.push_back(Key(k).verify_key());
  }
  return policy;
}

Checkpoint SomeCheckpoint() {
  return {.origin = kOrigin,
          .head = {.size = 7, .root = LeafHash(AsBytes("a leaf"))}};
}

NoteSignature Cosignature(uint8_t witness) {
  return CosignCheckpoint(Key(witness), WitnessName(kOrigin, witness),
                          SomeCheckpoint(), 1600000000 + witness);
}

std::string SignedBy(const std::vector<uint8_t>& witnesses) {
  std::string note = SignCheckpoint(Key(0), SomeCheckpoint());
  for (const uint8_t witness : witnesses) {
    absl::StrAppend(&note, FormatNoteSignature(Cosignature(witness)));
  }
  return note;
}

TEST(MinQuorumTest, TwoQuorumsShareAnHonestWitness) {
  EXPECT_EQ(MinQuorum(4, 1), 3U);
  EXPECT_EQ(MinQuorum(4, 0), 3U);
  EXPECT_EQ(MinQuorum(5, 1), 4U);
  EXPECT_EQ(MinQuorum(1, 0), 1U);
  for (uint32_t w = 1; w < 40; ++w) {
    for (uint32_t f = 0; f < w; ++f) {
      const uint32_t q = MinQuorum(w, f);
      EXPECT_GT(2 * q, w + f);        // Any two share more than f ...
      EXPECT_LE(2 * (q - 1), w + f);  // ... and no fewer would do.
    }
  }
}

TEST(CheckQuorumRuleTest, TakesTheSmallestUpToAll) {
  EXPECT_THAT(CheckQuorumRule(3, 4, 2), IsOk());
  EXPECT_THAT(CheckQuorumRule(4, 4, 2), IsOk());
  EXPECT_THAT(CheckQuorumRule(1, 1, 1), IsOk());
}

TEST(CheckQuorumRuleTest, RefusesTooFewAndTooMany) {
  EXPECT_THAT(CheckQuorumRule(2, 4, 2),
              FailsWith(kFailedPrecondition, "at least 3"));
  EXPECT_THAT(CheckQuorumRule(0, 0, 0),
              FailsWith(kFailedPrecondition, "at least 1"));
  EXPECT_THAT(CheckQuorumRule(5, 4, 2),
              FailsWith(kFailedPrecondition, "never be reached"));
}

TEST(VerifyCheckpointTest, SaysWhoCosigned) {
  const SignedCheckpoint checkpoint =
      VerifyCheckpoint(Policy(), SignedBy({4, 2})).value();

  EXPECT_EQ(checkpoint.checkpoint, SomeCheckpoint());
  EXPECT_THAT(checkpoint.witnesses, ElementsAre(2, 4));
}

TEST(VerifyCheckpointTest, TakesTheLogsSignatureAlone) {
  EXPECT_THAT(VerifyCheckpoint(Policy(), SignedBy({})).value().witnesses,
              IsEmpty());
}

TEST(VerifyCheckpointTest, IgnoresStrangers) {
  const std::string stranger = FormatNoteSignature(CosignCheckpoint(
      Key(9), "example.com/stranger", SomeCheckpoint(), 1600000000));
  // A known name with another key, so another key id.
  const std::string impostor = FormatNoteSignature(CosignCheckpoint(
      Key(9), WitnessName(kOrigin, 1), SomeCheckpoint(), 1600000000));
  // A witness beyond the fourth.
  const std::string fifth = FormatNoteSignature(Cosignature(5));

  EXPECT_THAT(
      VerifyCheckpoint(Policy(), absl::StrCat(SignedBy({3}), stranger, stranger,
                                              impostor, fifth))
          .value()
          .witnesses,
      ElementsAre(3));
}

TEST(VerifyCheckpointTest, RefusesAMalformedNoteAndText) {
  EXPECT_THAT(VerifyCheckpoint(Policy(), "nothing"),
              FailsWith(kInvalid, "note"));
  EXPECT_THAT(VerifyCheckpoint(Policy(), "more\n" + SignedBy({1})),
              FailsWith(kInvalid, "three lines"));
}

TEST(VerifyCheckpointTest, RefusesAnotherLog) {
  Checkpoint checkpoint = SomeCheckpoint();
  checkpoint.origin = "pingyi.local/fedcba9876543210";

  EXPECT_THAT(VerifyCheckpoint(Policy(), SignCheckpoint(Key(0), checkpoint)),
              FailsWith(kInvalid, "another log"));
}

TEST(VerifyCheckpointTest, RefusesANoteThatTheLogDidNotSign) {
  const std::string text = FormatCheckpoint(SomeCheckpoint());
  const std::string note =
      absl::StrCat(text, "\n", FormatNoteSignature(Cosignature(1)));

  EXPECT_THAT(VerifyCheckpoint(Policy(), note),
              FailsWith(kUnauthenticated, "missing"));
  EXPECT_THAT(
      VerifyCheckpoint(Policy(), SignCheckpoint(Key(9), SomeCheckpoint())),
      FailsWith(kUnauthenticated, "missing"));
}

TEST(VerifyCheckpointTest, RefusesASignatureOfTheLogOverAnotherTree) {
  Checkpoint other = SomeCheckpoint();
  other.head.size = 8;
  const Note signed_other = ParseNote(SignCheckpoint(Key(0), other)).value();
  const std::string note =
      absl::StrCat(FormatCheckpoint(SomeCheckpoint()), "\n",
                   FormatNoteSignature(signed_other.signatures[0]));

  EXPECT_THAT(VerifyCheckpoint(Policy(), note),
              FailsWith(kUnauthenticated, "the log's signature"));
}

TEST(VerifyCheckpointTest, RefusesAWitnessesWrongCosignature) {
  NoteSignature wrong = Cosignature(2);
  wrong.signature.back() ^= 1;

  EXPECT_THAT(
      VerifyCheckpoint(Policy(), SignedBy({1}) + FormatNoteSignature(wrong)),
      FailsWith(kUnauthenticated, "witness/2"));
}

TEST(VerifyCheckpointTest, RefusesTwoSignaturesOfOneKey) {
  EXPECT_THAT(VerifyCheckpoint(Policy(), SignedBy({1, 2, 1})),
              FailsWith(kInvalid, "two signatures of"));
}

TEST(VerifyCheckpointQuorumTest, TakesAnyThreeOfFour) {
  EXPECT_THAT(VerifyCheckpointQuorum(Policy(), SignedBy({1, 2, 4})), IsOk());
  EXPECT_THAT(VerifyCheckpointQuorum(Policy(), SignedBy({4, 3, 2, 1})), IsOk());
}

TEST(VerifyCheckpointQuorumTest, NamesWhoIsMissing) {
  EXPECT_THAT(VerifyCheckpointQuorum(Policy(), SignedBy({1, 3})),
              FailsWith(kFailedPrecondition,
                        "2 of 4 witnesses cosigned, want 3; missing: witness "
                        "2, 4"));
}

TEST(VerifyCheckpointQuorumTest, TheLogIsNoWitness) {
  LogPolicy policy = Policy();
  policy.quorum = 1;

  EXPECT_THAT(VerifyCheckpointQuorum(policy, SignedBy({})),
              FailsWith(kFailedPrecondition, "0 of 4"));
}

TEST(VerifyCheckpointQuorumTest, RefusesAQuorumOfNobody) {
  LogPolicy policy = Policy();
  policy.quorum = 0;

  EXPECT_THAT(VerifyCheckpointQuorum(policy, SignedBy({1, 2, 3})),
              FailsWith(kFailedPrecondition, "quorum of 0"));
}

TEST(AddCosignatureTest, PutsWitnessesInTheirOrder) {
  std::string note = SignedBy({});
  for (const uint8_t witness : std::array<uint8_t, 3>{3, 1, 4}) {
    note = AddCosignature(Policy(), note, Cosignature(witness)).value();
  }

  EXPECT_EQ(note, SignedBy({1, 3, 4}));
}

TEST(AddCosignatureTest, ReplacesTheEarlierOneOfTheSameWitness) {
  const NoteSignature later = CosignCheckpoint(Key(1), WitnessName(kOrigin, 1),
                                               SomeCheckpoint(), 1700000000);

  EXPECT_EQ(AddCosignature(Policy(), SignedBy({1, 2}), later).value(),
            absl::StrCat(SignedBy({}), FormatNoteSignature(later),
                         FormatNoteSignature(Cosignature(2))));
}

TEST(AddCosignatureTest, RefusesWhoIsNoWitness) {
  const NoteSignature stranger = CosignCheckpoint(
      Key(9), WitnessName(kOrigin, 1), SomeCheckpoint(), 1600000000);
  const Note log = ParseNote(SignedBy({})).value();

  EXPECT_THAT(AddCosignature(Policy(), SignedBy({}), stranger),
              FailsWith(absl::StatusCode::kNotFound, "no witness"));
  EXPECT_THAT(AddCosignature(Policy(), SignedBy({}), log.signatures[0]),
              FailsWith(absl::StatusCode::kNotFound, "no witness"));
}

TEST(AddCosignatureTest, RefusesAWrongCosignature) {
  NoteSignature wrong = Cosignature(2);
  wrong.signature[20] ^= 1;

  EXPECT_THAT(AddCosignature(Policy(), SignedBy({}), wrong),
              FailsWith(kUnauthenticated, "witness/2"));
}

TEST(AddCosignatureTest, RefusesToAddToAWrongNote) {
  EXPECT_THAT(AddCosignature(Policy(), "nothing", Cosignature(1)),
              FailsWith(kInvalid, "note"));
}

}  // namespace
}  // namespace pingyi

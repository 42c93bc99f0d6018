#include "crypto/note/checkpoint.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "crypto/base/bytes.h"
#include "crypto/merkle/hash.h"
#include "crypto/note/note.h"
#include "crypto/statement/signing_key.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

// A checkpoint and its signatures under the seeds 01...01 (the log) and 02...02
// (witness 1), made with another implementation of Ed25519.
constexpr char kOrigin[] = "pingyi.local/b1a30df5316984cb";
constexpr char kText[] =
    "pingyi.local/b1a30df5316984cb\n"
    "13\n"
    "cQVH3iTaVr2aW61zh+BUhWywBqQcFnn7IA6doEatyQc=\n";
constexpr char kLogLine[] =
    "\xe2\x80\x94 pingyi.local/b1a30df5316984cb "
    "LjTvtq4ddfGjUpdKI/j442905V+2QeVPO/UoDI7B/JCBc/DRWg6h/duVP1Pzk8qIGQoOQpVnh"
    "uMBCy9IbzL4TGtfiQE=\n";
constexpr uint64_t kTime = 1584600000;
constexpr char kWitnessLine[] =
    "\xe2\x80\x94 pingyi.local/b1a30df5316984cb/witness/1 "
    "WPUClAAAAABecxPAO3KgUpjBFPyiNijFvMlfV2al2EV5UCREbqLFkCcM0BfxE9nM+Xf+mA8Lx"
    "V8nqzgkFcpPDVdgq0wAHegA8RKCCg==\n";

SigningKey Key(uint8_t which) {
  std::array<uint8_t, 32> seed = {};
  seed.fill(which);
  return SigningKey::FromSeed(SigningSeed::Copy(seed));
}

TEST(CheckpointTest, ReadsAndWritesTheSameText) {
  const Checkpoint checkpoint = ParseCheckpoint(kText).value();

  EXPECT_EQ(checkpoint.origin, kOrigin);
  EXPECT_EQ(checkpoint.head.size, 13U);
  EXPECT_EQ(ToHex(checkpoint.head.root),
            "710547de24da56bd9a5bad7387e054856cb006a41c1679fb200e9da046adc907");
  EXPECT_EQ(FormatCheckpoint(checkpoint), kText);
}

TEST(CheckpointTest, DefaultOriginStartsTheSessionsFingerprint) {
  Digest session_id = {};
  session_id[0] = 0xb1;
  session_id[7] = 0x0c;
  session_id[8] = 0xff;

  EXPECT_EQ(DefaultOrigin(session_id), "pingyi.local/b10000000000000c");
}

TEST(CheckpointTest, WitnessesAreNumberedBelowTheOrigin) {
  EXPECT_EQ(WitnessName("example.com/log", 4), "example.com/log/witness/4");
}

struct RefusedText {
  std::string text;
  std::string reason;
};

class RefusedCheckpointTest : public ::testing::TestWithParam<RefusedText> {};

TEST_P(RefusedCheckpointTest, IsRefusedForItsReason) {
  EXPECT_THAT(ParseCheckpoint(GetParam().text),
              FailsWith(kInvalid, GetParam().reason));
}

std::string WithSize(absl::string_view size) {
  return absl::StrCat("a\n", size,
                      "\ncQVH3iTaVr2aW61zh+BUhWywBqQcFnn7IA6doEatyQc=\n");
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedCheckpointTest,
    ::testing::Values(
        RefusedText{"", "three lines"}, RefusedText{"a\n1\n", "three lines"},
        RefusedText{std::string(kText) + "more\n", "three lines"},
        RefusedText{std::string(kText) + "\n", "three lines"},
        RefusedText{std::string(kText).substr(0, 77), "three lines"},
        RefusedText{"\n1\nAAAA\n", "first line"},
        RefusedText{"a b\n1\nAAAA\n", "first line"},
        RefusedText{WithSize(""), "second line: not a size"},
        RefusedText{WithSize("-1"), "second line: not a size"},
        RefusedText{WithSize("+1"), "second line: not a size"},
        RefusedText{WithSize(" 1"), "second line: not a size"},
        RefusedText{WithSize("0x1"), "second line: not a size"},
        RefusedText{WithSize("01"), "leading zero"},
        RefusedText{WithSize("00"), "leading zero"},
        RefusedText{WithSize("9223372036854775808"), "not a size"},
        RefusedText{WithSize("99999999999999999999999"), "not a size"},
        RefusedText{"a\n1\ncQVH3iTaVr2aW61zh-BUhWywBqQcFnn7IA6doEatyQc=\n",
                    "third line: not canonical"},
        RefusedText{"a\n1\ncQVH3iTaVr2aW61zh+BUhWywBqQcFnn7IA6doEatyQd=\n",
                    "third line: not canonical"},
        RefusedText{"a\n1\ncQVH3iTaVr2aW61zh+BUhWywBqQcFnn7IA6doEatyQc\n",
                    "third line: not canonical"},
        RefusedText{"a\n1\nAAAA\n", "third line: root"}));

TEST(CheckpointTest, TakesTheSmallestAndTheLargestSize) {
  EXPECT_EQ(ParseCheckpoint(WithSize("0")).value().head.size, 0U);
  EXPECT_EQ(ParseCheckpoint(WithSize("9223372036854775807")).value().head.size,
            9223372036854775807U);
}

TEST(SignCheckpointTest, SignsAsAnotherImplementationDoes) {
  EXPECT_EQ(SignCheckpoint(Key(1), ParseCheckpoint(kText).value()),
            absl::StrCat(kText, "\n", kLogLine));
}

TEST(CosignCheckpointTest, CosignsAsAnotherImplementationDoes) {
  EXPECT_EQ(FormatNoteSignature(
                CosignCheckpoint(Key(2), WitnessName(kOrigin, 1),
                                 ParseCheckpoint(kText).value(), kTime)),
            kWitnessLine);
}

TEST(VerifyCosignatureTest, GivesTheTime) {
  const NoteSignature line = ParseNoteSignature(kWitnessLine).value();

  EXPECT_EQ(VerifyCosignature(Key(2).verify_key(), kText, line).value(), kTime);
}

TEST(VerifyCosignatureTest, CoversTimeTextAndKey) {
  const auto refused =
      FailsWith(absl::StatusCode::kUnauthenticated, "witness/1");
  const NoteSignature line = ParseNoteSignature(kWitnessLine).value();
  NoteSignature other_time = line;
  other_time.signature[7] ^= 1;
  std::string other_text = kText;
  other_text[other_text.find("13")] = '2';

  EXPECT_THAT(VerifyCosignature(Key(2).verify_key(), kText, other_time),
              refused);
  EXPECT_THAT(VerifyCosignature(Key(2).verify_key(), other_text, line),
              refused);
  EXPECT_THAT(VerifyCosignature(Key(3).verify_key(), kText, line), refused);
}

TEST(VerifyCosignatureTest, RefusesAnotherLengthAndAnImpossibleTime) {
  NoteSignature line = ParseNoteSignature(kWitnessLine).value();
  line.signature[0] = 0x80;
  EXPECT_THAT(VerifyCosignature(Key(2).verify_key(), kText, line),
              FailsWith(kInvalid, "time beyond"));
  line.signature.pop_back();
  EXPECT_THAT(VerifyCosignature(Key(2).verify_key(), kText, line),
              FailsWith(kInvalid, "got 71"));
}

}  // namespace
}  // namespace pingyi

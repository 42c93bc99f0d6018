#include "crypto/note/note.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/bytes.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

// The example of C2SP signed-note.
constexpr char kExample[] =
    "Ognuno sta solo sul cuor della terra\n"
    "trafitto da un raggio di sole:\n"
    "\n"
    "\xc3\xa8 subito sera.\n"
    "\n"
    "\xe2\x80\x94 quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99"
    "ihAQwaqP3ZekRwNtIc=\n";

// A line with key id 00000000 and one byte of signature.
std::string Line(absl::string_view name) {
  return absl::StrCat("\xe2\x80\x94 ", name, " AAAAAAE=\n");
}

TEST(ParseNoteTest, ReadsTheExampleOfTheSpecification) {
  const Note note = ParseNote(kExample).value();

  EXPECT_EQ(note.text,
            "Ognuno sta solo sul cuor della terra\n"
            "trafitto da un raggio di sole:\n"
            "\n"
            "\xc3\xa8 subito sera.\n");
  ASSERT_EQ(note.signatures.size(), 1U);
  EXPECT_EQ(note.signatures[0].name, "quasimodo.example/salvatore");
  EXPECT_EQ(ToHex(note.signatures[0].key_id), "367ba04b");
  EXPECT_EQ(note.signatures[0].signature.size(), 64U);
}

TEST(ParseNoteTest, FormatGivesTheSameBytesBack) {
  EXPECT_EQ(FormatNote(ParseNote(kExample).value()).value(), kExample);
}

TEST(ParseNoteTest, TakesManySignaturesButNotAnyNumber) {
  std::string note = "text\n\n";
  for (size_t i = 0; i < kMaxNoteSignatures; ++i) {
    note += Line(absl::StrCat("name", i));
  }
  EXPECT_EQ(ParseNote(note).value().signatures.size(), kMaxNoteSignatures);
  EXPECT_THAT(ParseNote(note + Line("one-more")),
              FailsWith(kInvalid, "more than 100 signatures"));
}

TEST(ParseNoteTest, RefusesTextWithoutSignatures) {
  EXPECT_THAT(ParseNote(""), FailsWith(kInvalid, "no blank line"));
  EXPECT_THAT(ParseNote("text\n"), FailsWith(kInvalid, "no blank line"));
  EXPECT_THAT(ParseNote("text\n\n"), FailsWith(kInvalid, "no signature"));
  EXPECT_THAT(ParseNote("text\n" + Line("a")),
              FailsWith(kInvalid, "no blank line"));
}

TEST(ParseNoteTest, RefusesTextAfterTheSignatures) {
  EXPECT_THAT(ParseNote("text\n\n" + Line("a") + "more\n"),
              FailsWith(kInvalid, "em dash"));
  EXPECT_THAT(ParseNote("text\n\n" + Line("a") + "\n"),
              FailsWith(kInvalid, "no signature"));
}

TEST(ParseNoteTest, RefusesALastLineWithoutNewline) {
  std::string note = "text\n\n" + Line("a");
  note.pop_back();

  EXPECT_THAT(ParseNote(note), FailsWith(kInvalid, "newline"));
}

TEST(ParseNoteTest, RefusesControlCharactersAnywhere) {
  const auto refused = FailsWith(kInvalid, "control character");

  EXPECT_THAT(ParseNote("te\rxt\n\n" + Line("a")), refused);
  EXPECT_THAT(ParseNote("te\txt\n\n" + Line("a")), refused);
  EXPECT_THAT(ParseNote(std::string("te\0xt\n\n", 7) + Line("a")), refused);
  EXPECT_THAT(ParseNote("text\n\n" + Line("a\x1f")), refused);
}

TEST(ParseNoteTest, RefusesWhatIsNotUtf8) {
  const auto refused = FailsWith(kInvalid, "not UTF-8");

  for (const std::string bad :
       {"\xff", "\x80", "\xc0\xaf", "\xc3", "\xe0\x80\xaf", "\xed\xa0\x80",
        "\xf0\x80\x80\xaf", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80",
        "\xe2\x80"}) {
    EXPECT_THAT(ParseNote(bad + "\n\n" + Line("a")), refused)
        << absl::BytesToHexString(bad);
  }
}

TEST(ParseNoteTest, TakesEveryLengthOfUtf8) {
  const std::string text = "a\xc3\xa8\xe8\xaf\x84\xf0\x9f\x97\xb3\n";

  EXPECT_EQ(ParseNote(text + "\n" + Line("a")).value().text, text);
}

TEST(ParseNoteTest, RefusesMoreThanItsSize) {
  const std::string signature = Line("a");
  const std::string text(kMaxNoteSize - signature.size() - 2, 'x');
  EXPECT_EQ(ParseNote(text + "\n\n" + signature).value().text.size(),
            text.size() + 1);
  EXPECT_THAT(ParseNote(text + "x\n\n" + signature),
              FailsWith(kInvalid, "65537 bytes"));
}

struct RefusedLine {
  std::string line;
  std::string reason;
};

class RefusedSignatureLineTest : public ::testing::TestWithParam<RefusedLine> {
};

TEST_P(RefusedSignatureLineTest, IsRefusedForItsReason) {
  EXPECT_THAT(ParseNoteSignature(GetParam().line),
              FailsWith(kInvalid, GetParam().reason));
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedSignatureLineTest,
    ::testing::Values(
        RefusedLine{"", "newline"}, RefusedLine{"\n", "em dash"},
        RefusedLine{"\xe2\x80\x94 a AAAAAAE=", "newline"},
        RefusedLine{"\xe2\x80\x94 a AAAAAAE=\n\n", "not one line"},
        RefusedLine{"- a AAAAAAE=\n", "em dash"},
        RefusedLine{"\xe2\x80\x93 a AAAAAAE=\n", "em dash"},
        RefusedLine{"\xe2\x80\x94"
                    "a AAAAAAE=\n",
                    "em dash"},
        RefusedLine{"\xe2\x80\x94 a\n", "a name, a space and base64"},
        RefusedLine{"\xe2\x80\x94  AAAAAAE=\n", "name: 0 bytes"},
        RefusedLine{"\xe2\x80\x94 a  AAAAAAE=\n", "a name, a space"},
        RefusedLine{"\xe2\x80\x94 a AAAAAAE= \n", "a name, a space"},
        RefusedLine{"\xe2\x80\x94 a+b AAAAAAE=\n", "a plus"},
        RefusedLine{"\xe2\x80\x94 a\xc2\xa0"
                    "b AAAAAAE=\n",
                    "holds a space"},
        RefusedLine{"\xe2\x80\x94 a AAAAAAE\n", "canonical base64"},
        RefusedLine{"\xe2\x80\x94 a AAAAAAF=\n", "canonical base64"},
        RefusedLine{"\xe2\x80\x94 a AAAA-_E=\n", "canonical base64"},
        RefusedLine{"\xe2\x80\x94 a AAAAAAE==\n", "canonical base64"},
        RefusedLine{"\xe2\x80\x94 a AAAAAA==\n", "after the key id"},
        RefusedLine{"\xe2\x80\x94 a \n", "after the key id"}));

TEST(NoteSignatureTest, ReadsWhatItWrites) {
  const NoteSignature signature = {.name = "example.com/log",
                                   .key_id = {1, 2, 3, 4},
                                   .signature = Bytes(64, 7)};

  EXPECT_EQ(ParseNoteSignature(FormatNoteSignature(signature)).value(),
            signature);
}

TEST(FormatNoteTest, RefusesWhatCouldNotBeRead) {
  const NoteSignature good = {.name = "a", .key_id = {}, .signature = Bytes(1)};
  NoteSignature bad_name = good;
  bad_name.name = "a b";

  EXPECT_THAT(FormatNote({.text = "no newline", .signatures = {good}}),
              FailsWith(kInvalid, "blank line"));
  EXPECT_THAT(FormatNote({.text = "text\n", .signatures = {}}),
              FailsWith(kInvalid, "no signature"));
  EXPECT_THAT(FormatNote({.text = "text\n", .signatures = {bad_name}}),
              FailsWith(kInvalid, "a name, a space"));
  EXPECT_THAT(FormatNote({.text = "", .signatures = {good}}),
              FailsWith(kInvalid, "blank line"));
}

TEST(FormatNoteTest, RefusesATextThatWouldSwallowItsSignatures) {
  // Without its newline the text's own last blank line would end it.
  const NoteSignature good = {.name = "a", .key_id = {}, .signature = Bytes(1)};

  EXPECT_THAT(
      FormatNote({.text = "a\n\n" + Line("b") + "c", .signatures = {good}}),
      FailsWith(kInvalid, ""));
}

TEST(CheckNoteNameTest, RefusesUnicodeSpaces) {
  for (const std::string space :
       {" ", "\xc2\x85", "\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\x80",
        "\xe2\x80\x8a", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf",
        "\xe2\x81\x9f", "\xe3\x80\x80", "\x0b"}) {
    EXPECT_THAT(CheckNoteName("a" + space + "b"),
                FailsWith(kInvalid, "holds a space"))
        << absl::BytesToHexString(space);
  }
}

TEST(CheckNoteNameTest, TakesOtherLetters) {
  EXPECT_TRUE(CheckNoteName("\xe8\xaf\x84\xe8\xae\xae/1").ok());
}

TEST(CheckNoteNameTest, RefusesWhatCannotStandInALine) {
  EXPECT_THAT(CheckNoteName(""), FailsWith(kInvalid, "0 bytes"));
  EXPECT_THAT(CheckNoteName(std::string(256, 'a')),
              FailsWith(kInvalid, "256 bytes"));
  EXPECT_THAT(CheckNoteName("\xff"), FailsWith(kInvalid, "not UTF-8"));
  EXPECT_THAT(CheckNoteName("a\x01"), FailsWith(kInvalid, "control"));
  EXPECT_THAT(CheckNoteName("a\nb"), FailsWith(kInvalid, "holds a space"));
}

}  // namespace
}  // namespace pingyi

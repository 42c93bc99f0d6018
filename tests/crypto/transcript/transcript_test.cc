#include "crypto/transcript/transcript.h"

#include <gtest/gtest.h>

#include <vector>

#include "crypto/group/secret_scalar.h"

namespace pingyi {
namespace {

ByteSpan Text(absl::string_view text) {
  return AsBytes(text);
}

TEST(TranscriptTest, EveryInputChangesTheChallenge) {
  const auto challenge = [](absl::string_view label, absl::string_view name,
                            absl::string_view data, absl::string_view draw) {
    Transcript transcript(label);
    transcript.Append(name, Text(data));
    return transcript.Challenge(draw);
  };
  const Scalar base = challenge("label", "name", "data", "x");
  EXPECT_EQ(challenge("label", "name", "data", "x"), base);
  EXPECT_NE(challenge("other", "name", "data", "x"), base);
  EXPECT_NE(challenge("label", "other", "data", "x"), base);
  EXPECT_NE(challenge("label", "name", "other", "x"), base);
  EXPECT_NE(challenge("label", "name", "data", "y"), base);
}

TEST(TranscriptTest, BoundariesBetweenNameAndDataCount) {
  Transcript a("label");
  a.Append("ab", Text("c"));
  Transcript b("label");
  b.Append("a", Text("bc"));
  EXPECT_NE(a.Challenge("x"), b.Challenge("x"));
}

TEST(TranscriptTest, HashRunsOnAfterAChallenge) {
  Transcript a("label");
  const Scalar first = a.Challenge("x");
  const Scalar second = a.Challenge("x");
  EXPECT_NE(first, second);
  Transcript b("label");
  EXPECT_EQ(b.Challenge("x"), first);
  b.Append("n", Text("d"));
  EXPECT_NE(b.Challenge("x"), second);
}

TEST(TranscriptTest, CopiesForkTheHash) {
  Transcript a("label");
  Transcript b = a;
  b.Append("n", Text("d"));
  Transcript c("label");
  EXPECT_EQ(a.Challenge("x"), c.Challenge("x"));
}

TEST(TranscriptTest, ElementsAndNumbersAreAppendedAsTheirBytes) {
  const std::vector<Element> elements = {
      Element::Generator(), Element::MulBase(SecretScalar::Random())};
  Bytes joined;
  AppendBytes(joined, elements[0].bytes());
  AppendBytes(joined, elements[1].bytes());
  Transcript a("label");
  a.Append("one", elements[0]);
  a.Append("two", elements);
  a.AppendLe32("three", 0x01020304);
  Transcript b("label");
  b.Append("one", ByteSpan(elements[0].bytes()));
  b.Append("two", joined);
  b.Append("three", Bytes{4, 3, 2, 1});
  EXPECT_EQ(a.Challenge("x"), b.Challenge("x"));
}

TEST(ContextTest, SessionKeysAndRoundAllCount) {
  const Context base = {};
  Context session = base;
  session.session_id[0] = 1;
  Context keys = base;
  keys.key_id[0] = 1;
  Context round = base;
  round.round = 1;
  const Scalar challenge = base.Start("label").Challenge("x");
  EXPECT_NE(session.Start("label").Challenge("x"), challenge);
  EXPECT_NE(keys.Start("label").Challenge("x"), challenge);
  EXPECT_NE(round.Start("label").Challenge("x"), challenge);
  EXPECT_NE(base.Start("other").Challenge("x"), challenge);
}

}  // namespace
}  // namespace pingyi

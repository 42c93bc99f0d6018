#include "crypto/statement/statement.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <set>
#include <string>

#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "crypto/statement/signing_key.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;

constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;
constexpr int kKinds = static_cast<int>(StatementKind::kServe) + 1;

Digest Session(uint8_t which) {
  Digest session = {};
  session.fill(which);
  return session;
}

TEST(StatementBytesTest, AreSuiteKindSessionAndBody) {
  const Bytes bytes =
      StatementBytes(StatementKind::kDkgCommit, Session(0x61), Bytes{1, 2});

  EXPECT_EQ(ToString(bytes),
            "pingyi-v1-dkg-commit\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\x01\x02");
}

TEST(StatementBytesTest, EveryKindHasItsOwnName) {
  std::set<std::string> names;
  for (int kind = 0; kind < kKinds; ++kind) {
    names.emplace(KindName(static_cast<StatementKind>(kind)));
  }

  EXPECT_EQ(names,
            (std::set<std::string>{
                "request",     "confirm",       "dkg-commit",  "dkg-message",
                "dkg-confirm", "dkg-complaint", "active-set",  "open",
                "closing",     "close",         "audit-share", "tally-share",
                "zero-check",  "verified",      "objection",   "abort",
                "announce",    "receipt",       "reissue",     "serve"}));
}

TEST(VerifyStatementTest, AcceptsWhatWasSigned) {
  const SigningKey key = SigningKey::Random();
  const Signature signature =
      SignStatement(key, StatementKind::kClose, Session(1), Bytes{7});

  EXPECT_THAT(VerifyStatement(key.verify_key(), StatementKind::kClose,
                              Session(1), Bytes{7}, signature),
              IsOk());
}

TEST(VerifyStatementTest, NoKindFitsAnother) {
  const SigningKey key = SigningKey::Random();
  for (int kind = 0; kind < kKinds; ++kind) {
    const Signature signature = SignStatement(
        key, static_cast<StatementKind>(kind), Session(1), Bytes{7});
    const auto other = static_cast<StatementKind>((kind + 1) % kKinds);
    EXPECT_THAT(VerifyStatement(key.verify_key(), other, Session(1), Bytes{7},
                                signature),
                FailsWith(kUnauthenticated, KindName(other)));
  }
}

TEST(VerifyStatementTest, RefusesAnotherSessionBodyAndKey) {
  const SigningKey key = SigningKey::Random();
  const Signature signature =
      SignStatement(key, StatementKind::kClose, Session(1), Bytes{7});
  const auto refused = FailsWith(kUnauthenticated, "statement \"close\"");

  EXPECT_THAT(VerifyStatement(key.verify_key(), StatementKind::kClose,
                              Session(2), Bytes{7}, signature),
              refused);
  EXPECT_THAT(VerifyStatement(key.verify_key(), StatementKind::kClose,
                              Session(1), Bytes{8}, signature),
              refused);
  EXPECT_THAT(
      VerifyStatement(SigningKey::Random().verify_key(), StatementKind::kClose,
                      Session(1), Bytes{7}, signature),
      refused);
}

TEST(VerifyStatementTest, RefusesASignatureOfAnotherLength) {
  EXPECT_THAT(
      VerifyStatement(SigningKey::Random().verify_key(), StatementKind::kClose,
                      Session(1), Bytes{7}, Bytes(65)),
      FailsWith(absl::StatusCode::kInvalidArgument, "got 65"));
}

TEST(StatementDigestTest, HashesTheStatementThatWasSigned) {
  EXPECT_EQ(
      StatementDigest(StatementKind::kActiveSet, Session(1), Bytes{7}),
      Sha256(StatementBytes(StatementKind::kActiveSet, Session(1), Bytes{7})));
}

}  // namespace
}  // namespace pingyi

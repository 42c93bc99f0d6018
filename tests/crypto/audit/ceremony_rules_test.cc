#include <gtest/gtest.h>

#include "absl/status/status.h"
#include "crypto/audit/session.h"
#include "tests/crypto/audit/replay.h"
#include "tests/support/sitting.h"
#include "tests/support/status_matchers.h"

// What may be said in a key ceremony, when, and by whom.
namespace pingyi {
namespace {

using absl::StatusCode;
using testing::CatchUp;
using testing::FailsWith;
using testing::IsOk;
using testing::Replay;
using testing::Sitting;
using testing::StartSession;

constexpr Committee kTally = Committee::kTally;
constexpr Committee kIssuer = Committee::kIssuer;

DkgCommitEntry CommitOf(const Sitting& sitting, uint32_t member) {
  return std::get<DkgCommitEntry>(sitting.Signed(DkgCommitEntry{
      .committee = kTally,
      .member = member,
      .message_sha256 = sitting.MessageHashes(kTally)[(member - 1) % 3]}));
}

// The entry of kind E that stands at `place` among those of its kind.
template <typename E>
E Find(const Sitting& sitting, size_t place) {
  for (const Entry& entry : sitting.entries()) {
    if (std::holds_alternative<E>(entry) && place-- == 0) {
      return std::get<E>(entry);
    }
  }
  ADD_FAILURE() << "no such entry";
  return E();
}

TEST(CeremonyRulesTest, RefusesACommitByNoMember) {
  const Sitting sitting;
  const Session session = Replay(sitting);

  EXPECT_THAT(session.Check(CommitOf(sitting, 4)),
              FailsWith(StatusCode::kInvalidArgument, "no trustee 4"));
  EXPECT_THAT(session.Check(CommitOf(sitting, 0)),
              FailsWith(StatusCode::kInvalidArgument, "no trustee 0"));
}

TEST(CeremonyRulesTest, RefusesACommitSignedByAnotherMember) {
  const Sitting sitting;
  const Session session = Replay(sitting);
  DkgCommitEntry entry = CommitOf(sitting, 1);
  entry.signature = CommitOf(sitting, 2).signature;

  EXPECT_THAT(session.Check(entry), FailsWith(StatusCode::kPermissionDenied,
                                              "not by trustee 1 (official 2)"));
}

TEST(CeremonyRulesTest, RefusesAnIssuersCommitAsATrustees) {
  const Sitting sitting;
  const Session session = Replay(sitting);
  DkgCommitEntry entry = CommitOf(sitting, 1);
  entry.committee = kIssuer;

  EXPECT_THAT(session.Check(entry),
              FailsWith(StatusCode::kPermissionDenied, "not by issuer 1"));
}

TEST(CeremonyRulesTest, RemarksACommitThatIsRepeatedOrChanged) {
  Sitting sitting;
  sitting.Append(CommitOf(sitting, 1));
  Session session = Replay(sitting);
  DkgCommitEntry other = CommitOf(sitting, 1);
  other.message_sha256[0] ^= 1;

  EXPECT_THAT(session.Check(CommitOf(sitting, 1)),
              FailsWith(StatusCode::kAlreadyExists, "said so already"));
  EXPECT_EQ(session.Judge(CommitOf(sitting, 1)).standing(), 1U);
  EXPECT_THAT(session.Check(sitting.Signed(other)),
              FailsWith(StatusCode::kAlreadyExists, "something else"));

  sitting.Append(sitting.Signed(other));
  EXPECT_THAT(CatchUp(session, sitting), IsOk());
  ASSERT_EQ(session.remarks().size(), 1U);
  EXPECT_EQ(session.remarks().front().leaf, 2U);
  EXPECT_EQ(session.ceremony(kTally).message_hashes().front(),
            sitting.MessageHashes(kTally).front());
}

TEST(CeremonyRulesTest, RefusesAMessageBeforeAllHaveCommitted) {
  Sitting complete;
  complete.Commit(kTally);
  complete.Deal(kTally);
  Session session = StartSession(complete);
  for (size_t i = 1; i < 3; ++i) {  // One commit is missing.
    ASSERT_THAT(
        session.Apply(complete.entries()[i], LeafHash(complete.leaves()[i])),
        IsOk());
  }

  EXPECT_THAT(session.Check(Find<DkgMessageEntry>(complete, 0)),
              FailsWith(StatusCode::kFailedPrecondition, "must commit first"));
}

TEST(CeremonyRulesTest, RefusesAMessageThatWasNotCommittedTo) {
  Sitting sitting;
  sitting.Commit(kTally);
  const Session session = Replay(sitting);
  DkgMessageEntry entry = {.committee = kTally, .member = 1, .message = {1}};

  const Ruling ruling = session.Judge(sitting.Signed(entry));

  EXPECT_THAT(ruling.why(), FailsWith(StatusCode::kInvalidArgument,
                                      "not the one it committed to"));
  EXPECT_EQ(ruling.item(), Item::kCeremony);
}

TEST(CeremonyRulesTest, RefusesAMessageWhoseProofFails) {
  Sitting sitting;
  Bytes message = sitting.CheatingMessage(kTally, 1, 2);
  message[4] ^= 1;  // In the first commitment.
  sitting.SetMessage(kTally, 1, message);
  sitting.Commit(kTally);
  const Session session = Replay(sitting);

  EXPECT_THAT(session.Check(sitting.Signed(DkgMessageEntry{
                  .committee = kTally, .member = 1, .message = message})),
              FailsWith(StatusCode::kInvalidArgument, ""));
}

TEST(CeremonyRulesTest, RefusesAConfirmationBeforeAllHaveDealt) {
  Sitting sitting;
  sitting.Commit(kTally);
  const Session session = Replay(sitting);

  EXPECT_THAT(session.Check(DkgConfirmEntry{.committee = kTally, .member = 1}),
              FailsWith(StatusCode::kFailedPrecondition, "nothing to confirm"));
}

TEST(CeremonyRulesTest, RefusesAConfirmationOfOtherMessages) {
  Sitting sitting;
  sitting.Commit(kTally);
  sitting.Deal(kTally);
  const Session session = Replay(sitting);
  DkgConfirmEntry entry = std::get<DkgConfirmEntry>(
      sitting.Signed(DkgConfirmEntry{.committee = kTally, .member = 1}));
  EXPECT_THAT(session.Check(entry), IsOk());
  sitting.SetMessage(kTally, 3, sitting.CheatingMessage(kTally, 3, 1));

  EXPECT_THAT(session.Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kPermissionDenied, "dkg-confirm"));
}

TEST(CeremonyRulesTest, HasKeysOnceBothCommitteesHaveConfirmed) {
  Sitting sitting;
  sitting.RunCeremony();
  Session session = StartSession(sitting);
  for (size_t i = 1; i < sitting.entries().size(); ++i) {
    EXPECT_FALSE(session.has_keys());
    ASSERT_THAT(
        session.Apply(sitting.entries()[i], LeafHash(sitting.leaves()[i])),
        IsOk());
  }

  EXPECT_TRUE(session.has_keys());
  EXPECT_EQ(session.keys(kTally), sitting.keys(kTally));
  EXPECT_EQ(session.keys(kIssuer), sitting.keys(kIssuer));
  EXPECT_EQ(session.phase(), Phase::kCeremony);
}

TEST(CeremonyRulesTest, AnUpheldComplaintEndsTheSessionAndNamesTheDealer) {
  Sitting sitting;
  sitting.SetMessage(kTally, 3, sitting.CheatingMessage(kTally, 3, 1));
  sitting.Commit(kTally);
  sitting.Deal(kTally);
  sitting.Append(sitting.Complaint(kTally, 3, 1));

  const Session session = Replay(sitting);

  EXPECT_EQ(session.phase(), Phase::kAborted);
  EXPECT_EQ(session.abortion()->official, 4U);  // Trustee 3.
  EXPECT_NE(session.abortion()->reason.find("upheld"), std::string::npos);
}

TEST(CeremonyRulesTest, ARejectedComplaintEndsTheSessionAndNamesWhoComplained) {
  Sitting sitting;
  sitting.Commit(kTally);
  sitting.Deal(kTally);
  sitting.Append(sitting.Complaint(kTally, 3, 1));

  const Session session = Replay(sitting);

  EXPECT_EQ(session.phase(), Phase::kAborted);
  EXPECT_EQ(session.abortion()->official, 2U);  // Trustee 1.
  EXPECT_NE(session.abortion()->reason.find("rejected"), std::string::npos);
}

TEST(CeremonyRulesTest, AComplaintWithAProofThatIsNoneIsRejected) {
  Sitting sitting;
  sitting.Commit(kTally);
  sitting.Deal(kTally);
  auto entry = std::get<DkgComplaintEntry>(sitting.Complaint(kTally, 3, 1));
  entry.proof.fill(0xff);
  sitting.Append(sitting.Signed(entry));

  const Session session = Replay(sitting);

  EXPECT_EQ(session.abortion()->official, 2U);
}

TEST(CeremonyRulesTest, RefusesAComplaintBeforeAllHaveDealtOrByWhoConfirmed) {
  Sitting sitting;
  sitting.Commit(kTally);
  const Session early = Replay(sitting);
  sitting.Deal(kTally);
  sitting.Append(
      sitting.Signed(DkgConfirmEntry{.committee = kTally, .member = 1}));
  const Session late = Replay(sitting);
  const Entry complaint = sitting.Complaint(kTally, 3, 1);

  EXPECT_THAT(early.Check(complaint),
              FailsWith(StatusCode::kFailedPrecondition, "must deal first"));
  EXPECT_THAT(late.Check(complaint),
              FailsWith(StatusCode::kFailedPrecondition, "has confirmed"));
}

TEST(CeremonyRulesTest, RefusesAComplaintAboutNoMember) {
  Sitting sitting;
  sitting.Commit(kTally);
  sitting.Deal(kTally);
  auto entry = std::get<DkgComplaintEntry>(sitting.Complaint(kTally, 3, 1));
  entry.dealer = 4;

  EXPECT_THAT(Replay(sitting).Check(sitting.Signed(entry)),
              FailsWith(StatusCode::kInvalidArgument, "no tally member 4"));
}

TEST(CeremonyRulesTest, RefusesEverythingButObjectionsOnceGivenUp) {
  Sitting sitting;
  sitting.Commit(kTally);
  sitting.Append(sitting.Abort("停电"));
  const Session session = Replay(sitting);

  EXPECT_EQ(session.abortion()->reason, "停电");
  EXPECT_EQ(session.abortion()->official, 0U);
  EXPECT_THAT(session.Check(sitting.Signed(DkgCommitEntry{
                  .committee = kIssuer,
                  .member = 1,
                  .message_sha256 = sitting.MessageHashes(kIssuer)[0]})),
              FailsWith(StatusCode::kFailedPrecondition, "given up"));
  EXPECT_THAT(session.Check(sitting.Objection(2, "why?")), IsOk());
}

TEST(CeremonyRulesTest, RefusesACommitOnceTheCheckInHasBegun) {
  Sitting sitting;
  sitting.RunTo(Phase::kCheckIn);
  Session session = Replay(sitting, {.own_log = true});

  EXPECT_THAT(session.Apply(CommitOf(sitting, 1), Digest()),
              FailsWith(StatusCode::kFailedPrecondition, "it is over"));
  EXPECT_THAT(session.Check(sitting.Complaint(kTally, 3, 1)),
              FailsWith(StatusCode::kFailedPrecondition, "it is over"));
}

TEST(CeremonyRulesTest, RefusesASecondManifest) {
  const Sitting sitting;

  EXPECT_THAT(Replay(sitting).Check(sitting.entries().front()),
              FailsWith(StatusCode::kFailedPrecondition, "leaf 0"));
}

}  // namespace
}  // namespace pingyi

#include "crypto/audit/session.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "crypto/audit/item.h"
#include "crypto/base/executor.h"
#include "tests/crypto/audit/replay.h"
#include "tests/support/sitting.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::IsOk;
using testing::Replay;
using testing::Sitting;
using testing::StartSession;

TEST(SessionTest, AWholeSittingIsLegalFromTheFirstLeafToTheLast) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);

  const Session session = Replay(sitting);

  EXPECT_EQ(session.phase(), Phase::kAnnounced);
  ASSERT_TRUE(session.result().has_value());
  EXPECT_EQ(session.result()->counts, sitting.Counts());
  EXPECT_EQ(session.result()->ballots, 5U);
  EXPECT_EQ(session.check_in().checked_in(), 5U);
  EXPECT_EQ(session.verified().size(), 3U);
  EXPECT_EQ(session.tree().Head(), sitting.tree().Head());
  EXPECT_TRUE(session.remarks().empty());
}

TEST(SessionTest, AnHonestLogMayAppendEveryEntryOfASitting) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  Session session = StartSession(sitting);

  for (size_t i = 1; i < sitting.entries().size(); ++i) {
    EXPECT_THAT(session.Check(sitting.entries()[i]), IsOk());
    ASSERT_THAT(
        session.Apply(sitting.entries()[i], LeafHash(sitting.leaves()[i])),
        IsOk());
  }
}

TEST(SessionTest, AnOwnLogReplaysToTheSameState) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);

  const Session session = Replay(sitting, {.own_log = true});

  EXPECT_EQ(session.phase(), Phase::kAnnounced);
  EXPECT_EQ(session.result()->counts, sitting.Counts());
  EXPECT_EQ(session.tree().Head(), sitting.tree().Head());
}

// Counts what it is asked to do.
class CountingExecutor final : public Executor {
 public:
  void Run(size_t n, const std::function<void(size_t)>& task) override {
    tasks_ += n;
    SerialExecutor().Run(n, task);
  }
  size_t tasks() const { return tasks_; }

 private:
  size_t tasks_ = 0;
};

TEST(SessionTest, BallotsWaitUntilTheyAreNeededAndUseTheCallersExecutor) {
  Sitting sitting;
  sitting.RunTo(Phase::kClosing);
  for (const bool own_log : {false, true}) {
    CountingExecutor executor;
    const Session session =
        Replay(sitting, {.own_log = own_log, .executor = &executor});
    EXPECT_EQ(executor.tasks(), 0U);
    EXPECT_EQ(session.ledger().size(), 5U);
    EXPECT_EQ(session.ledger().settled(), 0U);

    EXPECT_THAT(session.Settle(), IsOk());

    EXPECT_GT(executor.tasks(), 0U);
    EXPECT_EQ(session.ledger().valid(), 5U);
  }
}

TEST(SessionTest, AnOwnLogIsNotDecodedAtItsCloseButWhenItIsAskedFor) {
  Sitting sitting;
  sitting.RunTo(Phase::kClosed);
  CountingExecutor executor;
  const Session session =
      Replay(sitting, {.own_log = true, .executor = &executor});
  EXPECT_EQ(executor.tasks(), 0U);

  EXPECT_NE(session.audit(), nullptr);

  EXPECT_GT(executor.tasks(), 0U);
  EXPECT_THAT(session.Check(sitting.AuditShareOf(1, AuditMode::kSum)), IsOk());
}

TEST(SessionTest, AnOwnLogIsStrictWithWhatComesNext) {
  Sitting sitting;
  sitting.RunTo(Phase::kAudited);
  const Session session = Replay(sitting, {.own_log = true});
  auto share = std::get<TallyShareEntry>(sitting.TallyShareOf(1));
  EXPECT_THAT(session.Check(share), IsOk());

  share.payload.back() ^= 1;

  EXPECT_FALSE(session.Check(share).ok());
  EXPECT_FALSE(session.Check(sitting.Signed(share)).ok());
}

TEST(SessionTest, ARefusedEntryChangesNothing) {
  Sitting sitting;
  sitting.RunTo(Phase::kVoting);
  Session session = Replay(sitting);
  const TreeHead head = session.tree().Head();

  EXPECT_FALSE(session.Apply(sitting.entries().front(), Digest()).ok());

  EXPECT_EQ(session.tree().Head(), head);
  EXPECT_EQ(session.phase(), Phase::kVoting);
  EXPECT_TRUE(session.remarks().empty());
}

// Signatures and places were checked before; what keeps the state whole is
// checked again.
TEST(SessionTest, AnOwnLogThatHoldsNonsenseIsRefusedOrRemarked) {
  Sitting sitting;
  sitting.Commit(Committee::kTally);
  Session session = Replay(sitting, {.own_log = true});

  EXPECT_FALSE(session.Apply(DkgCommitEntry{.member = 9}, Digest()).ok());
  EXPECT_FALSE(
      session.Apply(DkgMessageEntry{.member = 9, .message = {}}, Digest())
          .ok());
  EXPECT_FALSE(session.Apply(DkgConfirmEntry{.member = 9}, Digest()).ok());
  EXPECT_FALSE(session.Apply(DkgConfirmEntry{.member = 1}, Digest()).ok());
  EXPECT_FALSE(
      session.Apply(TokenRequestEntry{.deputy = 9, .blinded = {}}, Digest())
          .ok());
  EXPECT_TRUE(session.remarks().empty());
  EXPECT_THAT(session.Apply(DkgCommitEntry{.member = 1}, Digest()), IsOk());
  EXPECT_EQ(session.remarks().size(), 1U);
}

TEST(SessionTest, AnOwnLogRemarksWhatIsThereAlready) {
  Sitting sitting;
  sitting.Commit(Committee::kTally);
  sitting.Deal(Committee::kTally);
  const Entry message = sitting.entries().back();
  sitting.Append(message);
  sitting.Confirm(Committee::kTally);
  sitting.Append(sitting.entries().back());

  const Session session = Replay(sitting, {.own_log = true});

  EXPECT_EQ(session.remarks().size(), 2U);
  EXPECT_TRUE(session.ceremony(Committee::kTally).Complete());
}

TEST(SessionTest, AnOwnLogCountsEveryShareOnce) {
  Sitting sitting;
  sitting.RunTo(Phase::kClosed);
  sitting.Append(sitting.AuditShareOf(1, AuditMode::kSum));
  sitting.Append(sitting.entries().back());
  sitting.Append(sitting.AuditShareOf(2, AuditMode::kSum));
  sitting.Append(sitting.TallyShareOf(1));
  sitting.Append(sitting.entries().back());

  const Session session = Replay(sitting, {.own_log = true});

  EXPECT_EQ(session.phase(), Phase::kAudited);
  EXPECT_EQ(session.tally()->shares().size(), 1U);
  EXPECT_EQ(session.remarks().size(), 2U);
}

TEST(SessionTest, TellsWhatItIsAbout) {
  Sitting sitting;
  sitting.RunCeremony();
  sitting.Append(sitting.ZeroCheck(2));
  Session session = StartSession(sitting);
  EXPECT_FALSE(session.has_keys());

  session = Replay(sitting);

  EXPECT_EQ(session.session_id(), sitting.session_id());
  EXPECT_EQ(session.layout(), *sitting.manifest().Layout());
  EXPECT_EQ(session.context().session_id, session.session_id());
  EXPECT_EQ(session.context().key_id, session.key_id());
  EXPECT_EQ(session.context().round, 0U);
  ASSERT_EQ(session.zero_checks().size(), 1U);
  EXPECT_EQ(session.zero_checks().front().official, 2U);
  EXPECT_FALSE(session.active_set().has_value());
}

TEST(SessionTest, NamesTheActiveSetAndTheCountsAsTheyAreSigned) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  const Session session = Replay(sitting);

  EXPECT_EQ(session.active_set_sha256(), session.open()->active_set_sha256);
  EXPECT_EQ(session.counts_sha256(), sitting.CountsDigest());
  EXPECT_EQ(session.close()->size, session.close_leaf());
}

TEST(SessionTest, KnowsWhoSitsWhere) {
  Sitting sitting({.officials = {.same_people = false}});
  const Session session = Replay(sitting);

  EXPECT_EQ(session.OfficialOf(Committee::kTally, 1), 2U);
  EXPECT_EQ(session.OfficialOf(Committee::kIssuer, 3), 7U);
  EXPECT_EQ(session.OfficialOf(Committee::kIssuer, 4), 0U);
  EXPECT_TRUE(session.active_issuers().issuers.empty());
}

TEST(NamesTest, EveryPhaseAndItemHasANameOfItsOwn) {
  std::set<absl::string_view> names;
  for (int phase = 0; phase <= static_cast<int>(Phase::kAborted); ++phase) {
    names.insert(PhaseName(static_cast<Phase>(phase)));
  }
  EXPECT_EQ(names.size(), 9U);
  names.clear();
  for (size_t item = 0; item < kItemCount; ++item) {
    names.insert(ItemId(static_cast<Item>(item)));
  }
  EXPECT_EQ(names.size(), kItemCount);
  EXPECT_EQ(CommitteeLabel(Committee::kTally), "tally");
  EXPECT_EQ(CommitteeLabel(Committee::kIssuer), "issuer");
}

}  // namespace
}  // namespace pingyi

#include <gtest/gtest.h>

#include <utility>

#include "crypto/audit/audit.h"
#include "tests/crypto/audit/verdicts.h"
#include "tests/support/sitting.h"

// The record of a true sitting, altered by whoever hands it over.
namespace pingyi {
namespace {

using testing::ExpectFails;
using testing::Sitting;

TEST(AuditSessionTest, FailsAnotherSessionsFingerprint) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  (*input.expected_session_id)[0] ^= 1;

  ExpectFails(std::move(input), Item::kFingerprint, "the one given is");
}

TEST(AuditSessionTest, FailsALogThatDidNotSignItsCheckpoint) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  Sitting other;
  input.checkpoint = other.Checkpoint();

  ExpectFails(std::move(input), Item::kCheckpoint, "");
}

TEST(AuditSessionTest, FailsACheckpointThatIsNone) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  input.checkpoint = "nothing";
  ExpectFails(std::move(input), Item::kCheckpoint, "");

  AuditInput signed_text = sitting.Input();
  signed_text.checkpoint.replace(signed_text.checkpoint.find('\n') + 1, 0, "0");
  ExpectFails(std::move(signed_text), Item::kCheckpoint, "");
}

TEST(AuditSessionTest, FailsACheckpointWithoutQuorum) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  for (int dropped = 0; dropped < 2; ++dropped) {
    const size_t last =
        input.checkpoint.rfind('\n', input.checkpoint.size() - 2);
    input.checkpoint.resize(last + 1);
  }

  ExpectFails(std::move(input), Item::kQuorum, "missing");
}

TEST(AuditSessionTest, FailsALeafThatWasChangedAfterwards) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  input.leaves.back().hash[0] ^= 1;

  ExpectFails(std::move(input), Item::kRoot, "the checkpoint says");
}

TEST(AuditSessionTest, FailsALeafThatWasDroppedAfterwards) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  input.leaves.pop_back();

  ExpectFails(std::move(input), Item::kRoot, "the record has");
}

TEST(AuditSessionTest, FailsALeafThatCannotBeRead) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  input.leaves[7].entry = absl::InvalidArgumentError("blob is missing");

  ExpectFails(std::move(input), Item::kEntries, "leaf 7: blob is missing");
}

TEST(AuditSessionTest, FailsAnEmptyRecordAndOneWithoutAManifest) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput empty = sitting.Input();
  empty.leaves.clear();
  ExpectFails(std::move(empty), Item::kRoot, "the record has 0");

  AuditInput headless = sitting.Input();
  headless.leaves.front().entry = Entry(BallotEntry());
  ExpectFails(std::move(headless), Item::kManifest, "no manifest");

  AuditInput unreadable = sitting.Input();
  unreadable.manifest = absl::InvalidArgumentError("unknown field");
  ExpectFails(std::move(unreadable), Item::kManifest, "unknown field");
}

TEST(AuditSessionTest, FailsAnotherRoster) {
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  input.roster->pop_back();

  ExpectFails(std::move(input), Item::kManifest, "the roster has 4");
}

TEST(AuditSessionTest, FailsAnAlteredBallotAtTheTokenAudit) {
  // The members counted the ballot that was cast, not the one in the record.
  Sitting sitting;
  sitting.RunTo(Phase::kAnnounced);
  AuditInput input = sitting.Input();
  for (AuditLeaf& leaf : input.leaves) {
    if (auto* ballot = std::get_if<BallotEntry>(&*leaf.entry)) {
      ballot->ballot.back() ^= 1;
      break;
    }
  }

  ExpectFails(std::move(input), Item::kTokenAudit, "must be decided");
}

}  // namespace
}  // namespace pingyi

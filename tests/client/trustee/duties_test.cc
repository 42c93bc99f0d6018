#include "client/trustee/duties.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <variant>

#include "crypto/dkg/message.h"
#include "crypto/merkle/hash.h"
#include "proto/codec/entry.h"
#include "tests/client/trustee/hall.h"
#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

void HoldUntilClose(Hall& hall, uint32_t ballots) {
  hall.Settle();
  hall.BeginCheckIn();
  hall.CheckIn(4);
  hall.Open();
  hall.Vote(ballots);
  hall.Close();
}

TEST(DutiesTest, MembersHoldAWholeSittingByThemselves) {
  Hall hall({});

  HoldUntilClose(hall, 4);
  hall.Publish();

  ASSERT_TRUE(hall.log().broken().ok()) << hall.log().broken();
  EXPECT_EQ(hall.session().phase(), Phase::kTallied);
  EXPECT_EQ(hall.session().result()->counts,
            (std::vector<uint32_t>{2, 1, 1, 4, 0, 0}));
  EXPECT_EQ(hall.session().zero_checks().size(), 3U);
  EXPECT_EQ(hall.session().verified().size(), 3U);
}

TEST(DutiesTest, OneMissingMemberStopsNothing) {
  Hall hall({});
  hall.Settle();
  hall.BeginCheckIn();
  hall.CheckIn(4);
  hall.Open();
  hall.member(1).away = true;

  hall.Vote(4);
  hall.Close();
  hall.Publish();

  EXPECT_EQ(hall.session().phase(), Phase::kTallied);
}

TEST(DutiesTest, TransportKeysAreErasedWhenTheCeremonyEnds) {
  Hall hall({});

  hall.Settle();
  hall.Restart(0);

  ASSERT_TRUE(hall.session().has_keys());
  const KeyFile& keys = hall.member(0).store->keys();
  EXPECT_FALSE(keys.trustee->transport_secret.has_value());
  EXPECT_FALSE(keys.issuer->transport_secret.has_value());
  EXPECT_FALSE(keys.trustee->shares.empty());
}

TEST(DutiesTest, ARestartedMemberCommitsToTheSameMessage) {
  Hall hall({});
  hall.TakeIn(hall.Look(0, false));
  for (size_t i = 1; i < 4; ++i) {
    hall.TakeIn(hall.Look(i, false));  // A quorum for the manifest.
  }
  const Work before = hall.Look(0, true);

  hall.Restart(0);
  const Work after = hall.Look(0, true);

  ASSERT_EQ(before.statements.size(), 2U);  // One for each committee.
  EXPECT_EQ(before.statements, after.statements);
}

TEST(DutiesTest, NothingIsEvaluatedWithoutQuorum) {
  Hall hall({});
  hall.Settle();
  hall.BeginCheckIn();
  const auto view = MakeSessionView(hall.log());
  ASSERT_THAT(view, IsOk());
  hall.member(3).away = true;
  hall.member(2).away = true;  // Two of four are no quorum.
  hall.CheckIn(1);

  EXPECT_TRUE(hall.member(0).store->keys().evaluated.empty());
  EXPECT_FALSE(hall.voter(0).HasToken());
}

TEST(DutiesTest, ADealerOfBadSharesIsNamed) {
  Hall hall({});
  for (size_t i = 0; i < 4; ++i) {
    hall.TakeIn(hall.Look(i, false));
  }
  // What a lying dealer does: its shares for member 1 do not open.
  Membership& liar = *hall.member(1).store->keys().trustee;
  const CommitteeParams& params =
      hall.member(1).log->session()->ceremony(Committee::kTally).params();
  liar.dealt = *MakeDealerMessage(params, 2, DealerSecrets::Random(params));
  const size_t vector_size = params.secrets * 32 + 16;
  liar.dealt[liar.dealt.size() - 3 * (32 + 8 + vector_size) + 40] ^= 1;

  hall.Settle();

  ASSERT_TRUE(hall.session().abortion().has_value());
  EXPECT_EQ(hall.session().abortion()->official, 2U);
  EXPECT_TRUE(hall.member(0).Said("member 2 dealt me bad shares"));
}

TEST(DutiesTest, TwoHistoriesAreNeverBothCosigned) {
  Hall hall({});
  hall.Settle();
  Hall::Member& member = hall.member(0);
  const TreeHead forked = {.size = hall.tree().size(), .root = {1, 2, 3}};
  LogPiece piece;
  piece.signed_checkpoint = hall.SignedNote(forked);

  EXPECT_THAT(member.log->Accept(piece, hall.Blobs()),
              FailsWith(absl::StatusCode::kDataLoss, "fork"));
  const auto work = member.duties->Next(*member.log);

  ASSERT_THAT(work, IsOk());
  EXPECT_FALSE(work->cosignature.has_value());
  hall.Restart(0);
  ASSERT_EQ(hall.member(0).store->keys().forks.size(), 1U);
  EXPECT_EQ(hall.member(0).store->keys().forks[0].theirs,
            piece.signed_checkpoint);
  EXPECT_FALSE(hall.Look(0, true).cosignature.has_value());
}

TEST(DutiesTest, ARestartedWitnessRefusesAnotherHistory) {
  Hall hall({});
  hall.Settle();
  hall.member(0).store->keys().cosigned.head.root[0] ^= 1;
  ASSERT_THAT(hall.member(0).store->Save(), IsOk());

  hall.Restart(0);
  const Work work = hall.Look(0, true);

  EXPECT_FALSE(work.cosignature.has_value());
  EXPECT_TRUE(hall.member(0).Said("two histories"));
}

TEST(DutiesTest, AShorterLogIsNotCosigned) {
  Hall hall({});
  hall.Settle();
  hall.member(0).store->keys().cosigned.head.size += 5;
  ASSERT_THAT(hall.member(0).store->Save(), IsOk());

  hall.Restart(0);
  const Work work = hall.Look(0, true);

  EXPECT_FALSE(work.cosignature.has_value());
  EXPECT_TRUE(hall.member(0).Said("I wait for the missing ones"));
}

TEST(DutiesTest, AReleasedShareIsPostedAgainAndNeverMadeAgain) {
  Hall hall({});
  hall.Settle();
  hall.BeginCheckIn();
  hall.CheckIn(4);
  hall.Open();
  hall.Vote(4);
  hall.member(1).loses_tally = true;
  hall.member(2).loses_tally = true;
  hall.Close();
  const Posting audit = hall.member(1).store->keys().audit_sum;
  const Posting tally = hall.member(1).store->keys().tally;
  ASSERT_FALSE(tally.empty());
  ASSERT_FALSE(hall.session().tally()->HasShare(2));

  hall.Restart(1);
  const Work work = hall.Look(1, true);

  EXPECT_EQ(work.statements, std::vector<Posting>{tally});
  EXPECT_EQ(hall.member(1).store->keys().audit_sum, audit);
  EXPECT_TRUE(hall.TakeIn(work));
}

TEST(DutiesTest, AnOldCopyOfTheFileReleasesNoSecondShare) {
  Hall hall({});
  hall.Settle();
  hall.BeginCheckIn();
  hall.CheckIn(4);
  hall.Open();
  hall.Vote(4);
  const std::string copy = hall.member(0).path + ".copy";
  std::filesystem::copy_file(hall.member(0).path, copy);
  hall.member(2).loses_tally = true;
  hall.Close();
  ASSERT_TRUE(hall.session().tally()->HasShare(1));

  std::filesystem::rename(copy, hall.member(0).path);
  hall.Restart(0);
  const Work work = hall.Look(0, true);

  EXPECT_TRUE(hall.member(0).store->keys().tally.empty());
  EXPECT_TRUE(work.statements.empty());
  EXPECT_TRUE(hall.member(0).Said("stands in the log"));
}

TEST(DutiesTest, ARequestThatTheLogDoesNotHoldIsObjectedTo) {
  Hall hall({});
  hall.Settle();
  hall.BeginCheckIn();
  hall.CheckIn(4);
  hall.Open();
  hall.Vote(4);
  TokenRequestEntry& evaluated =
      hall.member(0).store->keys().evaluated.begin()->second;
  evaluated.signature[0] ^= 1;

  hall.Close();

  EXPECT_FALSE(hall.session().audit()->HasShare(1, AuditMode::kSum));
  ASSERT_EQ(hall.session().objections().size(), 1U);
  EXPECT_EQ(hall.session().objections()[0].official, 1U);
  EXPECT_TRUE(hall.member(0).Said("does not hold"));
}

TEST(DutiesTest, AForgedTokenIsFoundAndItsBallotLeavesTheTotals) {
  Hall hall({});
  hall.Settle();
  hall.BeginCheckIn();
  hall.CheckIn(4);
  hall.Open();
  hall.Vote(3);
  const auto view = MakeSessionView(hall.log());
  ASSERT_THAT(view, IsOk());
  const BallotProver prover(*(*view)->parameters);
  auto ballot = prover.Encrypt(std::vector<uint32_t>{0, 0});
  ASSERT_THAT(ballot, IsOk());
  const TokenSecret secret = TokenSecret::Random();
  hall.Append(BallotEntry{
      .round = 0,
      .ballot = prover.Prove(*std::move(ballot),
                             {.key = secret.key(),
                              .n = Element::MulBase(SecretScalar::Random())})});

  hall.Close();
  hall.Publish();

  EXPECT_EQ(hall.session().audit()->forged(), std::vector<size_t>{3});
  EXPECT_TRUE(hall.member(0).Said("a share for every token"));
  EXPECT_EQ(hall.session().result()->ballots, 3U);
}

TEST(DutiesTest, TooFewBallotsReleaseNothing) {
  Hall hall({.members = 3, .threshold = 2, .deputies = 4, .min_ballots = 3});

  HoldUntilClose(hall, 2);

  EXPECT_EQ(hall.session().phase(), Phase::kAudited);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_TRUE(hall.member(i).store->keys().tally.empty());
    EXPECT_TRUE(hall.member(i).Said("I release nothing"));
  }
  hall.Publish();
  EXPECT_TRUE(hall.session().result()->withheld);
}

TEST(DutiesTest, AShareOfOtherTotalsIsNeverFollowedByASecond) {
  Hall hall({.members = 3, .threshold = 2});
  hall.Settle();
  hall.BeginCheckIn();
  hall.CheckIn(4);
  hall.Open();
  hall.Vote(4);
  // As if this file had released something else in another life.
  TallyShareEntry other;
  other.member = 1;
  other.size = 1;
  other.payload = Bytes(100, 7);
  const auto encoded = EncodeLogEntry(other);
  ASSERT_THAT(encoded, IsOk());
  hall.member(0).store->keys().tally = {.entry = encoded->leaf, .blob = {}};
  hall.member(2).loses_tally = true;

  hall.Close();

  EXPECT_FALSE(hall.session().tally()->HasShare(1));
  EXPECT_TRUE(hall.member(0).Said("release no second one"));
}

TEST(DutiesTest, AnotherSessionsKeyFileIsRefused) {
  Hall hall({});
  Digest other = hall.session_id();
  other[0] ^= 1;
  hall.member(0).duties.reset();

  EXPECT_THAT(
      Duties::Create(*hall.member(0).store, hall.manifest(), other,
                     {.attest = false,
                      .say = [](const std::string&) {},
                      .now = [] { return uint64_t{1}; }})
          .status(),
      FailsWith(absl::StatusCode::kFailedPrecondition, "belongs to session"));
}

TEST(ConfirmDeskTest, SaysYesToItsOwnPartsAndNoToOthers) {
  Hall hall({});
  hall.Settle();
  hall.BeginCheckIn();
  hall.CheckIn(3);
  const auto view = MakeSessionView(hall.log());
  ASSERT_THAT(view, IsOk());
  ConfirmTask task{.task = 9, .round = 0, .items = {}};
  for (uint32_t i = 0; i < 3; ++i) {
    task.items.push_back(hall.voter(i).ConfirmItemFor(1));
  }
  std::swap(task.items[1].part, task.items[2].part);

  const auto answer = hall.member(0).duties->confirm_desk()->Answer(task);

  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->task, 9U);
  ASSERT_EQ(answer->answers.size(), 3U);
  EXPECT_TRUE(answer->answers[0].yes);
  EXPECT_FALSE(answer->answers[1].yes);
  EXPECT_FALSE(answer->answers[2].yes);
}

TEST(ConfirmDeskTest, IsShutOnceTheVoteIsClosed) {
  Hall hall({});
  HoldUntilClose(hall, 4);
  ConfirmTask task{.task = 1, .round = 0, .items = {}};
  task.items.push_back(hall.voter(0).ConfirmItemFor(1));

  EXPECT_THAT(hall.member(0).duties->confirm_desk()->Answer(task),
              FailsWith(absl::StatusCode::kFailedPrecondition, "audit"));
  hall.Restart(0);
  EXPECT_THAT(hall.member(0).duties->confirm_desk()->Answer(task),
              FailsWith(absl::StatusCode::kFailedPrecondition, "audit"));
}

}  // namespace
}  // namespace pingyi::testing

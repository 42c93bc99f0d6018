#include "client/cpp/voter.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <vector>

#include "absl/strings/str_cat.h"
#include "crypto/base/hash.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "tests/client/trustee/hall.h"
#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

const std::vector<uint32_t> kChoices = {0, 2};

std::string FreshPath(const std::string& name) {
  std::string path =
      absl::StrCat(::testing::TempDir(), "/pingyi-", getpid(), "-", name);
  std::filesystem::remove(path);
  return path;
}

Voter::Options Options(const std::string& path) {
  return {.endpoint = {.addresses = {"127.0.0.1:1"}, .ca_pem = ""},
          .state_file = path};
}

class VoterTest : public ::testing::Test {
 protected:
  void SetUp() override {
    hall_.Settle();
    hall_.BeginCheckIn();
    hall_.CheckIn(4);
    view_ = *MakeSessionView(hall_.log());
  }

  Hall hall_{Hall::Options{}};
  std::shared_ptr<const SessionView> view_;
};

TEST_F(VoterTest, TakesATokenFromTheActiveSetsParts) {
  EXPECT_TRUE(hall_.voter(0).HasToken());
  EXPECT_THAT(hall_.voter(0).MakeToken(), IsOk());
}

TEST_F(VoterTest, RefusesAPartWhoseProofFails) {
  SlipSecret slip = SlipSecret::Random();
  auto voter = Voter::Create(std::move(slip), 1, view_, Options(""));
  ASSERT_THAT(voter, IsOk());
  const IssuedPart part = {
      .issuer = 2,
      .round = 0,
      .evaluation = {.z = Element::Generator(), .proof = {}}};

  EXPECT_THAT(voter->TakeParts(std::vector<IssuedPart>{part}),
              FailsWith(absl::StatusCode::kInvalidArgument, "2"));
  EXPECT_FALSE(voter->HasToken());
}

TEST_F(VoterTest, SealsNothingBeforeTheOpening) {
  Voter& voter = hall_.voter(0);
  ASSERT_THAT(voter.Encrypt(kChoices), IsOk());

  EXPECT_THAT(voter.Seal(),
              FailsWith(absl::StatusCode::kFailedPrecondition, "not open"));
}

TEST_F(VoterTest, AChallengedBallotIsOpenedAndCannotBeSealed) {
  Voter& voter = hall_.voter(0);
  const auto digest = voter.Encrypt(kChoices);
  ASSERT_THAT(digest, IsOk());

  const auto opening = voter.Challenge();

  ASSERT_THAT(opening, IsOk());
  EXPECT_THAT(BallotProver(*view_->parameters).CheckOpening(*digest, *opening),
              IsOk());
  hall_.Open();
  voter.Renew(*MakeSessionView(hall_.log()));
  EXPECT_THAT(voter.Seal(), FailsWith(absl::StatusCode::kFailedPrecondition,
                                      "nothing is encrypted"));
}

TEST_F(VoterTest, ThereIsOneBallotAndItCounts) {
  hall_.Open();
  hall_.Vote(2);
  Voter& voter = hall_.voter(0);
  const Bytes sealed = voter.ballot();

  EXPECT_THAT(voter.Encrypt(kChoices),
              FailsWith(absl::StatusCode::kFailedPrecondition, "sealed"));
  EXPECT_THAT(voter.Seal(), IsOk());
  EXPECT_EQ(voter.ballot(), sealed);
  ASSERT_THAT(hall_.session().Settle(), IsOk());
  EXPECT_EQ(hall_.session().ledger().valid(), 2U);
}

// The hall's vote as a rehearsal.
std::shared_ptr<const SessionView> AsRehearsal(const SessionView& view) {
  SessionView rehearsal = view;
  rehearsal.manifest.kind = SessionKind::kRehearsal;
  return std::make_shared<const SessionView>(std::move(rehearsal));
}

TEST_F(VoterTest, ASimulatedBallotIsRefusedInARealVote) {
  hall_.Open();
  Voter& voter = hall_.voter(0);
  voter.Renew(*MakeSessionView(hall_.log()));

  const absl::Status sealed =
      voter.SealSimulated([](const Scalar& /*key*/, const Element& /*n*/) {
        ADD_FAILURE() << "the key was published";
        return Bytes();
      });

  EXPECT_THAT(sealed,
              FailsWith(absl::StatusCode::kFailedPrecondition, "real vote"));
  EXPECT_FALSE(voter.sealed());
}

TEST_F(VoterTest, ASimulatedBallotIsMadeForTheToken) {
  hall_.Open();
  Voter& voter = hall_.voter(0);
  voter.Renew(AsRehearsal(**MakeSessionView(hall_.log())));
  const auto token = voter.MakeToken();
  ASSERT_THAT(token, IsOk());

  const absl::Status sealed =
      voter.SealSimulated([&](const Scalar& key, const Element& n) {
        EXPECT_EQ(Element::MulBase(key), token->y);
        EXPECT_EQ(n, token->n);
        return Bytes{1, 2, 3};
      });

  EXPECT_THAT(sealed, IsOk());
  EXPECT_EQ(voter.ballot(), (Bytes{1, 2, 3}));
}

TEST_F(VoterTest, ASimulatedBallotNeedsTheOpening) {
  Voter& voter = hall_.voter(0);
  voter.Renew(AsRehearsal(*view_));

  EXPECT_THAT(voter.SealSimulated(
                  [](const Scalar&, const Element&) { return Bytes(); }),
              FailsWith(absl::StatusCode::kFailedPrecondition, "not open"));
}

TEST_F(VoterTest, GoesOnWithTheSameRequestAndBallotAfterACrash) {
  const std::string path = FreshPath("voter.state");
  const SlipSecret slip = SlipSecret::Random();
  auto before = Voter::Create(slip.Clone(), 3, view_, Options(path));
  ASSERT_THAT(before, IsOk());

  auto after = Voter::Create(slip.Clone(), 3, view_, Options(path));

  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(*after->Request(), *before->Request());
}

TEST_F(VoterTest, AStateFileOfAnotherDeputyOrSlipIsRefused) {
  const std::string path = FreshPath("other.state");
  const SlipSecret slip = SlipSecret::Random();
  ASSERT_THAT(Voter::Create(slip.Clone(), 3, view_, Options(path)), IsOk());

  EXPECT_THAT(
      Voter::Create(slip.Clone(), 4, view_, Options(path)).status(),
      FailsWith(absl::StatusCode::kFailedPrecondition, "another session or"));
  EXPECT_THAT(
      Voter::Create(SlipSecret::Random(), 3, view_, Options(path)).status(),
      FailsWith(absl::StatusCode::kDataLoss, "another slip"));
}

TEST(VoterStateTest, GivesBackEveryFieldAndRefusesCutBytes) {
  VoterState state(TokenSecret::Random());
  state.session_id = {5};
  state.deputy = 9;
  state.parts[2] = Element::Generator();
  state.ballot = {1, 2, 3};
  state.receipt = Signature{7};
  const SecretBuffer plain = state.Serialize();

  const auto read = VoterState::Parse(plain.Expose());

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->session_id, state.session_id);
  EXPECT_EQ(read->parts, state.parts);
  EXPECT_EQ(read->ballot, state.ballot);
  EXPECT_EQ(read->receipt, state.receipt);
  EXPECT_EQ(read->secret.public_key(), state.secret.public_key());
  for (size_t size = 0; size < plain.size(); ++size) {
    EXPECT_EQ(VoterState::Parse(plain.Expose().first(size)).status().code(),
              absl::StatusCode::kInvalidArgument);
  }
}

TEST_F(VoterTest, SendDelaysFillTheWindow) {
  const absl::Duration window =
      absl::Seconds(view_->manifest.send_window_seconds);
  absl::Duration longest = absl::ZeroDuration();
  for (int i = 0; i < 200; ++i) {
    const absl::Duration delay = hall_.voter(0).DrawSendDelay();
    EXPECT_GE(delay, absl::ZeroDuration());
    EXPECT_LT(delay, window);
    longest = std::max(longest, delay);
  }
  EXPECT_GT(longest, window / 2);  // Fails once in 2^200 runs.
}

TEST_F(VoterTest, OnlyTheLogKeysReceiptIsBelieved) {
  const Bytes ballot = {1, 2, 3};
  const Signature forged =
      SignStatement(SigningKey::Random(), StatementKind::kReceipt,
                    view_->session_id, ReceiptBody(0, Sha256(ballot)));

  EXPECT_THAT(VerifyReceipt(*view_, ballot, forged),
              FailsWith(absl::StatusCode::kUnauthenticated, "receipt"));
}

}  // namespace
}  // namespace pingyi::testing

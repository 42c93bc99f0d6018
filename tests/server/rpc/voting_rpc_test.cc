// Control, check-in and casting: what is refused, and how it is said.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "crypto/base/hash.h"
#include "pingyi/v1/status.pb.h"
#include "proto/codec/ballot_box.h"
#include "tests/server/rig/rig.h"

namespace pingyi::testing {
namespace {

using grpc::StatusCode;

v1::Refusal RefusalOf(const grpc::Status& status) {
  v1::StatusDetails details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  EXPECT_EQ(details.code(), static_cast<int>(status.error_code()));
  v1::Refusal refusal;
  for (const auto& any : details.details()) {
    if (any.type_url() == "type.googleapis.com/pingyi.v1.Refusal") {
      EXPECT_TRUE(refusal.ParseFromString(any.value()));
    }
  }
  EXPECT_FALSE(refusal.next_step().empty());
  return refusal;
}

TEST(ControlRpcTest, SaysWhatStandsInTheWay) {
  Rig rig;
  rig.sitting().Commit(Committee::kTally);
  rig.SubmitNew();
  uint64_t index = 0;
  ASSERT_TRUE(rig.Submit(rig.sitting().entries()[2], &index).ok());
  EXPECT_EQ(index, 2U);

  DkgCommitEntry other = std::get<DkgCommitEntry>(rig.sitting().entries()[2]);
  other.message_sha256[0] ^= 1;
  const grpc::Status said = rig.Submit(rig.sitting().Signed(other));
  EXPECT_EQ(said.error_code(), StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(RefusalOf(said).name(), "SAID_BEFORE");
  EXPECT_EQ(RefusalOf(said).conflict().dkg_commit().member(), 2U);

  const grpc::Status early = rig.Submit(rig.sitting().ClosingNow());
  EXPECT_EQ(early.error_code(), StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(RefusalOf(early).name(), "NOT_NOW");

  DkgCommitEntry forged = other;
  forged.committee = Committee::kIssuer;
  EXPECT_EQ(rig.Submit(forged).error_code(), StatusCode::PERMISSION_DENIED);
}

TEST(ControlRpcTest, TakesNothingButStatements) {
  Rig rig;
  grpc::ClientContext context;
  v1::SubmitStatementRequest request;
  request.set_entry("no entry");
  v1::SubmitStatementResponse response;
  const grpc::Status status =
      rig.control().SubmitStatement(&context, request, &response);

  EXPECT_EQ(status.error_code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(RefusalOf(status).name(), "MALFORMED");
}

TEST(RegistrarRpcTest, ChecksInOnceByTheSlip) {
  Rig rig;
  v1::RequestTokenResponse response;
  EXPECT_EQ(rig.RequestToken(rig.sitting().Request(1), response,
                             std::chrono::seconds(1))
                .error_code(),
            StatusCode::FAILED_PRECONDITION);
  rig.ConnectAll();
  rig.sitting().RunCeremony();
  rig.sitting().BeginCheckIn();
  rig.SubmitNew();
  ASSERT_TRUE(rig.CheckIn(1).complete());

  rig.sitting().people().deputies[0].token = TokenSecret::Random();
  const grpc::Status other = rig.RequestToken(
      rig.sitting().Request(1), response, std::chrono::seconds(1));
  EXPECT_EQ(other.error_code(), StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(RefusalOf(other).conflict().token_request().deputy(), 1U);
  auto forged = std::get<TokenRequestEntry>(rig.sitting().Request(2));
  forged.deputy = 3;
  EXPECT_EQ(
      rig.RequestToken(forged, response, std::chrono::seconds(1)).error_code(),
      StatusCode::PERMISSION_DENIED);
  forged.blinded.clear();
  EXPECT_EQ(
      rig.RequestToken(forged, response, std::chrono::seconds(1)).error_code(),
      StatusCode::INVALID_ARGUMENT);
}

TEST(BallotBoxRpcTest, TheSameBytesGiveTheSameReceiptOtherBytesNone) {
  Rig rig;
  rig.RunToVoting();
  const v1::CastBallotRequest first = rig.Vote(1);
  std::string receipt;
  ASSERT_TRUE(rig.Cast(first, &receipt).ok());
  std::string again;
  ASSERT_TRUE(rig.Cast(first, &again).ok());
  EXPECT_EQ(receipt, again);

  const Entry second = rig.sitting().Ballot(1, rig.sitting().TokenOf(1));
  const grpc::Status spent =
      rig.Cast(rig.CastRequestOf(std::get<BallotEntry>(second), 1));
  EXPECT_EQ(spent.error_code(), StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(RefusalOf(spent).name(), "TOKEN_SPENT");
}

TEST(BallotBoxRpcTest, RefusesWhatIsNoBallot) {
  Rig rig;
  rig.RunToVoting();
  const auto ballot =
      std::get<BallotEntry>(rig.sitting().Ballot(1, rig.sitting().TokenOf(1)));
  v1::CastBallotRequest request = rig.CastRequestOf(ballot, 1);

  v1::CastBallotRequest proof = request;
  proof.mutable_ballot()->back() ^= 1;
  EXPECT_EQ(rig.Cast(proof).error_code(), StatusCode::INVALID_ARGUMENT);
  v1::CastBallotRequest length = request;
  length.mutable_ballot()->push_back('x');
  const grpc::Status status = rig.Cast(length);
  EXPECT_EQ(status.error_code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(RefusalOf(status).name(), "INVALID_BALLOT");
  v1::CastBallotRequest empty;
  EXPECT_EQ(rig.Cast(empty).error_code(), StatusCode::INVALID_ARGUMENT);

  v1::CastBallotRequest parts = request;
  parts.mutable_parts(0)->set_element(request.parts(1).element());
  EXPECT_EQ(rig.Cast(parts).error_code(), StatusCode::UNAUTHENTICATED);
  parts = request;
  parts.mutable_parts()->RemoveLast();
  EXPECT_EQ(RefusalOf(rig.Cast(parts)).name(), "TOKEN_REFUSED");
  EXPECT_TRUE(rig.Cast(request).ok());
}

TEST(BallotBoxRpcTest, WantsTIssuersToSayYes) {
  Rig rig;
  rig.RunToVoting();
  // One that lies does not matter.
  rig.member(2).set_manner(Member::Manner::kSaysNo);
  rig.Vote(1);
  // Two make a token void.
  rig.member(3).set_manner(Member::Manner::kSaysNo);
  const auto ballot =
      std::get<BallotEntry>(rig.sitting().Ballot(2, rig.sitting().TokenOf(2)));
  const v1::CastBallotRequest request = rig.CastRequestOf(ballot, 2);
  EXPECT_EQ(rig.Cast(request).error_code(), StatusCode::UNAUTHENTICATED);
  // One that garbles is thrown out; with two out, casting waits.
  rig.member(2).set_manner(Member::Manner::kGarbled);
  rig.member(3).set_manner(Member::Manner::kHonest);
  EXPECT_TRUE(rig.Cast(request).ok());
  EXPECT_EQ(rig.member(2).WaitForEnd().error_code(),
            StatusCode::INVALID_ARGUMENT);
  rig.Disconnect(3);
  rig.WaitFor([](const auto& s) { return s.officials_present_size() == 2; });
  const auto third =
      std::get<BallotEntry>(rig.sitting().Ballot(3, rig.sitting().TokenOf(3)));
  const grpc::Status waits = rig.Cast(rig.CastRequestOf(third, 3));
  EXPECT_EQ(waits.error_code(), StatusCode::UNAVAILABLE);
  EXPECT_EQ(RefusalOf(waits).name(), "CASTING_WAITS");
  rig.Connect(3);
  EXPECT_TRUE(rig.Cast(rig.CastRequestOf(third, 3)).ok());
}

TEST(BallotBoxRpcTest, AForgedTokenIsRefused) {
  Rig rig;
  rig.RunToVoting();
  const Token forged = rig.sitting().ForgedToken(1);
  const auto ballot = std::get<BallotEntry>(rig.sitting().Ballot(1, forged));
  v1::CastBallotRequest request = rig.CastRequestOf(ballot, 1);
  // Parts that lie on one polynomial through the forged N: N itself.
  for (auto& part : *request.mutable_parts()) {
    part.set_element(forged.n.bytes().data(), forged.n.bytes().size());
  }
  const grpc::Status status = rig.Cast(request);
  EXPECT_EQ(status.error_code(), StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(RefusalOf(status).name(), "TOKEN_REFUSED");
}

TEST(BallotBoxRpcTest, SaysOnWhichSideOfTheVoteItIs) {
  Rig rig({.deputies = 2, .send_window_seconds = 0});
  rig.ConnectAll();
  v1::CastBallotRequest request;
  request.set_ballot(std::string(500, 'b'));
  EXPECT_EQ(RefusalOf(rig.Cast(request)).name(), "INVALID_BALLOT");
  rig.sitting().RunCeremony();
  rig.sitting().BeginCheckIn();
  rig.SubmitNew();
  rig.Cosign();
  rig.CheckIn(1);
  rig.CheckIn(2);
  const auto ballot =
      std::get<BallotEntry>(rig.sitting().Ballot(1, rig.sitting().TokenOf(1)));
  request = rig.CastRequestOf(ballot, 1);
  EXPECT_EQ(RefusalOf(rig.Cast(request)).name(), "NOT_OPEN_YET");

  rig.sitting().Append(rig.sitting().Opening());
  rig.SubmitNew();
  rig.Cosign();
  // In the grace sealed ballots still arrive; the box stops by itself.
  rig.sitting().Closing();
  rig.SubmitNew();
  EXPECT_TRUE(rig.Cast(request).ok());
  const grpc::Status early = rig.Submit(rig.sitting().CloseNow());
  EXPECT_EQ(RefusalOf(early).name(), "BOX_OPEN");
  while (!rig.Status().box_closed()) {
    rig.Adopt();
    rig.Cosign();
  }
  EXPECT_EQ(rig.Status().returned(), 1U);
  EXPECT_TRUE(rig.Cast(request).ok());
  const auto late =
      std::get<BallotEntry>(rig.sitting().Ballot(2, rig.sitting().TokenOf(2)));
  EXPECT_EQ(RefusalOf(rig.Cast(rig.CastRequestOf(late, 2))).name(), "CLOSED");
}

}  // namespace
}  // namespace pingyi::testing

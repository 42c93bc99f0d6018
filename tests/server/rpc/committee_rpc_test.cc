// Officials' streams, and hostile ones.
#include <gtest/gtest.h>

#include <chrono>
#include <functional>

#include "crypto/note/checkpoint.h"
#include "proto/codec/committee.h"
#include "tests/server/rig/rig.h"

namespace pingyi::testing {
namespace {

using grpc::StatusCode;

std::string SignedNote(Rig& rig) {
  grpc::ClientContext context;
  v1::GetCheckpointResponse checkpoints;
  EXPECT_TRUE(rig.board().GetCheckpoint(&context, {}, &checkpoints).ok());
  return checkpoints.signed_checkpoint();
}

TEST(CommitteeRpcTest, ASecondStreamReplacesTheFirst) {
  Rig rig;
  Member first(rig.committee(), rig.sitting(), 2);
  ASSERT_TRUE(first.welcome());
  Member second(rig.committee(), rig.sitting(), 2);

  EXPECT_TRUE(second.welcome());
  EXPECT_EQ(first.WaitForEnd().error_code(), StatusCode::ABORTED);
  EXPECT_EQ(rig.Status().officials_present_size(), 1);
  EXPECT_TRUE(second.End().ok());
  rig.WaitFor([](const auto& s) { return s.officials_present().empty(); });
}

TEST(CommitteeRpcTest, AStreamEndsWhenTheServerStops) {
  Rig rig;
  Member member(rig.committee(), rig.sitting(), 1);
  ASSERT_TRUE(member.welcome());
  rig.StopServer();

  EXPECT_EQ(member.WaitForEnd().error_code(), StatusCode::UNAVAILABLE);
}

// A stream that sends these messages before any hello.
grpc::Status EndOf(Rig& rig, const std::vector<v1::ServeRequest>& requests) {
  grpc::ClientContext context;
  const auto stream = rig.committee().Serve(&context);
  v1::ServeResponse response;
  EXPECT_TRUE(stream->Read(&response));
  for (const v1::ServeRequest& request : requests) {
    stream->Write(request);
  }
  while (stream->Read(&response)) {
  }
  return stream->Finish();
}

TEST(CommitteeRpcTest, OnlyOfficialsGetIn) {
  Rig rig;
  const Signature wrong = {};
  EXPECT_EQ(
      EndOf(rig,
            {EncodeMemberMessage(Hello{.official = 1, .signature = wrong})})
          .error_code(),
      StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(
      EndOf(rig,
            {EncodeMemberMessage(Hello{.official = 99, .signature = wrong})})
          .error_code(),
      StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(EndOf(rig, {EncodeMemberMessage(Confirmation{
                           .task = 1, .answers = {{.items = 1, .yes = true}}})})
                .error_code(),
            StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(EndOf(rig, {v1::ServeRequest()}).error_code(),
            StatusCode::INVALID_ARGUMENT);
}

TEST(CommitteeRpcTest, HostileMessagesEndOnlyTheirStream) {
  Rig rig;
  rig.RunToVoting();
  const std::string note = SignedNote(rig);
  const std::vector<std::function<void(Member&)>> attacks = {
      [](Member& m) { m.Send(Hello{.official = 1, .signature = {}}); },
      [](Member& m) {
        m.Send(
            Confirmation{.task = 77, .answers = {{.items = 1, .yes = true}}});
      },
      [&](Member& m) {
        EvaluatedPart part = rig.member(3).PartFor(1);  // Another's.
        m.Send(EvaluatedParts{part});
      },
      [&](Member& m) {
        const Note parsed = ParseNote(note).value();
        NoteSignature line = parsed.signatures.front();  // The log's own.
        m.Send(CheckpointCosignature{
            .size = ParseCheckpoint(parsed.text)->head.size, .line = line});
      },
      [&](Member& m) {
        const Note parsed = ParseNote(note).value();
        m.Send(CheckpointCosignature{.size = 1'000'000,
                                     .line = parsed.signatures.front()});
      }};
  for (const auto& attack : attacks) {
    Member& member = rig.Connect(2);
    ASSERT_TRUE(member.welcome());
    attack(member);
    EXPECT_EQ(member.WaitForEnd().error_code(), StatusCode::INVALID_ARGUMENT);
  }
  EXPECT_EQ(rig.Status().officials_present_size(), 3);
  rig.Vote(1);
}

TEST(CommitteeRpcTest, AWrongPartIsDroppedAndTheStreamGoesOn) {
  Rig rig;
  rig.ConnectAll();
  rig.sitting().RunCeremony();
  rig.sitting().BeginCheckIn();
  rig.SubmitNew();
  EvaluatedPart unknown = rig.member(2).PartFor(1);
  rig.member(2).Send(EvaluatedParts{unknown});  // Not logged yet.
  ASSERT_TRUE(rig.CheckIn(1).complete());
  EvaluatedPart swapped = rig.member(2).PartFor(1);
  swapped.deputy = 2;
  v1::RequestTokenResponse response;
  ASSERT_TRUE(rig.RequestToken(rig.sitting().Request(2), response,
                               std::chrono::seconds(1))
                  .ok());
  rig.member(2).Send(EvaluatedParts{swapped});
  rig.member(2).SendParts({1});

  ASSERT_TRUE(rig.RequestToken(rig.sitting().Request(2), response,
                               std::chrono::seconds(1))
                  .ok());
  EXPECT_EQ(response.parts_size(), 0);
  EXPECT_FALSE(response.complete());
  EXPECT_EQ(response.active_issuers_size(), 3);
  EXPECT_EQ(rig.Status().officials_present_size(), 4);
}

}  // namespace
}  // namespace pingyi::testing

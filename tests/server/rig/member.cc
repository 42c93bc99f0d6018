#include "tests/server/rig/member.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "crypto/note/checkpoint.h"
#include "crypto/note/note.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "crypto/token/casting.h"

namespace pingyi::testing {

Member::Member(v1::CommitteeService::StubInterface& stub, Sitting& sitting,
               uint32_t official)
    : sitting_(sitting), official_(official), stream_(stub.Serve(&context_)) {
  v1::ServeResponse response;
  if (!stream_->Read(&response)) {
    return;
  }
  const auto challenge = DecodeCommitteeTask(response).value();
  const OfficialSecrets& secrets = sitting_.people().officials[official - 1];
  Send(Hello{
      .official = official,
      .signature = SignStatement(
          secrets.signing, StatementKind::kServe, sitting_.session_id(),
          ServeBody(std::get<Challenge>(challenge).challenge, "official"))});
  welcome_ = stream_->Read(&response) && response.has_welcome();
  if (welcome_) {
    reader_ = std::thread([this] { Read(); });
  }
}

Member::~Member() {
  if (!done_) {
    End();
  }
}

uint32_t Member::NumberAs(Role role) const {
  const auto with = sitting_.manifest().OfficialsWith(role);
  const auto found = std::find(with.begin(), with.end(), official_);
  return found == with.end() ? 0
                             : static_cast<uint32_t>(found - with.begin()) + 1;
}

void Member::SendRaw(const v1::ServeRequest& request) {
  const std::lock_guard lock(write_);
  stream_->Write(request);
}

void Member::Send(const MemberMessage& message) {
  SendRaw(EncodeMemberMessage(message));
}

void Member::Cosign(const std::string& note) {
  const Note parsed = ParseNote(note).value();
  const struct Checkpoint checkpoint = ParseCheckpoint(parsed.text).value();
  Send(CheckpointCosignature{
      .size = checkpoint.head.size,
      .line = CosignCheckpoint(
          sitting_.people().officials[official_ - 1].witness,
          WitnessName(checkpoint.origin, NumberAs(Role::kWitness)), checkpoint,
          1'584'576'000)});
}

EvaluatedPart Member::PartFor(uint32_t deputy) const {
  const uint32_t issuer = NumberAs(Role::kIssuer);
  const TokenScope scope = {.session_id = sitting_.session_id(), .round = 0};
  const Element blinded =
      sitting_.people().deputies[deputy - 1].token.Blinded(scope).value();
  const auto& keys = sitting_.keys(Committee::kIssuer);
  return {
      .deputy = deputy,
      .part = {.issuer = issuer,
               .round = 0,
               .evaluation =
                   EvaluatePart(sitting_.shares(Committee::kIssuer)[issuer - 1]
                                    .shares.front(),
                                keys.public_shares[issuer - 1].front(), blinded)
                       .value()}};
}

void Member::SendParts(const std::vector<uint32_t>& deputies) {
  EvaluatedParts parts;
  for (const uint32_t deputy : deputies) {
    parts.push_back(PartFor(deputy));
  }
  Send(parts);
}

void Member::Read() {
  v1::ServeResponse response;
  while (stream_->Read(&response)) {
    const auto task = DecodeCommitteeTask(response);
    ASSERT_TRUE(task.ok()) << task.status();
    Answer(std::get<ConfirmTask>(*task));
  }
}

void Member::Answer(const ConfirmTask& task) {
  const uint32_t issuer = NumberAs(Role::kIssuer);
  const TokenScope scope = {.session_id = sitting_.session_id(), .round = 0};
  std::vector<bool> answers = ConfirmParts(
      scope, sitting_.shares(Committee::kIssuer)[issuer - 1].shares.front(),
      task.items);
  const Manner manner = manner_;
  if (manner == Manner::kSilent) {
    return;
  }
  if (manner == Manner::kSaysNo) {
    answers.assign(answers.size(), false);
  }
  Confirmation confirmation = {.task = task.task, .answers = {}};
  for (size_t i = 0; i < answers.size(); ++i) {
    const Digest digest =
        ConfirmDigest(std::span<const ConfirmItem>(&task.items[i], 1));
    confirmation.answers.push_back(
        {.items = 1,
         .yes = answers[i],
         .signature =
             SignStatement(sitting_.people().officials[official_ - 1].signing,
                           StatementKind::kConfirm, sitting_.session_id(),
                           ConfirmBody(0, issuer, answers[i], digest))});
  }
  if (manner == Manner::kGarbled) {
    confirmation.answers.front().signature[0] ^= 1;
  }
  Send(confirmation);
}

grpc::Status Member::End() {
  {
    const std::lock_guard lock(write_);
    stream_->WritesDone();
  }
  return WaitForEnd();
}

grpc::Status Member::WaitForEnd() {
  if (reader_.joinable()) {
    reader_.join();
  }
  v1::ServeResponse response;
  while (stream_->Read(&response)) {
  }
  done_ = true;
  return stream_->Finish();
}

}  // namespace pingyi::testing

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "crypto/audit/audit.h"
#include "crypto/base/hash.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "proto/codec/ballot_box.h"
#include "proto/codec/entry.h"
#include "tests/server/rig/rig.h"

namespace pingyi::testing {

v1::CastBallotRequest Rig::CastRequestOf(const BallotEntry& ballot,
                                         uint32_t deputy) {
  CastRequest cast = {.round = 0, .ballot = ballot.ballot, .parts = {}};
  const TokenScope scope = {.session_id = sitting_->session_id(), .round = 0};
  const TokenSecret& secret = sitting_->people().deputies[deputy - 1].token;
  const auto& keys = sitting_->keys(Committee::kIssuer);
  for (uint32_t i = 1; i <= keys.public_shares.size(); ++i) {
    const Element& share = keys.public_shares[i - 1].front();
    const Element blinded = secret.Blinded(scope).value();
    const PartEvaluation evaluation =
        EvaluatePart(sitting_->shares(Committee::kIssuer)[i - 1].shares.front(),
                     share, blinded)
            .value();
    cast.parts.push_back(secret.Unblind(blinded, i, share, evaluation).value());
  }
  return EncodeCast(cast);
}

grpc::Status Rig::Cast(const v1::CastBallotRequest& request,
                       std::string* receipt) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::minutes(2));
  v1::CastBallotResponse response;
  grpc::Status status = box_->CastBallot(&context, request, &response);
  if (receipt != nullptr) {
    *receipt = response.receipt_signature();
  }
  return status;
}

v1::CastBallotRequest Rig::Vote(uint32_t deputy) {
  const Entry entry = sitting_->Ballot(deputy, sitting_->TokenOf(deputy));
  v1::CastBallotRequest request =
      CastRequestOf(std::get<BallotEntry>(entry), deputy);
  std::string receipt;
  const grpc::Status status = Cast(request, &receipt);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(VerifyStatement(sitting_->manifest().log_key,
                              StatementKind::kReceipt, sitting_->session_id(),
                              ReceiptBody(0, Sha256(AsBytes(request.ballot()))),
                              AsBytes(receipt))
                  .ok());
  return request;
}

v1::GetStatusResponse Rig::Status() {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::minutes(2));
  v1::GetStatusResponse response;
  EXPECT_TRUE(board_->GetStatus(&context, {}, &response).ok());
  return response;
}

v1::GetStatusResponse Rig::WaitFor(
    const std::function<bool(const v1::GetStatusResponse&)>& holds) {
  for (;;) {
    v1::GetStatusResponse status = Status();
    if (holds(status)) {
      return status;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

std::vector<Bytes> Rig::Leaves() {
  grpc::ClientContext context;
  auto stream = board_->Follow(&context, {});
  std::vector<Bytes> leaves;
  v1::FollowResponse piece;
  while (stream->Read(&piece)) {
    for (const std::string& leaf : piece.leaves()) {
      const ByteSpan bytes = AsBytes(leaf);
      leaves.emplace_back(bytes.begin(), bytes.end());
    }
    if (!piece.signed_checkpoint().empty()) {
      break;  // Nothing more for now.
    }
  }
  context.TryCancel();
  while (stream->Read(&piece)) {
  }
  stream->Finish();
  return leaves;
}

void Rig::Adopt() {
  const std::vector<Bytes> leaves = Leaves();
  for (size_t i = sitting_->leaves().size(); i < leaves.size(); ++i) {
    const Entry entry =
        DecodeLogEntry(leaves[i], [](const Digest&) -> absl::StatusOr<Bytes> {
          return absl::NotFoundError("no blobs here");
        }).value();
    if (const auto* request = std::get_if<TokenRequestEntry>(&entry)) {
      sitting_->CheckIn(request->deputy);  // Counts it too.
    } else {
      sitting_->Append(entry);
    }
    ++submitted_;
  }
  // The server may publish a moment after it has answered.
  EXPECT_TRUE(
      std::equal(leaves.begin(), leaves.end(), sitting_->leaves().begin()));
}

void Rig::RunToVoting() {
  ConnectAll();
  sitting_->RunCeremony();
  sitting_->BeginCheckIn();
  SubmitNew();
  Cosign();
  for (uint32_t d = 1; d <= sitting_->options().deputies; ++d) {
    EXPECT_TRUE(CheckIn(d).complete());
  }
  sitting_->Append(sitting_->Opening());
  SubmitNew();
  Cosign();
  WaitFor([](const auto& s) { return s.phase() == v1::PHASE_VOTING; });
}

void Rig::RunToResult() {
  // Ballots come in between: the server says where it stands.
  EXPECT_TRUE(Submit(sitting_->ClosingNow()).ok());
  while (!Status().box_closed()) {
    Adopt();
    Cosign();
  }
  Adopt();
  sitting_->Close();
  SubmitNew();
  Cosign();
  sitting_->Audit();
  sitting_->Tally();
  SubmitNew();
  WaitFor([](const auto& s) { return s.phase() == v1::PHASE_TALLIED; });
  Adopt();
  Cosign();
}

Report Rig::Verify() {
  AuditInput input = sitting_->Input();
  grpc::ClientContext context;
  v1::GetCheckpointResponse checkpoints;
  EXPECT_TRUE(board_->GetCheckpoint(&context, {}, &checkpoints).ok());
  input.checkpoint = checkpoints.quorum_checkpoint();
  return AuditSession(std::move(input));
}

}  // namespace pingyi::testing

// What the sequencer does with a group of operations, and what the server
// itself owes the log.
#include <utility>

#include "crypto/base/status_macros.h"
#include "proto/codec/entry.h"
#include "server/base/log.h"
#include "server/base/refusal.h"
#include "server/board/sequencer.h"

namespace pingyi {

absl::Status Sequencer::WriteGroup(std::vector<Operation>& operations,
                                   std::vector<Completion>& completions) {
  absl::Status fatal;
  for (Operation& operation : operations) {
    completions.push_back(std::visit(
        [this, &fatal](auto& kind) { return Stage(kind, fatal); }, operation));
  }
  RETURN_IF_ERROR(fatal);
  return writer_->dirty() ? writer_->Commit() : absl::OkStatus();
}

absl::Status Sequencer::Process(std::vector<Operation> operations) {
  const uint64_t before = writer_->session().size();
  const Phase phase = writer_->session().phase();
  result_due_ = result_due_ || !operations.empty();
  std::vector<Completion> completions;
  const absl::Status written = WriteGroup(operations, completions);
  for (const Completion& completion : completions) {
    completion(written);
  }
  RETURN_IF_ERROR(written);
  RETURN_IF_ERROR(AppendResult());
  RETURN_IF_ERROR(MixBallots());
  RETURN_IF_ERROR(StopBox());
  const Session& session = writer_->session();
  if (session.size() != before) {
    unpublished_ = true;
    settled_ = session.ledger().settled() == session.ledger().size();
  }
  if (session.phase() != phase) {
    Log(LogLevel::kInfo, "phase",
        {{LogKey::kPhase, std::string(PhaseName(session.phase()))},
         {LogKey::kSize, static_cast<int64_t>(session.size())}});
  }
  return absl::OkStatus();
}

absl::Status Sequencer::CheckClose(const Entry& entry) const {
  if (std::holds_alternative<CloseEntry>(entry) &&
      writer_->session().phase() == Phase::kClosing && !box_size_.has_value()) {
    return WithRefusal(
        absl::FailedPreconditionError("ballots are still on their way"),
        {.name = "BOX_OPEN",
         .next_step = "Wait until the status says box_closed."});
  }
  return absl::OkStatus();
}

Sequencer::Completion Sequencer::Stage(AppendOperation& operation,
                                       absl::Status& fatal) {
  absl::StatusOr<uint64_t> index = uint64_t{0};
  if (absl::Status early = CheckClose(operation.entry); !early.ok()) {
    index = std::move(early);
  } else {
    const uint64_t before = writer_->session().size();
    index = writer_->Append(operation.entry, std::move(operation.leaf),
                            std::move(operation.blobs));
    const auto* request = std::get_if<TokenRequestEntry>(&operation.entry);
    if (index.ok() && *index == before && request != nullptr &&
        options_.on_request) {
      options_.on_request(*request);
    }
  }
  if (absl::IsInternal(index.status())) {
    fatal.Update(index.status());  // Session and batch no longer agree.
  }
  return [done = std::move(operation.done), index](const absl::Status& commit) {
    done(commit.ok() ? index : Stopping());
  };
}

Sequencer::Completion Sequencer::Stage(CastOperation& operation,
                                       absl::Status& /*fatal*/) {
  const Phase phase = writer_->session().phase();
  absl::Status status;
  if (phase == Phase::kVoting ||
      (phase == Phase::kClosing && !box_size_.has_value())) {
    status = writer_->Cast(std::move(operation.ballot));
  } else {
    status = absl::FailedPreconditionError("the vote is not open");
  }
  return
      [done = std::move(operation.done), status](const absl::Status& commit) {
        done(commit.ok() ? status : Stopping());
      };
}

absl::Status Sequencer::MixBallots() {
  const size_t batch = writer_->session().manifest().mix_batch;
  if (writer_->session().phase() != Phase::kVoting) {
    return absl::OkStatus();  // The rest goes in one batch.
  }
  while (urn_.size() >= 2 * batch) {
    RETURN_IF_ERROR(writer_->AppendBallots(urn_.Draw(batch)));
    RETURN_IF_ERROR(writer_->Commit());
  }
  return absl::OkStatus();
}

absl::Status Sequencer::StopBox() {
  const Session& session = writer_->session();
  if (session.phase() != Phase::kClosing || box_size_.has_value()) {
    return absl::OkStatus();
  }
  if (!box_deadline_.has_value()) {
    // Counted anew after a restart: the log holds no time.
    box_deadline_ =
        Clock::now() + options_.grace +
        std::chrono::seconds(session.manifest().send_window_seconds);
  }
  const size_t arrived = session.ledger().size() + urn_.size();
  if (Clock::now() < *box_deadline_ &&
      arrived < session.check_in().checked_in()) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(writer_->AppendBallots(urn_.DrawAll()));
  if (writer_->dirty()) {
    RETURN_IF_ERROR(writer_->Commit());
  }
  box_size_ = session.size();
  unpublished_ = true;
  Log(LogLevel::kInfo, "box closed",
      {{LogKey::kBallots, static_cast<int64_t>(session.ledger().size())}});
  return absl::OkStatus();
}

absl::Status Sequencer::AppendResult() {
  const Session& session = writer_->session();
  if (!std::exchange(result_due_, false)) {
    return absl::OkStatus();
  }
  if (session.result().has_value() || (session.phase() != Phase::kClosed &&
                                       session.phase() != Phase::kAudited)) {
    return absl::OkStatus();
  }
  const absl::StatusOr<ResultEntry> result = session.ComputeResult();
  if (!result.ok()) {
    if (!absl::IsFailedPrecondition(result.status())) {
      Log(LogLevel::kError, "no result",
          {{LogKey::kError, std::string(result.status().message())}});
    }
    return absl::OkStatus();
  }
  auto encoded = EncodeLogEntry(*result);
  if (!encoded.ok()) {
    return absl::InternalError(encoded.status().message());
  }
  const auto index =
      writer_->Append(*result, std::move(encoded->leaf), /*blobs=*/{});
  if (!index.ok()) {
    return absl::InternalError(index.status().message());
  }
  return writer_->Commit();
}

}  // namespace pingyi

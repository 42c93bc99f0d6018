#include "client/trustee/committee_stream.h"

#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "pingyi/v1/committee.grpc.pb.h"

namespace pingyi {
namespace {

// A stream ends with either side; the deadline is for one that hangs.
constexpr absl::Duration kStreamTime = absl::Hours(24);
constexpr char kServeRole[] = "official";

absl::Status Broken() {
  return absl::UnavailableError("the connection broke");
}

}  // namespace

CommitteeStream::CommitteeStream(SigningKey key, Options options)
    : key_(std::move(key)),
      options_(std::move(options)),
      thread_([this] { Run(); }) {}

CommitteeStream::~CommitteeStream() {
  stop_.Request();
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    if (running_ != nullptr) {
      running_->TryCancel();
    }
  }
  thread_.join();
}

uint64_t CommitteeStream::connection() const {
  const std::lock_guard lock(mutex_);
  return up_ ? connections_ : 0;
}

bool CommitteeStream::Send(uint64_t connection, const MemberMessage& message) {
  if (connection == 0 || connection != this->connection()) {
    return false;
  }
  return Write(message);
}

bool CommitteeStream::Write(const MemberMessage& message) {
  const v1::ServeRequest request = EncodeMemberMessage(message);
  const std::lock_guard lock(write_mutex_);
  return stream_ != nullptr && stream_->Write(request);
}

void CommitteeStream::Run() {
  Backoff backoff(
      {.first_delay = absl::Milliseconds(100), .max_delay = absl::Seconds(3)});
  for (size_t attempt = 0; !stop_.requested(); ++attempt) {
    const uint64_t before = connections_;
    const absl::Status ended = Connect(attempt);
    if (stop_.requested()) {
      return;
    }
    if (connections_ != before) {
      backoff.Reset();
    }
    Report(ended);
    stop_.WaitFor(backoff.Next(ended));
  }
}

void CommitteeStream::Report(const absl::Status& ended) {
  const std::string text =
      absl::IsAborted(ended)
          ? "Another process works for this official; only one may."
          : absl::StrCat("No connection to the server (", ended.message(),
                         "); I try again until it answers.");
  if (text != said_) {
    said_ = text;
    options_.say(text);
  }
}

absl::Status CommitteeStream::Connect(size_t attempt) {
  ASSIGN_OR_RETURN(
      const auto channel,
      MakeChannel(options_.endpoint, ChannelUse::kOrdinary, attempt));
  const auto stub = v1::CommitteeService::NewStub(channel);
  grpc::ClientContext context;
  SetDeadline(context, kStreamTime);
  {
    const std::lock_guard lock(mutex_);
    if (ended_) {
      return absl::CancelledError("stopping");
    }
    running_ = &context;
  }
  const auto stream = stub->Serve(&context);
  {
    const std::lock_guard lock(write_mutex_);
    stream_ = stream.get();
  }
  absl::Status ended = Greet(*stream);
  if (ended.ok()) {
    ended = Serve(*stream);
  }
  {
    const std::lock_guard lock(mutex_);
    up_ = false;
  }
  context.TryCancel();  // A blocked write ends before its lock is taken.
  {
    const std::lock_guard lock(write_mutex_);
    stream_ = nullptr;
  }
  const absl::Status finished = FromGrpc(stream->Finish());
  {
    const std::lock_guard lock(mutex_);
    running_ = nullptr;
  }
  options_.on_change();
  return finished.ok() || absl::IsCancelled(finished) ? ended : finished;
}

absl::Status CommitteeStream::Greet(Stream& stream) {
  v1::ServeResponse response;
  if (!stream.Read(&response)) {
    return Broken();
  }
  ASSIGN_OR_RETURN(const CommitteeTask first, DecodeCommitteeTask(response));
  const auto* const challenge = std::get_if<Challenge>(&first);
  if (challenge == nullptr) {
    return absl::InternalError("the server did not begin with a challenge");
  }
  if (!Write(Hello{.official = options_.official,
                   .signature = SignStatement(
                       key_, StatementKind::kServe, options_.session_id,
                       ServeBody(challenge->challenge, kServeRole))}) ||
      !stream.Read(&response)) {
    return Broken();
  }
  ASSIGN_OR_RETURN(const CommitteeTask second, DecodeCommitteeTask(response));
  const auto* const welcome = std::get_if<Welcome>(&second);
  if (welcome == nullptr || welcome->session_id != options_.session_id) {
    return absl::InternalError("the server is not this session's");
  }
  {
    const std::lock_guard lock(mutex_);
    ++connections_;
    up_ = true;
  }
  said_.clear();
  options_.say("Connected to the server.");
  options_.on_change();
  return absl::OkStatus();
}

absl::Status CommitteeStream::Serve(Stream& stream) {
  v1::ServeResponse response;
  while (stream.Read(&response)) {
    ASSIGN_OR_RETURN(const CommitteeTask task, DecodeCommitteeTask(response));
    const auto* const confirm = std::get_if<ConfirmTask>(&task);
    if (confirm == nullptr) {
      return absl::InternalError("the server sent what it may send only first");
    }
    RETURN_IF_ERROR(Answer(*confirm));
  }
  return Broken();
}

// Nothing is said or kept of a task: when a ballot came is nobody's business.
absl::Status CommitteeStream::Answer(const ConfirmTask& task) {
  if (options_.desk == nullptr) {
    return absl::InternalError("the server asked a confirmation of no issuer");
  }
  const absl::StatusOr<Confirmation> answer = options_.desk->Answer(task);
  if (!answer.ok()) {
    const std::string text =
        absl::StrCat("REFUSED to confirm: ", answer.status().message(), ".");
    if (text != said_) {
      said_ = text;
      options_.say(text);
    }
    return absl::OkStatus();
  }
  return Write(*answer) ? absl::OkStatus() : Broken();
}

}  // namespace pingyi

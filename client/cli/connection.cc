#include "client/cli/connection.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/cpp/session_directory.h"
#include "crypto/base/status_macros.h"
#include "pingyi/v1/board.grpc.pb.h"
#include "pingyi/v1/control.grpc.pb.h"
#include "proto/codec/control.h"

namespace pingyi {
namespace {

constexpr absl::Duration kCallTimeout = absl::Seconds(20);
constexpr absl::Duration kSessionTimeout = absl::Minutes(2);
constexpr size_t kGroup = 8;

}  // namespace

size_t CoreExecutor::cores() {
  return std::max(1U, std::thread::hardware_concurrency());
}

void CoreExecutor::Run(size_t n, const std::function<void(size_t)>& task) {
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i = next++; i < n; i = next++) {
      task(i);
    }
  };
  const size_t threads = std::min(n, cores());
  std::vector<std::thread> helpers;
  for (size_t i = 1; i < threads; ++i) {
    helpers.emplace_back(work);
  }
  work();
  for (std::thread& helper : helpers) {
    helper.join();
  }
}

std::vector<Option> ConnectionOptions() {
  return {{.name = "session",
           .value = "DIR",
           .help = "The session's public folder, as `pingyi session new` made "
                   "it."},
          {.name = "server",
           .value = "HOST:PORT",
           .help = "Instead of --session: the server's address."},
          {.name = "ca",
           .value = "FILE",
           .help = "With --server: the session's certificate authority."},
          {.name = "fingerprint",
           .value = "HEX",
           .help = "The session's fingerprint; any other session is refused."}};
}

absl::StatusOr<Digest> ParseFingerprint(absl::string_view text) {
  std::string hex;
  for (const char c : text) {
    if (c != ' ' && c != ':' && c != '\n') {
      hex.push_back(c);
    }
  }
  const absl::StatusOr<Bytes> bytes = FromHex(hex);
  if (!bytes.ok() || bytes->size() != sizeof(Digest)) {
    return absl::InvalidArgumentError(
        absl::StrCat("fingerprint \"", text,
                     "\": want 64 hexadecimal digits, as in fingerprint.txt"));
  }
  return ToDigest(*bytes, "fingerprint");
}

std::string FormatFingerprint(const Digest& fingerprint) {
  const std::string hex = ToHex(fingerprint);
  std::string text;
  for (size_t i = 0; i < hex.size(); i += kGroup) {
    absl::StrAppend(&text, i == 0 ? "" : " ", hex.substr(i, kGroup));
  }
  return text;
}

absl::StatusOr<Target> ReadTarget(const Arguments& arguments) {
  if (arguments.Has("session") == arguments.Has("server")) {
    return absl::InvalidArgumentError(
        "name the session: --session DIR (its public folder), or --server "
        "HOST:PORT with --ca FILE");
  }
  Target target;
  if (arguments.Has("fingerprint")) {
    ASSIGN_OR_RETURN(target.session_id,
                     ParseFingerprint(arguments.Get("fingerprint")));
  }
  if (arguments.Has("server")) {
    ASSIGN_OR_RETURN(target.endpoint, LoadEndpoint(arguments.Get("server"),
                                                   arguments.Get("ca")));
    return target;
  }
  ASSIGN_OR_RETURN(const PublicSession session,
                   LoadPublicSession(arguments.Get("session")));
  if (target.session_id.has_value() &&
      *target.session_id != session.session_id) {
    return absl::FailedPreconditionError(absl::StrCat(
        arguments.Get("session"), ": this session's fingerprint is ",
        FormatFingerprint(session.session_id),
        ", not the one given; somebody gave you another manifest"));
  }
  target.endpoint = session.endpoint;
  target.session_id = session.session_id;
  return target;
}

absl::StatusOr<std::unique_ptr<BoardReader>> Follow(const Target& target,
                                                    Executor& executor) {
  return BoardReader::Start({.endpoint = target.endpoint,
                             .log = {.session_id = target.session_id,
                                     .remembered = {},
                                     .settle = false,
                                     .executor = &executor},
                             .on_change = nullptr});
}

absl::Status WaitFor(BoardReader& reader,
                     const std::function<bool(BoardLog&)>& ready,
                     absl::Duration limit) {
  return reader.WaitUntil(ready, limit);
}

absl::Status WaitForSession(BoardReader& reader) {
  return reader.WaitUntil(
      [](const BoardLog& log) {
        return log.session() != nullptr &&
               log.quorum_head().head.size == log.session()->size();
      },
      kSessionTimeout);
}

absl::StatusOr<SessionStatus> FetchStatus(const Endpoint& endpoint,
                                          const RetryPolicy& retry) {
  v1::GetStatusResponse response;
  RETURN_IF_ERROR(Retry(retry, nullptr, [&](int attempt) -> absl::Status {
    ASSIGN_OR_RETURN(const auto channel,
                     MakeChannel(endpoint, ChannelUse::kOrdinary,
                                 static_cast<size_t>(attempt)));
    grpc::ClientContext context;
    SetDeadline(context, kCallTimeout);
    return FromGrpc(v1::BoardService::NewStub(channel)->GetStatus(
        &context, v1::GetStatusRequest(), &response));
  }));
  return DecodeStatus(response);
}

absl::StatusOr<uint64_t> Submit(const Endpoint& endpoint, const Entry& entry) {
  ASSIGN_OR_RETURN(const v1::SubmitStatementRequest request,
                   EncodeSubmission(entry));
  v1::SubmitStatementResponse response;
  RETURN_IF_ERROR(Retry({}, nullptr, [&](int attempt) -> absl::Status {
    ASSIGN_OR_RETURN(const auto channel,
                     MakeChannel(endpoint, ChannelUse::kOrdinary,
                                 static_cast<size_t>(attempt)));
    grpc::ClientContext context;
    SetDeadline(context, kCallTimeout);
    return FromGrpc(v1::ControlService::NewStub(channel)->SubmitStatement(
        &context, request, &response));
  }));
  return response.index();
}

}  // namespace pingyi

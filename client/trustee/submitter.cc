#include "client/trustee/submitter.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "pingyi/v1/control.grpc.pb.h"

namespace pingyi {
namespace {

constexpr absl::Duration kSubmitTimeout = absl::Seconds(15);
// Accepted, but not seen in the log yet.
constexpr absl::Duration kPatience = absl::Seconds(5);

}  // namespace

void Submitter::Submit(const std::vector<Posting>& statements) {
  for (const Posting& posting : statements) {
    Attempt& attempt = attempts_[Sha256(posting.entry)];
    if (absl::Now() < attempt.next) {
      continue;
    }
    const absl::Status status = SubmitOne(posting);
    if (status.ok()) {
      attempt.backoff.Reset();
      attempt.next = absl::Now() + kPatience;
      continue;
    }
    attempt.next = absl::Now() + attempt.backoff.Next(status);
    const std::string text = absl::StrCat(
        "The server did not take my statement: ", status.message());
    // Once may be chance: somebody else's statement came first.
    ++attempt.refusals;
    if (!IsRetryable(status) && attempt.refusals > 1 && text != attempt.said) {
      attempt.said = text;
      say_(text);
    }
  }
}

absl::Status Submitter::SubmitOne(const Posting& posting) {
  ASSIGN_OR_RETURN(const auto channel,
                   MakeChannel(endpoint_, ChannelUse::kOrdinary, calls_++));
  const auto stub = v1::ControlService::NewStub(channel);
  grpc::ClientContext context;
  SetDeadline(context, kSubmitTimeout);
  v1::SubmitStatementRequest request;
  request.set_entry(ToString(posting.entry));
  if (!posting.blob.empty()) {
    request.add_blobs(ToString(posting.blob));
  }
  v1::SubmitStatementResponse response;
  return FromGrpc(stub->SubmitStatement(&context, request, &response));
}

}  // namespace pingyi

#include "server/base/refusal.h"

#include <google/protobuf/message_lite.h>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "pingyi/v1/board.pb.h"
#include "pingyi/v1/status.pb.h"

namespace pingyi {
namespace {

void SetPayload(absl::Status& status, absl::string_view url,
                const google::protobuf::MessageLite& message) {
  const std::string bytes = message.SerializeAsString();
  // By view: clang and g++ name the constructor from std::string differently,
  // and Debian's library has g++'s.
  status.SetPayload(url, absl::Cord(absl::string_view(bytes)));
}

}  // namespace

absl::Status WithRefusal(absl::Status status, const RefusalText& text,
                         ByteSpan conflict) {
  v1::Refusal refusal;
  refusal.set_name(text.name.data(), text.name.size());
  refusal.set_next_step(text.next_step.data(), text.next_step.size());
  if (!conflict.empty()) {
    // Logged entries parse: they were checked before they were logged.
    refusal.mutable_conflict()->ParseFromArray(
        conflict.data(), static_cast<int>(conflict.size()));
  }
  SetPayload(status, kRefusalUrl, refusal);
  return status;
}

absl::Status WithRetry(absl::Status status, std::chrono::milliseconds delay) {
  v1::RetryInfo info;
  info.mutable_retry_delay()->set_seconds(delay.count() / 1000);
  info.mutable_retry_delay()->set_nanos(
      static_cast<int32_t>(delay.count() % 1000) * 1'000'000);
  SetPayload(status, kRetryInfoUrl, info);
  return status;
}

absl::Status Overloaded(absl::string_view what) {
  return WithRetry(
      WithRefusal(absl::ResourceExhaustedError(
                      absl::StrCat(what, ": too many at a time")),
                  {.name = "OVERLOADED",
                   .next_step = "Send the same again after the delay."}),
      std::chrono::milliseconds(500));
}

absl::Status Stopping() {
  return WithRetry(
      WithRefusal(absl::UnavailableError("the server starts or stops"),
                  {.name = "STOPPING",
                   .next_step = "Nothing is lost: send the same again."}),
      std::chrono::milliseconds(1000));
}

std::string StatusDetails(const absl::Status& status) {
  v1::StatusDetails details;
  status.ForEachPayload(
      [&details](absl::string_view url, const absl::Cord& value) {
        auto* any = details.add_details();
        any->set_type_url(url.data(), url.size());
        any->set_value(std::string(value));
      });
  if (details.details().empty()) {
    return "";
  }
  details.set_code(static_cast<int>(status.code()));
  details.set_message(status.message().data(), status.message().size());
  return details.SerializeAsString();
}

}  // namespace pingyi

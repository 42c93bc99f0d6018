#ifndef SERVER_BASE_REFUSAL_H_
#define SERVER_BASE_REFUSAL_H_

#include <chrono>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"

// What a refused caller is told beside code and message: a stable name for
// programs, what to do next for people, when to come again. Carried as payloads
// of the status, under the type URLs that google.rpc details use.
namespace pingyi {

inline constexpr char kRefusalUrl[] = "type.googleapis.com/pingyi.v1.Refusal";
inline constexpr char kRetryInfoUrl[] =
    "type.googleapis.com/google.rpc.RetryInfo";

struct RefusalText {
  absl::string_view name;       // "TOKEN_SPENT"
  absl::string_view next_step;  // In plain words.
};

// `status`, which is not OK, with a pingyi.v1.Refusal. `conflict` is the exact
// bytes of the public entry that stands in the way, or empty.
absl::Status WithRefusal(absl::Status status, const RefusalText& text,
                         ByteSpan conflict = {});

// `status`, which is not OK, with a google.rpc.RetryInfo.
absl::Status WithRetry(absl::Status status, std::chrono::milliseconds delay);

// RESOURCE_EXHAUSTED: `what` is full, with both details.
absl::Status Overloaded(absl::string_view what);

// UNAVAILABLE: the server starts or stops, with both details.
absl::Status Stopping();

// The serialized google.rpc.Status of `status`: what goes into the trailer
// grpc-status-details-bin. Empty if it has no payloads.
std::string StatusDetails(const absl::Status& status);

}  // namespace pingyi

#endif  // SERVER_BASE_REFUSAL_H_

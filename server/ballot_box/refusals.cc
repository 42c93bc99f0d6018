#include "server/ballot_box/refusals.h"

#include <chrono>

#include "server/base/refusal.h"

namespace pingyi {

absl::Status NotOpen(Phase phase) {
  if (phase == Phase::kCeremony || phase == Phase::kCheckIn) {
    return WithRefusal(
        absl::FailedPreconditionError("the vote is not open yet"),
        {.name = "NOT_OPEN_YET",
         .next_step = "Keep the ballot; cast it once the vote is open."});
  }
  return WithRefusal(
      absl::FailedPreconditionError("the vote is closed"),
      {.name = "CLOSED",
       .next_step = "This ballot was not taken: tell the scrutineers."});
}

absl::Status TokenSpent() {
  return WithRefusal(
      absl::AlreadyExistsError("this token was spent with another ballot"),
      {.name = "TOKEN_SPENT", .next_step = "The first ballot stands."});
}

absl::Status InvalidBallot(const absl::Status& why) {
  return WithRefusal(
      absl::InvalidArgumentError(why.message()),
      {.name = "INVALID_BALLOT",
       .next_step = "Make the ballot again; the token is not spent."});
}

absl::Status TokenRefused(absl::string_view why) {
  return WithRefusal(
      absl::UnauthenticatedError(why),
      {.name = "TOKEN_REFUSED",
       .next_step = "The issuers did not make this token: tell the "
                    "scrutineers."});
}

absl::Status CastingWaits() {
  return WithRetry(
      WithRefusal(absl::UnavailableError(
                      "casting waits: too few issuers are within reach"),
                  {.name = "CASTING_WAITS",
                   .next_step = "Nothing is lost: send the same again."}),
      std::chrono::milliseconds(1000));
}

}  // namespace pingyi

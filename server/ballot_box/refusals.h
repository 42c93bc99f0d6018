#ifndef SERVER_BALLOT_BOX_REFUSALS_H_
#define SERVER_BALLOT_BOX_REFUSALS_H_

#include "absl/status/status.h"
#include "server/board/view.h"

// What the ballot box answers when it does not take a ballot. The names are a
// contract with clients.
namespace pingyi {

// FAILED_PRECONDITION, NOT_OPEN_YET or CLOSED.
absl::Status NotOpen(Phase phase);
// ALREADY_EXISTS, TOKEN_SPENT.
absl::Status TokenSpent();
// INVALID_ARGUMENT, INVALID_BALLOT, with the reason.
absl::Status InvalidBallot(const absl::Status& why);
// UNAUTHENTICATED, TOKEN_REFUSED, with the reason.
absl::Status TokenRefused(absl::string_view why);
// UNAVAILABLE, CASTING_WAITS, with a delay.
absl::Status CastingWaits();

}  // namespace pingyi

#endif  // SERVER_BALLOT_BOX_REFUSALS_H_

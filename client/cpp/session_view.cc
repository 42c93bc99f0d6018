#include "client/cpp/session_view.h"

#include <utility>

#include "crypto/base/status_macros.h"

namespace pingyi {

absl::StatusOr<std::shared_ptr<const SessionView>> MakeSessionView(
    const BoardLog& log) {
  RETURN_IF_ERROR(log.broken());
  const Session* const session = log.session();
  if (session == nullptr || !log.Agreed(log.keys_leaf())) {
    return absl::FailedPreconditionError(
        "the session's keys are not complete yet; wait for the ceremony");
  }
  if (session->abortion().has_value()) {
    return absl::FailedPreconditionError("the session was given up");
  }
  if (!log.Agreed(log.active_set_leaf())) {
    return absl::FailedPreconditionError(
        "check-in has not begun; wait for the chair");
  }
  ASSIGN_OR_RETURN(
      BallotParameters parameters,
      BallotParameters::Create(session->context(), session->layout(),
                               session->keys(Committee::kTally).public_keys));
  auto view = std::make_shared<SessionView>(SessionView{
      .session_id = session->session_id(),
      .manifest = session->manifest(),
      .policy = log.policy(),
      .context = session->context(),
      .issuer_keys = session->keys(Committee::kIssuer),
      .active = session->active_issuers(),
      .opened = log.Agreed(log.open_leaf()),
      .parameters =
          std::make_shared<const BallotParameters>(std::move(parameters))});
  return std::shared_ptr<const SessionView>(std::move(view));
}

}  // namespace pingyi

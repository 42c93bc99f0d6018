#include "server/main/status.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"

namespace pingyi {
namespace {

// Issuers that must still connect before ballots can be cast.
size_t MissingIssuers(const SessionView& view, const Officials& officials) {
  if (!view.TakesBallots()) {
    return 0;
  }
  const std::vector<uint32_t> present = officials.Present();
  std::vector<uint32_t> active;
  std::set_intersection(present.begin(), present.end(),
                        view.active.issuers.begin(), view.active.issuers.end(),
                        std::back_inserter(active));
  return active.size() < view.active.threshold
             ? view.active.threshold - active.size()
             : 0;
}

}  // namespace

v1::Phase WirePhase(Phase phase) {
  switch (phase) {
    case Phase::kCeremony:
      return v1::PHASE_CEREMONY;
    case Phase::kCheckIn:
      return v1::PHASE_CHECK_IN;
    case Phase::kVoting:
      return v1::PHASE_VOTING;
    case Phase::kClosing:
      return v1::PHASE_CLOSING;
    case Phase::kClosed:
      return v1::PHASE_CLOSED;
    case Phase::kAudited:
      return v1::PHASE_AUDITED;
    case Phase::kTallied:
      return v1::PHASE_TALLIED;
    case Phase::kAnnounced:
      return v1::PHASE_ANNOUNCED;
    case Phase::kAborted:
      return v1::PHASE_ABORTED;
  }
  return v1::PHASE_UNSPECIFIED;
}

SessionStatus CurrentStatus(const Board& board, const Officials& officials,
                            const Registrar& registrar) {
  const std::shared_ptr<const SessionView> view = board.view();
  SessionStatus status;
  status.phase = WirePhase(view->phase);
  status.session_id = view->session_id;
  status.entitled = view->entitled;
  status.checked_in = view->checked_in;
  status.issued = registrar.issued();
  status.returned = view->returned;
  status.box_closed = board.BoxClosed();
  status.officials_present = officials.PresentOfficials();
  status.waiting_for = view->waiting_for;
  status.version = PINGYI_VERSION;
  if (const size_t missing = MissingIssuers(*view, officials); missing > 0) {
    status.waiting_for =
        absl::StrCat("casting waits for ", missing, " more of the issuers");
  } else if (board.quorum_size() < board.size() &&
             view->phase != Phase::kVoting) {
    status.waiting_for =
        absl::StrCat(view->waiting_for, view->waiting_for.empty() ? "" : "; ",
                     "witnesses to cosign the newest checkpoint");
  } else if (view->phase == Phase::kClosing && status.box_closed) {
    status.waiting_for = "the chair to close: the box is closed";
  }
  return status;
}

}  // namespace pingyi

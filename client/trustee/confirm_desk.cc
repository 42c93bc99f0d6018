#include "client/trustee/confirm_desk.h"

#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "crypto/token/casting.h"
#include "crypto/token/token.h"

namespace pingyi {

void ConfirmDesk::Open(SecretScalar share) {
  const std::lock_guard lock(mutex_);
  if (!shut_) {
    share_ = std::move(share);
  }
}

void ConfirmDesk::Shut() {
  const std::lock_guard lock(mutex_);
  shut_ = true;
  share_.reset();
}

ConfirmAnswer ConfirmDesk::Sign(std::span<const ConfirmItem> items,
                                bool yes) const {
  return {.items = static_cast<uint32_t>(items.size()),
          .yes = yes,
          .signature = SignStatement(
              signing_key_, StatementKind::kConfirm, session_id_,
              ConfirmBody(0, issuer_, yes, ConfirmDigest(items)))};
}

absl::StatusOr<Confirmation> ConfirmDesk::Answer(
    const ConfirmTask& task) const {
  if (task.round != 0) {
    return absl::InvalidArgumentError("there is no such round");
  }
  const std::lock_guard lock(mutex_);
  if (shut_) {
    return absl::FailedPreconditionError(
        "the token audit has begun: nothing is confirmed any more");
  }
  if (!share_.has_value()) {
    return absl::FailedPreconditionError("the keys are not made yet");
  }
  const std::vector<bool> good = ConfirmParts(
      {.session_id = session_id_, .round = 0}, *share_, task.items);
  Confirmation out{.task = task.task, .answers = {}};
  const std::span<const ConfirmItem> items = task.items;
  // Neighbours that are right share a signature; a wrong one stands alone.
  for (size_t begin = 0; begin < items.size();) {
    size_t end = begin + 1;
    while (good[begin] && end < items.size() && good[end]) {
      ++end;
    }
    out.answers.push_back(Sign(items.subspan(begin, end - begin), good[begin]));
    begin = end;
  }
  return out;
}

}  // namespace pingyi

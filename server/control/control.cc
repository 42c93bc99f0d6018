#include "server/control/control.h"

#include <utility>

#include "proto/codec/control.h"
#include "server/base/refusal.h"

namespace pingyi {

void Control::Submit(const v1::SubmitStatementRequest& request,
                     const Done& done) {
  auto task = [this, &request, done] {
    auto submission = DecodeSubmission(request);
    if (!submission.ok()) {
      done(WithRefusal(submission.status(),
                       {.name = "MALFORMED",
                        .next_step = "The statement is wrong: make it again "
                                     "with a program of this version."}));
      return;
    }
    ledger_.Append({.entry = std::move(submission->entry),
                    .leaf = std::move(submission->leaf),
                    .blobs = std::move(submission->blobs),
                    .done = done});
  };
  if (!pool_.TrySubmit(std::move(task))) {
    done(Overloaded("statements"));
  }
}

}  // namespace pingyi

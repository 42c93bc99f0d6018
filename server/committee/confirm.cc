// Tasks for issuers and their answers.
#include <span>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/statement.h"
#include "server/committee/officials.h"

namespace pingyi {

std::vector<uint32_t> Officials::Present() const {
  std::vector<uint32_t> issuers;
  for (const uint32_t official : PresentOfficials()) {
    if (const uint32_t issuer = NumberOf(official, Role::kIssuer);
        issuer != 0) {
      issuers.push_back(issuer);  // Ascending, as the officials are.
    }
  }
  return issuers;
}

void Officials::Confirm(uint32_t issuer, const std::vector<ConfirmItem>& items,
                        const ConfirmDone& done) {
  const std::vector<uint32_t> with = manifest_.OfficialsWith(Role::kIssuer);
  ConfirmTask message = {.task = 0, .round = 0, .items = items};
  std::shared_ptr<MemberLink> link;
  uint64_t stream = 0;
  const auto enter = [&] {
    const std::lock_guard lock(mutex_);
    const auto newest = stream_of_.find(with[issuer - 1]);
    if (newest == stream_of_.end()) {
      return false;
    }
    stream = newest->second;
    Member& member = members_.at(stream);
    message.task = member.next_task++;
    link = member.link;
    member.tasks.emplace(message.task, Task{.items = items, .done = done});
    return true;
  };
  if (issuer == 0 || issuer > with.size() || !enter()) {
    done(absl::UnavailableError("the issuer is not connected"));
    return;
  }
  link->Send(message);
  timer_.After(kConfirmTimeout,
               [this, stream, task = message.task] { Expire(stream, task); });
}

void Officials::Expire(uint64_t stream, uint64_t task) {
  ConfirmDone done;
  {
    const std::lock_guard lock(mutex_);
    const auto member = members_.find(stream);
    if (member == members_.end()) {
      return;
    }
    const auto found = member->second.tasks.find(task);
    if (found == member->second.tasks.end()) {
      return;
    }
    done = std::move(found->second.done);
    member->second.tasks.erase(found);
  }
  done(absl::UnavailableError("the issuer takes too long"));
}

absl::Status Officials::OnConfirmation(uint64_t stream,
                                       const Confirmation& answer) {
  Task task;
  uint32_t official = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto member = members_.find(stream);
    if (member == members_.end()) {
      return absl::OkStatus();
    }
    const auto found = member->second.tasks.find(answer.task);
    if (found == member->second.tasks.end()) {
      // Answered too late, or never asked: nothing to do with it.
      return answer.task < member->second.next_task
                 ? absl::OkStatus()
                 : absl::InvalidArgumentError("confirmation: no such task");
    }
    official = member->second.official;
    task = std::move(found->second);
    member->second.tasks.erase(found);
  }
  auto answers = ReadAnswers(official, task.items, answer);
  if (!answers.ok()) {
    task.done(absl::UnavailableError("the issuer answers wrongly"));
    return answers.status();
  }
  task.done(std::move(answers));
  return absl::OkStatus();
}

absl::StatusOr<std::vector<bool>> Officials::ReadAnswers(
    uint32_t official, const std::vector<ConfirmItem>& items,
    const Confirmation& answer) const {
  const uint32_t issuer = NumberOf(official, Role::kIssuer);
  const VerifyKey& key = manifest_.officials[official - 1].signing_key;
  std::vector<bool> answers;
  std::span<const ConfirmItem> rest(items);
  for (const ConfirmAnswer& group : answer.answers) {
    if (group.items == 0 || group.items > rest.size() ||
        (!group.yes && group.items != 1)) {
      return absl::InvalidArgumentError(
          "confirmation: the groups do not cover the task");
    }
    const auto covered = rest.first(group.items);
    RETURN_IF_ERROR(VerifyStatement(
        key, StatementKind::kConfirm, session_id_,
        ConfirmBody(/*round=*/0, issuer, group.yes, ConfirmDigest(covered)),
        group.signature));
    answers.insert(answers.end(), group.items, group.yes);
    rest = rest.subspan(group.items);
  }
  if (!rest.empty()) {
    return absl::InvalidArgumentError(
        "confirmation: the groups do not cover the task");
  }
  return answers;
}

}  // namespace pingyi

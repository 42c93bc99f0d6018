#include "server/ballot_box/confirm_round.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pingyi {

ConfirmRound::ConfirmRound(ActiveSet active, std::vector<CastToken> tokens,
                           Decided decided)
    : active_(std::move(active)),
      tokens_(std::move(tokens)),
      decided_(std::move(decided)),
      items_(tokens_.size()) {}

std::vector<ConfirmItem> ConfirmRound::ItemsFor(uint32_t issuer) const {
  std::vector<ConfirmItem> items;
  items.reserve(tokens_.size());
  for (const CastToken& cast : tokens_) {
    for (const TokenPart& part : cast.parts) {
      if (part.issuer == issuer) {
        items.push_back({.token_key = cast.token.y, .part = part.n});
      }
    }
  }
  return items;
}

void ConfirmRound::Ask(Issuers& issuers) {
  const std::vector<uint32_t> present = issuers.Present();
  std::vector<uint32_t> asked;
  std::set_intersection(present.begin(), present.end(), active_.issuers.begin(),
                        active_.issuers.end(), std::back_inserter(asked));
  if (asked.size() < active_.threshold) {
    for (size_t i = 0; i < items_.size(); ++i) {
      decided_(i, Verdict::kUnknown);
    }
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    outstanding_ = asked.size();
  }
  for (const uint32_t issuer : asked) {
    issuers.Confirm(issuer, ItemsFor(issuer),
                    [round = shared_from_this()](
                        const absl::StatusOr<std::vector<bool>>& answers) {
                      round->OnAnswer(answers);
                    });
  }
}

void ConfirmRound::OnAnswer(const absl::StatusOr<std::vector<bool>>& answers) {
  std::vector<std::pair<size_t, Verdict>> verdicts;
  {
    const std::lock_guard lock(mutex_);
    --outstanding_;
    for (size_t i = 0; i < items_.size(); ++i) {
      Item& item = items_[i];
      if (answers.ok()) {
        ++((*answers)[i] ? item.yes : item.no);
      }
      if (item.decided) {
        continue;
      }
      if (item.yes >= active_.threshold) {
        verdicts.emplace_back(i, Verdict::kYes);
      } else if (active_.issuers.size() - item.no < active_.threshold) {
        verdicts.emplace_back(i, Verdict::kNo);
      } else if (outstanding_ == 0) {
        verdicts.emplace_back(i, Verdict::kUnknown);
      } else {
        continue;
      }
      item.decided = true;
    }
  }
  for (const auto& [item, verdict] : verdicts) {
    decided_(item, verdict);
  }
}

}  // namespace pingyi

#include "crypto/audit/check_in.h"

#include "absl/strings/str_cat.h"

namespace pingyi {
namespace {

Ruling Refuse(absl::Status why) {
  return Ruling::Illegal(std::move(why), Item::kRequests);
}

Ruling NoDeputy(uint32_t deputy) {
  return Refuse(absl::InvalidArgumentError(
      absl::StrCat("check-in: there is no deputy ", deputy, " in the roster")));
}

}  // namespace

CheckIn::CheckIn(const Roster& roster) {
  for (const RosterEntry& entry : roster) {
    keys_.emplace_hint(keys_.end(), entry.deputy, entry.credential_key);
    deputies_.emplace(entry.credential_key, entry.deputy);
    used_.insert(entry.credential_key);
  }
}

const VerifyKey* CheckIn::KeyOf(uint32_t deputy) const {
  const auto it = keys_.find(deputy);
  return it == keys_.end() ? nullptr : &it->second;
}

std::optional<uint32_t> CheckIn::DeputyOf(const VerifyKey& key) const {
  const auto it = deputies_.find(key);
  return it == deputies_.end() ? std::nullopt : std::optional(it->second);
}

const CountedRequest* CheckIn::RequestOf(uint32_t deputy) const {
  const auto it = request_of_.find(deputy);
  return it == request_of_.end() ? nullptr : &requests_[it->second];
}

Ruling CheckIn::Judge(const ReissueEntry& entry) const {
  if (KeyOf(entry.deputy) == nullptr) {
    return NoDeputy(entry.deputy);
  }
  if (RequestOf(entry.deputy) != nullptr) {
    return Refuse(absl::FailedPreconditionError(
        absl::StrCat("check-in: deputy ", entry.deputy,
                     " has checked in; the slip cannot be replaced any more")));
  }
  if (used_.contains(entry.credential_key)) {
    return Refuse(absl::InvalidArgumentError(
        "check-in: the new slip's key was used before in this session"));
  }
  return Ruling::Effective();
}

Ruling CheckIn::Judge(const TokenRequestEntry& entry) const {
  if (KeyOf(entry.deputy) == nullptr) {
    return NoDeputy(entry.deputy);
  }
  if (const CountedRequest* first = RequestOf(entry.deputy)) {
    return Ruling::WithoutEffect(
        absl::AlreadyExistsError(absl::StrCat(
            "check-in: deputy ", entry.deputy, " has ",
            first->request == entry ? "made this request already"
                                    : "made another request before")),
        first->leaf);
  }
  if (entry.blinded.size() != 1) {
    return Refuse(absl::InvalidArgumentError(absl::StrCat(
        "check-in: a request holds one blinded element a round, 1, "
        "not ",
        entry.blinded.size())));
  }
  if (entry.blinded.front().IsIdentity()) {
    return Refuse(absl::InvalidArgumentError(
        "check-in: the blinded element is the identity"));
  }
  return Ruling::Effective();
}

void CheckIn::Apply(const ReissueEntry& entry) {
  VerifyKey& key = keys_.at(entry.deputy);
  deputies_.erase(key);
  key = entry.credential_key;
  deputies_.emplace(key, entry.deputy);
  used_.insert(key);
}

void CheckIn::Apply(const TokenRequestEntry& entry, uint64_t leaf) {
  request_of_.emplace(entry.deputy, requests_.size());
  requests_.push_back({.leaf = leaf, .request = entry});
}

}  // namespace pingyi

#include "crypto/audit/ceremony.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/audit/known.h"
#include "crypto/base/status_macros.h"
#include "crypto/dkg/receive.h"
#include "crypto/dleq/dleq.h"
#include "crypto/statement/body.h"

namespace pingyi {
namespace {

bool All(const std::vector<bool>& flags) {
  return std::all_of(flags.begin(), flags.end(), [](bool f) { return f; });
}

// "tally member 2".
std::string MemberName(const CommitteeParams& params, uint32_t index) {
  return absl::StrCat(params.name, " member ", index);
}

Ruling NoMember(const CommitteeParams& params, uint32_t index) {
  return Ruling::Illegal(
      absl::InvalidArgumentError(
          absl::StrCat("ceremony: there is no ", MemberName(params, index))),
      Item::kCeremony);
}

Ruling NotYet(const CommitteeParams& params, absl::string_view what) {
  return Ruling::Illegal(absl::FailedPreconditionError(
      absl::StrCat("ceremony: all ", params.size(), " members of committee ",
                   params.name, " must ", what, " first")));
}

Ruling Twice(const CommitteeParams& params, uint32_t index,
             absl::string_view what) {
  return Ruling::WithoutEffect(absl::AlreadyExistsError(absl::StrCat(
      "ceremony: ", MemberName(params, index), " has ", what, " already")));
}

}  // namespace

Ceremony::Ceremony(CommitteeParams params)
    : params_(std::move(params)),
      committed_(params_.size()),
      commits_(params_.size()),
      dealt_(params_.size()),
      confirmed_(params_.size()) {}

bool Ceremony::HasCommit(uint32_t index) const {
  return params_.HasMember(index) && committed_[index - 1];
}

bool Ceremony::HasMessage(uint32_t index) const {
  return params_.HasMember(index) &&
         (AllDealt() || dealt_[index - 1].has_value());
}

bool Ceremony::HasConfirmed(uint32_t index) const {
  return params_.HasMember(index) && confirmed_[index - 1];
}

bool Ceremony::AllCommitted() const {
  return All(committed_);
}

bool Ceremony::Complete() const {
  return AllDealt() && All(confirmed_);
}

absl::StatusOr<Bytes> Ceremony::ConfirmBody(uint32_t index) const {
  if (!AllDealt()) {
    return absl::FailedPreconditionError(absl::StrCat(
        "ceremony: there is nothing to confirm before all ", params_.size(),
        " members of committee ", params_.name, " have dealt"));
  }
  return DkgConfirmBody(params_.name, index, commits_,
                        Known(keys_).public_keys);
}

Ruling Ceremony::Judge(const DkgCommitEntry& entry) const {
  if (!params_.HasMember(entry.member)) {
    return NoMember(params_, entry.member);
  }
  if (HasCommit(entry.member)) {
    return Twice(params_, entry.member, "committed");
  }
  return Ruling::Effective();
}

Ruling Ceremony::Judge(const DkgMessageEntry& entry) const {
  if (!params_.HasMember(entry.member)) {
    return NoMember(params_, entry.member);
  }
  if (HasMessage(entry.member)) {
    return Twice(params_, entry.member, "dealt");
  }
  if (!AllCommitted()) {
    return NotYet(params_, "commit");
  }
  if (DealerMessageHash(entry.message) != commits_[entry.member - 1]) {
    return Ruling::Illegal(
        absl::InvalidArgumentError(absl::StrCat(
            "ceremony: the message of ", MemberName(params_, entry.member),
            " is not the one it committed to")),
        Item::kCeremony);
  }
  absl::StatusOr<DealerMessage> message =
      ParseDealerMessage(params_, entry.member, entry.message);
  if (!message.ok()) {
    return Ruling::Illegal(message.status(), Item::kCeremony);
  }
  Ceremony after(*this);
  return Ruling::Of(after.Deal(*std::move(message)), Item::kCeremony);
}

Ruling Ceremony::Judge(const DkgConfirmEntry& entry) const {
  if (!params_.HasMember(entry.member)) {
    return NoMember(params_, entry.member);
  }
  if (HasConfirmed(entry.member)) {
    return Twice(params_, entry.member, "confirmed");
  }
  return AllDealt() ? Ruling::Effective() : NotYet(params_, "deal");
}

Ruling Ceremony::Judge(const DkgComplaintEntry& entry) const {
  for (const uint32_t index : {entry.member, entry.dealer}) {
    if (!params_.HasMember(index)) {
      return NoMember(params_, index);
    }
  }
  if (!AllDealt()) {
    return NotYet(params_, "deal");
  }
  if (HasConfirmed(entry.member)) {
    return Ruling::Illegal(absl::FailedPreconditionError(
        absl::StrCat("ceremony: ", MemberName(params_, entry.member),
                     " has confirmed and cannot complain")));
  }
  return Ruling::Effective();
}

void Ceremony::Apply(const DkgCommitEntry& entry) {
  committed_[entry.member - 1] = true;
  commits_[entry.member - 1] = entry.message_sha256;
}

absl::Status Ceremony::Apply(const DkgMessageEntry& entry) {
  ASSIGN_OR_RETURN(DealerMessage message,
                   ParseDealerMessage(params_, entry.member, entry.message));
  return Deal(std::move(message));
}

absl::Status Ceremony::Deal(DealerMessage message) {
  const size_t position = message.dealer - 1;
  dealt_[position] = std::move(message);
  if (!std::all_of(dealt_.begin(), dealt_.end(),
                   [](const auto& m) { return m.has_value(); })) {
    return absl::OkStatus();
  }
  std::vector<DealerMessage> messages;
  messages.reserve(dealt_.size());
  for (const std::optional<DealerMessage>& dealt : dealt_) {
    messages.push_back(Known(dealt));
  }
  absl::StatusOr<CommitteeKeys> keys = CombineKeys(params_, messages);
  if (!keys.ok()) {
    dealt_[position].reset();
    return keys.status();
  }
  keys_ = *std::move(keys);
  messages_ = std::move(messages);
  dealt_.clear();
  return absl::OkStatus();
}

void Ceremony::Apply(const DkgConfirmEntry& entry) {
  confirmed_[entry.member - 1] = true;
}

absl::StatusOr<ComplaintVerdict> Ceremony::Adjudicate(
    const DkgComplaintEntry& entry) const {
  absl::StatusOr<DleqProof> proof = DleqProof::Parse(entry.proof);
  if (!proof.ok()) {
    return ComplaintVerdict{
        .upheld = false,
        .to_blame = entry.member,
        .reason = absl::StrCat(MemberName(params_, entry.member),
                               " complains with a proof that is none: ",
                               proof.status().message())};
  }
  return JudgeComplaint(params_, messages_[entry.dealer - 1],
                        Complaint{.dealer = entry.dealer,
                                  .member = entry.member,
                                  .s = entry.shared_secret,
                                  .proof = *proof});
}

}  // namespace pingyi

#include "crypto/audit/counting.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/audit/known.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

bool IsMember(const CommitteeKeys& keys, uint32_t index) {
  return index >= 1 && index <= keys.public_shares.size();
}

// The signed statement of a member whose share is no good: the member is named
// and the share left out.
Ruling LeftOut(absl::string_view who, uint32_t member,
               const absl::Status& why) {
  return Ruling::WithoutEffect(absl::InvalidArgumentError(
      absl::StrCat("share of ", who, " ", member,
                   " is invalid and left out: ", why.message())));
}

Ruling NotNeeded(absl::string_view who, uint32_t member) {
  return Ruling::WithoutEffect(absl::AlreadyExistsError(absl::StrCat(
      "share of ", who, " ", member, " is not needed: enough are there")));
}

Ruling GivenAlready(absl::string_view who, uint32_t member) {
  return Ruling::WithoutEffect(absl::AlreadyExistsError(
      absl::StrCat("share of ", who, " ", member, " is there already")));
}

absl::Status CheckMember(uint32_t entry, uint32_t payload) {
  return entry == payload ? absl::OkStatus()
                          : absl::InvalidArgumentError(absl::StrCat(
                                "its payload speaks for member ", payload));
}

template <typename Shares, typename Index>
bool Holds(const Shares& shares, Index index_field, uint32_t index) {
  return std::any_of(shares.begin(), shares.end(), [&](const auto& share) {
    return share.*index_field == index;
  });
}

}  // namespace

CountLayout ToCountLayout(const BallotLayout& layout) {
  CountLayout counts = {.options = {}, .pack = layout.pack()};
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    counts.options.push_back(static_cast<uint32_t>(layout.options_of(contest)));
  }
  return counts;
}

AuditStage::AuditStage(TokenAudit audit, const CommitteeKeys& keys)
    : audit_(std::move(audit)), keys_(&keys) {}

const TokenAudit& AuditStage::audit() const {
  return Known(audit_);
}

std::optional<AuditMode> AuditStage::wanted() const {
  if (decided_) {
    return std::nullopt;
  }
  return sum_failed_ ? AuditMode::kEach : AuditMode::kSum;
}

const std::vector<AuditShare>& AuditStage::shares(AuditMode mode) const {
  return mode == AuditMode::kSum ? sums_ : each_;
}

bool AuditStage::HasShare(uint32_t issuer, AuditMode mode) const {
  return Holds(shares(mode), &AuditShare::issuer, issuer);
}

Ruling AuditStage::Judge(const AuditShareEntry& entry, bool verify) const {
  const absl::StatusOr<AuditShare> share = AuditShare::Parse(entry.payload);
  if (!share.ok()) {
    return LeftOut("issuer", entry.member, share.status());
  }
  if (const absl::Status same = CheckMember(entry.member, share->issuer);
      !same.ok()) {
    return LeftOut("issuer", entry.member, same);
  }
  if (!IsMember(*keys_, share->issuer)) {
    return Ruling::Illegal(absl::InvalidArgumentError(absl::StrCat(
                               "there is no issuer ", share->issuer)),
                           Item::kTokenAudit);
  }
  if (HasShare(share->issuer, share->mode)) {
    return GivenAlready("issuer", share->issuer);
  }
  const bool late = decided_ || (sum_failed_ && share->mode == AuditMode::kSum);
  if (!late && share->mode != wanted()) {
    return Ruling::Illegal(
        absl::FailedPreconditionError(
            "the sum over all tokens must have failed before each is audited"),
        Item::kTokenAudit);
  }
  if (verify) {
    if (const absl::Status proof = audit().Verify(
            *share, keys_->public_shares[share->issuer - 1].front());
        !proof.ok()) {
      return LeftOut("issuer", share->issuer, proof);
    }
  }
  return late ? NotNeeded("issuer", share->issuer) : Ruling::Effective();
}

absl::Status AuditStage::Apply(const AuditShareEntry& entry) {
  ASSIGN_OR_RETURN(AuditShare share, AuditShare::Parse(entry.payload));
  const bool each = share.mode == AuditMode::kEach;
  std::vector<AuditShare>& shares = each ? each_ : sums_;
  shares.push_back(std::move(share));
  if (shares.size() < keys_->threshold) {
    return absl::OkStatus();
  }
  if (each) {
    ASSIGN_OR_RETURN(forged_, audit().VoidTokens(keys_->threshold, each_));
    decided_ = true;
  } else {
    ASSIGN_OR_RETURN(decided_, audit().SumsUp(keys_->threshold, sums_));
    sum_failed_ = !decided_;
  }
  return absl::OkStatus();
}

TallyStage::TallyStage(const Context& context, CountLayout layout,
                       Totals totals, const CommitteeKeys& keys)
    : context_(context),
      layout_(std::move(layout)),
      totals_(std::move(totals)),
      keys_(&keys) {}

bool TallyStage::HasShare(uint32_t trustee) const {
  return Holds(shares_, &TallyShare::trustee, trustee);
}

bool TallyStage::Enough() const {
  return shares_.size() >= keys_->threshold;
}

absl::StatusOr<std::vector<uint32_t>> TallyStage::Counts() const {
  ASSIGN_OR_RETURN(const std::vector<Element> totals,
                   DecryptTotals(totals_, keys_->threshold, shares_));
  return FindCounts(layout_, totals, totals_.ballots);
}

absl::Status TallyStage::CheckClaim(const std::vector<uint32_t>& counts) const {
  ASSIGN_OR_RETURN(const std::vector<Element> totals,
                   DecryptTotals(totals_, keys_->threshold, shares_));
  return CheckCounts(layout_, totals, counts, totals_.ballots);
}

absl::Status TallyStage::Verify(const TallyShare& share) const {
  RETURN_IF_ERROR(VerifyTallyShare(
      context_, totals_, keys_->public_shares[share.trustee - 1], share));
  if (!Enough()) {
    return absl::OkStatus();
  }
  // The proof says so already; this is a second, independent reason.
  std::vector<TallyShare> all = shares_;
  all.push_back(share);
  return DecryptTotals(totals_, keys_->threshold, all).status();
}

Ruling TallyStage::Judge(const TallyShareEntry& entry, bool verify) const {
  if (!IsMember(*keys_, entry.member)) {
    return Ruling::Illegal(absl::InvalidArgumentError(absl::StrCat(
                               "there is no trustee ", entry.member)),
                           Item::kTallyShares);
  }
  if (HasShare(entry.member)) {
    return GivenAlready("trustee", entry.member);
  }
  const absl::StatusOr<TallyShare> share =
      TallyShare::Parse(entry.payload, totals_.b.size());
  if (!share.ok()) {
    return LeftOut("trustee", entry.member, share.status());
  }
  if (const absl::Status same = CheckMember(entry.member, share->trustee);
      !same.ok()) {
    return LeftOut("trustee", entry.member, same);
  }
  if (verify) {
    if (const absl::Status valid = Verify(*share); !valid.ok()) {
      return LeftOut("trustee", entry.member, valid);
    }
  }
  return Enough() ? NotNeeded("trustee", entry.member) : Ruling::Effective();
}

absl::Status TallyStage::Apply(const TallyShareEntry& entry) {
  ASSIGN_OR_RETURN(TallyShare share,
                   TallyShare::Parse(entry.payload, totals_.b.size()));
  shares_.push_back(std::move(share));
  return absl::OkStatus();
}

}  // namespace pingyi

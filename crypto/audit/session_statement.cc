#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "crypto/audit/known.h"
#include "crypto/audit/session_state.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/body.h"

// Who must have signed what: the first question to any entry.
namespace pingyi {
namespace {

using MaybeSaid = absl::StatusOr<std::optional<Said>>;

absl::string_view RoleTitle(Committee committee) {
  return committee == Committee::kTally ? "trustee" : "issuer";
}

// Statement by statement; see Session::State::Statement.
class Speaker {
 public:
  explicit Speaker(const Session::State& state) : state_(state) {}

  MaybeSaid operator()(const ManifestEntry&) const { return std::nullopt; }
  MaybeSaid operator()(const BallotEntry&) const { return std::nullopt; }
  MaybeSaid operator()(const ResultEntry&) const { return std::nullopt; }

  MaybeSaid operator()(const DkgCommitEntry& entry) const {
    return Member(entry.committee, entry.member,
                  {.kind = StatementKind::kDkgCommit,
                   .body = DkgCommitBody(CommitteeLabel(entry.committee),
                                         entry.member, entry.message_sha256),
                   .signature = entry.signature});
  }
  MaybeSaid operator()(const DkgMessageEntry& entry) const {
    return Member(entry.committee, entry.member,
                  {.kind = StatementKind::kDkgMessage,
                   .body = DkgMessageBody(CommitteeLabel(entry.committee),
                                          entry.member, entry.message),
                   .signature = entry.signature});
  }
  MaybeSaid operator()(const DkgConfirmEntry& entry) const {
    ASSIGN_OR_RETURN(
        Bytes body, state_.ceremony(entry.committee).ConfirmBody(entry.member));
    return Member(entry.committee, entry.member,
                  {.kind = StatementKind::kDkgConfirm,
                   .body = std::move(body),
                   .signature = entry.signature});
  }
  MaybeSaid operator()(const DkgComplaintEntry& entry) const {
    return Member(
        entry.committee, entry.member,
        {.kind = StatementKind::kDkgComplaint,
         .body = DkgComplaintBody({.committee = CommitteeLabel(entry.committee),
                                   .dealer = entry.dealer,
                                   .member = entry.member,
                                   .shared = entry.shared_secret,
                                   .proof = entry.proof}),
         .signature = entry.signature});
  }
  MaybeSaid operator()(const AuditShareEntry& entry) const {
    return Share(Committee::kIssuer, StatementKind::kAuditShare, entry);
  }
  MaybeSaid operator()(const TallyShareEntry& entry) const {
    return Share(Committee::kTally, StatementKind::kTallyShare, entry);
  }

  MaybeSaid operator()(const ActiveSetEntry& entry) const {
    return Chair(entry.version,
                 {.kind = StatementKind::kActiveSet,
                  .body = ActiveSetBody(entry.version, entry.issuers),
                  .signature = entry.signature});
  }
  MaybeSaid operator()(const ReissueEntry& entry) const {
    return Chair(entry.deputy,
                 {.kind = StatementKind::kReissue,
                  .body = ReissueBody(entry.deputy, entry.credential_key),
                  .signature = entry.signature});
  }
  MaybeSaid operator()(const OpenEntry& entry) const {
    return Chair(entry.round,
                 {.kind = StatementKind::kOpen,
                  .body = OpenBody(entry.key_id, entry.round,
                                   entry.active_set_sha256, entry.checked_in),
                  .signature = entry.signature});
  }
  MaybeSaid operator()(const ClosingEntry& entry) const {
    return Chair(entry.round, {.kind = StatementKind::kClosing,
                               .body = ClosingBody(entry.round),
                               .signature = entry.signature});
  }
  MaybeSaid operator()(const CloseEntry& entry) const {
    return Chair(entry.round,
                 {.kind = StatementKind::kClose,
                  .body = CloseBody(entry.round,
                                    {.size = entry.size, .root = entry.root}),
                  .signature = entry.signature});
  }
  MaybeSaid operator()(const AnnounceEntry& entry) const {
    return Chair(entry.round,
                 {.kind = StatementKind::kAnnounce,
                  .body = AnnounceBody(entry.round, entry.counts_sha256),
                  .signature = entry.signature});
  }
  MaybeSaid operator()(const AbortEntry& entry) const {
    return Chair(entry.round, {.kind = StatementKind::kAbort,
                               .body = AbortBody(entry.round, entry.reason),
                               .signature = entry.signature});
  }

  MaybeSaid operator()(const ZeroCheckEntry& entry) const {
    return Scrutineer(StatementKind::kZeroCheck, entry, {});
  }
  MaybeSaid operator()(const VerifiedEntry& entry) const {
    return Scrutineer(StatementKind::kVerified, entry, entry.counts_sha256);
  }
  MaybeSaid operator()(const ObjectionEntry& entry) const {
    return Scrutineer(StatementKind::kObjection, entry, AsBytes(entry.text));
  }

  MaybeSaid operator()(const TokenRequestEntry& entry) const {
    const VerifyKey* key = state_.check_in.KeyOf(entry.deputy);
    if (key == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat(
          "check-in: there is no deputy ", entry.deputy, " in the roster"));
    }
    if (!state_.has_keys()) {
      return absl::FailedPreconditionError(
          "check-in: the key ceremony must be complete first");
    }
    return Said{.kind = StatementKind::kRequest,
                .key = *key,
                .who = absl::StrCat("deputy ", entry.deputy),
                .body = RequestBody(state_.key_id, entry.deputy, entry.blinded),
                .signature = entry.signature,
                .place = Place(StatementKind::kRequest, 0, entry.deputy)};
  }

 private:
  MaybeSaid Member(Committee committee, uint32_t member, Said said) const {
    const uint32_t number = state_.OfficialOf(committee, member);
    if (number == 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("there is no ", RoleTitle(committee), " ", member));
    }
    said.key = state_.manifest.officials[number - 1].signing_key;
    said.who = state_.MemberTitle(committee, member);
    said.place = Place(said.kind, static_cast<uint32_t>(committee), member);
    return said;
  }
  // Of a member's shares, the first valid one takes the place: of the token
  // audit, one of each mode (the byte after the issuer's number).
  MaybeSaid Share(Committee committee, StatementKind kind,
                  const ShareEntry& entry) const {
    ASSIGN_OR_RETURN(
        std::optional<Said> said,
        Member(committee, entry.member,
               {.kind = kind,
                .body = ShareBody(entry.round,
                                  {.size = entry.size, .root = entry.root},
                                  entry.payload),
                .signature = entry.signature}));
    if (kind == StatementKind::kAuditShare && entry.payload.size() > 4) {
      std::get<1>(Known(said).place) = entry.payload[4];
    }
    return said;
  }
  MaybeSaid Chair(uint32_t number, Said said) const {
    said.key = state_.manifest.chair().signing_key;
    said.who = "the chair";
    said.place = Place(said.kind, 0, number);
    return said;
  }
  MaybeSaid Scrutineer(StatementKind kind, const AttestationEntry& entry,
                       ByteSpan payload) const {
    const std::vector<Official>& officials = state_.manifest.officials;
    if (entry.official < 1 || entry.official > officials.size()) {
      return absl::InvalidArgumentError(
          absl::StrCat("there is no official ", entry.official));
    }
    const Official& official = officials[entry.official - 1];
    if (!official.Has(Role::kScrutineer)) {
      return absl::PermissionDeniedError(
          absl::StrCat("official ", entry.official, " is no scrutineer"));
    }
    return Said{.kind = kind,
                .key = official.signing_key,
                .who = absl::StrCat("official ", entry.official, " (",
                                    official.name, ")"),
                .body = ObservationBody(
                    {.size = entry.size, .root = entry.root}, payload),
                .signature = entry.signature,
                .place = Place(kind, 0, entry.official)};
  }

  const Session::State& state_;
};

// Where repeating oneself is one thing, and saying something else another, but
// both leave the session as it is.
bool SaysOnce(StatementKind kind) {
  switch (kind) {
    case StatementKind::kDkgCommit:
    case StatementKind::kDkgMessage:
    case StatementKind::kDkgConfirm:
    case StatementKind::kAuditShare:
    case StatementKind::kTallyShare:
    case StatementKind::kZeroCheck:
    case StatementKind::kVerified:
      return true;
    default:
      return false;
  }
}

// Orders that the chair gives once.
bool OrdersOnce(StatementKind kind) {
  switch (kind) {
    case StatementKind::kActiveSet:  // Of one version.
    case StatementKind::kOpen:
    case StatementKind::kClosing:
    case StatementKind::kClose:
    case StatementKind::kAnnounce:
    case StatementKind::kAbort:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string Session::State::MemberTitle(Committee committee,
                                        uint32_t member) const {
  const uint32_t number = OfficialOf(committee, member);
  return absl::StrCat(
      RoleTitle(committee), " ", member, " (",
      number == 0 ? "nobody" : manifest.officials[number - 1].name, ")");
}

absl::StatusOr<std::optional<Said>> Session::State::Statement(
    const Entry& entry) const {
  return std::visit(Speaker(*this), entry);
}

Item SignatureItem(const Entry& entry) {
  return std::holds_alternative<TokenRequestEntry>(entry) ? Item::kRequests
                                                          : Item::kSignatures;
}

void Session::State::VerifyAhead(std::span<const Entry* const> entries) {
  verified_ahead.clear();
  std::vector<SignatureCheck> checks;
  std::vector<Digest> statements;
  for (const Entry* const entry : entries) {
    if (!std::holds_alternative<TokenRequestEntry>(*entry)) {
      continue;
    }
    const absl::StatusOr<std::optional<Said>> said = Statement(*entry);
    if (!said.ok() || !said->has_value()) {
      continue;
    }
    const Said& request = Known(*said);
    checks.push_back(
        {.key = request.key,
         .message = StatementBytes(request.kind, session_id, request.body),
         .signature = request.signature});
    statements.push_back(
        StatementDigest(request.kind, session_id, request.body));
  }
  SerialExecutor serial;
  Executor& executor = options.executor != nullptr ? *options.executor : serial;
  const std::vector<size_t> invalid = FindInvalidSignatures(checks, executor);
  for (size_t i = 0; i < checks.size(); ++i) {
    if (!std::binary_search(invalid.begin(), invalid.end(), i)) {
      verified_ahead[checks[i].signature] = {checks[i].key, statements[i]};
    }
  }
}

absl::Status Session::State::VerifySaid(const Said& said) const {
  const auto ahead = verified_ahead.find(said.signature);
  if (ahead != verified_ahead.end() && ahead->second.first == said.key &&
      ahead->second.second ==
          StatementDigest(said.kind, session_id, said.body)) {
    return absl::OkStatus();
  }
  return VerifyStatement(said.key, said.kind, session_id, said.body,
                         said.signature);
}

Ruling Session::State::JudgeStatement(const Entry& entry) const {
  const absl::StatusOr<std::optional<Said>> maybe = Statement(entry);
  if (!maybe.ok()) {
    return Ruling::Illegal(maybe.status(),
                           absl::IsFailedPrecondition(maybe.status())
                               ? Item::kOrder
                               : SignatureItem(entry));
  }
  if (!maybe->has_value()) {
    return Ruling::Effective();
  }
  const Said& said = Known(*maybe);
  const absl::string_view kind = KindName(said.kind);
  if (!VerifySaid(said).ok()) {
    return Ruling::Illegal(absl::PermissionDeniedError(absl::StrCat(
                               kind, ": the signature is not by ", said.who)),
                           SignatureItem(entry));
  }
  const auto standing = places.find(said.place);
  if (standing == places.end()) {
    return Ruling::Effective();
  }
  const uint64_t leaf = standing->second.leaf;
  if (standing->second.statement ==
      StatementDigest(said.kind, session_id, said.body)) {
    return Ruling::WithoutEffect(
        absl::AlreadyExistsError(absl::StrCat(
            kind, ": ", said.who, " has said so already, in leaf ", leaf)),
        leaf);
  }
  const absl::Status other = absl::AlreadyExistsError(
      absl::StrCat(kind, ": ", said.who, " has said something else in leaf ",
                   leaf, ", which stands"));
  if (OrdersOnce(said.kind)) {
    return Ruling::Illegal(other, Item::kOrder, leaf);
  }
  return SaysOnce(said.kind) ? Ruling::WithoutEffect(other, leaf)
                             : Ruling::Effective();
}

}  // namespace pingyi

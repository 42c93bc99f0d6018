#include "crypto/audit/session.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/audit/known.h"
#include "crypto/audit/session_state.h"
#include "crypto/base/status_macros.h"
#include "crypto/identifiers/identifiers.h"
#include "crypto/statement/body.h"

namespace pingyi {
namespace {

CommitteeParams TallyParams(const Manifest& manifest, const Digest& session_id,
                            const BallotLayout& layout) {
  CommitteeParams params = {
      .session_id = session_id,
      .name = kTallyCommittee,
      .threshold = manifest.trustee_threshold,
      .secrets = static_cast<uint32_t>(layout.ciphertexts()),
      .transport_keys = {}};
  for (const uint32_t number : manifest.OfficialsWith(Role::kTrustee)) {
    params.transport_keys.push_back(
        manifest.officials[number - 1].trustee_transport_key);
  }
  return params;
}

CommitteeParams IssuerParams(const Manifest& manifest,
                             const Digest& session_id) {
  CommitteeParams params = {.session_id = session_id,
                            .name = kIssuerCommittee,
                            .threshold = manifest.issuer_threshold,
                            .secrets = 1,
                            .transport_keys = {}};
  for (const uint32_t number : manifest.OfficialsWith(Role::kIssuer)) {
    params.transport_keys.push_back(
        manifest.officials[number - 1].issuer_transport_key);
  }
  return params;
}

}  // namespace

Session::State::State(Manifest m, BallotLayout l, const Digest& id,
                      const Roster& roster)
    : manifest(std::move(m)),
      session_id(id),
      layout(std::move(l)),
      ceremonies({Ceremony(TallyParams(manifest, session_id, layout)),
                  Ceremony(IssuerParams(manifest, session_id))}),
      check_in(roster) {}

bool Session::State::TakesRequests() const {
  return phase == Phase::kCheckIn ||
         (phase == Phase::kVoting && manifest.late_check_in);
}

uint32_t Session::State::OfficialOf(Committee committee,
                                    uint32_t member) const {
  const std::vector<uint32_t> members = manifest.OfficialsWith(
      committee == Committee::kTally ? Role::kTrustee : Role::kIssuer);
  return member >= 1 && member <= members.size() ? members[member - 1] : 0;
}

Digest Session::State::CountsSha256() const {
  return pingyi::CountsSha256(Known(result).counts);
}

Digest CountsSha256(const std::vector<uint32_t>& counts) {
  return CountsHash(std::vector<uint64_t>(counts.begin(), counts.end()));
}

absl::Status Session::State::Settle(size_t limit) {
  SerialExecutor serial;
  Executor& executor = options.executor != nullptr ? *options.executor : serial;
  return ledger.Settle(executor, limit, options.on_settled);
}

absl::Status Session::State::EnsureAudit() {
  if (!close.has_value() || audit.has_value()) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(Settle(SIZE_MAX));
  if (ledger.tokens().empty()) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(
      TokenAudit tokens,
      TokenAudit::Create(context(), ledger.tokens(), ledger.token_values()));
  audit.emplace(std::move(tokens), Known(ceremony(Committee::kIssuer).keys()));
  return absl::OkStatus();
}

absl::Status Session::State::EnoughRequests() const {
  if (ledger.valid() > check_in.checked_in()) {
    return absl::FailedPreconditionError(
        absl::StrCat("there are ", ledger.valid(), " valid ballots, but only ",
                     check_in.checked_in(), " tokens were asked for"));
  }
  return absl::OkStatus();
}

absl::Status Session::State::ReadyToTally() const {
  if (phase != Phase::kAudited) {
    return absl::FailedPreconditionError(
        phase < Phase::kAudited ? "the token audit must be decided first"
                                : "the counting is over");
  }
  RETURN_IF_ERROR(EnoughRequests());
  if (ledger.valid() < manifest.min_ballots) {
    return absl::FailedPreconditionError(
        absl::StrCat("nothing is decrypted: there are ", ledger.valid(),
                     " valid ballots, and at least ", manifest.min_ballots,
                     " are needed to keep the vote secret"));
  }
  return absl::OkStatus();
}

absl::StatusOr<Session> Session::Start(const ManifestEntry& entry,
                                       Manifest manifest, const Roster& roster,
                                       const Digest& leaf_hash,
                                       const Options& options) {
  RETURN_IF_ERROR(ValidateManifest(manifest));
  if (roster.size() != manifest.roster_size) {
    return absl::InvalidArgumentError(
        absl::StrCat("manifest: roster_size is ", manifest.roster_size,
                     ", but the roster has ", roster.size(), " deputies"));
  }
  ASSIGN_OR_RETURN(BallotLayout layout, manifest.Layout());
  auto state = std::make_unique<State>(std::move(manifest), std::move(layout),
                                       SessionId(entry.manifest), roster);
  state->options = options;
  state->tree.Append(leaf_hash);
  return Session(std::move(state));
}

Session::Session(std::unique_ptr<State> state) : state_(std::move(state)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

absl::Status Session::Settle(size_t limit) const {
  return state_->Settle(limit);
}

void Session::VerifyAhead(std::span<const Entry* const> entries) {
  state_->VerifyAhead(entries);
}

Ruling Session::Judge(const Entry& entry) const {
  if (Ruling said = state_->JudgeStatement(entry); !said.effective()) {
    return said;
  }
  return state_->JudgeRules(entry, /*verify=*/true);
}

absl::Status Session::Apply(const Entry& entry, const Digest& leaf_hash) {
  const Ruling ruling = state_->options.own_log
                            ? state_->JudgeRules(entry, /*verify=*/false)
                            : Judge(entry);
  if (ruling.illegal()) {
    return ruling.why();
  }
  if (ruling.effective()) {
    RETURN_IF_ERROR(state_->Change(entry));
  } else {
    state_->remarks.push_back(
        {.leaf = size(), .text = std::string(ruling.why().message())});
  }
  state_->tree.Append(leaf_hash);
  return absl::OkStatus();
}

Phase Session::phase() const {
  return state_->phase;
}
const Manifest& Session::manifest() const {
  return state_->manifest;
}
const Digest& Session::session_id() const {
  return state_->session_id;
}
const BallotLayout& Session::layout() const {
  return state_->layout;
}
const Tree& Session::tree() const {
  return state_->tree;
}
const std::vector<Remark>& Session::remarks() const {
  return state_->remarks;
}
const std::optional<Abortion>& Session::abortion() const {
  return state_->abortion;
}

const Ceremony& Session::ceremony(Committee committee) const {
  return state_->ceremony(committee);
}
bool Session::has_keys() const {
  return state_->has_keys();
}
const Digest& Session::key_id() const {
  return state_->key_id;
}
Context Session::context() const {
  return state_->context();
}
const CommitteeKeys& Session::keys(Committee committee) const {
  return Known(state_->ceremony(committee).keys());
}
uint32_t Session::OfficialOf(Committee committee, uint32_t member) const {
  return state_->OfficialOf(committee, member);
}

const CheckIn& Session::check_in() const {
  return state_->check_in;
}
const std::optional<ActiveSetEntry>& Session::active_set() const {
  return state_->active_set;
}
const Digest& Session::active_set_sha256() const {
  return state_->active_set_sha256;
}
ActiveSet Session::active_issuers() const {
  const std::optional<ActiveSetEntry>& set = state_->active_set;
  return {.threshold = state_->manifest.issuer_threshold,
          .issuers = set.has_value() ? set->issuers : std::vector<uint32_t>()};
}
bool Session::TakesRequests() const {
  return state_->TakesRequests();
}

const std::optional<OpenEntry>& Session::open() const {
  return state_->open;
}
const Ledger& Session::ledger() const {
  // An engine that computes wrongly shows in whatever comes next.
  state_->EnsureAudit().IgnoreError();
  return state_->ledger;
}
const std::optional<CloseEntry>& Session::close() const {
  return state_->close;
}
uint64_t Session::close_leaf() const {
  return state_->close_leaf;
}

const AuditStage* Session::audit() const {
  const bool made = state_->EnsureAudit().ok();
  const std::optional<AuditStage>& audit = state_->audit;
  return made && audit.has_value() ? &*audit : nullptr;
}
const TallyStage* Session::tally() const {
  const std::optional<TallyStage>& tally = state_->tally;
  return tally.has_value() ? &*tally : nullptr;
}
absl::Status Session::ReadyToTally() const {
  return state_->ReadyToTally();
}

absl::StatusOr<ResultEntry> Session::ComputeResult() const {
  const State& state = *state_;
  if (state.phase != Phase::kAudited) {
    return state.ReadyToTally();
  }
  RETURN_IF_ERROR(state.EnoughRequests());
  ResultEntry result = {.round = 0,
                        .ballots = state.ledger.valid(),
                        .withheld = false,
                        .counts = {}};
  if (result.ballots == 0) {
    result.counts.resize(state.layout.options());
  } else if (result.ballots < state.manifest.min_ballots) {
    result.withheld = true;
  } else {
    ASSIGN_OR_RETURN(result.counts, Known(state.tally).Counts());
  }
  return result;
}

const std::optional<ResultEntry>& Session::result() const {
  return state_->result;
}
uint64_t Session::result_leaf() const {
  return state_->result_leaf;
}
Digest Session::counts_sha256() const {
  return state_->CountsSha256();
}
const std::vector<ZeroCheckEntry>& Session::zero_checks() const {
  return state_->zero_checks;
}
const std::vector<VerifiedEntry>& Session::verified() const {
  return state_->verified;
}
const std::vector<ObjectionEntry>& Session::objections() const {
  return state_->objections;
}

}  // namespace pingyi

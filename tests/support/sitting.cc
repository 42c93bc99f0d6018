#include "tests/support/sitting.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/audit/counting.h"
#include "crypto/ballot/prover.h"
#include "crypto/ballot/verifier.h"
#include "crypto/base/random.h"
#include "crypto/dkg/receive.h"
#include "crypto/identifiers/identifiers.h"
#include "crypto/note/checkpoint.h"
#include "crypto/note/quorum.h"
#include "tests/support/sitting_spelling.h"

namespace pingyi::testing {
namespace {

Role RoleOf(Committee committee) {
  return committee == Committee::kTally ? Role::kTrustee : Role::kIssuer;
}

}  // namespace

Sitting::Sitting(SittingOptions options) : options_(std::move(options)) {
  if (!options_.encode_manifest) {
    options_.encode_manifest = SpellManifest;
    options_.encode_roster = SpellRoster;
    options_.encode_entry = SpellEntry;
  }
  MakeManifest();
  const Bytes bytes = options_.encode_manifest(manifest_);
  session_id_ = SessionId(bytes);
  committees_.resize(2);
  MakeCommittee(Committee::kTally);
  MakeCommittee(Committee::kIssuer);
  Append(ManifestEntry{.manifest = bytes});
}

void Sitting::MakeManifest() {
  manifest_.log_key = people_.log.verify_key();
  FillRandom(manifest_.nonce);
  manifest_.kind = SessionKind::kRehearsal;
  manifest_.title = {.zh = "满意度测评", .en = "Satisfaction vote"};
  manifest_.evaluated_year = 2019;
  manifest_.meeting_date = "2020-03-19";
  manifest_.place = "礼堂";
  for (uint32_t k = 1; k <= options_.contests; ++k) {
    manifest_.contests.push_back(
        {.zh = absl::StrCat("部门", k), .en = absl::StrCat("Department ", k)});
  }
  for (uint32_t k = 1; k <= options_.levels; ++k) {
    manifest_.levels.push_back(
        {.name = {.zh = absl::StrCat("等级", k), .en = ""},
         .weight = 100 - 20 * (k - 1)});
  }
  manifest_.blank_allowed = options_.blank_allowed;
  manifest_.pack = options_.pack;
  roster_ = MakeRoster(options_.deputies, people_);
  manifest_.roster_size = options_.deputies;
  manifest_.roster_sha256 = Sha256(options_.encode_roster(roster_));
  manifest_.officials = MakeOfficials(options_.officials, people_);
  manifest_.trustee_threshold = options_.officials.trustee_threshold;
  manifest_.issuer_threshold = options_.officials.issuer_threshold;
  manifest_.witness_quorum = MinQuorum(
      static_cast<uint32_t>(manifest_.officials.size()),
      std::max(manifest_.trustee_threshold, manifest_.issuer_threshold) - 1);
  manifest_.min_voters = options_.min_voters;
  manifest_.min_ballots = options_.min_ballots;
  manifest_.mix_batch = options_.mix_batch;
  manifest_.send_window_seconds = options_.send_window_seconds;
  manifest_.late_check_in = options_.late_check_in;
}

void Sitting::MakeCommittee(Committee committee) {
  CommitteeState& state = of(committee);
  const bool tally = committee == Committee::kTally;
  state.params.session_id = session_id_;
  state.params.name = std::string(CommitteeLabel(committee));
  state.params.threshold =
      tally ? manifest_.trustee_threshold : manifest_.issuer_threshold;
  state.params.secrets =
      tally ? static_cast<uint32_t>(manifest_.Layout()->ciphertexts()) : 1;
  for (const uint32_t number : manifest_.OfficialsWith(RoleOf(committee))) {
    const Official& official = manifest_.officials[number - 1];
    state.params.transport_keys.push_back(
        tally ? official.trustee_transport_key : official.issuer_transport_key);
  }
  for (uint32_t member = 1; member <= state.params.size(); ++member) {
    state.messages.push_back(
        MakeDealerMessage(state.params, member,
                          DealerSecrets::Random(state.params))
            .value());
  }
}

Context Sitting::context() const {
  return {.session_id = session_id_, .key_id = key_id_, .round = 0};
}

void Sitting::Append(Entry entry) {
  if (options_.tamper && !options_.tamper(entries_.size(), entry)) {
    return;
  }
  leaves_.push_back(options_.encode_entry(entry));
  tree_.Append(LeafHash(leaves_.back()));
  entries_.push_back(std::move(entry));
}

std::string Sitting::Checkpoint() const {
  const std::string origin = Origin(manifest_, session_id_);
  const struct Checkpoint checkpoint = {.origin = origin, .head = tree_.Head()};
  Note note = ParseNote(SignCheckpoint(people_.log, checkpoint)).value();
  uint32_t witness = 0;
  for (const uint32_t number : manifest_.OfficialsWith(Role::kWitness)) {
    note.signatures.push_back(CosignCheckpoint(
        people_.officials[number - 1].witness, WitnessName(origin, ++witness),
        checkpoint, 1'584'576'000));
  }
  return FormatNote(note).value();
}

AuditInput Sitting::Input() const {
  AuditInput input = {.checkpoint = Checkpoint(),
                      .leaves = {},
                      .manifest = manifest_,
                      .roster = roster_,
                      .expected_session_id = session_id_,
                      .executor = nullptr};
  for (size_t i = 0; i < entries_.size(); ++i) {
    input.leaves.push_back(
        {.hash = LeafHash(leaves_[i]), .entry = entries_[i]});
  }
  return input;
}

void Sitting::Commit(Committee committee) {
  const std::vector<Digest> hashes = MessageHashes(committee);
  for (uint32_t member = 1; member <= hashes.size(); ++member) {
    Append(Signed(DkgCommitEntry{.committee = committee,
                                 .member = member,
                                 .message_sha256 = hashes[member - 1]}));
  }
}

void Sitting::Deal(Committee committee) {
  CommitteeState& state = of(committee);
  for (uint32_t member = 1; member <= state.params.size(); ++member) {
    Append(Signed(DkgMessageEntry{.committee = committee,
                                  .member = member,
                                  .message = state.messages[member - 1]}));
    state.parsed.push_back(
        ParseDealerMessage(state.params, member, state.messages[member - 1])
            .value());
  }
  state.keys = CombineKeys(state.params, state.parsed).value();
}

void Sitting::Confirm(Committee committee) {
  CommitteeState& state = of(committee);
  const std::vector<uint32_t> numbers =
      manifest_.OfficialsWith(RoleOf(committee));
  for (uint32_t member = 1; member <= state.params.size(); ++member) {
    const OfficialSecrets& secrets = people_.officials[numbers[member - 1] - 1];
    const Receiver receiver = {member, committee == Committee::kTally
                                           ? secrets.trustee_transport.Clone()
                                           : secrets.issuer_transport.Clone()};
    state.shares.push_back(
        CombineShares(state.params, receiver, state.parsed, state.keys)
            .value());
    Append(Signed(DkgConfirmEntry{.committee = committee, .member = member}));
  }
}

void Sitting::RunCeremony() {
  for (const Committee committee : {Committee::kTally, Committee::kIssuer}) {
    Commit(committee);
    Deal(committee);
    Confirm(committee);
  }
  const CommitteeKeys& tally = keys(Committee::kTally);
  key_id_ = KeyId(tally.public_keys, keys(Committee::kIssuer).public_keys);
  parameters_ = BallotParameters::Create(context(), manifest_.Layout().value(),
                                         tally.public_keys)
                    .value();
}

void Sitting::BeginCheckIn() {
  std::vector<uint32_t> issuers;
  for (uint32_t k = 1; k <= params(Committee::kIssuer).size(); ++k) {
    issuers.push_back(k);
  }
  Append(active_set_ =
             std::get<ActiveSetEntry>(ActiveSetOf(1, std::move(issuers))));
}

void Sitting::CheckIn(uint32_t deputy) {
  Append(Request(deputy));
  ++checked_in_;
}

void Sitting::Open() {
  Append(Opening());
}

void Sitting::Cast(uint32_t deputy) {
  Append(Ballot(deputy, TokenOf(deputy)));
}

void Sitting::Closing() {
  Append(ClosingNow());
}

void Sitting::Close() {
  Append(CloseNow());
  ReadBox();
}

void Sitting::ReadBox() {
  const BallotVerifier verifier(*parameters_);
  std::set<Element> keys;
  for (const Entry& entry : entries_) {
    const auto* ballot = std::get_if<BallotEntry>(&entry);
    if (ballot == nullptr) {
      continue;
    }
    absl::StatusOr<ParsedBallot> parsed =
        ParseBallot(parameters_->layout(), ballot->ballot);
    if (!parsed.ok() || !verifier.Verify(*parsed).ok() ||
        !keys.insert(parsed->y.ToElement()).second) {
      continue;
    }
    box_.tokens.push_back(
        {.y = parsed->y.ToElement(), .n = parsed->n.ToElement()});
    box_.ballots.push_back(*std::move(parsed));
  }
  if (!box_.tokens.empty()) {
    audit_ = TokenAudit::Create(context(), box_.tokens).value();
  }
}

void Sitting::Audit() {
  if (box_.tokens.empty()) {
    return;
  }
  for (const AuditMode mode : {AuditMode::kSum, AuditMode::kEach}) {
    std::vector<AuditShare> shares;
    for (uint32_t k = 1; k <= manifest_.issuer_threshold; ++k) {
      const Entry entry = AuditShareOf(k, mode);
      shares.push_back(
          AuditShare::Parse(std::get<AuditShareEntry>(entry).payload).value());
      Append(entry);
    }
    if (mode == AuditMode::kEach) {
      box_.forged =
          audit_->VoidTokens(manifest_.issuer_threshold, shares).value();
    } else if (audit_->SumsUp(manifest_.issuer_threshold, shares).value()) {
      return;
    }
  }
}

void Sitting::Tally() {
  if (BallotTotals().ballots < manifest_.min_ballots) {
    return;
  }
  for (uint32_t k = 1; k <= manifest_.trustee_threshold; ++k) {
    Append(TallyShareOf(k));
  }
}

void Sitting::Publish() {
  Append(Result());
}

void Sitting::Attest() {
  for (const uint32_t number : manifest_.OfficialsWith(Role::kScrutineer)) {
    Append(Verified(number));
  }
}

void Sitting::Announce() {
  Append(Announcement());
}

void Sitting::RunTo(Phase phase) {
  RunCeremony();
  const std::vector<std::pair<Phase, std::function<void()>>> steps = {
      {Phase::kCheckIn, [this] { BeginCheckIn(); }},
      {Phase::kVoting,
       [this] {
         for (uint32_t d = 1; d <= options_.deputies; ++d) {
           CheckIn(d);
         }
         Open();
       }},
      {Phase::kClosing,
       [this] {
         for (uint32_t d = 1; d <= options_.deputies; ++d) {
           Cast(d);
         }
         Closing();
       }},
      {Phase::kClosed, [this] { Close(); }},
      {Phase::kAudited, [this] { Audit(); }},
      {Phase::kTallied,
       [this] {
         Tally();
         Publish();
       }},
      {Phase::kAnnounced, [this] {
         Attest();
         Announce();
       }}};
  for (const auto& [reached, step] : steps) {
    if (reached <= phase) {
      step();
    }
  }
}

std::vector<Digest> Sitting::MessageHashes(Committee committee) const {
  std::vector<Digest> hashes;
  for (const Bytes& message : of(committee).messages) {
    hashes.push_back(DealerMessageHash(message));
  }
  return hashes;
}

void Sitting::SetMessage(Committee committee, uint32_t member, Bytes message) {
  of(committee).messages[member - 1] = std::move(message);
}

// The victim's ciphertext is another dealing's: it opens, and does not match.
Bytes Sitting::CheatingMessage(Committee committee, uint32_t dealer,
                               uint32_t victim) {
  const CommitteeParams& committee_params = params(committee);
  Bytes message = of(committee).messages[dealer - 1];
  const Bytes other = MakeDealerMessage(committee_params, dealer,
                                        DealerSecrets::Random(committee_params))
                          .value();
  const size_t box = 32 + 8 + 32 * committee_params.secrets + 16;
  const size_t start =
      message.size() - box * (committee_params.size() - victim + 1);
  std::copy_n(other.begin() + static_cast<ptrdiff_t>(start), box,
              message.begin() + static_cast<ptrdiff_t>(start));
  return message;
}

std::vector<uint32_t> Sitting::Choices(uint32_t deputy) const {
  std::vector<uint32_t> choices;
  for (uint32_t k = 0; k < options_.contests; ++k) {
    choices.push_back((deputy + k) % manifest_.options_per_contest());
  }
  return choices;
}

Totals Sitting::BallotTotals() const {
  TotalsSum sum(parameters_->layout().ciphertexts());
  for (size_t i = 0; i < box_.ballots.size(); ++i) {
    if (!std::binary_search(box_.forged.begin(), box_.forged.end(), i)) {
      sum.Add(box_.ballots[i].a, box_.ballots[i].b).IgnoreError();
    }
  }
  return sum.Total();
}

std::vector<uint32_t> Sitting::Counts() const {
  const BallotLayout& layout = parameters_->layout();
  std::vector<uint32_t> counts(layout.options());
  for (size_t i = 0; i < box_.ballots.size(); ++i) {
    if (std::binary_search(box_.forged.begin(), box_.forged.end(), i)) {
      continue;
    }
    const std::vector<uint32_t>& choices = choices_.at(box_.ballots[i].bytes);
    for (size_t k = 0; k < choices.size(); ++k) {
      ++counts[layout.first_option(k) + choices[k]];
    }
  }
  return counts;
}

}  // namespace pingyi::testing

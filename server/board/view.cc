#include "server/board/view.h"

#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace pingyi {
namespace {

// "trustee 2 (name), trustee 3 (name)": those for whom `has` is false.
std::string Missing(const Session& session, Committee committee,
                    const std::function<bool(uint32_t)>& has) {
  const absl::string_view title =
      committee == Committee::kTally ? "trustee " : "issuer ";
  const uint32_t size = session.ceremony(committee).params().size();
  std::vector<std::string> names;
  for (uint32_t member = 1; member <= size; ++member) {
    if (!has(member)) {
      const uint32_t official = session.OfficialOf(committee, member);
      names.push_back(
          absl::StrCat(title, member, " (",
                       session.manifest().officials[official - 1].name, ")"));
    }
  }
  return absl::StrJoin(names, ", ");
}

std::string WaitingForCeremony(const Session& session) {
  std::vector<std::string> parts;
  for (const Committee committee : {Committee::kTally, Committee::kIssuer}) {
    const Ceremony& ceremony = session.ceremony(committee);
    absl::string_view what = "the confirmation of ";
    std::function<bool(uint32_t)> has = [&ceremony](uint32_t member) {
      return ceremony.HasConfirmed(member);
    };
    if (!ceremony.AllCommitted()) {
      what = "the commitment of ";
      has = [&ceremony](uint32_t member) { return ceremony.HasCommit(member); };
    } else if (!ceremony.AllDealt()) {
      what = "the key shares of ";
      has = [&ceremony](uint32_t member) {
        return ceremony.HasMessage(member);
      };
    }
    const std::string names = Missing(session, committee, has);
    if (!names.empty()) {
      parts.push_back(absl::StrCat(what, names));
    }
  }
  return parts.empty() ? "the chair's list of issuers (check-in)"
                       : absl::StrJoin(parts, "; ");
}

std::string WaitingForAudit(const Session& session) {
  const AuditStage* audit = session.audit();
  const std::optional<AuditMode> wanted =
      audit == nullptr ? std::nullopt : audit->wanted();
  if (!wanted.has_value()) {
    return "";
  }
  const AuditMode mode = *wanted;
  const size_t have = audit->shares(mode).size();
  return absl::StrCat(
      "token audit: ", have, " of ", session.manifest().issuer_threshold,
      " needed; missing are ",
      Missing(session, Committee::kIssuer,
              [&](uint32_t issuer) { return audit->HasShare(issuer, mode); }));
}

std::string WaitingForShares(const Session& session) {
  const TallyStage* tally = session.tally();
  if (tally == nullptr) {
    return "";
  }
  return absl::StrCat(
      "trustees' shares: ", tally->shares().size(), " of ",
      session.manifest().trustee_threshold, " needed; missing are ",
      Missing(session, Committee::kTally,
              [tally](uint32_t trustee) { return tally->HasShare(trustee); }));
}

}  // namespace

std::string WaitingFor(const Session& session) {
  switch (session.phase()) {
    case Phase::kCeremony:
      return WaitingForCeremony(session);
    case Phase::kCheckIn:
      return "deputies to check in, and the chair to open the vote";
    case Phase::kVoting:
      return "ballots, and the chair to end the vote";
    case Phase::kClosing:
      return "ballots on their way, then the chair to close";
    case Phase::kClosed:
      return WaitingForAudit(session);
    case Phase::kAudited:
      return WaitingForShares(session);
    case Phase::kTallied:
      return "scrutineers to verify, and the chair to announce";
    case Phase::kAnnounced:
    case Phase::kAborted:
      return "";
  }
  return "";
}

std::shared_ptr<const SessionKeys> CopyKeys(const Session& session) {
  const CommitteeKeys& tally = session.keys(Committee::kTally);
  auto parameters = BallotParameters::Create(
      session.context(), session.layout(), tally.public_keys);
  if (!parameters.ok()) {
    return nullptr;  // The ceremony makes sure that no key is the identity.
  }
  std::vector<Element> shares;
  for (const auto& member : session.keys(Committee::kIssuer).public_shares) {
    shares.push_back(member.front());
  }
  return std::make_shared<const SessionKeys>(
      SessionKeys{.verifier = BallotVerifier(*std::move(parameters)),
                  .issuer_shares = std::move(shares)});
}

SessionView MakeView(const Session& session,
                     std::shared_ptr<const SessionKeys> keys) {
  SessionView view;
  view.phase = session.phase();
  view.session_id = session.session_id();
  view.size = session.size();
  view.entitled = static_cast<uint32_t>(session.check_in().entitled());
  view.checked_in = session.check_in().checked_in();
  view.returned = static_cast<uint32_t>(session.ledger().size());
  view.takes_requests = session.TakesRequests();
  if (session.active_set().has_value()) {
    view.active = session.active_issuers();
  }
  view.keys = std::move(keys);
  view.waiting_for = WaitingFor(session);
  return view;
}

}  // namespace pingyi

#ifndef TESTS_SUPPORT_SITTING_H_
#define TESTS_SUPPORT_SITTING_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crypto/audit/audit.h"
#include "crypto/audit/entry.h"
#include "crypto/audit/manifest.h"
#include "crypto/audit/phase.h"
#include "crypto/ballot/ballot.h"
#include "crypto/ballot/parameters.h"
#include "crypto/dkg/message.h"
#include "crypto/dkg/params.h"
#include "crypto/merkle/tree.h"
#include "crypto/tally/share.h"
#include "crypto/token/audit.h"
#include "crypto/token/token.h"
#include "tests/support/sitting_people.h"

namespace pingyi::testing {

struct SittingOptions {
  uint32_t deputies = 5;
  uint32_t contests = 2;
  uint32_t levels = 3;
  bool blank_allowed = false;
  uint32_t pack = 2;
  uint32_t min_voters = 2;
  uint32_t min_ballots = 2;
  uint32_t mix_batch = 8;
  uint32_t send_window_seconds = 10;
  bool late_check_in = false;
  OfficialsPlan officials = {};

  // How manifest, roster and entries become bytes. By default some injective
  // spelling that needs no protobuf; whoever wants the real one brings it.
  std::function<Bytes(const Manifest&)> encode_manifest = {};
  std::function<Bytes(const Roster&)> encode_roster = {};
  std::function<Bytes(const Entry&)> encode_entry = {};
  // Sees every entry before it is appended, and its index; may change it (and
  // have it signed again) or drop it by returning false.
  std::function<bool(uint64_t, Entry&)> tamper = {};
};

// A whole session in memory: all people with their keys, and the log that they
// write. Knows nothing of Session: it is what Session is tested with. Appends
// whatever it is told to; the steps are honest.
class Sitting {
 public:
  explicit Sitting(SittingOptions options = {});

  // --- The record.
  const SittingOptions& options() const { return options_; }
  const Manifest& manifest() const { return manifest_; }
  const Digest& session_id() const { return session_id_; }
  const Roster& roster() const { return roster_; }
  const std::vector<Entry>& entries() const { return entries_; }
  const std::vector<Bytes>& leaves() const { return leaves_; }
  const Tree& tree() const { return tree_; }
  People& people() { return people_; }
  // The final checkpoint with everybody's cosignature.
  std::string Checkpoint() const;
  // Everything, as the verification wants it.
  AuditInput Input() const;

  // --- Steps, each appending what honest people append.
  void RunCeremony();
  void Commit(Committee committee);
  void Deal(Committee committee);
  void Confirm(Committee committee);
  void BeginCheckIn();
  void CheckIn(uint32_t deputy);
  void Open();
  // Votes option (deputy + contest) mod options in every contest.
  void Cast(uint32_t deputy);
  void Closing();
  void Close();
  // Enough issuers audit; each token if the sum is wrong.
  void Audit();
  void Tally();
  void Publish();
  void Attest();
  void Announce();
  // All steps until the log is in `phase`, everybody voting.
  void RunTo(Phase phase);

  // --- Single entries as their honest signers would write them now.
  Entry Complaint(Committee committee, uint32_t dealer, uint32_t member) const;
  Entry ActiveSetOf(uint32_t version, std::vector<uint32_t> issuers) const;
  // For a new slip, which the deputy uses from now on.
  Entry Reissue(uint32_t deputy);
  Entry Request(uint32_t deputy) const;
  Entry Opening() const;
  Entry ClosingNow() const;
  Entry CloseNow() const;
  Entry AuditShareOf(uint32_t issuer, AuditMode mode) const;
  Entry TallyShareOf(uint32_t trustee) const;
  Entry Result() const;
  Entry ZeroCheck(uint32_t official) const;
  Entry Verified(uint32_t official) const;
  Entry Objection(uint32_t official, const std::string& text) const;
  Entry Announcement() const;
  Entry Abort(const std::string& reason) const;
  // A ballot of `deputy`, spending `token`.
  Entry Ballot(uint32_t deputy, const Token& token);
  // The deputy's token, made by the active set.
  Token TokenOf(uint32_t deputy) const;
  // One that nobody issued.
  Token ForgedToken(uint32_t deputy) const;

  // The entry with the signature that it should have for what it says.
  Entry Signed(Entry entry) const;
  // Appends one entry, whatever it is.
  void Append(Entry entry);
  // Another round-1 message of this member instead of its honest one; before
  // Commit.
  void SetMessage(Committee committee, uint32_t member, Bytes message);
  // One whose shares for `victim` do not fit the commitments.
  Bytes CheatingMessage(Committee committee, uint32_t dealer, uint32_t victim);
  const CommitteeParams& params(Committee committee) const {
    return of(committee).params;
  }
  const CommitteeKeys& keys(Committee committee) const {
    return of(committee).keys;
  }
  // The members' secret shares, by member.
  const std::vector<MemberShares>& shares(Committee committee) const {
    return of(committee).shares;
  }
  // Hashes of the round-1 messages, by member.
  std::vector<Digest> MessageHashes(Committee committee) const;
  // Over the ballots that count, after Close.
  Totals BallotTotals() const;
  // What the deputies of these ballots chose, and what is signed for it.
  std::vector<uint32_t> Counts() const;
  Digest CountsDigest() const;

 private:
  struct CommitteeState {
    CommitteeParams params;
    std::vector<Bytes> messages;
    std::vector<DealerMessage> parsed;
    CommitteeKeys keys;
    std::vector<MemberShares> shares;
  };
  // The ballots that count by form, proof and token key, in log order.
  struct Box {
    std::vector<ParsedBallot> ballots;
    std::vector<Token> tokens;
    std::vector<size_t> forged;  // By the audit of each token.
  };

  const CommitteeState& of(Committee committee) const {
    return committees_[static_cast<size_t>(committee)];
  }
  CommitteeState& of(Committee committee) {
    return committees_[static_cast<size_t>(committee)];
  }
  void MakeManifest();
  void MakeCommittee(Committee committee);
  Context context() const;
  TokenScope scope() const { return {.session_id = session_id_, .round = 0}; }
  std::vector<uint32_t> Choices(uint32_t deputy) const;
  // What the members find when they read the closed log.
  void ReadBox();
  // A statement on the log as it is now.
  template <typename E>
  E Observation(uint32_t official) const;

  SittingOptions options_;
  People people_;
  Manifest manifest_;
  Roster roster_;
  Digest session_id_ = {};
  Digest key_id_ = {};
  std::vector<CommitteeState> committees_;  // By Committee.
  std::optional<BallotParameters> parameters_;
  ActiveSetEntry active_set_;
  uint32_t checked_in_ = 0;
  std::map<Bytes, std::vector<uint32_t>> choices_;  // By ballot.
  Box box_;
  std::optional<TokenAudit> audit_;
  std::vector<Entry> entries_;
  std::vector<Bytes> leaves_;
  Tree tree_;
};

}  // namespace pingyi::testing

#endif  // TESTS_SUPPORT_SITTING_H_

#ifndef CLIENT_TRUSTEE_DUTIES_H_
#define CLIENT_TRUSTEE_DUTIES_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cpp/board_log.h"
#include "client/cpp/key_file.h"
#include "client/trustee/confirm_desk.h"
#include "crypto/audit/entry.h"
#include "crypto/audit/manifest.h"
#include "crypto/statement/statement.h"
#include "crypto/token/audit.h"
#include "proto/codec/committee.h"

namespace pingyi {

// What is to be sent now. All of it may be sent again.
struct Work {
  // For ControlService.
  std::vector<Posting> statements;
  // For the committee's stream; at most kMaxBatch.
  EvaluatedParts parts;
  std::optional<CheckpointCosignature> cosignature;
  // There is more of the same: ask again once this is sent.
  bool more = false;
};

// Everything that one official's program owes the session, decided from the
// verified log and the key file alone, without network or clock of its own.
// What must never be forgotten is on the disk before Next returns it. One
// object a process; not thread-safe but for confirm_desk().
class Duties {
 public:
  struct Options {
    // As scrutineer, sign zero-check and verified without being asked.
    bool attest = false;
    // One line for people, an event each.
    std::function<void(const std::string&)> say;
    // POSIX seconds, for cosignatures.
    std::function<uint64_t()> now;
  };

  // Finds the official of `store` in the manifest. FAILED_PRECONDITION if it is
  // not there, its roles or keys there are others, or the key file belongs to
  // another session. Binds the file to this one.
  static absl::StatusOr<std::unique_ptr<Duties>> Create(
      KeyFileStore& store, const Manifest& manifest, const Digest& session_id,
      Options options);
  Duties(const Duties&) = delete;
  Duties& operator=(const Duties&) = delete;
  ~Duties() = default;

  // Number in the manifest.
  uint32_t official() const { return official_; }
  // nullptr for who is no issuer.
  ConfirmDesk* confirm_desk() { return desk_.get(); }

  // Trees that the log must still extend.
  std::vector<SeenHead> Remembered() const;

  // What to send now; nothing on a log that cannot be trusted. Fails only if
  // the key file cannot be written: then nothing may be sent.
  absl::StatusOr<Work> Next(BoardLog& log);
  // A new stream knows nothing of what went over the last one.
  void StreamRenewed();

 private:
  Duties(KeyFileStore& store, const Manifest& manifest,
         const Digest& session_id, Options options);
  KeyFile& keys() { return store_.keys(); }
  const KeyFile& keys() const { return store_.keys(); }

  void Say(const std::string& text) const { options_.say(text); }
  // Says it once in the life of the process.
  void SayOnce(const std::string& text);
  absl::Status Add(const Entry& entry, Work& work) const;
  Signature Sign(StatementKind kind, const Bytes& body) const;
  // Whether all that the log has signed stands under a quorum.
  static bool AllAgreed(const BoardLog& log);
  void Accept(const BoardLog& log) { keys().accepted = log.quorum_head(); }

  // duties.cc
  absl::Status Refuse(BoardLog& log);
  absl::Status Cosign(BoardLog& log, Work& work);
  void TellPhase(const Session& session);
  absl::Status Attest(BoardLog& log, Work& work);

  // duties_ceremony.cc
  Membership* MembershipOf(Committee committee);
  uint32_t MemberOf(Committee committee) const {
    return committee == Committee::kTally ? trustee_ : issuer_;
  }
  absl::Status DoCeremony(BoardLog& log, Committee committee, Work& work);
  absl::Status Commit(Committee committee, const Session& session, Work& work);
  absl::Status Reveal(Committee committee, const Session& session, Work& work);
  absl::Status Confirm(Committee committee, const Session& session, Work& work);
  absl::Status Complain(Committee committee, const Session& session,
                        Work& work);
  absl::Status Recover(Committee committee, const Session& session);
  absl::Status EndCeremony(const BoardLog& log);

  // duties_issuer.cc
  absl::Status Evaluate(BoardLog& log, Work& work);
  absl::StatusOr<EvaluatedPart> PartFor(const Session& session,
                                        const TokenRequestEntry& request) const;
  absl::Status Audit(BoardLog& log, Work& work);
  absl::Status MakeAuditShare(BoardLog& log, AuditMode mode, Posting& place);
  // Empty if every request ever evaluated stands in the log; otherwise what is
  // wrong, with the request that the log does not hold.
  std::string FindMissingRequest(const Session& session) const;
  absl::Status Object(BoardLog& log, const std::string& text, Work& work);

  // duties_trustee.cc
  absl::Status Tally(BoardLog& log, Work& work);
  absl::Status MakeTally(BoardLog& log);
  bool HoldsOwnKey(const Session& session) const;
  bool StoredShareFits(const Session& session) const;

  KeyFileStore& store_;
  const Digest session_id_;
  Options options_;
  uint32_t official_ = 0;
  uint32_t trustee_ = 0;  // Member numbers; 0 for none.
  uint32_t issuer_ = 0;
  uint32_t witness_ = 0;
  std::unique_ptr<ConfirmDesk> desk_;

  std::set<std::string> said_;
  Phase told_phase_ = Phase::kCeremony;
  // Requests answered over this stream, and all answers made in this process.
  size_t answered_ = 0;
  std::vector<EvaluatedPart> answers_;
  // The newest tree cosigned over this stream.
  uint64_t cosigned_here_ = 0;
};

// The bytes of a statement for the log.
absl::StatusOr<Posting> MakePosting(const Entry& entry);

}  // namespace pingyi

#endif  // CLIENT_TRUSTEE_DUTIES_H_

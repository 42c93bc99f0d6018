#ifndef CRYPTO_AUDIT_CEREMONY_H_
#define CRYPTO_AUDIT_CEREMONY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/audit/entry.h"
#include "crypto/audit/ruling.h"
#include "crypto/base/bytes.h"
#include "crypto/dkg/complaint.h"
#include "crypto/dkg/message.h"
#include "crypto/dkg/params.h"

namespace pingyi {

// One committee's key generation as the log tells it: commits, then messages,
// then confirmations. Knows order and contents; Session knows the signatures.
class Ceremony {
 public:
  explicit Ceremony(CommitteeParams params);

  const CommitteeParams& params() const { return params_; }
  // Whether member `index` (from 1) has posted; false for no member.
  bool HasCommit(uint32_t index) const;
  bool HasMessage(uint32_t index) const;
  bool HasConfirmed(uint32_t index) const;
  // All commits are there: messages may follow.
  bool AllCommitted() const;
  // All messages are there, and so the keys.
  bool AllDealt() const { return keys_.has_value(); }
  // All members have confirmed: the keys may be used.
  bool Complete() const;

  // The messages by dealer, once AllDealt; before that, empty.
  const std::vector<DealerMessage>& messages() const { return messages_; }
  // Their hashes by dealer, as committed; zero where there is none yet.
  const std::vector<Digest>& message_hashes() const { return commits_; }
  // Public keys and shares, once AllDealt.
  const std::optional<CommitteeKeys>& keys() const { return keys_; }
  // Body of member `index`'s confirmation. FAILED_PRECONDITION before
  // AllDealt.
  absl::StatusOr<Bytes> ConfirmBody(uint32_t index) const;

  Ruling Judge(const DkgCommitEntry& entry) const;
  Ruling Judge(const DkgMessageEntry& entry) const;
  Ruling Judge(const DkgConfirmEntry& entry) const;
  Ruling Judge(const DkgComplaintEntry& entry) const;

  // To be called for effective entries only.
  void Apply(const DkgCommitEntry& entry);
  absl::Status Apply(const DkgMessageEntry& entry);
  void Apply(const DkgConfirmEntry& entry);
  // Who is to blame: the dealer or the complainer. For effective entries.
  absl::StatusOr<ComplaintVerdict> Adjudicate(
      const DkgComplaintEntry& entry) const;

 private:
  // Takes a verified message in; with the last one, makes the keys. Fails, and
  // changes nothing, if they cannot be.
  absl::Status Deal(DealerMessage message);

  CommitteeParams params_;
  std::vector<bool> committed_;
  std::vector<Digest> commits_;
  std::vector<std::optional<DealerMessage>> dealt_;
  std::vector<DealerMessage> messages_;
  std::vector<bool> confirmed_;
  std::optional<CommitteeKeys> keys_;
};

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_CEREMONY_H_

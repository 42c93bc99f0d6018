#ifndef CRYPTO_AUDIT_ENTRY_H_
#define CRYPTO_AUDIT_ENTRY_H_

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/group/element.h"
#include "crypto/statement/signing_key.h"

// Decoded leaves of the log, one struct for each kind of pingyi.v1.LogEntry.
// Payloads that stand in blobs have been fetched and compared with their hash.
// Well formed (sizes, canonical elements), but not yet checked against the
// session: that is Session::Apply.
namespace pingyi {

enum class Committee { kTally, kIssuer };
// "tally" or "issuer", as in the protocol's bytes.
absl::string_view CommitteeLabel(Committee committee);

struct ManifestEntry {
  Bytes manifest;
};
struct DkgCommitEntry {
  Committee committee = Committee::kTally;
  uint32_t member = 0;
  Digest message_sha256 = {};
  Signature signature = {};
};
struct DkgMessageEntry {
  Committee committee = Committee::kTally;
  uint32_t member = 0;
  Bytes message;
  Signature signature = {};
};
struct DkgConfirmEntry {
  Committee committee = Committee::kTally;
  uint32_t member = 0;
  Signature signature = {};
};
struct DkgComplaintEntry {
  Committee committee = Committee::kTally;
  uint32_t dealer = 0;
  uint32_t member = 0;
  Element shared_secret;
  std::array<uint8_t, 64> proof = {};
  Signature signature = {};
};
struct ActiveSetEntry {
  uint32_t version = 0;
  std::vector<uint32_t> issuers;
  Signature signature = {};
};
struct ReissueEntry {
  uint32_t deputy = 0;
  VerifyKey credential_key = {};
  Signature signature = {};
};
struct TokenRequestEntry {
  uint32_t deputy = 0;
  std::vector<Element> blinded;
  Signature signature = {};
  friend bool operator==(const TokenRequestEntry&,
                         const TokenRequestEntry&) = default;
};
struct OpenEntry {
  uint32_t round = 0;
  Digest key_id = {};
  Digest active_set_sha256 = {};
  uint32_t checked_in = 0;
  Signature signature = {};
};
struct BallotEntry {
  uint32_t round = 0;
  Bytes ballot;  // Not parsed: an invalid ballot is void, not an error.
};
struct ClosingEntry {
  uint32_t round = 0;
  Signature signature = {};
};
struct CloseEntry {
  uint32_t round = 0;
  uint64_t size = 0;
  Digest root = {};
  Signature signature = {};
};
struct ShareEntry {
  uint32_t round = 0;
  uint32_t member = 0;
  uint64_t size = 0;
  Digest root = {};
  Bytes payload;
  Signature signature = {};
};
struct AuditShareEntry : ShareEntry {};
struct TallyShareEntry : ShareEntry {};
struct ResultEntry {
  uint32_t round = 0;
  uint32_t ballots = 0;
  bool withheld = false;
  std::vector<uint32_t> counts;
};
struct AttestationEntry {
  uint32_t official = 0;
  uint64_t size = 0;
  Digest root = {};
  Signature signature = {};
};
struct ZeroCheckEntry : AttestationEntry {};
struct VerifiedEntry : AttestationEntry {
  Digest counts_sha256 = {};
};
struct ObjectionEntry : AttestationEntry {
  std::string text;
};
struct AnnounceEntry {
  uint32_t round = 0;
  Digest counts_sha256 = {};
  Signature signature = {};
};
struct AbortEntry {
  uint32_t round = 0;
  std::string reason;
  Signature signature = {};
};

using Entry =
    std::variant<ManifestEntry, DkgCommitEntry, DkgMessageEntry,
                 DkgConfirmEntry, DkgComplaintEntry, ActiveSetEntry,
                 ReissueEntry, TokenRequestEntry, OpenEntry, BallotEntry,
                 ClosingEntry, CloseEntry, AuditShareEntry, TallyShareEntry,
                 ResultEntry, ZeroCheckEntry, VerifiedEntry, ObjectionEntry,
                 AnnounceEntry, AbortEntry>;

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_ENTRY_H_

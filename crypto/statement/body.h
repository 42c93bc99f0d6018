#ifndef CRYPTO_STATEMENT_BODY_H_
#define CRYPTO_STATEMENT_BODY_H_

#include <cstdint>
#include <span>

#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/group/element.h"
#include "crypto/merkle/hash.h"
#include "crypto/statement/signing_key.h"

// The body of each kind of statement. They only lay out bytes, so none fails;
// that the numbers make sense is for the caller to know. Who signs is said
// with each.
namespace pingyi {

// request, by the deputy: key_id, le32(deputy), le32(rounds), one blinded
// element a round.
Bytes RequestBody(const Digest& key_id, uint32_t deputy,
                  std::span<const Element> blinded);

// What an issuer confirms at casting: a token's public key and its own part.
struct ConfirmItem {
  Element token_key;  // Y
  Element part;       // N_i
};
// SHA-256 of all (Y, N_i), in the order sent.
Digest ConfirmDigest(std::span<const ConfirmItem> items);
// confirm, by an issuer: le32(round), le32(issuer), 1 or 0, ConfirmDigest.
Bytes ConfirmBody(uint32_t round, uint32_t issuer, bool yes,
                  const Digest& items);

// dkg-commit and dkg-message, by member i: frame(committee), le32(i), then the
// SHA-256 of the round-1 message, or the message itself.
Bytes DkgCommitBody(absl::string_view committee, uint32_t member,
                    const Digest& message_hash);
Bytes DkgMessageBody(absl::string_view committee, uint32_t member,
                     ByteSpan message);
// dkg-confirm, by member i: frame(committee), le32(i), SHA-256 of all members'
// message hashes by index, the committee's public keys in order.
Bytes DkgConfirmBody(absl::string_view committee, uint32_t member,
                     std::span<const Digest> message_hashes,
                     std::span<const Element> public_keys);
struct DkgComplaintFields {
  absl::string_view committee;
  uint32_t dealer = 0;
  uint32_t member = 0;
  Element shared;  // S
  ByteSpan proof;  // e || z
};
// dkg-complaint, by the member: frame(committee), le32(dealer), le32(m), S,
// proof.
Bytes DkgComplaintBody(const DkgComplaintFields& complaint);

// active-set, by the chair: le32(version), le32(count), le32 each, ascending.
Bytes ActiveSetBody(uint32_t version, std::span<const uint32_t> issuers);
// open, by the chair: key_id, le32(round), StatementDigest of the active set,
// le32(deputies checked in).
Bytes OpenBody(const Digest& key_id, uint32_t round, const Digest& active_set,
               uint32_t checked_in);
// closing, by the chair: le32(round).
Bytes ClosingBody(uint32_t round);
// close, by the chair: le32(round), le64(size), root.
Bytes CloseBody(uint32_t round, const TreeHead& head);
// audit-share by an issuer, tally-share by a trustee: as close, then the share.
Bytes ShareBody(uint32_t round, const TreeHead& head, ByteSpan payload);

// zero-check (no payload), verified (CountsHash), objection (the text), by a
// scrutineer or inspector: le64(size), root, payload.
Bytes ObservationBody(const TreeHead& head, ByteSpan payload);
// abort (the reason), announce (CountsHash), by the chair: le32(round),
// payload.
Bytes AbortBody(uint32_t round, absl::string_view reason);
Bytes AnnounceBody(uint32_t round, const Digest& counts_hash);

// receipt, by the log key: le32(round), SHA-256 of the ballot's bytes.
Bytes ReceiptBody(uint32_t round, const Digest& ballot_hash);

// reissue, by the chair, before that deputy has checked in: le32(deputy), the
// new slip's key. The slip that was lost opens nothing afterwards.
Bytes ReissueBody(uint32_t deputy, const VerifyKey& new_key);
// serve, by a committee member or witness that connects: the server's fresh
// challenge, frame(role).
Bytes ServeBody(const Digest& challenge, absl::string_view role);

// What `verified` and `announce` vouch for: SHA-256 of le64(count) of every
// option in order. No counts when the result is withheld (too few ballots).
Digest CountsHash(std::span<const uint64_t> counts);

}  // namespace pingyi

#endif  // CRYPTO_STATEMENT_BODY_H_

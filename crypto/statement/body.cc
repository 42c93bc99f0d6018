#include "crypto/statement/body.h"

#include <cstdint>
#include <span>

#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "crypto/group/element.h"
#include "crypto/merkle/hash.h"
#include "crypto/statement/signing_key.h"

namespace pingyi {
namespace {

void AppendHead(Bytes& body, const TreeHead& head) {
  AppendLe64(body, head.size);
  AppendBytes(body, head.root);
}

// How every statement of the key ceremony starts.
Bytes DkgBody(absl::string_view committee, uint32_t member) {
  Bytes body;
  AppendFrame(body, AsBytes(committee));
  AppendLe32(body, member);
  return body;
}

void AppendElements(Bytes& body, std::span<const Element> elements) {
  for (const Element& element : elements) {
    AppendBytes(body, element.bytes());
  }
}

}  // namespace

Bytes RequestBody(const Digest& key_id, uint32_t deputy,
                  std::span<const Element> blinded) {
  Bytes body;
  AppendBytes(body, key_id);
  AppendLe32(body, deputy);
  AppendLe32(body, static_cast<uint32_t>(blinded.size()));
  AppendElements(body, blinded);
  return body;
}

Digest ConfirmDigest(std::span<const ConfirmItem> items) {
  Bytes all;
  all.reserve(items.size() * 2 * kElementSize);
  for (const ConfirmItem& item : items) {
    AppendBytes(all, item.token_key.bytes());
    AppendBytes(all, item.part.bytes());
  }
  return Sha256(all);
}

Bytes ConfirmBody(uint32_t round, uint32_t issuer, bool yes,
                  const Digest& items) {
  Bytes body;
  AppendLe32(body, round);
  AppendLe32(body, issuer);
  body.push_back(yes ? 1 : 0);
  AppendBytes(body, items);
  return body;
}

Bytes DkgCommitBody(absl::string_view committee, uint32_t member,
                    const Digest& message_hash) {
  Bytes body = DkgBody(committee, member);
  AppendBytes(body, message_hash);
  return body;
}

Bytes DkgMessageBody(absl::string_view committee, uint32_t member,
                     ByteSpan message) {
  Bytes body = DkgBody(committee, member);
  AppendBytes(body, message);
  return body;
}

Bytes DkgConfirmBody(absl::string_view committee, uint32_t member,
                     std::span<const Digest> message_hashes,
                     std::span<const Element> public_keys) {
  Bytes hashes;
  for (const Digest& hash : message_hashes) {
    AppendBytes(hashes, hash);
  }
  Bytes body = DkgBody(committee, member);
  AppendBytes(body, Sha256(hashes));
  AppendElements(body, public_keys);
  return body;
}

Bytes DkgComplaintBody(const DkgComplaintFields& complaint) {
  Bytes body = DkgBody(complaint.committee, complaint.dealer);
  AppendLe32(body, complaint.member);
  AppendBytes(body, complaint.shared.bytes());
  AppendBytes(body, complaint.proof);
  return body;
}

Bytes ActiveSetBody(uint32_t version, std::span<const uint32_t> issuers) {
  Bytes body;
  AppendLe32(body, version);
  AppendLe32(body, static_cast<uint32_t>(issuers.size()));
  for (const uint32_t issuer : issuers) {
    AppendLe32(body, issuer);
  }
  return body;
}

Bytes OpenBody(const Digest& key_id, uint32_t round, const Digest& active_set,
               uint32_t checked_in) {
  Bytes body;
  AppendBytes(body, key_id);
  AppendLe32(body, round);
  AppendBytes(body, active_set);
  AppendLe32(body, checked_in);
  return body;
}

Bytes ClosingBody(uint32_t round) {
  Bytes body;
  AppendLe32(body, round);
  return body;
}

Bytes CloseBody(uint32_t round, const TreeHead& head) {
  Bytes body;
  AppendLe32(body, round);
  AppendHead(body, head);
  return body;
}

Bytes ShareBody(uint32_t round, const TreeHead& head, ByteSpan payload) {
  Bytes body = CloseBody(round, head);
  AppendBytes(body, payload);
  return body;
}

Bytes ObservationBody(const TreeHead& head, ByteSpan payload) {
  Bytes body;
  AppendHead(body, head);
  AppendBytes(body, payload);
  return body;
}

Bytes AbortBody(uint32_t round, absl::string_view reason) {
  Bytes body;
  AppendLe32(body, round);
  AppendBytes(body, reason);
  return body;
}

Bytes AnnounceBody(uint32_t round, const Digest& counts_hash) {
  Bytes body;
  AppendLe32(body, round);
  AppendBytes(body, counts_hash);
  return body;
}

Bytes ReceiptBody(uint32_t round, const Digest& ballot_hash) {
  Bytes body;
  AppendLe32(body, round);
  AppendBytes(body, ballot_hash);
  return body;
}

Bytes ReissueBody(uint32_t deputy, const VerifyKey& new_key) {
  Bytes body;
  AppendLe32(body, deputy);
  AppendBytes(body, new_key.bytes());
  return body;
}

Bytes ServeBody(const Digest& challenge, absl::string_view role) {
  Bytes body;
  AppendBytes(body, challenge);
  AppendFrame(body, AsBytes(role));
  return body;
}

Digest CountsHash(std::span<const uint64_t> counts) {
  Bytes all;
  all.reserve(counts.size() * sizeof(uint64_t));
  for (const uint64_t count : counts) {
    AppendLe64(all, count);
  }
  return Sha256(all);
}

}  // namespace pingyi

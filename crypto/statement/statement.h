#ifndef CRYPTO_STATEMENT_STATEMENT_H_
#define CRYPTO_STATEMENT_STATEMENT_H_

#include <cstdint>
#include <span>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/statement/signing_key.h"

// Everything that anybody signs is a statement: a kind, the session, a body
// (crypto/statement/body.h). No signature of one kind or session fits another.
namespace pingyi {

enum class StatementKind : uint8_t {
  kRequest,
  kConfirm,
  kDkgCommit,
  kDkgMessage,
  kDkgConfirm,
  kDkgComplaint,
  kActiveSet,
  kOpen,
  kClosing,
  kClose,
  kAuditShare,
  kTallyShare,
  kZeroCheck,
  kVerified,
  kObjection,
  kAbort,
  kAnnounce,
  kReceipt,
  kReissue,
  kServe,
};

// The kind as it is signed: "dkg-commit".
absl::string_view KindName(StatementKind kind);

// SUITE || "-" || kind || "\n" || session_id || body.
Bytes StatementBytes(StatementKind kind, const Digest& session_id,
                     ByteSpan body);

Signature SignStatement(const SigningKey& key, StatementKind kind,
                        const Digest& session_id, ByteSpan body);

// INVALID_ARGUMENT unless `signature` has 64 bytes; UNAUTHENTICATED, naming the
// kind, if it is not `key`'s over this statement.
absl::Status VerifyStatement(const VerifyKey& key, StatementKind kind,
                             const Digest& session_id, ByteSpan body,
                             ByteSpan signature);

// SHA-256 of StatementBytes: how one statement refers to another (`open` to the
// active set).
Digest StatementDigest(StatementKind kind, const Digest& session_id,
                       ByteSpan body);

}  // namespace pingyi

#endif  // CRYPTO_STATEMENT_STATEMENT_H_

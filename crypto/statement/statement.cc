#include "crypto/statement/statement.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "crypto/statement/signing_key.h"

namespace pingyi {

absl::string_view KindName(StatementKind kind) {
  switch (kind) {
    case StatementKind::kRequest:
      return "request";
    case StatementKind::kConfirm:
      return "confirm";
    case StatementKind::kDkgCommit:
      return "dkg-commit";
    case StatementKind::kDkgMessage:
      return "dkg-message";
    case StatementKind::kDkgConfirm:
      return "dkg-confirm";
    case StatementKind::kDkgComplaint:
      return "dkg-complaint";
    case StatementKind::kActiveSet:
      return "active-set";
    case StatementKind::kOpen:
      return "open";
    case StatementKind::kClosing:
      return "closing";
    case StatementKind::kClose:
      return "close";
    case StatementKind::kAuditShare:
      return "audit-share";
    case StatementKind::kTallyShare:
      return "tally-share";
    case StatementKind::kZeroCheck:
      return "zero-check";
    case StatementKind::kVerified:
      return "verified";
    case StatementKind::kObjection:
      return "objection";
    case StatementKind::kAbort:
      return "abort";
    case StatementKind::kAnnounce:
      return "announce";
    case StatementKind::kReceipt:
      return "receipt";
    case StatementKind::kReissue:
      return "reissue";
    case StatementKind::kServe:
      return "serve";
  }
  return "";
}

Bytes StatementBytes(StatementKind kind, const Digest& session_id,
                     ByteSpan body) {
  Bytes statement;
  const absl::string_view name = KindName(kind);
  statement.reserve(sizeof(kSuite) + name.size() + 1 + session_id.size() +
                    body.size());
  AppendBytes(statement, absl::string_view(kSuite));
  AppendBytes(statement, absl::string_view("-"));
  AppendBytes(statement, name);
  AppendBytes(statement, absl::string_view("\n"));
  AppendBytes(statement, session_id);
  AppendBytes(statement, body);
  return statement;
}

Signature SignStatement(const SigningKey& key, StatementKind kind,
                        const Digest& session_id, ByteSpan body) {
  return key.Sign(StatementBytes(kind, session_id, body));
}

absl::Status VerifyStatement(const VerifyKey& key, StatementKind kind,
                             const Digest& session_id, ByteSpan body,
                             ByteSpan signature) {
  const absl::Status status =
      key.Verify(StatementBytes(kind, session_id, body), signature);
  if (!status.ok()) {
    return absl::Status(
        status.code(),
        absl::StrCat("statement \"", KindName(kind), "\": ", status.message()));
  }
  return absl::OkStatus();
}

Digest StatementDigest(StatementKind kind, const Digest& session_id,
                       ByteSpan body) {
  return Sha256(StatementBytes(kind, session_id, body));
}

}  // namespace pingyi

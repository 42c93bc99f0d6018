#ifndef CRYPTO_TOKEN_AUDIT_H_
#define CRYPTO_TOKEN_AUDIT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/dleq/dleq.h"
#include "crypto/engine/point.h"
#include "crypto/group/element.h"
#include "crypto/group/secret_scalar.h"
#include "crypto/token/token.h"
#include "crypto/transcript/transcript.h"

// After Close, t issuers show that every token of the round was made with
// their key: first for all together; if that fails, for each, and those that
// were not are void. DESIGN.md has the bytes.
namespace pingyi {

enum class AuditMode : uint8_t { kSum = 0, kEach = 1 };

// One issuer's posting. U of T* (kSum, one element) or of every ballot in log
// order (kEach), with one proof.
struct AuditShare {
  uint32_t issuer = 0;
  AuditMode mode = AuditMode::kSum;
  std::vector<Element> u;
  DleqProof proof;

  // le32(issuer) || one byte mode || U ... || proof.
  Bytes Payload() const;
  // INVALID_ARGUMENT if the size does not fit the mode, the mode is unknown,
  // or anything is not canonical. How many U there must be, Verify knows.
  static absl::StatusOr<AuditShare> Parse(ByteSpan payload);
};

// The tokens of a round's ballots, in log order, prepared for audit. Shares of
// both modes are made and checked against it.
class TokenAudit {
 public:
  // Whose share it is, and of which kind.
  struct Issuer {
    uint32_t index = 0;
    Element public_share;  // X_i
    AuditMode mode = AuditMode::kSum;
  };

  // INVALID_ARGUMENT if there is no token: a round without ballots has no
  // audit.
  static absl::StatusOr<TokenAudit> Create(const Context& context,
                                           std::span<const Token> tokens);
  // As above with the tokens' values N decoded already, one a token.
  static absl::StatusOr<TokenAudit> Create(const Context& context,
                                           std::span<const Token> tokens,
                                           std::span<const Point> values);

  const Element& t_star() const { return t_star_; }
  const Element& n_star() const { return n_star_; }
  size_t size() const { return tokens_.size(); }

  // `share` is k_i of `issuer`, and X_i = k_i G.
  AuditShare MakeShare(const Issuer& issuer, const SecretScalar& share) const;
  // As MakeShare with the proof's nonce given: only for known answers.
  AuditShare MakeShareWithNonce(const Issuer& issuer, const SecretScalar& share,
                                const SecretScalar& nonce) const;

  // INVALID_ARGUMENT, naming the issuer, if the share has another number of
  // elements or its proof does not hold against X_i.
  absl::Status Verify(const AuditShare& share,
                      const Element& public_share) const;

  // Whether the tokens add up, from verified kSum shares of distinct issuers:
  // the `threshold` lowest are combined. FAILED_PRECONDITION if there are too
  // few; OK and false means that a token is bad: audit each.
  absl::StatusOr<bool> SumsUp(uint32_t threshold,
                              std::span<const AuditShare> shares) const;

  // The positions of void tokens, ascending, from verified kEach shares of
  // distinct issuers. FAILED_PRECONDITION if there are too few.
  absl::StatusOr<std::vector<size_t>> VoidTokens(
      uint32_t threshold, std::span<const AuditShare> shares) const;

 private:
  TokenAudit() = default;
  Transcript ShareTranscript(const AuditShare& share,
                             const Element& public_share) const;
  // H and Y of the share's proof; draws rho of the "each" kind if need be.
  DleqStatement Statement(Transcript& transcript, const AuditShare& share,
                          const Element& public_share) const;

  Context context_;
  std::vector<Token> tokens_;
  std::vector<Point> bases_;
  Element t_star_;
  Element n_star_;
  // After "rho" of "token audit"; each share continues a copy.
  Transcript sum_transcript_{"token audit"};
};

}  // namespace pingyi

#endif  // CRYPTO_TOKEN_AUDIT_H_

#ifndef CRYPTO_TOKEN_TOKEN_H_
#define CRYPTO_TOKEN_TOKEN_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"
#include "crypto/engine/point.h"
#include "crypto/group/element.h"
#include "crypto/group/secret_scalar.h"
#include "crypto/voprf/voprf.h"

// Blind one-time tokens from t of n issuers. The tablet blinds, each issuer
// evaluates with its share of the round's key, the tablet unblinds and adds
// the parts up. Nothing that an issuer sees tells whose token a token is.
namespace pingyi {

// Where a token is valid.
struct TokenScope {
  Digest session_id = {};
  uint32_t round = 0;
};

// A finished token: Y is its key, N = k HashToGroup(input) its value.
struct Token {
  Element y;
  Element n;
  friend bool operator==(const Token&, const Token&) = default;
};

// N_i = k_i HashToGroup(input): what one issuer gave, unblinded.
struct TokenPart {
  uint32_t issuer = 0;
  Element n;
  friend bool operator==(const TokenPart&, const TokenPart&) = default;
};

// What an issuer answers to a request: Z_i = k_i M and its proof.
struct PartEvaluation {
  Element z;
  VoprfProof proof;
};

// Which issuers make tokens. `issuers` ascending, at least `threshold`.
struct ActiveSet {
  uint32_t threshold = 0;
  std::vector<uint32_t> issuers;
  // INVALID_ARGUMENT unless threshold >= 1, the issuers ascend from 1 or more
  // and there are enough of them.
  absl::Status Validate() const;
};

// session_id || le32(round) || Y, 68 bytes.
Bytes TokenInput(const TokenScope& scope, const Element& y);
// HashToGroup of the input: the base of which a token is k times.
Element TokenBase(const TokenScope& scope, const Element& y);
// Those of many tokens, for public sums.
std::vector<Point> TokenBasePoints(const TokenScope& scope,
                                   std::span<const Token> tokens);

inline constexpr size_t kTokenSecretSize = 64;

// What the tablet keeps for one round: the token key y and the blind. Made
// independently of the slip, whose printer knows its secret.
class TokenSecret {
 public:
  static TokenSecret Random();
  // Known values, for known answers.
  static TokenSecret From(SecretScalar key, SecretScalar blind);
  // Reads Serialize's bytes. INVALID_ARGUMENT if a scalar is not canonical or
  // zero.
  static absl::StatusOr<TokenSecret> Parse(
      const SecretBytes<kTokenSecretSize>& bytes);
  // y || blind, for the sealed file of a tablet.
  SecretBytes<kTokenSecretSize> Serialize() const;

  // Y = y G.
  const Element& public_key() const { return public_key_; }
  // y: signs the ballot.
  const SecretScalar& key() const { return key_; }

  // M, for the signed request. INVALID_ARGUMENT if it is the identity.
  absl::StatusOr<Element> Blinded(const TokenScope& scope) const;

  // Checks an issuer's answer to `blinded` against its public share X_i and
  // unblinds it. INVALID_ARGUMENT, naming the issuer, if the proof fails or
  // the part is the identity.
  absl::StatusOr<TokenPart> Unblind(const Element& blinded, uint32_t issuer,
                                    const Element& public_share,
                                    const PartEvaluation& evaluation) const;

 private:
  TokenSecret(SecretScalar key, SecretScalar blind);
  SecretScalar key_;
  SecretScalar blind_;
  Element public_key_;
};

// An issuer's answer: `share` is k_i, `public_share` X_i = k_i G.
// INVALID_ARGUMENT if `blinded` is the identity.
absl::StatusOr<PartEvaluation> EvaluatePart(const SecretScalar& share,
                                            const Element& public_share,
                                            const Element& blinded);

// N = sum lambda_i N_i. INVALID_ARGUMENT unless `parts` are exactly the active
// set's, in its order, none the identity, all on one polynomial of degree
// threshold - 1, and N is not the identity.
absl::StatusOr<Token> CombineParts(const ActiveSet& active, const Element& y,
                                   std::span<const TokenPart> parts);

}  // namespace pingyi

#endif  // CRYPTO_TOKEN_TOKEN_H_

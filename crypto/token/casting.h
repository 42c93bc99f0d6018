#ifndef CRYPTO_TOKEN_CASTING_H_
#define CRYPTO_TOKEN_CASTING_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "crypto/group/secret_scalar.h"
#include "crypto/statement/body.h"
#include "crypto/token/token.h"

// Tokens at casting. Each active issuer says yes or no to its own part and
// never evaluates here; the ballot box checks that the parts make the token.
namespace pingyi {

// Whether each part = share * HashToGroup(input), checked together with fresh
// random weights; a failing batch is split, so one bad item costs about
// 2 log2(n) products more and cannot spoil the others' answers.
std::vector<bool> ConfirmParts(const TokenScope& scope,
                               const SecretScalar& share,
                               std::span<const ConfirmItem> items);

// A token with the parts that came with its ballot.
struct CastToken {
  Token token;
  std::vector<TokenPart> parts;
};

// The ballot box's check that the parts are exactly the active set's and lie
// on one polynomial of degree threshold - 1 through N. One status a token:
// INVALID_ARGUMENT says what is wrong. Public data, checked together.
std::vector<absl::Status> CheckCastTokens(const ActiveSet& active,
                                          std::span<const CastToken> tokens);

}  // namespace pingyi

#endif  // CRYPTO_TOKEN_CASTING_H_

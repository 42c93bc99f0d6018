#ifndef CRYPTO_REHEARSAL_REHEARSAL_ROUND_H_
#define CRYPTO_REHEARSAL_REHEARSAL_ROUND_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "crypto/ballot/parameters.h"
#include "crypto/base/bytes.h"
#include "crypto/base/executor.h"
#include "crypto/group/secret_scalar.h"

// A round that nobody votes in, whole: keys, choices and ballots, for those who
// measure. One holder has all its secrets, and its ballots are made without any
// secrecy.
namespace pingyi {

// Contests that are all alike. What is measured unless said otherwise: 27
// departments of four levels.
struct RehearsalForm {
  uint32_t contests = 27;
  uint32_t levels = 4;
  uint32_t pack = 2;
};

// Immutable, so thread-safe.
class RehearsalRound {
 public:
  // With fresh keys. INVALID_ARGUMENT as BallotLayout::Create.
  static absl::StatusOr<RehearsalRound> Create(const RehearsalForm& form);

  const BallotParameters& parameters() const { return parameters_; }
  // Of parameters().keys(), in their order: as if there were one trustee.
  std::span<const SecretScalar> secret_keys() const { return secret_keys_; }

  // Of ballot `number`, from 0: all levels in turn, in every contest.
  std::vector<uint32_t> Choices(size_t number) const;

  // The ballots 0 ... count - 1, each with a token of its own.
  std::vector<Bytes> MakeBallots(size_t count, Executor& executor) const;

 private:
  RehearsalRound(const RehearsalForm& form, BallotParameters parameters,
                 std::vector<SecretScalar> secret_keys);

  RehearsalForm form_;
  BallotParameters parameters_;
  std::vector<SecretScalar> secret_keys_;
};

}  // namespace pingyi

#endif  // CRYPTO_REHEARSAL_REHEARSAL_ROUND_H_

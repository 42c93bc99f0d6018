#ifndef CRYPTO_BALLOT_LAYOUT_H_
#define CRYPTO_BALLOT_LAYOUT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/group/scalar.h"

namespace pingyi {

// The largest ballot a layout may describe, so that one fits a log leaf.
inline constexpr size_t kMaxBallotSize = 65'000;

// How the options of a round lie in ciphertexts and a ballot in bytes. Options
// are numbered over all contests in order; `pack` neighbours of one contest
// share a ciphertext, each with 32 bits of it. Immutable.
class BallotLayout {
 public:
  // `options_per_contest` counts the levels and, where allowed, the blank.
  // INVALID_ARGUMENT for no contest, a contest without options, a pack outside
  // 1 to 4, or a ballot of more than kMaxBallotSize bytes.
  static absl::StatusOr<BallotLayout> Create(
      const std::vector<uint32_t>& options_per_contest, uint32_t pack);

  // n, m and c of the protocol.
  size_t options() const { return ciphertext_of_.size(); }
  size_t ciphertexts() const { return ciphertexts_; }
  size_t contests() const { return first_option_.size() - 1; }
  uint32_t pack() const { return pack_; }

  // i(j), the ciphertext of option j.
  size_t ciphertext_of(size_t j) const { return ciphertext_of_[j]; }
  // Option j's place in its ciphertext, below pack(); PackWeight of it is u_j.
  uint32_t place(size_t j) const { return place_[j]; }
  // The options of a contest: first_option(k) to first_option(k + 1) - 1.
  size_t first_option(size_t contest) const { return first_option_[contest]; }
  size_t options_of(size_t contest) const {
    return first_option_[contest + 1] - first_option_[contest];
  }

  // The points of a ballot, which come before its scalars.
  size_t points() const { return kPointsBesideB + ciphertexts_; }
  size_t proof_size() const;
  size_t ballot_size() const;

  friend bool operator==(const BallotLayout&, const BallotLayout&) = default;

 private:
  // Y, N, A and the proof's seven.
  static constexpr size_t kPointsBesideB = 10;

  BallotLayout() = default;

  std::vector<size_t> first_option_ = {0};  // One more than there are contests.
  std::vector<size_t> ciphertext_of_;
  std::vector<uint32_t> place_;
  size_t ciphertexts_ = 0;
  uint32_t pack_ = 0;
};

// INVALID_ARGUMENT unless there is one choice for each contest, and choices[k]
// is an option of contest k, from 0.
absl::Status CheckChoices(const BallotLayout& layout,
                          std::span<const uint32_t> choices);

// 2^(32 place), the weight of an option in its ciphertext; place < 4.
Scalar PackWeight(uint32_t place);

}  // namespace pingyi

#endif  // CRYPTO_BALLOT_LAYOUT_H_

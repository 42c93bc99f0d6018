#include "crypto/ballot/layout.h"

#include "absl/strings/str_cat.h"
#include "crypto/base/hash.h"
#include "crypto/group/element.h"

namespace pingyi {
namespace {

// Y, N, A; C_bits, C_mask, C_lin, C_sqr, S, T, U; z_r, z_y, z_bits, z_lin.
constexpr size_t kFixedElements = 14;
constexpr size_t kFixedProofElements = 11;
constexpr uint32_t kMaxPack = 4;

}  // namespace

absl::StatusOr<BallotLayout> BallotLayout::Create(
    const std::vector<uint32_t>& options_per_contest, uint32_t pack) {
  if (options_per_contest.empty()) {
    return absl::InvalidArgumentError("layout: no contest");
  }
  if (pack < 1 || pack > kMaxPack) {
    return absl::InvalidArgumentError(
        absl::StrCat("layout: pack ", pack, " is not between 1 and 4"));
  }
  BallotLayout out;
  out.pack_ = pack;
  for (const uint32_t options : options_per_contest) {
    const size_t contest = out.contests();
    if (options == 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("layout: contest ", contest, " has no option"));
    }
    // Before anything of this size is allocated.
    if (options > kMaxBallotSize / kElementSize) {
      return absl::InvalidArgumentError(absl::StrCat(
          "layout: contest ", contest, " has too many options: ", options));
    }
    for (uint32_t k = 0; k < options; ++k) {
      out.ciphertext_of_.push_back(out.ciphertexts_ + k / pack);
      out.place_.push_back(k % pack);
    }
    out.ciphertexts_ += (options + pack - 1) / pack;
    out.first_option_.push_back(out.ciphertext_of_.size());
    if (out.ballot_size() > kMaxBallotSize) {
      return absl::InvalidArgumentError(
          absl::StrCat("layout: a ballot would be larger than ", kMaxBallotSize,
                       " bytes from contest ", contest, " on"));
    }
  }
  return out;
}

size_t BallotLayout::proof_size() const {
  return kElementSize * (kFixedProofElements + options() - contests());
}

size_t BallotLayout::ballot_size() const {
  return kElementSize *
         (kFixedElements + ciphertexts() + options() - contests());
}

absl::Status CheckChoices(const BallotLayout& layout,
                          std::span<const uint32_t> choices) {
  if (choices.size() != layout.contests()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "choices: want ", layout.contests(), ", got ", choices.size()));
  }
  for (size_t contest = 0; contest < choices.size(); ++contest) {
    if (choices[contest] >= layout.options_of(contest)) {
      return absl::InvalidArgumentError(
          absl::StrCat("choices: contest ", contest, " has no such option"));
    }
  }
  return absl::OkStatus();
}

Scalar PackWeight(uint32_t place) {
  WideDigest power = {};
  power[size_t{4} * place] = 1;
  return Scalar::Reduce(power);
}

}  // namespace pingyi

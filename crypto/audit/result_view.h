#ifndef CRYPTO_AUDIT_RESULT_VIEW_H_
#define CRYPTO_AUDIT_RESULT_VIEW_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "crypto/audit/entry.h"
#include "crypto/audit/manifest.h"

// Rates, scores, grades and places: labelled views of the counts. Integers
// only; rounded once, to two decimals, half up, when printed. Grades and places
// compare the exact fractions.
namespace pingyi {

// numerator / denominator, exact. Denominator 0: there is no such value.
struct Fraction {
  uint64_t numerator = 0;
  uint64_t denominator = 1;

  bool exists() const { return denominator != 0; }
  // Compares values, not spellings: 1/2 == 2/4. Both must exist.
  friend bool operator==(const Fraction& a, const Fraction& b);
  friend std::strong_ordering operator<=>(const Fraction& a, const Fraction& b);
};

// "85.19": 100 times the fraction; "-" if it does not exist.
std::string FormatPercent(const Fraction& fraction);
// "91.30": the fraction itself; "-" if it does not exist.
std::string FormatScore(const Fraction& fraction);

// What counts are divided by, and what for.
struct Attendance {
  uint32_t entitled = 0;
  uint32_t present = 0;
};

struct ContestView {
  // Votes by level.
  std::vector<uint32_t> counts;
  // 0 where none are allowed.
  uint32_t blanks = 0;
  // What the rates of this contest are divided by.
  uint32_t denominator = 0;
  // counts[level] / denominator.
  std::vector<Fraction> rates;
  // sum weight * votes / votes of all levels, where the rules ask for it.
  std::optional<Fraction> score;
  // Index in the rules' grades; nullopt where none holds.
  std::optional<size_t> grade;
  // From 1, ties share one; nullopt where the rules rank nothing, or nobody
  // graded this contest.
  std::optional<uint32_t> place;
};

struct ResultView {
  uint32_t ballots = 0;
  bool withheld = false;
  // By contest; empty when withheld.
  std::vector<ContestView> contests;
};

// INVALID_ARGUMENT if the counts do not fit the manifest or do not add up to
// the ballots in every contest.
absl::StatusOr<ResultView> ViewResult(const Manifest& manifest,
                                      const ResultEntry& result,
                                      const Attendance& attendance);

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_RESULT_VIEW_H_

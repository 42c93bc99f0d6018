#include "crypto/audit/result_view.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

// Wide enough for any product of two of our numbers (g++ and clang have it).
__extension__ using Wide = unsigned __int128;

// value * scale, half up, two decimals.
std::string FormatScaled(const Fraction& fraction, uint64_t scale) {
  if (!fraction.exists()) {
    return "-";
  }
  const Wide hundredths =
      (2 * static_cast<Wide>(fraction.numerator) * scale * 100 +
       fraction.denominator) /
      (2 * static_cast<Wide>(fraction.denominator));
  const auto rounded = static_cast<uint64_t>(hundredths);
  return absl::StrFormat("%d.%02d", rounded / 100, rounded % 100);
}

uint32_t DenominatorOf(const Manifest& manifest, const ResultEntry& result,
                       const Attendance& attendance, uint32_t blanks) {
  switch (manifest.counting.denominator) {
    case Denominator::kEntitled:
      return attendance.entitled;
    case Denominator::kPresent:
      return attendance.present;
    case Denominator::kReturned:
      return result.ballots;
    case Denominator::kGraded:
      return result.ballots - blanks;
  }
  return 0;
}

std::optional<Fraction> ScoreOf(const Manifest& manifest,
                                const ContestView& contest, uint32_t graded) {
  if (!manifest.counting.score) {
    return std::nullopt;
  }
  Fraction score = {.numerator = 0, .denominator = graded};
  for (size_t level = 0; level < manifest.levels.size(); ++level) {
    score.numerator += static_cast<uint64_t>(manifest.levels[level].weight) *
                       contest.counts[level];
  }
  return score;
}

std::optional<size_t> GradeOf(const Manifest& manifest,
                              const ContestView& contest) {
  constexpr uint64_t kWhole = 10'000;  // Basis points.
  if (contest.denominator == 0) {
    return std::nullopt;
  }
  const std::vector<Grade>& grades = manifest.counting.grades;
  for (size_t i = 0; i < grades.size(); ++i) {
    const uint64_t votes =
        std::accumulate(contest.counts.begin(),
                        contest.counts.begin() + grades[i].levels, uint64_t{0});
    const uint64_t reached = votes * kWhole;
    const uint64_t bound =
        static_cast<uint64_t>(contest.denominator) * grades[i].basis_points;
    if (reached > bound || (reached == bound && !grades[i].strictly_more)) {
      return i;
    }
  }
  return std::nullopt;
}

ContestView ViewContest(const Manifest& manifest, const ResultEntry& result,
                        const Attendance& attendance, size_t contest) {
  const size_t levels = manifest.levels.size();
  const auto first =
      result.counts.begin() +
      static_cast<ptrdiff_t>(contest * manifest.options_per_contest());
  ContestView view;
  view.counts.assign(first, first + static_cast<ptrdiff_t>(levels));
  if (manifest.blank_allowed) {
    view.blanks = *(first + static_cast<ptrdiff_t>(levels));
  }
  view.denominator = DenominatorOf(manifest, result, attendance, view.blanks);
  for (const uint32_t count : view.counts) {
    view.rates.push_back({.numerator = count, .denominator = view.denominator});
  }
  view.score = ScoreOf(manifest, view, result.ballots - view.blanks);
  view.grade = GradeOf(manifest, view);
  return view;
}

// Contests without such a value (nobody graded them) are not ranked.
void Rank(bool by_score, std::vector<ContestView>& contests) {
  const auto value = [by_score](const ContestView& contest) {
    return by_score ? *contest.score : contest.rates.front();
  };
  for (ContestView& contest : contests) {
    if (!value(contest).exists()) {
      continue;
    }
    contest.place =
        1 +
        static_cast<uint32_t>(std::count_if(
            contests.begin(), contests.end(), [&](const ContestView& other) {
              return value(other).exists() && value(other) > value(contest);
            }));
  }
}

absl::Status CheckFits(const Manifest& manifest, const ResultEntry& result) {
  const size_t options = manifest.options_per_contest();
  if (result.counts.size() != options * manifest.contests.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("result: want ", options * manifest.contests.size(),
                     " counts, got ", result.counts.size()));
  }
  for (size_t contest = 0; contest < manifest.contests.size(); ++contest) {
    const auto first =
        result.counts.begin() + static_cast<ptrdiff_t>(contest * options);
    const uint64_t sum = std::accumulate(
        first, first + static_cast<ptrdiff_t>(options), uint64_t{0});
    if (sum != result.ballots) {
      return absl::InvalidArgumentError(
          absl::StrCat("result: the counts of contest ", contest, " add up to ",
                       sum, ", not to the ", result.ballots, " ballots"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

bool operator==(const Fraction& a, const Fraction& b) {
  return (a <=> b) == std::strong_ordering::equal;
}

std::strong_ordering operator<=>(const Fraction& a, const Fraction& b) {
  const Wide left = static_cast<Wide>(a.numerator) * b.denominator;
  const Wide right = static_cast<Wide>(b.numerator) * a.denominator;
  if (left == right) {
    return std::strong_ordering::equal;
  }
  return left < right ? std::strong_ordering::less
                      : std::strong_ordering::greater;
}

std::string FormatPercent(const Fraction& fraction) {
  return FormatScaled(fraction, 100);
}

std::string FormatScore(const Fraction& fraction) {
  return FormatScaled(fraction, 1);
}

absl::StatusOr<ResultView> ViewResult(const Manifest& manifest,
                                      const ResultEntry& result,
                                      const Attendance& attendance) {
  ResultView view = {
      .ballots = result.ballots, .withheld = result.withheld, .contests = {}};
  if (result.withheld) {
    return view;
  }
  RETURN_IF_ERROR(CheckFits(manifest, result));
  for (size_t contest = 0; contest < manifest.contests.size(); ++contest) {
    view.contests.push_back(ViewContest(manifest, result, attendance, contest));
  }
  if (manifest.counting.ranking) {
    Rank(manifest.counting.score, view.contests);
  }
  return view;
}

}  // namespace pingyi

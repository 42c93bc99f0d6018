#include "client/cli/choices_file.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace pingyi {
namespace {

constexpr char kHead[] = "contest,option,count";
constexpr uint32_t kMaxContests = 200;
constexpr uint32_t kMaxOptions = 11;

// Puts one line in its place. Lines come in order, without gaps.
bool TakeLine(absl::string_view line, ChoiceCounts& counts) {
  const std::vector<absl::string_view> cells = absl::StrSplit(line, ',');
  uint32_t contest = 0;
  uint32_t option = 0;
  uint32_t count = 0;
  if (cells.size() != 3 || !absl::SimpleAtoi(cells[0], &contest) ||
      !absl::SimpleAtoi(cells[1], &option) ||
      !absl::SimpleAtoi(cells[2], &count) || contest > kMaxContests ||
      option > kMaxOptions) {
    return false;
  }
  if (contest == counts.size() + 1 && option == 1) {
    counts.emplace_back();
  }
  if (contest != counts.size() || option != counts.back().size() + 1) {
    return false;
  }
  counts.back().push_back(count);
  return true;
}

}  // namespace

std::string FormatChoiceCounts(const ChoiceCounts& counts) {
  std::string text = absl::StrCat(kHead, "\n");
  for (size_t k = 0; k < counts.size(); ++k) {
    for (size_t j = 0; j < counts[k].size(); ++j) {
      absl::StrAppend(&text, k + 1, ",", j + 1, ",", counts[k][j], "\n");
    }
  }
  return text;
}

absl::StatusOr<ChoiceCounts> ParseChoiceCounts(absl::string_view text) {
  ChoiceCounts counts;
  size_t number = 0;
  for (const absl::string_view raw : absl::StrSplit(text, '\n')) {
    const absl::string_view line = absl::StripAsciiWhitespace(raw);
    ++number;
    const bool good =
        number == 1 ? line == kHead : line.empty() || TakeLine(line, counts);
    if (!good) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", number, ": want ",
                       number == 1 ? kHead : "the next contest,option,count",
                       ", found \"", line, "\""));
    }
  }
  return counts;
}

absl::Status CompareCounts(const ResultView& result, bool blank_allowed,
                           const ChoiceCounts& chosen) {
  if (result.contests.size() != chosen.size()) {
    return absl::DataLossError(
        absl::StrCat("the result has ", result.contests.size(),
                     " contests, the choices ", chosen.size()));
  }
  for (size_t k = 0; k < chosen.size(); ++k) {
    std::vector<uint32_t> counted = result.contests[k].counts;
    if (blank_allowed) {
      counted.push_back(result.contests[k].blanks);
    }
    if (counted != chosen[k]) {
      return absl::DataLossError(absl::StrCat(
          "contest ", k + 1, ": announced ", absl::StrJoin(counted, ","),
          ", chosen ", absl::StrJoin(chosen[k], ",")));
    }
  }
  return absl::OkStatus();
}

}  // namespace pingyi

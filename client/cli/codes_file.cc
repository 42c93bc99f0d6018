#include "client/cli/codes_file.h"

#include <sodium.h>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/record/files.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr char kHead[] = "number,code";
constexpr size_t kMaxSize = size_t{64} << 20;

absl::Status TakeLine(absl::string_view line,
                      std::vector<SimulatedSlip>& slips) {
  const size_t comma = line.find(',');
  uint32_t number = 0;
  if (comma == absl::string_view::npos ||
      !absl::SimpleAtoi(line.substr(0, comma), &number)) {
    return absl::InvalidArgumentError("want a number, a comma and a code");
  }
  ASSIGN_OR_RETURN(SlipSecret secret, ParseSlip(line.substr(comma + 1)));
  slips.push_back({.number = number, .secret = std::move(secret)});
  return absl::OkStatus();
}

absl::StatusOr<std::vector<SimulatedSlip>> ParseCodes(absl::string_view text) {
  std::vector<SimulatedSlip> slips;
  size_t number = 0;
  for (const absl::string_view raw : absl::StrSplit(text, '\n')) {
    const absl::string_view line = absl::StripAsciiWhitespace(raw);
    ++number;
    if (number == 1 && line != kHead) {
      return absl::InvalidArgumentError(
          absl::StrCat("1: the first line must be ", kHead));
    }
    if (number == 1 || line.empty()) {
      continue;
    }
    if (const absl::Status status = TakeLine(line, slips); !status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat(number, ": ", status.message()));
    }
  }
  return slips;
}

}  // namespace

absl::StatusOr<std::vector<SimulatedSlip>> ReadCodesFile(
    const std::string& path) {
  ASSIGN_OR_RETURN(Bytes bytes, ReadFile(path, kMaxSize));
  auto slips = ParseCodes(AsText(bytes));
  sodium_memzero(bytes.data(), bytes.size());
  if (!slips.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ":", slips.status().message()));
  }
  return slips;
}

absl::Status WriteCodesFile(const std::string& path,
                            const std::vector<SimulatedSlip>& slips) {
  std::string text = absl::StrCat(kHead, "\n");
  for (const SimulatedSlip& slip : slips) {
    absl::StrAppend(&text, slip.number, ",",
                    AsText(FormatSlip(slip.secret).Expose()), "\n");
  }
  const absl::Status written = WriteFile(path, AsBytes(text), 0600);
  sodium_memzero(text.data(), text.size());
  return written;
}

}  // namespace pingyi

#include "client/cli/table.h"

#include <utf8proc.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace pingyi {

size_t DisplayWidth(absl::string_view text) {
  size_t width = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t used = utf8proc_iterate(bytes, left, &point);
    if (used <= 0) {
      ++width;
      ++bytes;
      --left;
      continue;
    }
    width += static_cast<size_t>(std::max(0, utf8proc_charwidth(point)));
    bytes += used;
    left -= used;
  }
  return width;
}

std::string PadRight(absl::string_view text, size_t width) {
  const size_t own = DisplayWidth(text);
  return absl::StrCat(text, std::string(own < width ? width - own : 0, ' '));
}

std::string PadLeft(absl::string_view text, size_t width) {
  const size_t own = DisplayWidth(text);
  return absl::StrCat(std::string(own < width ? width - own : 0, ' '), text);
}

std::string FormatTable(const std::vector<std::vector<std::string>>& rows,
                        size_t left) {
  std::vector<size_t> widths;
  for (const std::vector<std::string>& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(row[i]));
    }
  }
  std::string text;
  for (size_t r = 0; r < rows.size(); ++r) {
    std::string line;
    for (size_t i = 0; i < rows[r].size(); ++i) {
      absl::StrAppend(&line, i == 0 ? "" : "  ",
                      i < left ? PadRight(rows[r][i], widths[i])
                               : PadLeft(rows[r][i], widths[i]));
    }
    absl::StrAppend(&text, absl::StripTrailingAsciiWhitespace(line), "\n");
    if (r == 0) {
      absl::StrAppend(&text, std::string(DisplayWidth(line), '-'), "\n");
    }
  }
  return text;
}

}  // namespace pingyi

#ifndef CLIENT_CLI_TABLE_H_
#define CLIENT_CLI_TABLE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

// Text in columns for a terminal, where a Chinese character is two cells wide.
namespace pingyi {

// Cells that `text` (UTF-8) takes; bytes that are not UTF-8 count as one each.
size_t DisplayWidth(absl::string_view text);
// `text` filled up with spaces to `width` cells; never cut.
std::string PadRight(absl::string_view text, size_t width);
std::string PadLeft(absl::string_view text, size_t width);

// Rows of cells as aligned lines, two spaces apart; the first row is the head,
// underlined. The first `left` columns are flush left, the others flush right.
std::string FormatTable(const std::vector<std::vector<std::string>>& rows,
                        size_t left);

}  // namespace pingyi

#endif  // CLIENT_CLI_TABLE_H_

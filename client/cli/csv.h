#ifndef CLIENT_CLI_CSV_H_
#define CLIENT_CLI_CSV_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/cli/problems.h"

// Comma-separated values as RFC 4180 has them, and as spreadsheets really write
// them: any line break, fields split by commas, semicolons or tabs (whichever
// the first line holds), blank lines, blanks around a field.
namespace pingyi {

struct CsvRow {
  int line = 0;  // Where it begins, from 1.
  std::vector<std::string> fields;
};

// Reads `text`, adding what is wrong to `problems` under `path`: a quote that
// is not closed, or stands within a field. Rows without any content are left
// out.
std::vector<CsvRow> ParseCsv(absl::string_view path, absl::string_view text,
                             Problems& problems);

// One line that ParseCsv reads back, with its line break.
std::string FormatCsvRow(const std::vector<std::string>& fields);

// A column by what people call it.
struct CsvColumn {
  // Names it may have, the one to recommend first. Case does not matter.
  std::vector<std::string> names;
  bool required = true;
};

// A table with a line of names on top.
struct CsvTable {
  // The rows below the names; fields in the order of the columns asked for,
  // empty where a column that is not required is missing.
  std::vector<CsvRow> rows;
};

// Reads a table. Missing, unknown and repeated columns and rows with too many
// or too few fields become problems.
CsvTable ParseCsvTable(absl::string_view path, absl::string_view text,
                       const std::vector<CsvColumn>& columns,
                       Problems& problems);

}  // namespace pingyi

#endif  // CLIENT_CLI_CSV_H_

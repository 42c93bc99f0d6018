#ifndef CLIENT_REPORT_RESULT_TABLE_H_
#define CLIENT_REPORT_RESULT_TABLE_H_

#include <cstdint>
#include <vector>

#include "crypto/audit/manifest.h"
#include "crypto/audit/result_view.h"

// The table of a result, as every page, file and terminal shows it: the counts
// and their sum, then the labelled views that the session's rules ask for.
namespace pingyi {

// What is printed in a cell; `number` where it is one, digits in both
// languages.
struct Cell {
  Name text;
  bool number = false;
};

struct ResultTable {
  // The columns after the contest's name.
  std::vector<Name> columns;
  // One row a contest, one cell a column.
  std::vector<std::vector<Cell>> rows;
  // How the views came about, and what they were divided by.
  std::vector<Name> formulas;
};

// `view` holds counts and is of this manifest.
ResultTable MakeResultTable(const Manifest& manifest, const ResultView& view,
                            const Attendance& attendance);

// Votes and blanks of one contest together.
uint64_t SumOf(const ContestView& contest);

}  // namespace pingyi

#endif  // CLIENT_REPORT_RESULT_TABLE_H_

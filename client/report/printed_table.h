#ifndef CLIENT_REPORT_PRINTED_TABLE_H_
#define CLIENT_REPORT_PRINTED_TABLE_H_

#include <cstddef>
#include <vector>

#include "client/report/paper.h"
#include "client/report/sheet.h"

// The result sheet's table on paper: a column each for the number, the name and
// whatever is counted, a row a contest. One thread.
namespace pingyi {

class PrintedTable {
 public:
  // Measures the columns. Both must outlive the table.
  PrintedTable(const Sheet& sheet, Paper& paper);

  // Paint at `y` from the left margin to the right one.
  double Head(double y);  // Returns its height.
  void Row(size_t contest, double y, double height);

 private:
  // Where a row's text goes, and how large it may be.
  struct Place {
    double y = 0;
    double height = 0;
    double size = 0;
  };

  void NameCell(const Name& name, const Place& row);
  void NumberCells(size_t contest, const Place& row);

  const Sheet& sheet_;
  Paper& paper_;
  std::vector<double> widths_;  // Of the columns behind the name.
  double name_width_ = 0;
};

}  // namespace pingyi

#endif  // CLIENT_REPORT_PRINTED_TABLE_H_

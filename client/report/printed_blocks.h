#ifndef CLIENT_REPORT_PRINTED_BLOCKS_H_
#define CLIENT_REPORT_PRINTED_BLOCKS_H_

#include <cstddef>
#include <string>

#include "client/report/paper.h"
#include "client/report/sheet.h"

// What stands on the result sheet around its table, in blocks that never break.
// Each paints itself at `y` and returns its height. One thread.
namespace pingyi {

class PrintedBlocks {
 public:
  // Both must outlive the blocks.
  PrintedBlocks(const Sheet& sheet, Paper& paper)
      : sheet_(sheet), paper_(paper) {}

  // Of the first page, with the numbers of the house.
  double Head(double y);
  // Of every other page.
  double ShortHead(double y);
  // Why there are no counts.
  double Notice(const Name& notice, double y);
  // What the numbers mean, the fingerprints, and who attested them.
  double Notes(double y);
  // Lines to sign on, some a row; `row` is below signature_rows().
  double Signatures(size_t row, double y);
  size_t signature_rows() const;

  // At the bottom of the page: below what `y` may reach.
  void Foot(size_t page, size_t pages);

 private:
  double Banner(double y);
  double Facts(double y);
  double Numbers(double y);
  std::string NotesIn(Language language) const;

  const Sheet& sheet_;
  Paper& paper_;
};

}  // namespace pingyi

#endif  // CLIENT_REPORT_PRINTED_BLOCKS_H_

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

#include "client/report/canvas.h"
#include "client/report/paper.h"
#include "client/report/printed_blocks.h"
#include "client/report/printed_table.h"
#include "client/report/sheet_files.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr double kLeastRow = 12;
constexpr double kLeastTwoLineRow = 15.4;
constexpr double kMostRow = 22;
constexpr double kEasyRow = 18;  // Of a table that needs several pages anyway.

// Lays the sheet out in pages. Paints it twice: without ink to count the pages,
// then for good.
class Pages {
 public:
  Pages(const Sheet& sheet, Language language, Canvas& canvas)
      : sheet_(sheet),
        canvas_(canvas),
        paper_(language, canvas),
        table_(sheet, paper_),
        blocks_(sheet, paper_) {}

  void Paint() {
    canvas_.set_ink(false);
    ChooseRowHeight();
    pages_ = PaintOnce();
    canvas_.set_ink(true);
    PaintOnce();
  }

 private:
  // A block that never breaks: paints itself at `y`, returns its height.
  using Block = std::function<double(double y)>;

  std::vector<Block> BlocksAfterTable();
  void ChooseRowHeight();
  double Begin(size_t page);
  size_t PaintOnce();

  const Sheet& sheet_;
  Canvas& canvas_;
  Paper paper_;
  PrintedTable table_;
  PrintedBlocks blocks_;
  double row_ = kEasyRow;
  size_t pages_ = 0;  // 0 until they are counted.
};

std::vector<Pages::Block> Pages::BlocksAfterTable() {
  std::vector<Block> blocks;
  for (const Name& notice : sheet_.notices) {
    blocks.emplace_back(
        [this, &notice](double y) { return blocks_.Notice(notice, y); });
  }
  blocks.emplace_back([this](double y) { return blocks_.Notes(y); });
  for (size_t row = 0; row < blocks_.signature_rows(); ++row) {
    blocks.emplace_back(
        [this, row](double y) { return blocks_.Signatures(row, y); });
  }
  return blocks;
}

// As high as fits on one page; where that would be too low for reading, more
// pages.
void Pages::ChooseRowHeight() {
  if (!sheet_.has_counts()) {
    return;
  }
  double used = kPageTop + blocks_.Head(kPageTop) + table_.Head(kPageTop);
  for (const Block& block : BlocksAfterTable()) {
    used += block(kPageTop);
  }
  const double least =
      paper_.language() == Language::kChinese ? kLeastRow : kLeastTwoLineRow;
  const double each =
      (kPageBottom - used) / static_cast<double>(sheet_.contests.size());
  row_ = each < least ? kEasyRow : std::min(each, kMostRow);
}

double Pages::Begin(size_t page) {
  if (sheet_.rehearsal) {
    canvas_.Watermark("演练 REHEARSAL");
  }
  blocks_.Foot(page, pages_);
  return kPageTop +
         (page == 1 ? blocks_.Head(kPageTop) : blocks_.ShortHead(kPageTop));
}

size_t Pages::PaintOnce() {
  // A hair's breadth: the sum of the heights is what was measured.
  constexpr double kSlack = 0.01;
  size_t page = 1;
  double y = Begin(page);
  const auto turn = [&] {
    canvas_.EndPage();
    y = Begin(++page);
  };
  if (sheet_.has_counts()) {
    y += table_.Head(y);
    for (size_t i = 0; i < sheet_.contests.size(); ++i) {
      if (y + row_ > kPageBottom + kSlack) {
        turn();
        y += table_.Head(y);
      }
      table_.Row(i, y, row_);
      y += row_;
    }
    canvas_.Line(kPageMargin, y, kTextRight, y, kThickLine);
  }
  for (const Block& block : BlocksAfterTable()) {
    canvas_.set_ink(false);
    const double height = block(y);
    canvas_.set_ink(pages_ > 0);
    if (y + height > kPageBottom + kSlack) {
      turn();
    }
    y += block(y);
  }
  canvas_.EndPage();
  return page;
}

}  // namespace

absl::StatusOr<std::string> SheetPdf(const Sheet& sheet, Language language) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Canvas> canvas,
                   Canvas::Create(OnOneLine(sheet.heading, Language::kBoth),
                                  sheet.meeting_date));
  Pages(sheet, language, *canvas).Paint();
  return canvas->Finish();
}

}  // namespace pingyi

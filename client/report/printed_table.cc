#include "client/report/printed_table.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "client/report/canvas.h"

namespace pingyi {
namespace {

constexpr double kPadding = 3;
constexpr double kNumberWidth = 22;
constexpr double kMostHead = 46;
constexpr double kSmallest = 4.4;
constexpr double kLeastOneLine = 6.6;  // Smaller: rather on two lines.
constexpr double kInk = kInkBottom - kInkTop;

}  // namespace

PrintedTable::PrintedTable(const Sheet& sheet, Paper& paper)
    : sheet_(sheet), paper_(paper) {
  const Language language = paper.language();
  const ResultTable& table = sheet.table;
  name_width_ = kTextWidth - kNumberWidth;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const TextStyle head = {.size = paper.two_lines() ? 8.0 : 7.5,
                            .bold = true};
    double width = 0;
    for (const absl::string_view word :
         absl::StrSplit(FirstLine(table.columns[i], language), ' ')) {
      width = std::max(width, paper.canvas().Width(word, head));
    }
    width = std::min(width, kMostHead);
    for (const std::vector<Cell>& row : table.rows) {
      width = std::max(
          width,
          paper.canvas().Width(FirstLine(row[i].text, language), {.size = 8}));
    }
    widths_.push_back(std::clamp(width + 7, 28.0, 62.0));
    name_width_ -= widths_.back();
  }
}

double PrintedTable::Head(double y) {
  const ResultTable& table = sheet_.table;
  const double height = paper_.language() == Language::kChinese ? 19 : 29;
  const TextStyle style = {.size = 8, .bold = true, .align = Align::kCentre};
  Canvas& canvas = paper_.canvas();
  canvas.Fill({.x = kPageMargin, .y = y, .width = kTextWidth}, height, 0.93);
  canvas.Line(kPageMargin, y, kTextRight, y, kThickLine);
  canvas.Line(kPageMargin, y + height, kTextRight, y + height, kThickLine);
  const double text = y + 3.5;
  paper_.Pair({.zh = "序号", .en = "No."}, style, 5.5,
              {.x = kPageMargin, .y = text, .width = kNumberWidth});
  paper_.Pair(
      {.zh = "部门", .en = "Department"}, style, 5.5,
      {.x = kPageMargin + kNumberWidth, .y = text, .width = name_width_});
  double x = kPageMargin + kNumberWidth + name_width_;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const Box box = {.x = x + 1, .y = text, .width = widths_[i] - 2};
    paper_.Pair(table.columns[i],
                paper_.FitWords(FirstLine(table.columns[i], paper_.language()),
                                style, box.width),
                5.5, box);
    x += widths_[i];
  }
  return height;
}

void PrintedTable::Row(size_t contest, double y, double height) {
  const Name& name = sheet_.contests[contest];
  const bool one_line = SecondLine(name, paper_.language()).empty();
  const Place row = {.y = y,
                     .height = height,
                     .size = std::min(9.0, height * (one_line ? 0.6 : 0.49))};
  NameCell(name, row);
  NumberCells(contest, row);
  paper_.canvas().Line(kPageMargin, y + height, kTextRight, y + height,
                       kHairLine);
}

void PrintedTable::NameCell(const Name& name, const Place& row) {
  Canvas& canvas = paper_.canvas();
  const std::string& first = FirstLine(name, paper_.language());
  const std::string second = SecondLine(name, paper_.language());
  const double inner = name_width_ - 2 * kPadding;
  TextStyle style = canvas.Fit(first, {.size = row.size, .max_lines = 1}, inner,
                               kLeastOneLine);
  TextStyle below = {.size = 0};
  if (!second.empty()) {
    below = canvas.Fit(
        second, {.size = std::min(5.8, row.height * 0.31), .max_lines = 1},
        inner, kSmallest);
  }
  double ink = kInk * (style.size + below.size);
  if (canvas.Width(first, style) > inner && second.empty()) {
    style.size = std::min(style.size, row.height * 0.36);
    style.max_lines = 2;
    ink = style.size * (kInk + kLeading);
  }
  // The ink of all lines in the middle of the row.
  const double top = row.y + (row.height - ink) / 2;
  Box box = {.x = kPageMargin + kNumberWidth + kPadding,
             .y = top - kInkTop * style.size,
             .width = inner + 2};
  canvas.Text(first, style, box);
  if (!second.empty()) {
    box.y = top + kInk * style.size - kInkTop * below.size;
    canvas.Text(second, below, box);
  }
}

void PrintedTable::NumberCells(size_t contest, const Place& row) {
  Canvas& canvas = paper_.canvas();
  const TextStyle style = {.size = row.size, .align = Align::kCentre};
  const double middle =
      row.y + (row.height - kInk * row.size) / 2 - kInkTop * row.size;
  canvas.Text(absl::StrCat(contest + 1), style,
              {.x = kPageMargin, .y = middle, .width = kNumberWidth});
  double x = kPageMargin + kNumberWidth + name_width_;
  const std::vector<Cell>& cells = sheet_.table.rows[contest];
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string& text = FirstLine(cells[i].text, paper_.language());
    canvas.Text(text, canvas.Fit(text, style, widths_[i] - 4, 4),
                {.x = x, .y = middle, .width = widths_[i]});
    x += widths_[i];
  }
}

}  // namespace pingyi

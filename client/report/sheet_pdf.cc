#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "client/report/canvas.h"
#include "client/report/sheet_files.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr double kMargin = 40;
constexpr double kTop = 34;
constexpr double kBottom = kPageHeight - 46;
constexpr double kWidth = kPageWidth - 2 * kMargin;
constexpr double kRight = kMargin + kWidth;
constexpr double kHair = 0.4;
constexpr double kThick = 0.9;
constexpr double kPadding = 3;

constexpr double kLeastRow = 12;
constexpr double kLeastTwoLineRow = 15.4;
constexpr double kMostRow = 22;
constexpr double kEasyRow = 18;  // Of a table that needs several pages anyway.
constexpr double kNumberWidth = 22;
constexpr double kSmallest = 4.4;
constexpr double kLeastOneLine = 6.6;  // Smaller: rather on two lines.
constexpr double kMostHead = 46;
constexpr double kInk = kInkBottom - kInkTop;

constexpr double kSignatureHeight = 38;
constexpr size_t kSignaturesAcross = 3;

// Paints a sheet twice: without ink to count the pages, then for good.
class Painter {
 public:
  Painter(const Sheet& sheet, Language language, Canvas& canvas)
      : sheet_(sheet), language_(language), canvas_(canvas) {}

  void Paint() {
    canvas_.set_ink(false);
    MeasureColumns();
    ChooseRowHeight();
    pages_ = PaintPages();
    canvas_.set_ink(true);
    PaintPages();
  }

 private:
  // A block that never breaks: paints itself at `y`, returns its height.
  using Block = std::function<double(double y)>;

  bool two_lines() const { return language_ == Language::kBoth; }
  const char* colon() const {
    return language_ == Language::kEnglish ? ": " : "：";
  }
  double Text(const std::string& text, const TextStyle& style, double y) {
    return canvas_.Text(text, style, {.x = kMargin, .y = y, .width = kWidth});
  }
  // Both lines of a name, one below the other.
  double Pair(const Name& name, const TextStyle& first, double second_size,
              const Box& box) {
    double height = canvas_.Text(FirstLine(name, language_), first, box);
    const std::string below = SecondLine(name, language_);
    if (!below.empty()) {
      height += canvas_.Text(
          below,
          FitWords(below, {.size = second_size, .align = first.align},
                   box.width),
          {.x = box.x, .y = box.y + height, .width = box.width});
    }
    return height;
  }
  // Small enough that no word of `text` is broken.
  TextStyle FitWords(const std::string& text, TextStyle style, double width) {
    for (const absl::string_view word : absl::StrSplit(text, ' ')) {
      style = canvas_.Fit(word, style, width, 4);
    }
    return style;
  }

  double Banner(double y);
  double Head(double y);
  double ShortHead(double y);
  double Numbers(double y);
  double TableHead(double y);
  double Row(size_t contest, double y);
  std::string NotesIn(Language language) const;
  double Notes(double y);
  double Signatures(size_t first, double y);
  void Foot(size_t page);

  void MeasureColumns();
  void ChooseRowHeight();
  double BeginPage(size_t page);
  std::vector<Block> BlocksAfterTable();
  size_t PaintPages();

  const Sheet& sheet_;
  const Language language_;
  Canvas& canvas_;
  std::vector<double> widths_;  // Of the table's columns.
  double name_width_ = 0;
  double row_ = kEasyRow;
  size_t pages_ = 0;
};

double Painter::Banner(double y) {
  if (!sheet_.rehearsal) {
    return 0;
  }
  constexpr double kHeight = 21;
  canvas_.Frame({.x = kMargin, .y = y, .width = kWidth}, kHeight, 1.4);
  Text(language_ == Language::kEnglish
           ? "REHEARSAL, not the vote"
           : (two_lines() ? "演练，不是正式表决　REHEARSAL, not the vote"
                          : "演练，不是正式表决"),
       {.size = 12, .bold = true, .align = Align::kCentre}, y + 2.5);
  return kHeight + 5;
}

double Painter::Head(double y) {
  const double top = y;
  y += Banner(y);
  y += Pair(sheet_.title,
            canvas_.Fit(FirstLine(sheet_.title, language_),
                        {.size = 15, .bold = true, .align = Align::kCentre},
                        kWidth, 10),
            8.5, {.x = kMargin, .y = y, .width = kWidth});
  y += Text(OnOneLine(sheet_.heading, language_),
            {.size = 13, .bold = true, .align = Align::kCentre}, y);
  y += 3;
  std::string facts;
  std::vector<Fact> said = sheet_.facts;
  said.push_back(sheet_.state);
  for (const Fact& fact : said) {
    absl::StrAppend(&facts, facts.empty() ? "" : "　　",
                    FirstLine(fact.label, language_), colon(),
                    FirstLine(fact.value, language_));
  }
  y += Text(facts, {.size = 8.5, .align = Align::kCentre}, y);
  if (two_lines()) {
    facts.clear();
    for (const Fact& fact : said) {
      absl::StrAppend(&facts, facts.empty() ? "" : "    ", fact.label.en, ": ",
                      fact.value.en);
    }
    y += Text(facts, {.size = 6.5, .align = Align::kCentre}, y);
  }
  y += 3;
  y += Numbers(y);
  return y - top;
}

double Painter::Numbers(double y) {
  constexpr double kHeight = 24;
  const double width = kWidth / static_cast<double>(sheet_.numbers.size());
  for (size_t i = 0; i < sheet_.numbers.size(); ++i) {
    const Fact& fact = sheet_.numbers[i];
    const Box box = {
        .x = kMargin + width * static_cast<double>(i), .y = y, .width = width};
    canvas_.Frame(box, kHeight, kHair);
    const double half = width / 2;
    Pair(fact.label,
         canvas_.Fit(FirstLine(fact.label, language_),
                     {.size = 9, .align = Align::kCentre}, half, 6),
         6, {.x = box.x + 2, .y = y + (two_lines() ? 2 : 6), .width = half});
    canvas_.Text(fact.value.zh,
                 {.size = 13, .bold = true, .align = Align::kCentre},
                 {.x = box.x + half, .y = y + 3.5, .width = half - 4});
  }
  return kHeight + 6;
}

double Painter::ShortHead(double y) {
  const double top = y;
  y += Banner(y);
  y += Text(
      absl::StrCat(FirstLine(sheet_.title, language_), "　",
                   OnOneLine(sheet_.heading, language_),
                   language_ == Language::kEnglish ? " (continued)" : "（续）"),
      {.size = 9, .bold = true, .align = Align::kCentre}, y);
  return y + 4 - top;
}

double Painter::TableHead(double y) {
  const ResultTable& table = sheet_.table;
  const double height = language_ == Language::kChinese ? 19 : 29;
  const TextStyle style = {.size = 8, .bold = true, .align = Align::kCentre};
  canvas_.Fill({.x = kMargin, .y = y, .width = kWidth}, height, 0.93);
  canvas_.Line(kMargin, y, kRight, y, kThick);
  canvas_.Line(kMargin, y + height, kRight, y + height, kThick);
  const double text = y + 3.5;
  Pair({.zh = "序号", .en = "No."}, style, 5.5,
       {.x = kMargin, .y = text, .width = kNumberWidth});
  Pair({.zh = "部门", .en = "Department"}, style, 5.5,
       {.x = kMargin + kNumberWidth, .y = text, .width = name_width_});
  double x = kMargin + kNumberWidth + name_width_;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const Box box = {.x = x + 1, .y = text, .width = widths_[i] - 2};
    Pair(table.columns[i],
         FitWords(FirstLine(table.columns[i], language_), style, box.width),
         5.5, box);
    x += widths_[i];
  }
  return height;
}

double Painter::Row(size_t contest, double y) {
  const Name& name = sheet_.contests[contest];
  const std::string& first = FirstLine(name, language_);
  const std::string second = SecondLine(name, language_);
  const double size = std::min(9.0, row_ * (second.empty() ? 0.6 : 0.49));
  const double inner = name_width_ - 2 * kPadding;
  TextStyle style =
      canvas_.Fit(first, {.size = size, .max_lines = 1}, inner, kLeastOneLine);
  TextStyle below = {.size = 0};
  if (!second.empty()) {
    below = canvas_.Fit(second,
                        {.size = std::min(5.8, row_ * 0.31), .max_lines = 1},
                        inner, kSmallest);
  }
  double ink = kInk * (style.size + below.size);
  if (canvas_.Width(first, style) > inner && second.empty()) {
    style.size = std::min(style.size, row_ * 0.36);
    style.max_lines = 2;
    ink = style.size * (kInk + kLeading);
  }
  // The ink of all lines in the middle of the row.
  const double top = y + (row_ - ink) / 2;
  Box box = {.x = kMargin + kNumberWidth + kPadding,
             .y = top - kInkTop * style.size,
             .width = inner + 2};
  canvas_.Text(first, style, box);
  if (!second.empty()) {
    box.y = top + kInk * style.size - kInkTop * below.size;
    canvas_.Text(second, below, box);
  }
  const double middle = y + (row_ - kInk * size) / 2 - kInkTop * size;
  canvas_.Text(absl::StrCat(contest + 1),
               {.size = size, .align = Align::kCentre},
               {.x = kMargin, .y = middle, .width = kNumberWidth});
  double x = kMargin + kNumberWidth + name_width_;
  const std::vector<Cell>& cells = sheet_.table.rows[contest];
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string& text = FirstLine(cells[i].text, language_);
    canvas_.Text(text,
                 canvas_.Fit(text, {.size = size, .align = Align::kCentre},
                             widths_[i] - 4, 4),
                 {.x = x, .y = middle, .width = widths_[i]});
    x += widths_[i];
  }
  canvas_.Line(kMargin, y + row_, kRight, y + row_, kHair);
  return row_;
}

// All notes as one paragraph.
std::string Painter::NotesIn(Language language) const {
  const bool english = language == Language::kEnglish;
  std::string text;
  for (const Name& note : sheet_.notes) {
    absl::StrAppend(&text, FirstLine(note, language), english ? ". " : "。");
  }
  return text;
}

double Painter::Notes(double y) {
  const double size = two_lines() ? 6.6 : 7.4;
  const double top = y;
  y += 5;
  if (!sheet_.notes.empty()) {
    y += Text(NotesIn(language_), {.size = size}, y);
    if (two_lines()) {
      y += Text(NotesIn(Language::kEnglish), {.size = size - 0.8}, y);
    }
    y += 2;
  }
  for (const Fact& fact : sheet_.fingerprints) {
    y += Text(
        absl::StrCat(OnOneLine(fact.label, language_), colon(), fact.value.zh),
        {.size = size}, y);
  }
  for (const Name& attested : sheet_.attested) {
    y += Text(OnOneLine(attested, language_),
              {.size = 7.4, .bold = true, .max_lines = 3}, y);
  }
  return y + 2 - top;
}

double Painter::Signatures(size_t first, double y) {
  const double width = kWidth / static_cast<double>(kSignaturesAcross);
  for (size_t i = 0; i < kSignaturesAcross; ++i) {
    if (first + i >= sheet_.signatures.size()) {
      break;
    }
    const SignatureLine& line = sheet_.signatures[first + i];
    const Box box = {.x = kMargin + width * static_cast<double>(i),
                     .y = y + 3,
                     .width = width - 12};
    const std::string who =
        absl::StrCat(OnOneLine(line.role, language_), colon(), line.name);
    canvas_.Text(
        who, canvas_.Fit(who, {.size = 8, .max_lines = 1}, box.width, 5), box);
    const std::string in_log = OnOneLine(line.in_log, language_);
    canvas_.Text(
        in_log, {.size = 5.6, .grey = 0.25, .max_lines = 1},
        {.x = box.x, .y = y + kSignatureHeight - 6.5, .width = box.width});
    canvas_.Line(box.x, y + kSignatureHeight - 7.5, box.x + box.width,
                 y + kSignatureHeight - 7.5, kHair);
  }
  return kSignatureHeight;
}

void Painter::Foot(size_t page) {
  const TextStyle style = {.size = 7, .align = Align::kCentre};
  std::string text = absl::StrCat("第 ", page, "/", pages_, " 页");
  if (language_ == Language::kEnglish) {
    text = absl::StrCat("page ", page, "/", pages_);
  } else if (two_lines()) {
    absl::StrAppend(&text, "　page ", page, "/", pages_);
  }
  // Which session: pages that were mixed up can be sorted again.
  Text(absl::StrCat(text, "　　",
                    sheet_.fingerprints.front().value.zh.substr(0, 17), " …"),
       style, kBottom + 8);
}

void Painter::MeasureColumns() {
  if (!sheet_.has_counts()) {
    return;
  }
  const ResultTable& table = sheet_.table;
  name_width_ = kWidth - kNumberWidth;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const TextStyle head = {.size = two_lines() ? 8.0 : 7.5, .bold = true};
    double width = 0;
    for (const absl::string_view word :
         absl::StrSplit(FirstLine(table.columns[i], language_), ' ')) {
      width = std::max(width, canvas_.Width(word, head));
    }
    width = std::min(width, kMostHead);
    for (const std::vector<Cell>& row : table.rows) {
      width = std::max(
          width, canvas_.Width(FirstLine(row[i].text, language_), {.size = 8}));
    }
    widths_.push_back(std::clamp(width + 7, 28.0, 62.0));
    name_width_ -= widths_.back();
  }
}

std::vector<Painter::Block> Painter::BlocksAfterTable() {
  std::vector<Block> blocks;
  for (const Name& notice : sheet_.notices) {
    blocks.emplace_back([this, &notice](double y) {
      return 40 + Pair(notice, {.size = 12, .bold = true}, 9,
                       {.x = kMargin + 20, .y = y + 20, .width = kWidth - 40});
    });
  }
  blocks.emplace_back([this](double y) { return Notes(y); });
  for (size_t i = 0; i < sheet_.signatures.size(); i += kSignaturesAcross) {
    blocks.emplace_back([this, i](double y) { return Signatures(i, y); });
  }
  return blocks;
}

// As high as fits on one page; where that would be too low for reading, more
// pages.
void Painter::ChooseRowHeight() {
  if (!sheet_.has_counts()) {
    return;
  }
  double used = kTop + Head(kTop) + TableHead(kTop);
  for (const Block& block : BlocksAfterTable()) {
    used += block(kTop);
  }
  const double least =
      language_ == Language::kChinese ? kLeastRow : kLeastTwoLineRow;
  const double each =
      (kBottom - used) / static_cast<double>(sheet_.contests.size());
  row_ = each < least ? kEasyRow : std::min(each, kMostRow);
}

double Painter::BeginPage(size_t page) {
  if (sheet_.rehearsal) {
    canvas_.Watermark("演练 REHEARSAL");
  }
  Foot(page);
  return kTop + (page == 1 ? Head(kTop) : ShortHead(kTop));
}

size_t Painter::PaintPages() {
  // A hair's breadth: the sum of the heights is what was measured.
  constexpr double kSlack = 0.01;
  size_t page = 1;
  double y = BeginPage(page);
  const auto turn = [&] {
    canvas_.EndPage();
    y = BeginPage(++page);
  };
  if (sheet_.has_counts()) {
    y += TableHead(y);
    for (size_t i = 0; i < sheet_.contests.size(); ++i) {
      if (y + row_ > kBottom + kSlack) {
        turn();
        y += TableHead(y);
      }
      y += Row(i, y);
    }
    canvas_.Line(kMargin, y, kRight, y, kThick);
  }
  for (const Block& block : BlocksAfterTable()) {
    canvas_.set_ink(false);
    const double height = block(y);
    canvas_.set_ink(pages_ > 0);
    if (y + height > kBottom + kSlack) {
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
  Painter(sheet, language, *canvas).Paint();
  return canvas->Finish();
}

}  // namespace pingyi

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "client/report/script.h"
#include "client/report/sheet_files.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr char kFont[] = "Noto Sans CJK SC";
// Of columns, in characters; of a line, in points.
constexpr double kNumberWidth = 6;
constexpr double kNameWidth = 46;
constexpr double kCellWidth = 11;
constexpr double kLineHeight = 17;

// Midnight (UTC) of the meeting's day: the file's only date. The epoch if it
// is none.
time_t MeetingTime(const std::string& date) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(date, &day)) {
    return 0;
  }
  return absl::ToTimeT(absl::FromCivil(day, absl::UTCTimeZone()));
}

// How wide `text` is in the workbook's units: a Chinese character takes two.
size_t Width(const std::string& text) {
  size_t width = 0;
  for (const char byte : text) {
    const auto bits = static_cast<unsigned char>(byte);
    // Bytes after a character's first count nothing.
    width += bits < 0x80 ? 1 : (bits < 0xC0 ? 0 : 2);
  }
  return width;
}

// A workbook that is being written. The library owns what it hands out, up to
// Close.
class Book {
 public:
  Book(const std::string& path, const Sheet& sheet, Language language)
      : sheet_(sheet),
        language_(language),
        book_(workbook_new(path.c_str())),
        plain_(Format(9, false, LXW_ALIGN_LEFT)),
        bold_(Format(12, true, LXW_ALIGN_CENTER)),
        head_(Format(9, true, LXW_ALIGN_CENTER)),
        name_(Format(9, false, LXW_ALIGN_LEFT)),
        cell_(Format(9, false, LXW_ALIGN_CENTER)),
        decimal_(Format(9, false, LXW_ALIGN_CENTER)) {
    for (lxw_format* format : {head_, name_, cell_, decimal_}) {
      format_set_border(format, LXW_BORDER_THIN);
    }
    format_set_text_wrap(plain_);
    format_set_text_wrap(head_);
    format_set_text_wrap(name_);
    format_set_num_format(decimal_, "0.00");
    std::string title = sheet_.title.zh;
    lxw_doc_properties properties = {};
    properties.title = title.data();  // The library copies it.
    properties.created = MeetingTime(sheet_.meeting_date);
    workbook_set_properties(book_, &properties);
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;
  ~Book() = default;

  void WriteResult();
  void WriteScript();

  absl::Status Close() {
    const lxw_error error = workbook_close(book_);
    return error == LXW_NO_ERROR ? absl::OkStatus()
                                 : absl::UnavailableError(lxw_strerror(error));
  }

 private:
  lxw_format* Format(double size, bool bold, int align) {
    lxw_format* format = workbook_add_format(book_);
    format_set_font_name(format, kFont);
    format_set_font_size(format, size);
    format_set_align(format, static_cast<uint8_t>(align));
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (bold) {
      format_set_bold(format);
    }
    return format;
  }
  lxw_col_t last_column() const {
    return sheet_.has_counts()
               ? static_cast<lxw_col_t>(sheet_.table.columns.size() + 1)
               : 11;
  }
  // A line across the table; programs do not find the height of such a row by
  // themselves.
  void Wide(lxw_worksheet* page, const std::string& text, lxw_format* format) {
    worksheet_merge_range(page, row_, 0, row_, last_column(), text.c_str(),
                          format);
    const double columns = last_column() - 1;
    const double width = kNumberWidth + kNameWidth + columns * kCellWidth;
    const double lines = std::ceil(static_cast<double>(Width(text)) / width);
    worksheet_set_row(page, row_, std::max(1.0, lines) * kLineHeight, nullptr);
    ++row_;
  }
  void WriteTable(lxw_worksheet* page);
  void WriteCell(lxw_worksheet* page, lxw_col_t column, const Cell& cell);

  const Sheet& sheet_;
  const Language language_;
  lxw_workbook* book_;
  lxw_format* plain_;
  lxw_format* bold_;
  lxw_format* head_;
  lxw_format* name_;
  lxw_format* cell_;
  lxw_format* decimal_;
  lxw_row_t row_ = 0;
};

void Book::WriteCell(lxw_worksheet* page, lxw_col_t column, const Cell& cell) {
  const std::string& text = FirstLine(cell.text, language_);
  double number = 0;
  if (cell.number && absl::SimpleAtod(text, &number)) {
    const bool decimal = absl::StrContains(text, '.');
    worksheet_write_number(page, row_, column, number,
                           decimal ? decimal_ : cell_);
  } else {
    worksheet_write_string(page, row_, column, text.c_str(), cell_);
  }
}

void Book::WriteTable(lxw_worksheet* page) {
  const ResultTable& table = sheet_.table;
  const auto head = [&](lxw_col_t column, const Name& name) {
    const std::string second = SecondLine(name, language_);
    const std::string text = absl::StrCat(FirstLine(name, language_),
                                          second.empty() ? "" : "\n", second);
    worksheet_write_string(page, row_, column, text.c_str(), head_);
  };
  head(0, {.zh = "序号", .en = "No."});
  head(1, {.zh = "部门", .en = "Department"});
  for (size_t i = 0; i < table.columns.size(); ++i) {
    head(static_cast<lxw_col_t>(i + 2), table.columns[i]);
  }
  worksheet_set_row(page, row_, language_ == Language::kBoth ? 38 : 24,
                    nullptr);
  worksheet_repeat_rows(page, row_, row_);
  ++row_;
  for (size_t i = 0; i < sheet_.contests.size(); ++i) {
    const Name& name = sheet_.contests[i];
    const std::string second = SecondLine(name, language_);
    const std::string text = absl::StrCat(FirstLine(name, language_),
                                          second.empty() ? "" : "\n", second);
    worksheet_write_number(page, row_, 0, static_cast<double>(i + 1), cell_);
    worksheet_write_string(page, row_, 1, text.c_str(), name_);
    for (size_t k = 0; k < table.columns.size(); ++k) {
      WriteCell(page, static_cast<lxw_col_t>(k + 2), table.rows[i][k]);
    }
    worksheet_set_row(page, row_, second.empty() ? 16 : 27, nullptr);
    ++row_;
  }
}

void Book::WriteResult() {
  lxw_worksheet* page = workbook_add_worksheet(
      book_, language_ == Language::kEnglish ? "Result" : "计票结果");
  worksheet_set_paper(page, 9);  // A4.
  worksheet_fit_to_pages(page, 1, 0);
  worksheet_set_footer(page, "&P/&N");
  worksheet_set_column(page, 0, 0, kNumberWidth, nullptr);
  worksheet_set_column(page, 1, 1, kNameWidth, nullptr);
  worksheet_set_column(page, 2, last_column(), kCellWidth, nullptr);
  row_ = 0;
  if (sheet_.rehearsal) {
    Wide(
        page,
        OnOneLine({.zh = "演练，不是正式表决", .en = "REHEARSAL, not the vote"},
                  language_),
        bold_);
  }
  Wide(page, OnOneLine(sheet_.title, language_), bold_);
  Wide(page, OnOneLine(sheet_.heading, language_), bold_);
  std::vector<Fact> said = sheet_.facts;
  said.push_back(sheet_.state);
  for (const Fact& fact : said) {
    Wide(page,
         absl::StrCat(OnOneLine(fact.label, language_), "：",
                      OnOneLine(fact.value, language_)),
         plain_);
  }
  for (const Fact& fact : sheet_.numbers) {
    worksheet_write_string(page, row_, 1,
                           OnOneLine(fact.label, language_).c_str(), name_);
    WriteCell(page, 2, {.text = fact.value, .number = true});
    ++row_;
  }
  for (const Name& notice : sheet_.notices) {
    Wide(page, OnOneLine(notice, language_), plain_);
  }
  ++row_;
  if (sheet_.has_counts()) {
    WriteTable(page);
    ++row_;
  }
  for (const Name& note : sheet_.notes) {
    Wide(page, OnOneLine(note, language_), plain_);
  }
  for (const Fact& fact : sheet_.fingerprints) {
    Wide(page,
         absl::StrCat(OnOneLine(fact.label, language_), "：", fact.value.zh),
         plain_);
  }
  for (const Name& attested : sheet_.attested) {
    Wide(page, OnOneLine(attested, language_), plain_);
  }
  ++row_;
  for (const SignatureLine& line : sheet_.signatures) {
    Wide(page,
         absl::StrCat(OnOneLine(line.role, language_), "：", line.name,
                      " ____________________  ",
                      OnOneLine(line.in_log, language_)),
         plain_);
  }
}

void Book::WriteScript() {
  lxw_worksheet* page = workbook_add_worksheet(
      book_, language_ == Language::kEnglish ? "Script" : "宣读稿");
  worksheet_set_paper(page, 9);
  worksheet_fit_to_pages(page, 1, 0);
  worksheet_set_column(page, 0, 0, 100, nullptr);
  lxw_format* format = Format(12, false, LXW_ALIGN_LEFT);
  format_set_text_wrap(format);
  row_ = 0;
  for (const std::string& line : AnnouncementScript(sheet_, language_)) {
    worksheet_write_string(page, row_, 0, line.c_str(), format);
    ++row_;
  }
}

}  // namespace

absl::Status WriteSheetXlsx(const Sheet& sheet, Language language,
                            const std::string& path) {
  const std::string part = absl::StrCat(path, ".part");
  Book book(part, sheet, language);
  book.WriteResult();
  book.WriteScript();
  const absl::Status closed = book.Close();
  if (!closed.ok() || std::rename(part.c_str(), path.c_str()) != 0) {
    std::remove(part.c_str());
    return absl::UnavailableError(absl::StrCat(
        path, ": could not be written: ",
        closed.ok() ? "the file system refuses" : closed.message()));
  }
  return absl::OkStatus();
}

}  // namespace pingyi

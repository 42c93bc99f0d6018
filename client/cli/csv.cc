#include "client/cli/csv.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace pingyi {
namespace {

// The separator that the first line holds most of, outside quotes.
char FindSeparator(absl::string_view text) {
  constexpr absl::string_view kSeparators = ",;\t";
  std::array<size_t, 3> seen = {};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '\n' || c == '\r')) {
      break;
    } else if (const size_t which = kSeparators.find(c);
               !quoted && which != absl::string_view::npos) {
      ++seen[which];
    }
  }
  const auto most = std::max_element(seen.begin(), seen.end());
  return kSeparators[static_cast<size_t>(most - seen.begin())];
}

// Takes a text apart from front to back.
class CsvReader {
 public:
  CsvReader(absl::string_view path, absl::string_view text, Problems& problems)
      : path_(path),
        text_(text),
        separator_(FindSeparator(text)),
        problems_(problems) {}

  std::vector<CsvRow> Read() {
    std::vector<CsvRow> rows;
    while (next_ < text_.size()) {
      CsvRow row = ReadRow();
      if (std::any_of(row.fields.begin(), row.fields.end(),
                      [](const std::string& f) { return !f.empty(); })) {
        rows.push_back(std::move(row));
      }
    }
    return rows;
  }

 private:
  bool AtEnd() const { return next_ >= text_.size(); }
  bool AtBreak() const { return text_[next_] == '\n' || text_[next_] == '\r'; }

  // Over one line break of any kind.
  void SkipBreak() {
    if (text_[next_] == '\r' && next_ + 1 < text_.size() &&
        text_[next_ + 1] == '\n') {
      ++next_;
    }
    ++next_;
    ++line_;
  }

  CsvRow ReadRow() {
    CsvRow row = {.line = line_, .fields = {}};
    while (true) {
      row.fields.push_back(ReadField());
      if (AtEnd()) {
        return row;
      }
      if (AtBreak()) {
        SkipBreak();
        return row;
      }
      ++next_;  // The separator.
    }
  }

  std::string ReadField() {
    while (!AtEnd() && text_[next_] == ' ') {
      ++next_;
    }
    std::string field;
    if (!AtEnd() && text_[next_] == '"') {
      field = ReadQuoted();
    }
    const size_t begin = next_;
    while (!AtEnd() && !AtBreak() && text_[next_] != separator_) {
      ++next_;
    }
    const absl::string_view plain =
        absl::StripAsciiWhitespace(text_.substr(begin, next_ - begin));
    if (absl::StrContains(plain, "\"") || (!field.empty() && !plain.empty())) {
      problems_.Add(path_, line_,
                    "a quotation mark stands within a field; put the whole "
                    "field in quotation marks and write \"\" for one in it");
    }
    absl::StrAppend(&field, plain);
    return std::string(absl::StripAsciiWhitespace(field));
  }

  // From one quotation mark to the other; "" in between is one of them.
  std::string ReadQuoted() {
    const int begin = line_;
    std::string field;
    ++next_;
    while (!AtEnd()) {
      if (text_[next_] == '"') {
        ++next_;
        if (AtEnd() || text_[next_] != '"') {
          return field;
        }
      }
      if (text_[next_] == '\n') {
        ++line_;
      }
      field.push_back(text_[next_++]);
    }
    problems_.Add(path_, begin,
                  "a quotation mark opens here and is never closed");
    return field;
  }

  absl::string_view path_;
  absl::string_view text_;
  char separator_;
  Problems& problems_;
  size_t next_ = 0;
  int line_ = 1;
};

// Which column a name on top belongs to.
std::optional<size_t> FindColumn(const std::vector<CsvColumn>& columns,
                                 absl::string_view name) {
  for (size_t i = 0; i < columns.size(); ++i) {
    const std::vector<std::string>& names = columns[i].names;
    if (std::any_of(names.begin(), names.end(), [name](const std::string& n) {
          return absl::EqualsIgnoreCase(n, name);
        })) {
      return i;
    }
  }
  return std::nullopt;
}

std::string TopLine(const std::vector<CsvColumn>& columns) {
  return absl::StrJoin(columns, ",", [](std::string* out, const CsvColumn& c) {
    absl::StrAppend(out, c.names.front());
  });
}

// For each field of a row, its column; problems for a top line that does not
// fit.
std::vector<std::optional<size_t>> ReadTopLine(
    absl::string_view path, const CsvRow& top,
    const std::vector<CsvColumn>& columns, Problems& problems) {
  std::vector<std::optional<size_t>> places;
  std::vector<bool> found(columns.size());
  for (const std::string& name : top.fields) {
    const std::optional<size_t> column = FindColumn(columns, name);
    if (!column.has_value()) {
      problems.Add(
          path, top.line,
          absl::StrCat("unknown column \"", name, "\"; the first line must be ",
                       TopLine(columns)));
    } else if (found[*column]) {
      problems.Add(path, top.line,
                   absl::StrCat("column \"", name, "\" stands here twice"));
    } else {
      found[*column] = true;
    }
    places.push_back(column);
  }
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].required && !found[i]) {
      problems.Add(path, top.line,
                   absl::StrCat("column \"", columns[i].names.front(),
                                "\" is missing; the first line must be ",
                                TopLine(columns)));
    }
  }
  return places;
}

}  // namespace

std::vector<CsvRow> ParseCsv(absl::string_view path, absl::string_view text,
                             Problems& problems) {
  return CsvReader(path, text, problems).Read();
}

std::string FormatCsvRow(const std::vector<std::string>& fields) {
  std::string out;
  for (const std::string& field : fields) {
    absl::StrAppend(&out, &field == &fields.front() ? "" : ",");
    if (field.find_first_of(",;\t\"\r\n ") == std::string::npos) {
      absl::StrAppend(&out, field);
      continue;
    }
    absl::StrAppend(&out, "\"");
    for (const char c : field) {
      absl::StrAppend(&out, c == '"' ? "\"\"" : std::string(1, c));
    }
    absl::StrAppend(&out, "\"");
  }
  return absl::StrCat(out, "\n");
}

CsvTable ParseCsvTable(absl::string_view path, absl::string_view text,
                       const std::vector<CsvColumn>& columns,
                       Problems& problems) {
  const std::vector<CsvRow> rows = ParseCsv(path, text, problems);
  CsvTable table;
  if (rows.empty()) {
    problems.Add(
        path, 0,
        absl::StrCat("is empty; the first line must be ", TopLine(columns)));
    return table;
  }
  const size_t before = problems.size();
  const auto places = ReadTopLine(path, rows[0], columns, problems);
  if (problems.size() > before) {
    return table;  // What stands below cannot be understood.
  }
  for (size_t i = 1; i < rows.size(); ++i) {
    const CsvRow& row = rows[i];
    if (row.fields.size() != places.size()) {
      problems.Add(path, row.line,
                   absl::StrCat("has ", row.fields.size(),
                                " fields instead of ", places.size(),
                                "; put a field that holds a comma in "
                                "quotation marks"));
      continue;
    }
    CsvRow sorted = {.line = row.line,
                     .fields = std::vector<std::string>(columns.size())};
    for (size_t k = 0; k < places.size(); ++k) {
      // Every column has been found, or there were problems.
      sorted.fields[places[k].value_or(0)] = row.fields[k];
    }
    table.rows.push_back(std::move(sorted));
  }
  return table;
}

}  // namespace pingyi

#include "client/cli/roster_csv.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/cli/csv.h"
#include "client/cli/text_encoding.h"
#include "proto/codec/limits.h"
#include "proto/codec/text.h"

namespace pingyi {
namespace {

std::optional<uint32_t> ParseNumber(absl::string_view text) {
  uint32_t number = 0;
  if (!absl::SimpleAtoi(text, &number) || number == 0) {
    return std::nullopt;
  }
  return number;
}

// The table in `bytes`; a problem if they are no text.
CsvTable ReadTable(absl::string_view path, ByteSpan bytes,
                   const std::vector<CsvColumn>& columns, Problems& problems) {
  const absl::StatusOr<DecodedText> text = DecodeText(bytes);
  if (!text.ok()) {
    problems.Add(path, 0, text.status().message());
    return {};
  }
  return ParseCsvTable(path, text->utf8, columns, problems);
}

// A name as it goes into a manifest or onto a slip.
struct NameField {
  absl::string_view path;
  int line = 0;
  absl::string_view column;
  bool required = true;
};
std::string ReadName(const NameField& field, const std::string& text,
                     Problems& problems) {
  if (text.empty() && field.required) {
    problems.Add(field.path, field.line,
                 absl::StrCat(field.column, " is empty; write a name"));
    return text;
  }
  const absl::StatusOr<std::string> name = NormalizeText(text);
  const absl::Status usable = name.ok() ? CheckText(*name) : name.status();
  if (!usable.ok()) {
    problems.Add(field.path, field.line,
                 absl::StrCat(field.column, " \"", text, "\" ",
                              usable.message(), "; type the name again"));
    return text;
  }
  if (name->size() > kMaxNameBytes) {
    problems.Add(field.path, field.line,
                 absl::StrCat(field.column, " is longer than ", kMaxNameBytes,
                              " bytes; shorten it"));
  }
  return *name;
}

}  // namespace

std::vector<Deputy> ReadRosterCsv(absl::string_view path, ByteSpan bytes,
                                  Problems& problems) {
  const CsvTable table =
      ReadTable(path, bytes,
                {{.names = {"number", "no", "编号", "序号", "代表编号"}},
                 {.names = {"name", "姓名", "代表姓名"}}},
                problems);
  std::map<uint32_t, std::pair<int, std::string>> seen;
  for (const CsvRow& row : table.rows) {
    const std::optional<uint32_t> number = ParseNumber(row.fields[0]);
    if (!number.has_value()) {
      problems.Add(path, row.line,
                   absl::StrCat("\"", row.fields[0],
                                "\" is no number of a deputy; write a whole "
                                "number from 1"));
      continue;
    }
    const std::string name =
        ReadName({.path = path, .line = row.line, .column = "name"},
                 row.fields[1], problems);
    const auto [other, is_new] =
        seen.try_emplace(*number, std::pair(row.line, name));
    if (is_new) {
      continue;
    }
    const auto& [line, known] = other->second;
    problems.Add(path, row.line,
                 known == name
                     ? absl::StrCat("repeats line ", line, " (", *number, ", ",
                                    name, "); delete one of the two")
                     : absl::StrCat("number ", *number, " (", name,
                                    ") stands already on line ", line, " (",
                                    known, "); give one of them another"));
  }
  if (table.rows.empty() && problems.empty()) {
    problems.Add(path, 0, "names no deputy; write one a line, number,name");
  }
  std::vector<Deputy> deputies;
  deputies.reserve(seen.size());
  for (auto& [number, entry] : seen) {
    deputies.push_back({.number = number, .name = std::move(entry.second)});
  }
  return deputies;
}

std::string FormatRosterCsv(const std::vector<Deputy>& deputies) {
  std::string out = FormatCsvRow({"number", "name"});
  for (const Deputy& deputy : deputies) {
    absl::StrAppend(&out,
                    FormatCsvRow({absl::StrCat(deputy.number), deputy.name}));
  }
  return out;
}

std::vector<Name> ReadDepartmentsCsv(absl::string_view path, ByteSpan bytes,
                                     Problems& problems) {
  const CsvTable table = ReadTable(
      path, bytes,
      {{.names = {"order", "no", "序号"}, .required = false},
       {.names = {"name_zh", "name", "名称", "部门", "部门名称", "单位"}},
       {.names = {"name_en", "英文名称", "英文"}, .required = false}},
      problems);
  const bool ordered =
      std::any_of(table.rows.begin(), table.rows.end(),
                  [](const CsvRow& row) { return !row.fields[0].empty(); });
  std::vector<Name> names(table.rows.size());
  std::map<std::string, int> by_name;
  std::vector<int> line_of(names.size());
  for (size_t i = 0; i < table.rows.size(); ++i) {
    const CsvRow& row = table.rows[i];
    const std::string zh =
        ReadName({.path = path, .line = row.line, .column = "name_zh"},
                 row.fields[1], problems);
    const std::string en = ReadName({.path = path,
                                     .line = row.line,
                                     .column = "name_en",
                                     .required = false},
                                    row.fields[2], problems);
    if (const auto [other, is_new] = by_name.try_emplace(zh, row.line);
        !is_new && !zh.empty()) {
      problems.Add(path, row.line,
                   absl::StrCat("\"", zh, "\" stands already on line ",
                                other->second, "; delete one of the two"));
    }
    const std::optional<uint32_t> place =
        ordered ? ParseNumber(row.fields[0]) : static_cast<uint32_t>(i + 1);
    if (!place.has_value() || *place > names.size() ||
        line_of[*place - 1] != 0) {
      problems.Add(path, row.line,
                   absl::StrCat("order \"", row.fields[0],
                                "\": the orders must be 1 to ", names.size(),
                                ", each once; number the lines again"));
      continue;
    }
    line_of[*place - 1] = row.line;
    names[*place - 1] = {.zh = zh, .en = en};
  }
  if (table.rows.empty() && problems.empty()) {
    problems.Add(path, 0, "names no department; write one a line");
  }
  return names;
}

}  // namespace pingyi

#include "client/cli/settings_text.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/tokenizer.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "client/cli/suggest.h"
#include "client/cli/text_encoding.h"

namespace pingyi {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

const Descriptor* FindMessage(const std::string& name) {
  return config::v1::Settings::descriptor()
      ->file()
      ->pool()
      ->FindMessageTypeByName(name);
}

std::vector<std::string> FieldNames(const Descriptor& message) {
  std::vector<std::string> names;
  names.reserve(static_cast<size_t>(message.field_count()));
  for (int i = 0; i < message.field_count(); ++i) {
    names.push_back(message.field(i)->name());
  }
  return names;
}

// The values of the enumeration that the field of this name has, wherever in
// the settings it is.
std::string EnumValues(const std::string& field_name) {
  const auto* file = config::v1::Settings::descriptor()->file();
  for (int i = 0; i < file->message_type_count(); ++i) {
    const FieldDescriptor* field =
        file->message_type(i)->FindFieldByName(field_name);
    const EnumDescriptor* values =
        field == nullptr ? nullptr : field->enum_type();
    if (values == nullptr) {
      continue;
    }
    std::vector<std::string> names;
    for (int k = 1; k < values->value_count(); ++k) {  // 0 is refused.
      names.push_back(values->value(k)->name());
    }
    return absl::StrJoin(names, " or ");
  }
  return "";
}

// A complaint of the parser, taken apart at its quotation marks.
struct Complaint {
  std::string word;    // What stands there.
  std::string advice;  // What to write instead; may be empty.
};
Complaint Understand(const std::string& message) {
  const std::vector<std::string> quoted = absl::StrSplit(message, '"');
  if (quoted.size() >= 5 && quoted[2] == " has no field named ") {
    const Descriptor* type = FindMessage(quoted[1]);
    if (type == nullptr) {
      return {.word = quoted[3], .advice = ""};
    }
    const std::vector<std::string> names = FieldNames(*type);
    const std::optional<std::string> near = Closest(quoted[3], names);
    return {.word = quoted[3],
            .advice = near.has_value()
                          ? absl::StrCat(" Did you mean ", *near, "?")
                          : absl::StrCat(
                                " It has: ", absl::StrJoin(names, ", "), ".")};
  }
  if (quoted.size() >= 5 && quoted[0] == "Unknown enumeration value of ") {
    const std::string values = EnumValues(quoted[3]);
    return {
        .word = quoted[1],
        .advice = values.empty() ? "" : absl::StrCat(" Write ", values, ".")};
  }
  return {};
}

// Collects what the parser complains of.
class Collector final : public google::protobuf::io::ErrorCollector {
 public:
  Collector(absl::string_view path, absl::string_view text, Problems& problems)
      : path_(path), lines_(absl::StrSplit(text, '\n')), problems_(problems) {}
  void AddError(int line, google::protobuf::io::ColumnNumber /*column*/,
                const std::string& message) override {
    const Complaint complaint = Understand(message);
    problems_.Add(path_, LineOf(complaint.word, line) + 1,
                  absl::StrCat(message, complaint.advice));
  }
  // Unknown fields come as warnings, so that the parser goes on behind them.
  void AddWarning(int line, google::protobuf::io::ColumnNumber column,
                  const std::string& message) override {
    AddError(line, column, message);
  }

 private:
  // The parser names the place of the next word, which may be lines below.
  int LineOf(const std::string& word, int line) const {
    for (int i = std::min(line, static_cast<int>(lines_.size()) - 1);
         i >= 0 && !word.empty(); --i) {
      if (absl::StrContains(lines_[static_cast<size_t>(i)], word)) {
        return i;
      }
    }
    return line;
  }

  absl::string_view path_;
  std::vector<std::string> lines_;
  Problems& problems_;
};

}  // namespace

bool ParseSettingsText(ByteSpan bytes, SettingsText& out, Problems& problems) {
  const absl::StatusOr<DecodedText> text = DecodeText(bytes);
  if (!text.ok()) {
    problems.Add(out.path, 0, text.status().message());
    return false;
  }
  Collector collector(out.path, text->utf8, problems);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(&out.places);
  parser.AllowUnknownField(true);
  const size_t before = problems.size();
  return parser.ParseFromString(text->utf8, &out.settings) &&
         problems.size() == before;
}

}  // namespace pingyi

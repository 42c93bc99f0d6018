#include "server/base/log.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <iterator>

namespace pingyi {
namespace {

constexpr std::array<absl::string_view, 17> kKeyNames = {
    "address", "ballots",  "checked_in", "code",     "gateway", "error",
    "leaves",  "metrics",  "millis",     "official", "issuer",  "phase",
    "refused", "repeated", "session",    "size",     "version"};
static_assert(kKeyNames.size() == static_cast<size_t>(LogKey::kVersion) + 1);

absl::string_view LevelName(LogLevel level) {
  switch (level) {
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      return "error";
  }
  return "error";
}

// JSON's own escapes; other control characters by number.
void AppendQuoted(std::string& out, absl::string_view text) {
  out.push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}",
                     static_cast<unsigned>(c));
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

std::string Now() {
  const std::time_t now =
      std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts = {};
  gmtime_r(&now, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
                     parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                     parts.tm_hour, parts.tm_min, parts.tm_sec);
}

// One write a line, so that lines of two threads do not mix.
void Write(std::string line) {
  line.push_back('\n');
  absl::string_view rest = line;
  while (!rest.empty()) {
    const ssize_t written = write(STDERR_FILENO, rest.data(), rest.size());
    if (written <= 0) {
      return;  // Nobody reads; there is nowhere to say so.
    }
    rest.remove_prefix(static_cast<size_t>(written));
  }
}

}  // namespace

std::string FormatLogLine(LogLevel level, absl::string_view event,
                          std::initializer_list<LogItem> items,
                          bool with_time) {
  std::string line = "{\"level\":";
  AppendQuoted(line, LevelName(level));
  if (with_time) {
    line += ",\"time\":";
    AppendQuoted(line, Now());
  }
  line += ",\"event\":";
  AppendQuoted(line, event);
  for (const LogItem& item : items) {
    line.push_back(',');
    AppendQuoted(line, kKeyNames[static_cast<size_t>(item.key)]);
    line.push_back(':');
    if (const auto* number = std::get_if<int64_t>(&item.value)) {
      line += fmt::format("{}", *number);
    } else {
      AppendQuoted(line, std::get<std::string>(item.value));
    }
  }
  line.push_back('}');
  return line;
}

void Log(LogLevel level, absl::string_view event,
         std::initializer_list<LogItem> items) {
  Write(FormatLogLine(level, event, items, /*with_time=*/true));
}

void LogTimeless(absl::string_view event,
                 std::initializer_list<LogItem> items) {
  Write(FormatLogLine(LogLevel::kInfo, event, items, /*with_time=*/false));
}

}  // namespace pingyi

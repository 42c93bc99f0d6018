#ifndef SERVER_BASE_LOG_H_
#define SERVER_BASE_LOG_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <variant>

#include "absl/strings/string_view.h"

// One JSON line an event, on standard error. What may be said is a closed list
// of names: none of them could carry a deputy, a ballot, a token, an address of
// a caller or a slip, so no caller can log one by accident.
namespace pingyi {

enum class LogLevel { kInfo, kWarning, kError };

// The names of values. Adding one is a decision about people: see DESIGN.md.
enum class LogKey {
  kAddress,    // That the server itself listens on.
  kBallots,    // A count.
  kCheckedIn,  // A count.
  kCode,       // Of a status.
  kGateway,    // Address that browsers reach.
  kError,      // Our own or the system's words, never a caller's bytes.
  kLeaves,     // A count.
  kMetrics,    // Address of our own numbers.
  kMillis,     // A duration of the server's own work.
  kOfficial,   // Number of an official; officials are public.
  kIssuer,     // Number of an issuer.
  kPhase,      // State of the session.
  kRefused,    // A count.
  kRepeated,   // A count.
  kSession,    // session_id.
  kSize,       // Of the log.
  kVersion,    // Of the program.
};

struct LogItem {
  LogKey key;
  std::variant<int64_t, std::string> value;
};

// The line without its newline: level, time (seconds, UTC) where `with_time`,
// event, then the items in order.
std::string FormatLogLine(LogLevel level, absl::string_view event,
                          std::initializer_list<LogItem> items, bool with_time);

// Writes a line with its time. For everything but casting.
void Log(LogLevel level, absl::string_view event,
         std::initializer_list<LogItem> items = {});

// Writes a line without a time: for the counters of the cast side.
void LogTimeless(absl::string_view event, std::initializer_list<LogItem> items);

}  // namespace pingyi

#endif  // SERVER_BASE_LOG_H_

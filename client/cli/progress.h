#ifndef CLIENT_CLI_PROGRESS_H_
#define CLIENT_CLI_PROGRESS_H_

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"

// How far something long is, and how fast it goes, for people.
namespace pingyi {

// "[#####.....]", full where there is nothing to do.
std::string FormatBar(size_t done, size_t all);
// "12,345".
std::string FormatCount(uint64_t number);
// Two digits that mean something: "0.38", "4.1", "83", "7,900".
std::string FormatRough(double number);
// About how long: "8 s", "3 min", "2.5 h".
std::string FormatWait(absl::Duration duration);
// "[###...] 1,200 of 3,000 ballots, 7,900/s, 2 s left", after `spent`.
std::string FormatProgress(size_t done, size_t all, absl::Duration spent);

// One line on a terminal that is drawn over itself, and erased in the end. Says
// nothing where there is no terminal.
class ProgressLine {
 public:
  ProgressLine(std::ostream& out, bool terminal)
      : out_(out), terminal_(terminal) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { Erase(); }

  void Show(size_t done, size_t all);
  void Erase();

 private:
  std::ostream& out_;
  const bool terminal_;
  const absl::Time begin_ = absl::Now();
  bool drawn_ = false;
};

}  // namespace pingyi

#endif  // CLIENT_CLI_PROGRESS_H_

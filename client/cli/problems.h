#ifndef CLIENT_CLI_PROBLEMS_H_
#define CLIENT_CLI_PROBLEMS_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace pingyi {

// Mistakes in the files that people write, all of them collected before any is
// reported. Each says where it is and what to write instead.
class Problems {
 public:
  // `line` counts from 1; 0 stands for the file as a whole.
  void Add(absl::string_view path, int line, absl::string_view message);

  // A message that says itself where it belongs.
  void Add(absl::string_view message) { list_.emplace_back(message); }

  bool empty() const { return list_.empty(); }
  size_t size() const { return list_.size(); }
  // OK without problems; otherwise INVALID_ARGUMENT with one line for each,
  // "path:line: message".
  absl::Status ToStatus() const;

 private:
  std::vector<std::string> list_;
};

}  // namespace pingyi

#endif  // CLIENT_CLI_PROBLEMS_H_

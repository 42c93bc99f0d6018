#include "client/cli/problems.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace pingyi {

void Problems::Add(absl::string_view path, int line,
                   absl::string_view message) {
  list_.push_back(line > 0 ? absl::StrCat(path, ":", line, ": ", message)
                           : absl::StrCat(path, ": ", message));
}

absl::Status Problems::ToStatus() const {
  if (list_.empty()) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      list_.size() == 1
          ? "1 mistake; nothing was made:\n"
          : absl::StrCat(list_.size(), " mistakes; nothing was made:\n"),
      absl::StrJoin(list_, "\n")));
}

}  // namespace pingyi

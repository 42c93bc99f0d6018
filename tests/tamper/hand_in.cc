#include "tests/tamper/hand_in.h"

#include "crypto/base/status_macros.h"

namespace pingyi::testing {

absl::Status HandIn(const Exhibit& exhibit, const std::string& directory) {
  RETURN_IF_ERROR(WriteRecord(directory, exhibit.record));
  if (exhibit.damage) {
    exhibit.damage(directory);
  }
  return absl::OkStatus();
}

}  // namespace pingyi::testing

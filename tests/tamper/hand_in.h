#ifndef TESTS_TAMPER_HAND_IN_H_
#define TESTS_TAMPER_HAND_IN_H_

#include <string>

#include "absl/status/status.h"
#include "tests/tamper/workshop.h"

namespace pingyi::testing {

// Writes the exhibit into the new folder `directory`, and does to the files
// what is to be done to them. Errors as WriteRecord.
absl::Status HandIn(const Exhibit& exhibit, const std::string& directory);

}  // namespace pingyi::testing

#endif  // TESTS_TAMPER_HAND_IN_H_

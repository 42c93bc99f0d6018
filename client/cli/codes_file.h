#ifndef CLIENT_CLI_CODES_FILE_H_
#define CLIENT_CLI_CODES_FILE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/rehearsal/simulation.h"

// The slips of a rehearsal for programs: lines "number,code" under that head.
// Whoever holds this file can check in every deputy.
namespace pingyi {

// INVALID_ARGUMENT, naming file and line, for anything else; never repeats a
// code in the message.
absl::StatusOr<std::vector<SimulatedSlip>> ReadCodesFile(
    const std::string& path);
// With mode 0600.
absl::Status WriteCodesFile(const std::string& path,
                            const std::vector<SimulatedSlip>& slips);

}  // namespace pingyi

#endif  // CLIENT_CLI_CODES_FILE_H_

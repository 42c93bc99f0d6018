#ifndef CLIENT_CLI_SESSION_FOLDER_H_
#define CLIENT_CLI_SESSION_FOLDER_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cli/roster_csv.h"
#include "client/cli/slip_page.h"
#include "client/cpp/session_directory.h"

// The operator's side of a session's folder, private/ included.
namespace pingyi {

// private/names.csv. NOT_FOUND or INVALID_ARGUMENT naming the file.
absl::StatusOr<std::vector<Deputy>> ReadNames(const std::string& folder);

// The address of the tablets' page, from --page, else the first of the
// session's pages, else the first host of its server.
std::string PageAddress(const std::string& given, const PublicSession& session);

// Writes a sheet of slips to `path`, readable by its owner only. ALREADY_EXISTS
// if there is such a file.
absl::Status WriteSlipPage(const std::string& path, const SlipSheet& sheet,
                           const std::vector<PrintedSlip>& slips);

}  // namespace pingyi

#endif  // CLIENT_CLI_SESSION_FOLDER_H_

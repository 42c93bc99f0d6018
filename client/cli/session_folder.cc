#include "client/cli/session_folder.h"

#include <sodium.h>

#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/cli/problems.h"
#include "client/cpp/private_file.h"
#include "client/record/files.h"
#include "crypto/base/bytes.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr size_t kMaxNames = size_t{256} << 20;

}  // namespace

absl::StatusOr<std::vector<Deputy>> ReadNames(const std::string& folder) {
  const std::string path = absl::StrCat(folder, "/private/names.csv");
  ASSIGN_OR_RETURN(const Bytes bytes, ReadFile(path, kMaxNames));
  Problems problems;
  std::vector<Deputy> names = ReadRosterCsv(path, bytes, problems);
  RETURN_IF_ERROR(problems.ToStatus());
  return names;
}

std::string PageAddress(const std::string& given,
                        const PublicSession& session) {
  if (!given.empty()) {
    return given;
  }
  if (!session.pages.empty()) {
    return absl::StrCat(session.pages.front(), "/");
  }
  const std::string& address = session.endpoint.addresses.front();
  return absl::StrCat("https://", address.substr(0, address.rfind(':')), "/");
}

absl::Status WriteSlipPage(const std::string& path, const SlipSheet& sheet,
                           const std::vector<PrintedSlip>& slips) {
  ASSIGN_OR_RETURN(std::string page, FormatSlipPage(sheet, slips));
  const absl::Status written = CreateFile(path, AsBytes(page), /*secret=*/true);
  sodium_memzero(page.data(), page.size());
  return written;
}

}  // namespace pingyi

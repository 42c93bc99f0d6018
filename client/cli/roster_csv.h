#ifndef CLIENT_CLI_ROSTER_CSV_H_
#define CLIENT_CLI_ROSTER_CSV_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/cli/problems.h"
#include "crypto/audit/manifest.h"
#include "crypto/base/bytes.h"

// The two tables that the operator brings. What is wrong is added to
// `problems`; the result is meaningful only if nothing was. `path` is for the
// messages; `bytes` may be in any encoding that DecodeText reads.
namespace pingyi {

struct Deputy {
  uint32_t number = 0;
  std::string name;
};

// number,name: one deputy a line, any order; ascending in the result. Refuses
// a number twice (a line twice included), a number that is none, and an empty
// name.
std::vector<Deputy> ReadRosterCsv(absl::string_view path, ByteSpan bytes,
                                  Problems& problems);
// Writes the same again.
std::string FormatRosterCsv(const std::vector<Deputy>& deputies);

// order,name_zh,name_en: the departments in the order of `order`, which counts
// from 1 without a gap; without that column in the order of the lines. Refuses
// an empty Chinese name and the same one twice.
std::vector<Name> ReadDepartmentsCsv(absl::string_view path, ByteSpan bytes,
                                     Problems& problems);

}  // namespace pingyi

#endif  // CLIENT_CLI_ROSTER_CSV_H_

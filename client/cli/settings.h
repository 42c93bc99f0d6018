#ifndef CLIENT_CLI_SETTINGS_H_
#define CLIENT_CLI_SETTINGS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/cli/problems.h"
#include "crypto/audit/manifest.h"
#include "crypto/base/bytes.h"

namespace pingyi {

// What a manifest has from elsewhere than the settings.
struct SessionParts {
  std::vector<Name> contests;
  std::vector<Official> officials;
  uint32_t roster_size = 0;
};

// The manifest that the settings file `path` with the content `bytes` asks for
// (pingyi.config.v1.Settings as text), except for nonce, log key and roster
// hash. Every mistake is added to `problems` with its line and what to write
// instead; the manifest is meaningful only if there was none.
Manifest ReadSettings(absl::string_view path, ByteSpan bytes,
                      const SessionParts& parts, Problems& problems);

// Hundredths of a percent in "80", "66.7" or "66.67", at most 10,000; nullopt
// for anything else.
std::optional<uint32_t> ParsePercent(absl::string_view text);

}  // namespace pingyi

#endif  // CLIENT_CLI_SETTINGS_H_

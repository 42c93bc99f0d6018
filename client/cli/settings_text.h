#ifndef CLIENT_CLI_SETTINGS_TEXT_H_
#define CLIENT_CLI_SETTINGS_TEXT_H_

#include <google/protobuf/text_format.h>

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "client/cli/problems.h"
#include "crypto/base/bytes.h"
#include "pingyi/config/v1/settings.pb.h"

namespace pingyi {

// A settings file that was understood, with the line of every field in it.
struct SettingsText {
  std::string path;
  config::v1::Settings settings;
  google::protobuf::TextFormat::ParseInfoTree places;
};

// Parses `bytes` (any encoding that DecodeText reads) into `out`, whose path is
// set. False if there was a mistake; each is in `problems`, with the nearest
// name or the list of those that could stand there.
bool ParseSettingsText(ByteSpan bytes, SettingsText& out, Problems& problems);

}  // namespace pingyi

#endif  // CLIENT_CLI_SETTINGS_TEXT_H_

#include <iostream>

#include "client/cli/commands.h"
#include "client/cli/connection.h"
#include "client/record/record.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr absl::Duration kPatience = absl::Minutes(10);

absl::Status Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const Target target, ReadTarget(arguments));
  ASSIGN_OR_RETURN(const RawRecord record,
                   FetchRecord(target.endpoint, kPatience));
  const std::string out = arguments.Get("out");
  RETURN_IF_ERROR(WriteRecord(out, record));
  std::cout << "The public record, " << record.leaves.size()
            << " entries, is in " << out
            << ".\nNothing in it is secret. Verify it on any machine: "
            << "pingyi verify " << out << " --manifest FINGERPRINT\n";
  return absl::OkStatus();
}

}  // namespace

Command ExportCommand() {
  Command command{
      .name = "export",
      .summary = "Write the public record as a folder of static files",
      .teach =
          "Fetches the log, its checkpoint with all cosignatures and the "
          "blobs, "
          "and writes\nthem as a C2SP tlog-tiles folder: the evidence, for any "
          "web server or USB stick.",
      .example = "pingyi export --session DIR/public --out record",
      .positionals = {},
      .options = ConnectionOptions(),
      .run = Run};
  command.options.push_back({.name = "out",
                             .value = "DIR",
                             .help = "A new or empty folder.",
                             .required = true});
  return command;
}

}  // namespace pingyi

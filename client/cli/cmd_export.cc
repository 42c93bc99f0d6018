#include <iostream>

#include "absl/strings/str_cat.h"
#include "client/cli/commands.h"
#include "client/cli/connection.h"
#include "client/cli/outcome.h"
#include "client/record/files.h"
#include "client/record/record.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr absl::Duration kPatience = absl::Minutes(10);

// For whoever finds the folder. It is no part of the evidence, and says so.
std::string ReadMe(const RawRecord& record) {
  return absl::StrCat(
      FormatHeading(ManifestOf(record)),
      "\nThis folder is the public record of the session above (C2SP "
      "tlog-tiles); nothing in it is\nsecret. Believe neither it nor this "
      "page: "
      "verify it.\n\n  pingyi verify THIS-FOLDER --manifest "
      "FINGERPRINT\n\nTake "
      "the fingerprint from a paper or person you trust, not from here.\n"
      "本目录为上述会议的公开记录。请勿轻信，请用从可信来源得到的指纹自行验证。"
      "\n");
}

absl::Status Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const Target target, ReadTarget(arguments));
  ASSIGN_OR_RETURN(const RawRecord record,
                   FetchRecord(target.endpoint, kPatience));
  const std::string out = arguments.Get("out");
  RETURN_IF_ERROR(WriteRecord(out, record));
  RETURN_IF_ERROR(
      WriteFile(absl::StrCat(out, "/READ-ME.txt"), AsBytes(ReadMe(record))));
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

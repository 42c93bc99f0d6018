#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "client/cli/codes_file.h"
#include "client/cli/command.h"
#include "client/cli/commands.h"
#include "client/cli/session_folder.h"
#include "client/cli/slip_store.h"
#include "client/cpp/private_file.h"
#include "client/cpp/session_directory.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

struct Printing {
  PublicSession session;
  SlipStore store;
  std::map<uint32_t, std::string> names;
};

absl::StatusOr<Printing> Load(const std::string& folder) {
  ASSIGN_OR_RETURN(PublicSession session,
                   LoadPublicSession(absl::StrCat(folder, "/public")));
  ASSIGN_OR_RETURN(SlipStore store,
                   ReadSlipStore(absl::StrCat(folder, "/private/slips.bin")));
  if (store.session_id != session.session_id) {
    return absl::FailedPreconditionError(
        absl::StrCat(folder, ": slips and manifest are of different sessions"));
  }
  ASSIGN_OR_RETURN(const std::vector<Deputy> deputies, ReadNames(folder));
  Printing printing = {
      .session = std::move(session), .store = std::move(store), .names = {}};
  for (const Deputy& deputy : deputies) {
    printing.names[deputy.number] = deputy.name;
  }
  return printing;
}

absl::Status Print(const Printing& printing, const Arguments& arguments) {
  std::vector<PrintedSlip> slips;
  for (const DeputySlip& slip : printing.store.slips) {
    const auto name = printing.names.find(slip.number);
    slips.push_back({.number = slip.number,
                     .name = name == printing.names.end() ? "" : name->second,
                     .secret = slip.secret.Clone()});
  }
  const std::string path = arguments.Get("html");
  RETURN_IF_ERROR(WriteSlipPage(
      path,
      {.manifest = printing.session.manifest,
       .session_id = printing.session.session_id,
       .page_address = PageAddress(arguments.Get("page"), printing.session)},
      slips));
  std::cout << path << ": " << slips.size() << " slips on "
            << (slips.size() + 3) / 4
            << " sheets of A4. Print it, then delete it: whoever has it can "
               "check everybody in.\n";
  return absl::OkStatus();
}

absl::Status WriteCodes(const Printing& printing, const std::string& path) {
  if (printing.session.manifest.kind != SessionKind::kRehearsal) {
    return absl::FailedPreconditionError(
        "--codes is for rehearsals only: a file with all codes would let "
        "whoever finds it vote for everybody");
  }
  std::vector<SimulatedSlip> codes;
  codes.reserve(printing.store.slips.size());
  for (const DeputySlip& slip : printing.store.slips) {
    codes.push_back({.number = slip.number, .secret = slip.secret.Clone()});
  }
  RETURN_IF_ERROR(WriteCodesFile(path, codes));
  std::cout << path << ": " << codes.size()
            << " codes for `pingyi simulate` (rehearsal)\n";
  return absl::OkStatus();
}

// An official's own slip, on the official's own device: from the code that
// `enroll` wrote, and the session's public folder alone.
absl::Status PrintOwn(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const PublicSession session,
                   LoadPublicSession(absl::StrCat(arguments.At(0), "/public")));
  ASSIGN_OR_RETURN(const SecretBuffer code,
                   ReadPassphraseFile(arguments.Get("own")));
  ASSIGN_OR_RETURN(SlipSecret secret, ParseSlip(AsText(code.Expose())));
  const VerifyKey key = CredentialKey(secret).verify_key();
  const std::vector<Official>& officials = session.manifest.officials;
  const auto owner =
      std::find_if(officials.begin(), officials.end(),
                   [&](const Official& o) { return o.signing_key == key; });
  if (owner == officials.end()) {
    return absl::NotFoundError(absl::StrCat(
        arguments.Get("own"), ": is no official's slip of this session"));
  }
  std::vector<PrintedSlip> slips;
  slips.push_back(
      {.number = 0, .name = owner->name, .secret = std::move(secret)});
  RETURN_IF_ERROR(WriteSlipPage(
      arguments.Get("html"),
      {.manifest = session.manifest,
       .session_id = session.session_id,
       .page_address = PageAddress(arguments.Get("page"), session)},
      slips));
  std::cout << arguments.Get("html") << ": the slip of " << owner->name
            << ". Print it, then delete the file.\n";
  return absl::OkStatus();
}

// Whether somebody at a terminal wants the secrets gone now.
bool AskErase() {
  if (isatty(STDIN_FILENO) == 0) {
    return false;
  }
  std::cout << "Erase the secrets now? Print and count the slips first. Type "
               "ERASE to erase: "
            << std::flush;
  std::string answer;
  return static_cast<bool>(std::getline(std::cin, answer)) && answer == "ERASE";
}

absl::Status Run(const Arguments& arguments) {
  const std::string folder = arguments.At(0);
  const std::string secrets = absl::StrCat(folder, "/private/slips.bin");
  const bool printed = arguments.Has("html");
  if (arguments.Has("own") && printed) {
    return PrintOwn(arguments);
  }
  if (!printed && !arguments.Has("codes") && !arguments.Has("erase")) {
    return absl::InvalidArgumentError(
        "say what to do: --html FILE to print, --erase once all is printed");
  }
  if (printed || arguments.Has("codes")) {
    ASSIGN_OR_RETURN(const Printing printing, Load(folder));
    if (printed) {
      RETURN_IF_ERROR(Print(printing, arguments));
    }
    if (arguments.Has("codes")) {
      RETURN_IF_ERROR(WriteCodes(printing, arguments.Get("codes")));
    }
  }
  if (arguments.Has("erase") || (printed && AskErase())) {
    RETURN_IF_ERROR(EraseFile(secrets));
    std::cout << secrets
              << ": overwritten and removed. From now on only the printed "
                 "slips have the codes. (A flash disk or a backup may keep an "
                 "old copy: destroy those too.)\n";
    return absl::OkStatus();
  }
  std::cout << "The secrets still lie in " << secrets
            << "; once the slips are printed: pingyi slips " << folder
            << " --erase\n";
  return absl::OkStatus();
}

}  // namespace

Command SlipsCommand() {
  return {
      .name = "slips",
      .summary = "Print the deputies' slips, then erase their secrets",
      .teach =
          "A slip is how a deputy checks in: a QR code to scan and the same "
          "code to type.\nThis writes one HTML file, A4, four to a page, with "
          "number, name and the\nsession's fingerprint; print it from any "
          "browser. Whoever holds the secrets can\ncheck deputies in who stay "
          "away, so erase them as soon as the slips are printed:\n--erase "
          "overwrites and removes them. A lost slip is replaced with "
          "`pingyi roster\nreissue`.",
      .example = "pingyi slips sitting --html slips.html --erase",
      .positionals = {"DIR"},
      .options =
          {{.name = "html",
            .value = "FILE",
            .help = "Write the slips to this new file."},
           {.name = "own",
            .value = "FILE",
            .help = "With --html: print an official's slip instead, from the "
                    "code in BASE.slip; needs DIR/public only."},
           {.name = "page",
            .value = "URL",
            .help = "Address of the tablets' page, for the QR codes; by "
                    "default the first of public/web.txt."},
           {.name = "codes",
            .value = "FILE",
            .help = "For `pingyi simulate` in a rehearsal: number,code."},
           {.name = "erase",
            .value = "",
            .help = "Overwrite and remove the secrets (after writing)."}},
      .run = Run};
}

}  // namespace pingyi

#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/cli/command.h"
#include "client/cli/commands.h"
#include "client/cli/official.h"
#include "client/cli/session_folder.h"
#include "client/cli/slip_store.h"
#include "client/cli/table.h"
#include "client/cpp/retry.h"
#include "client/record/files.h"
#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "proto/codec/manifest.h"

namespace pingyi {
namespace {

constexpr size_t kMaxRoster = size_t{512} << 20;
constexpr size_t kShortKey = 16;

absl::StatusOr<Roster> ReadRoster(const std::string& folder,
                                  const Manifest& manifest) {
  const std::string path = absl::StrCat(folder, "/public/roster.bin");
  ASSIGN_OR_RETURN(const Bytes bytes, ReadFile(path, kMaxRoster));
  if (Sha256(bytes) != manifest.roster_sha256) {
    return absl::DataLossError(
        absl::StrCat(path, ": is not the roster that the manifest names"));
  }
  return DecodeRoster(bytes);
}

absl::Status List(const Arguments& arguments) {
  const std::string folder = arguments.At(0);
  ASSIGN_OR_RETURN(const PublicSession session,
                   LoadPublicSession(absl::StrCat(folder, "/public")));
  ASSIGN_OR_RETURN(const Roster roster, ReadRoster(folder, session.manifest));
  // Only the operator's copy of the folder has the names.
  const absl::StatusOr<std::vector<Deputy>> deputies = ReadNames(folder);
  std::map<uint32_t, std::string> names;
  if (deputies.ok()) {
    for (const Deputy& deputy : *deputies) {
      names[deputy.number] = deputy.name;
    }
  }
  std::vector<std::vector<std::string>> rows = {{"number", "name", "key"}};
  for (const RosterEntry& entry : roster) {
    const auto name = names.find(entry.deputy);
    rows.push_back({absl::StrCat(entry.deputy),
                    name == names.end() ? "-" : name->second,
                    ToHex(entry.credential_key.bytes()).substr(0, kShortKey)});
  }
  std::cout << FormatTable(rows, 3) << roster.size() << " deputies\n";
  return absl::OkStatus();
}

absl::StatusOr<uint32_t> ReadDeputy(const std::string& text) {
  uint32_t number = 0;
  if (!absl::SimpleAtoi(text, &number) || number == 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", text, "\" is no number of a deputy"));
  }
  return number;
}

// A slip that the log does not know is removed; where nobody can tell, it
// stays.
absl::Status Refused(const std::string& path, const absl::Status& status) {
  if (IsRetryable(status)) {
    return absl::Status(status.code(),
                        absl::StrCat(status.message(),
                                     "\nWhether the log has it is not known: "
                                     "keep ",
                                     path,
                                     ", and reissue once more to a new file; "
                                     "the last slip counts."));
  }
  RETURN_IF_ERROR(EraseFile(path));
  return status;
}

absl::Status Reissue(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const uint32_t deputy, ReadDeputy(arguments.At(0)));
  ASSIGN_OR_RETURN(const PublicSession session,
                   LoadPublicSession(arguments.Get("session")));
  ASSIGN_OR_RETURN(const std::unique_ptr<OfficialDesk> desk,
                   OfficialDesk::Open(arguments, Role::kChair));
  PrintedSlip slip = {.number = deputy,
                      .name = arguments.Get("name"),
                      .secret = SlipSecret::Random()};
  const VerifyKey key = CredentialKey(slip.secret).verify_key();
  std::vector<PrintedSlip> slips;
  slips.push_back(std::move(slip));
  // Written first: a slip that no log knows is harmless, the other way round
  // the deputy would have none.
  const std::string path = arguments.Get("html");
  RETURN_IF_ERROR(WriteSlipPage(
      path,
      {.manifest = session.manifest,
       .session_id = session.session_id,
       .page_address = PageAddress(arguments.Get("page"), session)},
      slips));
  const absl::StatusOr<uint64_t> leaf =
      desk->Sign([&](const BoardLog& log) -> absl::StatusOr<Entry> {
        return ReissueEntry{
            .deputy = deputy,
            .credential_key = key,
            .signature = SignStatement(desk->key(), StatementKind::kReissue,
                                       log.session()->session_id(),
                                       ReissueBody(deputy, key))};
      });
  if (!leaf.ok()) {
    return Refused(path, leaf.status());
  }
  std::cout << "Deputy " << deputy << " has a new slip (leaf " << *leaf
            << " of the log); the lost one opens nothing any more.\nPrint "
            << path << ", hand it over, and delete the file.\n";
  return absl::OkStatus();
}

}  // namespace

Command RosterListCommand() {
  return {.name = "roster list",
          .summary = "The deputies of a session, as its manifest fixes them",
          .teach =
              "Lists number, name and the beginning of the public key of "
              "every deputy, and\nchecks that this is the roster whose hash "
              "stands in the manifest. Names are in\nprivate/ alone and never "
              "in the log: without it only the numbers are shown.",
          .example = "pingyi roster list sitting",
          .positionals = {"DIR"},
          .options = {},
          .run = List};
}

Command RosterReissueCommand() {
  std::vector<Option> options = OfficialOptions();
  for (Option& option : options) {
    option.required = option.name == "session";
  }
  options.push_back({.name = "html",
                     .value = "FILE",
                     .help = "Write the new slip to this new file.",
                     .required = true});
  options.push_back({.name = "name",
                     .value = "NAME",
                     .help = "The deputy's name, to be printed on the slip."});
  options.push_back({.name = "page",
                     .value = "URL",
                     .help = "Address of the tablets' page, for the QR code."});
  return {
      .name = "roster reissue",
      .summary = "Chair: replace a lost slip before its deputy has checked in",
      .teach =
          "The chair signs that the deputy's key is replaced: the "
          "statement goes on the log,\nthe lost slip opens nothing any "
          "more, and the new one is written to a file to\nprint. Works "
          "from the ceremony on, until the deputy has checked in; the "
          "server must\nrun. Before the server was ever started, run "
          "`pingyi session new` again instead.",
      .example =
          "pingyi roster reissue 17 --session sitting/public "
          "--slip-file chair.slip --html slip17.html",
      .positionals = {"NUMBER"},
      .options = std::move(options),
      .run = Reissue};
}

}  // namespace pingyi

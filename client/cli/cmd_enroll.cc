#include <iostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "client/cli/command.h"
#include "client/cli/commands.h"
#include "client/cpp/official_file.h"
#include "client/cpp/private_file.h"
#include "crypto/audit/manifest.h"
#include "crypto/base/bytes.h"
#include "crypto/base/status_macros.h"
#include "crypto/credential/slip.h"
#include "proto/codec/text.h"

namespace pingyi {
namespace {

absl::StatusOr<std::vector<Role>> ReadRoles(const std::string& list) {
  ASSIGN_OR_RETURN(std::vector<Role> roles, ParseRoles(list));
  for (const Role role : roles) {
    if (role != Role::kChair && role != Role::kScrutineer) {
      return absl::InvalidArgumentError(absl::StrCat(
          "role: a ", RoleName(role),
          " has a program running during the sitting; use `pingyi-trustee "
          "enroll` instead"));
    }
  }
  return roles;
}

absl::StatusOr<std::string> ReadName(const std::string& given) {
  ASSIGN_OR_RETURN(std::string name, NormalizeText(given));
  const absl::Status usable = CheckText(name);
  if (name.empty() || !usable.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--name ", name.empty() ? "is empty" : usable.message()));
  }
  return name;
}

absl::Status Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const std::vector<Role> roles,
                   ReadRoles(arguments.Get("role")));
  ASSIGN_OR_RETURN(const std::string name, ReadName(arguments.Get("name")));
  const std::string base = arguments.Get("out");
  const SlipSecret secret = SlipSecret::Random();
  const Official official{.name = name,
                          .signing_key = CredentialKey(secret).verify_key(),
                          .roles = roles};
  RETURN_IF_ERROR(CreateFile(absl::StrCat(base, ".slip"),
                             FormatSlip(secret).Expose(), /*secret=*/true));
  RETURN_IF_ERROR(CreateFile(absl::StrCat(base, ".official"),
                             AsBytes(FormatOfficialFile(official)),
                             /*secret=*/false));
  std::cout << "Give to the operator:  " << base << ".official (public)\n"
            << "Keep to yourself:      " << base
            << ".slip (the code that you sign with; to scan it at a page: "
               "pingyi qr - < "
            << base << ".slip)\n"
            << "Your key:              " << ToHex(official.signing_key.bytes())
            << "\nBefore the zero check, find this key in the manifest.\n";
  return absl::OkStatus();
}

}  // namespace

Command EnrollCommand() {
  return {
      .name = "enroll",
      .summary = "Make the key of a chair or scrutineer, on their own device",
      .teach =
          "Everything that an official orders is signed with a key that only\n"
          "they have. This makes it. BASE.official goes to the operator, for\n"
          "`pingyi session new`. BASE.slip holds the code that later commands\n"
          "ask for, and never leaves you. Trustees, issuers and witnesses use\n"
          "`pingyi-trustee enroll`.",
      .example = "pingyi enroll --name 主持人 --role chair --out chair",
      .positionals = {},
      .options = {{.name = "name",
                   .value = "NAME",
                   .help = "Your name or office, as people will read it.",
                   .required = true},
                  {.name = "role",
                   .value = "ROLES",
                   .help = "chair, scrutineer, or chair,scrutineer.",
                   .required = true},
                  {.name = "out",
                   .value = "BASE",
                   .help = "Where to write BASE.official and BASE.slip.",
                   .required = true}},
      .run = Run};
}

}  // namespace pingyi

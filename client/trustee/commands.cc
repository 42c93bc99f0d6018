#include "client/trustee/commands.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "client/cpp/key_file.h"
#include "client/cpp/official_file.h"
#include "client/cpp/private_file.h"
#include "crypto/base/status_macros.h"
#include "crypto/credential/slip.h"

namespace pingyi {
namespace {

constexpr std::array<Flag, 12> kFlags = {{
    {.name = "name"},
    {.name = "role"},
    {.name = "out"},
    {.name = "key"},
    {.name = "session"},
    {.name = "server"},
    {.name = "ca"},
    {.name = "fingerprint"},
    {.name = "passphrase-file"},
    {.name = "attest", .takes_value = false},
    {.name = "test-only-weak-passphrase", .takes_value = false},
    {.name = "help", .takes_value = false},
}};

constexpr char kHelp[] =
    R"(pingyi-trustee: an official's own program. Holds shares of the tally key
(trustee) and of the token key (issuer), watches the log (witness), and opens
no port.

  pingyi-trustee enroll --name NAME --role ROLES --out BASE
      Makes your keys on this machine, before the session is made. ROLES is a
      list of trustee, issuer, scrutineer, witness, chair. Give BASE.official to
      the operator; keep BASE.key and the slip that is printed.

  pingyi-trustee run --session DIR --key BASE.key [--attest]
      Takes part in the ceremony, follows the log and does everything that you
      owe, until Ctrl-C. Run it from the ceremony to the announcement; it may be
      stopped and started again at any time.
      --fingerprint HEX  the session's fingerprint as you were told it; without
                         it you are shown it and asked
      --attest           as scrutineer, sign the zero check before the opening
                         and "verified" after the result by itself
      --server HOST:PORT --ca FILE  another way to the server than DIR says

  pingyi-trustee status --key BASE.key
      What the key file holds: roles, session, what was done with it.

Your passphrase is asked for, or read from --passphrase-file FILE (first line).
--test-only-weak-passphrase makes it cheap to guess: for tests only.
)";

absl::StatusOr<SecretBuffer> Passphrase(const CommandLine& line, bool twice) {
  const std::string file = line.Get("passphrase-file", "");
  if (!file.empty()) {
    return ReadPassphraseFile(file);
  }
  ASSIGN_OR_RETURN(SecretBuffer first, AskPassphrase("Passphrase: "));
  if (!twice) {
    return first;
  }
  ASSIGN_OR_RETURN(const SecretBuffer second, AskPassphrase("Once more: "));
  const ByteSpan a = first.Expose();
  const ByteSpan b = second.Expose();
  if (!std::equal(a.begin(), a.end(), b.begin(), b.end())) {
    return absl::InvalidArgumentError("the two passphrases differ");
  }
  return first;
}

void PrintHead(const char* what, const SeenHead& seen) {
  if (seen.head.size == 0) {
    std::cout << what << ": none yet\n";
    return;
  }
  std::cout << what << ": " << seen.head.size << " leaves, root "
            << ToHex(seen.head.root) << '\n';
}

void PrintMembership(const char* what, const std::optional<Membership>& own) {
  if (!own.has_value()) {
    return;
  }
  std::cout << what << ": "
            << (own->shares.empty()
                    ? std::string("no share yet")
                    : absl::StrCat("share of ", own->shares.size(), " keys"))
            << (own->transport_secret.has_value()
                    ? ", transport key not erased yet"
                    : "")
            << '\n';
}

}  // namespace

std::span<const Flag> TrusteeFlags() {
  return kFlags;
}
const char* TrusteeHelp() {
  return kHelp;
}

absl::Status EnrolCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const std::string name, line.Need("name"));
  ASSIGN_OR_RETURN(const std::string base, line.Need("out"));
  ASSIGN_OR_RETURN(const std::string role, line.Need("role"));
  ASSIGN_OR_RETURN(std::vector<Role> roles, ParseRoles(role));
  ASSIGN_OR_RETURN(const SecretBuffer passphrase, Passphrase(line, true));
  ASSIGN_OR_RETURN(const SlipSecret slip,
                   Enrol({.name = name,
                          .roles = std::move(roles),
                          .base = base,
                          .passphrase = passphrase.Expose(),
                          .cost = line.Has("test-only-weak-passphrase")
                                      ? PassphraseCost::ForTests()
                                      : PassphraseCost()}));
  const SlipCode code = FormatSlip(slip);
  std::cout << "For the operator:  " << base << ".official\n"
            << "Keep, with your passphrase:  " << base << ".key\n"
            << "Your slip (shown once, write it down):  "
            << AsText(code.Expose()) << '\n'
            << std::flush;
  return absl::OkStatus();
}

absl::Status StatusCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const std::string path, line.Need("key"));
  ASSIGN_OR_RETURN(const SecretBuffer passphrase, Passphrase(line, false));
  ASSIGN_OR_RETURN(const KeyFile keys,
                   KeyFileStore::Peek(path, passphrase.Expose()));
  std::cout << "Name: " << keys.name << "\nRoles:";
  for (const Role role : keys.roles) {
    std::cout << ' ' << RoleName(role);
  }
  std::cout << "\nSession: "
            << (keys.session_id.has_value() ? ToHex(*keys.session_id)
                                            : "none yet")
            << '\n';
  PrintMembership("Tally key", keys.trustee);
  PrintMembership("Token key", keys.issuer);
  PrintHead("Cosigned", keys.cosigned);
  PrintHead("Acted upon", keys.accepted);
  std::cout << "Requests evaluated: " << keys.evaluated.size()
            << "\nAudit share: " << (keys.audit_sum.empty() ? "no" : "released")
            << (keys.audit_each.empty() ? "" : ", one for each token too")
            << "\nTally share: " << (keys.tally.empty() ? "no" : "released")
            << '\n';
  for (const ForkEvidence& fork : keys.forks) {
    std::cout << "TWO HISTORIES were signed. The first note:\n"
              << fork.ours << "The second note:\n"
              << fork.theirs;
  }
  std::cout << std::flush;
  return absl::OkStatus();
}

}  // namespace pingyi

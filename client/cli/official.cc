#include "client/cli/official.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "client/cpp/private_file.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr int kAttempts = 20;
constexpr absl::Duration kPause = absl::Milliseconds(100);
constexpr absl::Duration kQuorumPatience = absl::Minutes(1);

absl::StatusOr<uint32_t> FindOfficial(const Manifest& manifest,
                                      const VerifyKey& key, Role role) {
  for (size_t i = 0; i < manifest.officials.size(); ++i) {
    const Official& official = manifest.officials[i];
    if (official.signing_key != key) {
      continue;
    }
    if (!official.Has(role)) {
      return absl::PermissionDeniedError(
          absl::StrCat(official.name, " may not do this: the manifest gives ",
                       role == Role::kChair ? "only the chair that right"
                                            : "only scrutineers that right"));
    }
    return static_cast<uint32_t>(i + 1);
  }
  return absl::PermissionDeniedError(
      "this slip belongs to no official of this session; check that slip and "
      "session go together");
}

// Others act on a statement only once a quorum stands behind it; so does an
// export that follows at once.
absl::Status WaitForQuorum(BoardReader& reader, uint64_t leaf) {
  const absl::Status status = WaitFor(
      reader, [leaf](const BoardLog& log) { return log.Agreed(leaf); },
      kQuorumPatience);
  return absl::IsDeadlineExceeded(status)
             ? absl::UnavailableError(absl::StrCat(
                   "your statement is in the log (leaf ", leaf,
                   "), but too few witnesses have cosigned it yet, so nobody "
                   "acts on it; see that their programs run"))
             : status;
}

}  // namespace

std::vector<Option> OfficialOptions() {
  std::vector<Option> options = ConnectionOptions();
  options.push_back(
      {.name = "slip-file",
       .value = "FILE",
       .help = "A file with the official's slip; otherwise it is asked for."});
  return options;
}

absl::StatusOr<SlipSecret> ReadSlip(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const SecretBuffer code,
                   arguments.Has("slip-file")
                       ? ReadPassphraseFile(arguments.Get("slip-file"))
                       : AskPassphrase("Code of your slip: "));
  return ParseSlip(AsText(code.Expose()));
}

absl::StatusOr<std::unique_ptr<OfficialDesk>> OfficialDesk::Open(
    const Arguments& arguments, Role role) {
  ASSIGN_OR_RETURN(Target target, ReadTarget(arguments));
  ASSIGN_OR_RETURN(const SlipSecret slip, ReadSlip(arguments));
  std::unique_ptr<OfficialDesk> desk(
      new OfficialDesk(std::move(target), CredentialKey(slip)));
  ASSIGN_OR_RETURN(desk->reader_, Follow(desk->target_, desk->executor_));
  RETURN_IF_ERROR(WaitForSession(*desk->reader_));
  ASSIGN_OR_RETURN(desk->official_, desk->reader_->With([&](BoardLog& log) {
    return FindOfficial(log.session()->manifest(), desk->key_.verify_key(),
                        role);
  }));
  return desk;
}

absl::StatusOr<uint64_t> OfficialDesk::Sign(const MakeEntry& make) {
  absl::StatusOr<uint64_t> index = absl::UnknownError("not tried");
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const absl::StatusOr<Entry> entry =
        reader_->With([&](BoardLog& log) -> absl::StatusOr<Entry> {
          ASSIGN_OR_RETURN(Entry made, make(log));
          RETURN_IF_ERROR(log.session()->Check(made));
          return made;
        });
    if (absl::IsFailedPrecondition(entry.status()) && attempt + 1 < kAttempts) {
      absl::SleepFor(kPause);  // Our log may be behind the server's.
      continue;
    }
    if (!entry.ok()) {
      return entry.status();
    }
    index = Submit(endpoint(), *entry);
    if (index.ok()) {
      RETURN_IF_ERROR(WaitForQuorum(*reader_, *index));
    }
    if (!absl::IsFailedPrecondition(index.status())) {
      return index;
    }
    // The server's log may be ahead of ours: look again.
    absl::SleepFor(kPause);
  }
  return index;
}

}  // namespace pingyi

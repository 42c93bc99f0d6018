#include <iostream>

#include "client/cli/commands.h"
#include "client/cli/official.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"

// What scrutineers sign: zero-check, verified, objection.
namespace pingyi {
namespace {

// The parts that all three share, about the newest tree with quorum.
template <typename T>
T Attest(const BoardLog& log, uint32_t official) {
  T entry;
  entry.official = official;
  entry.size = log.quorum_head().head.size;
  entry.root = log.quorum_head().head.root;
  return entry;
}

Signature SignObservation(const BoardLog& log, const SigningKey& key,
                          StatementKind kind, ByteSpan payload) {
  return SignStatement(key, kind, log.session()->session_id(),
                       ObservationBody(log.quorum_head().head, payload));
}

absl::Status SignAs(const Arguments& arguments,
                    const std::function<absl::StatusOr<Entry>(
                        const BoardLog&, const OfficialDesk&)>& make,
                    absl::string_view done) {
  ASSIGN_OR_RETURN(const auto desk,
                   OfficialDesk::Open(arguments, Role::kScrutineer));
  RETURN_IF_ERROR(
      desk->Sign([&](const BoardLog& log) { return make(log, *desk); })
          .status());
  std::cout << done << "\n";
  return absl::OkStatus();
}

absl::Status RunZeroCheck(const Arguments& arguments) {
  return SignAs(
      arguments,
      [](const BoardLog& log,
         const OfficialDesk& desk) -> absl::StatusOr<Entry> {
        auto entry = Attest<ZeroCheckEntry>(log, desk.official());
        entry.signature =
            SignObservation(log, desk.key(), StatementKind::kZeroCheck, {});
        return entry;
      },
      "Signed: the log holds no ballot, and the keys are those of the "
      "manifest.");
}

absl::Status RunVerified(const Arguments& arguments) {
  return SignAs(
      arguments,
      [](const BoardLog& log,
         const OfficialDesk& desk) -> absl::StatusOr<Entry> {
        if (!log.session()->result().has_value()) {
          return absl::FailedPreconditionError("there is no result yet");
        }
        if (!log.Agreed(log.session()->result_leaf())) {
          return absl::FailedPreconditionError(
              "the result does not stand under a quorum of witnesses yet; try "
              "again in a moment");
        }
        auto entry = Attest<VerifiedEntry>(log, desk.official());
        entry.counts_sha256 = log.session()->counts_sha256();
        entry.signature = SignObservation(
            log, desk.key(), StatementKind::kVerified, entry.counts_sha256);
        return entry;
      },
      "Signed: this program verified every ballot, token and share itself, and "
      "the counts agree.");
}

absl::Status RunObjection(const Arguments& arguments) {
  const std::string text = arguments.Get("text");
  return SignAs(
      arguments,
      [&text](const BoardLog& log,
              const OfficialDesk& desk) -> absl::StatusOr<Entry> {
        auto entry = Attest<ObjectionEntry>(log, desk.official());
        entry.text = text;
        entry.signature = SignObservation(
            log, desk.key(), StatementKind::kObjection, AsBytes(text));
        return entry;
      },
      "Your objection stands in the log.");
}

}  // namespace

Command ZeroCheckCommand() {
  return {
      .name = "zero-check",
      .summary = "Scrutineer: sign that the box is empty",
      .teach =
          "Verifies the log so far (manifest, key ceremony, no ballot) and "
          "signs that it was\nseen. Between the ceremony and the opening. "
          "pingyi-trustee run --attest does it by\nitself.",
      .example = "pingyi zero-check --session DIR/public --slip-file mine.slip",
      .positionals = {},
      .options = OfficialOptions(),
      .run = RunZeroCheck};
}

Command VerifiedCommand() {
  return {
      .name = "verified",
      .summary = "Scrutineer: verify the result here and sign it",
      .teach =
          "Verifies the whole log on this machine and, only if everything "
          "agrees, signs the\ncounts. After the result. pingyi-trustee run "
          "--attest does it by itself.",
      .example = "pingyi verified --session DIR/public --slip-file mine.slip",
      .positionals = {},
      .options = OfficialOptions(),
      .run = RunVerified};
}

Command ObjectionCommand() {
  Command command{
      .name = "objection",
      .summary = "Scrutineer: put an objection into the log",
      .teach =
          "Signs an objection in words. It stops nothing by itself; "
          "everybody reads it.",
      .example =
          "pingyi objection --session DIR/public --slip-file mine.slip "
          "--text \"...\"",
      .positionals = {},
      .options = OfficialOptions(),
      .run = RunObjection};
  command.options.push_back({.name = "text",
                             .value = "TEXT",
                             .help = "What is wrong.",
                             .required = true});
  return command;
}

}  // namespace pingyi

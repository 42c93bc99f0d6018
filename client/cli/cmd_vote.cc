#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "client/cli/commands.h"
#include "client/cli/connection.h"
#include "client/cli/official.h"
#include "client/cpp/voter.h"
#include "crypto/base/status_macros.h"
#include "crypto/identifiers/identifiers.h"

namespace pingyi {
namespace {

constexpr absl::Duration kPatience = absl::Hours(12);
constexpr absl::Duration kPoll = absl::Seconds(1);
constexpr RetryPolicy kRetry = {.first_delay = absl::Milliseconds(200),
                                .max_delay = absl::Seconds(5),
                                .max_attempts = 100};

using View = std::shared_ptr<const SessionView>;

absl::StatusOr<View> WaitForView(BoardReader& reader, bool opened) {
  View view;
  RETURN_IF_ERROR(WaitFor(
      reader,
      [&](const BoardLog& log) {
        auto made = MakeSessionView(log);
        if (!made.ok() || (opened && !(*made)->opened)) {
          return false;
        }
        view = *std::move(made);
        return true;
      },
      kPatience));
  return view;
}

// The options by number: levels from 1, the blank is 0.
std::string Menu(const Manifest& manifest) {
  std::vector<std::string> options;
  for (size_t i = 0; i < manifest.levels.size(); ++i) {
    options.push_back(absl::StrCat(i + 1, " ", manifest.levels[i].name.zh));
  }
  if (manifest.blank_allowed) {
    options.emplace_back("0 弃权");
  }
  return absl::StrJoin(options, "   ");
}

// The option as the ballot numbers it; OUT_OF_RANGE for no option.
absl::StatusOr<uint32_t> ParseChoice(const Manifest& manifest,
                                     absl::string_view text) {
  uint32_t number = 0;
  const auto levels = static_cast<uint32_t>(manifest.levels.size());
  if (!absl::SimpleAtoi(absl::StripAsciiWhitespace(text), &number) ||
      number > levels || (number == 0 && !manifest.blank_allowed)) {
    return absl::OutOfRangeError(absl::StrCat("want one of: ", Menu(manifest)));
  }
  return number == 0 ? levels : number - 1;
}

absl::StatusOr<std::vector<uint32_t>> ParseChoices(const Manifest& manifest,
                                                   const std::string& text) {
  std::vector<uint32_t> choices;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    ASSIGN_OR_RETURN(const uint32_t choice, ParseChoice(manifest, part));
    choices.push_back(choice);
  }
  if (choices.size() != manifest.contests.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--choices: ", choices.size(), " given, but there are ",
                     manifest.contests.size(), " departments"));
  }
  return choices;
}

absl::StatusOr<std::string> AskLine(const std::string& prompt) {
  std::cout << prompt << std::flush;
  std::string line;
  if (!std::getline(std::cin, line)) {
    return absl::CancelledError(
        "the input ended; nothing was sent, start again with the same slip");
  }
  return line;
}

absl::StatusOr<std::vector<uint32_t>> AskChoices(const Manifest& manifest) {
  std::vector<uint32_t> choices;
  std::cout << "For each department: " << Menu(manifest) << "\n";
  for (size_t k = 0; k < manifest.contests.size();) {
    ASSIGN_OR_RETURN(const std::string line,
                     AskLine(absl::StrCat(k + 1, "/", manifest.contests.size(),
                                          " ", manifest.contests[k].zh, ": ")));
    const auto choice = ParseChoice(manifest, line);
    if (!choice.ok()) {
      std::cout << choice.status().message() << "\n";
      continue;
    }
    choices.push_back(*choice);
    ++k;
  }
  return choices;
}

std::string NameOf(const Manifest& manifest, uint32_t choice) {
  return choice < manifest.levels.size() ? manifest.levels[choice].name.zh
                                         : "弃权";
}

// Shows the ballot and its code, and asks; true to submit.
absl::StatusOr<bool> Confirm(const Manifest& manifest,
                             const std::vector<uint32_t>& choices) {
  for (size_t k = 0; k < choices.size(); ++k) {
    std::cout << "  " << k + 1 << " " << manifest.contests[k].zh << ": "
              << NameOf(manifest, choices[k]) << "\n";
  }
  while (true) {
    ASSIGN_OR_RETURN(const std::string answer,
                     AskLine("Type \"submit\" to cast this ballot, or \"test\" "
                             "to have it opened instead: "));
    if (answer == "submit" || answer == "test") {
      return answer == "submit";
    }
  }
}

// One round of choosing and encrypting; true once the ballot is to be cast.
absl::StatusOr<bool> FillIn(Voter& voter, const Manifest& manifest,
                            const Arguments& arguments) {
  std::vector<uint32_t> choices;
  if (arguments.Has("choices")) {
    ASSIGN_OR_RETURN(choices, ParseChoices(manifest, arguments.Get("choices")));
  } else {
    ASSIGN_OR_RETURN(choices, AskChoices(manifest));
  }
  ASSIGN_OR_RETURN(const Digest tracking, voter.Encrypt(choices));
  std::cout << "Tracking code " << TrackingCode(tracking)
            << "  (whole: " << ToHex(tracking) << ")\n";
  if (arguments.Has("choices")) {
    return true;
  }
  ASSIGN_OR_RETURN(const bool submit, Confirm(manifest, choices));
  if (!submit) {
    ASSIGN_OR_RETURN(const Opening opening, voter.Challenge());
    std::cout << "Opened, and never to be cast. Another device checks it with "
                 "the whole code above,\nr = "
              << ToHex(opening.r.bytes())
              << "\noptions from 0: " << absl::StrJoin(opening.choices, ",")
              << "\n";
  }
  return submit;
}

// The leaf of the ballot, once its batch is in the log.
absl::Status AwaitInclusion(const Target& target, const SessionView& view,
                            const Voter& voter) {
  ASSIGN_OR_RETURN(const auto channel,
                   MakeChannel(target.endpoint, ChannelUse::kCasting));
  const absl::Time end = absl::Now() + kPatience;
  while (absl::Now() < end) {
    const auto leaf = FindBallot(channel, view, voter.ballot());
    if (leaf.ok()) {
      std::cout << "Counted: your ballot stands in the log.\n";
      return absl::OkStatus();
    }
    if (!absl::IsNotFound(leaf.status()) && !IsRetryable(leaf.status())) {
      return leaf.status();
    }
    absl::SleepFor(kPoll);
  }
  return absl::DeadlineExceededError(
      "your ballot is accepted, but not in the log yet; look again after the "
      "close");
}

absl::StatusOr<Voter> SignIn(const Arguments& arguments, const Target& target,
                             BoardReader& reader, const View& view) {
  ASSIGN_OR_RETURN(SlipSecret slip, ReadSlip(arguments));
  const auto deputy = reader.With([&](BoardLog& log) {
    return log.session()->check_in().DeputyOf(CredentialKey(slip).verify_key());
  });
  if (!deputy.has_value()) {
    return absl::PermissionDeniedError(
        "this slip belongs to no deputy of this session, or was replaced; ask "
        "the operator");
  }
  const std::string state_file =
      arguments.Has("state")
          ? arguments.Get("state")
          : absl::StrCat("pingyi-vote-", ToHex(view->session_id).substr(0, 8),
                         "-", *deputy, ".state");
  return Voter::Create(
      std::move(slip), *deputy, view,
      {.endpoint = target.endpoint, .retry = kRetry, .state_file = state_file});
}

// The chair may change the active set while this deputy waits for an issuer.
absl::Status CheckIn(BoardReader& reader, Voter& voter) {
  absl::Status status = voter.CheckIn();
  while (absl::IsAborted(status)) {
    absl::SleepFor(kPoll);
    ASSIGN_OR_RETURN(const View view, WaitForView(reader, /*opened=*/false));
    voter.Renew(view);
    status = voter.CheckIn();
  }
  return status;
}

absl::Status Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const Target target, ReadTarget(arguments));
  CoreExecutor executor;
  ASSIGN_OR_RETURN(const auto reader, Follow(target, executor));
  ASSIGN_OR_RETURN(View view, WaitForView(*reader, /*opened=*/false));
  std::cout << (view->manifest.kind == SessionKind::kRehearsal
                    ? "*** 演练 REHEARSAL: not the vote ***\n"
                    : "")
            << view->manifest.title.zh << "\nSession "
            << FormatFingerprint(view->session_id)
            << "  (compare with your slip)\n";
  ASSIGN_OR_RETURN(Voter voter, SignIn(arguments, target, *reader, view));
  if (!voter.sealed()) {
    RETURN_IF_ERROR(CheckIn(*reader, voter));
    std::cout << "Checked in as deputy " << voter.deputy()
              << ". Waiting for the chair to open the vote."
              << "\n"
              << std::flush;
    ASSIGN_OR_RETURN(view, WaitForView(*reader, /*opened=*/true));
    voter.Renew(view);
    // Parts of an active set that came after this deputy's check-in.
    RETURN_IF_ERROR(voter.CheckIn());
    bool submit = false;
    while (!submit) {
      ASSIGN_OR_RETURN(submit, FillIn(voter, view->manifest, arguments));
    }
    RETURN_IF_ERROR(voter.Seal());
  }
  std::cout << "Sealed. Sending at a random moment of the next "
            << view->manifest.send_window_seconds << " seconds."
            << "\n"
            << std::flush;
  RETURN_IF_ERROR(voter.Send().status());
  std::cout << "Accepted: the receipt is signed by the log."
            << "\n"
            << std::flush;
  return arguments.Has("no-wait") ? absl::OkStatus()
                                  : AwaitInclusion(target, *view, voter);
}

}  // namespace

Command VoteCommand() {
  Command command{
      .name = "vote",
      .summary = "Deputy: check in and vote at a terminal",
      .teach =
          "Checks the session and its keys, checks in with the slip, waits for "
          "the opening, asks\nfor a level for every department, shows the "
          "tracking code of the encrypted ballot, and\nonly then casts it, or "
          "opens it as a test (a test is never cast). What a crash must\nnot "
          "lose is kept in --state, sealed under the slip: run the same "
          "command "
          "again.",
      .example = "pingyi vote --session DIR/public",
      .positionals = {},
      .options = OfficialOptions(),
      .run = Run};
  command.options.insert(
      command.options.end(),
      {{.name = "choices",
        .value = "LIST",
        .help = "For scripts: a level from 1 for each department, 0 for blank; "
                "asks nothing."},
       {.name = "state",
        .value = "FILE",
        .help = "Where to keep the sealed state; default: in this folder."},
       {.name = "no-wait",
        .value = "",
        .help = "End with the receipt, before the ballot is in the log."}});
  return command;
}

}  // namespace pingyi

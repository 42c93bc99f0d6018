#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/cpp/key_file.h"
#include "client/cpp/private_file.h"
#include "client/cpp/session_directory.h"
#include "client/trustee/commands.h"
#include "client/trustee/run.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

// One line at a time, whoever speaks.
void SayLine(const std::string& text) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  std::cout << text << '\n' << std::flush;
}

std::string Grouped(const std::string& hex) {
  constexpr size_t kGroup = 8;
  std::string out;
  for (size_t i = 0; i < hex.size(); i += kGroup) {
    absl::StrAppend(&out, out.empty() ? "" : " ", hex.substr(i, kGroup));
  }
  return out;
}

// The manifest is right if its fingerprint is the one that all officials were
// told: by the option, by an earlier run, or by a person now.
absl::Status ConfirmFingerprint(const CommandLine& line,
                                const PublicSession& session,
                                const KeyFile& keys) {
  const std::string ours = ToHex(session.session_id);
  SayLine(absl::StrCat(
      "Session \"", session.manifest.title.zh, "\"",
      session.manifest.kind == SessionKind::kRehearsal ? " (REHEARSAL)" : "",
      ", fingerprint ", Grouped(ours)));
  if (line.Has("fingerprint")) {
    std::string told = absl::AsciiStrToLower(line.Get("fingerprint", ""));
    std::erase(told, ' ');
    return told == ours ? absl::OkStatus()
                        : absl::FailedPreconditionError(
                              "the fingerprint is not the one that you were "
                              "told: this is another session");
  }
  if (keys.session_id.has_value()) {
    return *keys.session_id == session.session_id
               ? absl::OkStatus()
               : absl::FailedPreconditionError(
                     "this key file belongs to another session");
  }
  if (isatty(STDIN_FILENO) == 0) {
    return absl::FailedPreconditionError(
        "nobody is here to compare the fingerprint; give --fingerprint HEX");
  }
  std::cout << "Is this the fingerprint that the other officials have? Type "
               "yes: "
            << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "yes" ? absl::OkStatus()
                         : absl::CancelledError("not confirmed");
}

// SIGINT and SIGTERM as a request to stop. Made before any other thread, so
// that all threads have the signals blocked and this one takes them.
class SignalWatch {
 public:
  SignalWatch(Stop& stop, Wakeup& wakeup) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGUSR1);  // Ends the watch itself.
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    thread_ = std::thread([signals, &stop, &wakeup] {
      int received = 0;
      sigwait(&signals, &received);
      stop.Request();
      wakeup.Notify();
    });
  }
  ~SignalWatch() {
    pthread_kill(thread_.native_handle(), SIGUSR1);
    thread_.join();
  }
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

 private:
  std::thread thread_;
};

absl::StatusOr<PublicSession> FindSession(const CommandLine& line) {
  ASSIGN_OR_RETURN(const std::string folder, line.Need("session"));
  ASSIGN_OR_RETURN(PublicSession session, LoadPublicSession(folder));
  if (line.Has("server")) {
    ASSIGN_OR_RETURN(session.endpoint,
                     LoadEndpoint(line.Get("server", ""), line.Get("ca", "")));
  }
  return session;
}

}  // namespace

absl::Status RunCommand(const CommandLine& line) {
  ASSIGN_OR_RETURN(const std::string path, line.Need("key"));
  ASSIGN_OR_RETURN(PublicSession session, FindSession(line));
  Stop stop;
  Wakeup wakeup;
  const SignalWatch signals(stop, wakeup);
  auto passphrase = line.Has("passphrase-file")
                        ? ReadPassphraseFile(line.Get("passphrase-file", ""))
                        : AskPassphrase("Passphrase: ");
  RETURN_IF_ERROR(passphrase.status());
  ASSIGN_OR_RETURN(KeyFileStore store,
                   KeyFileStore::Open(path, passphrase->Expose()));
  RETURN_IF_ERROR(ConfirmFingerprint(line, session, store.keys()));
  const absl::Status ended = RunTrustee({.session = std::move(session),
                                         .attest = line.Has("attest"),
                                         .say = SayLine},
                                        store, stop, wakeup);
  if (ended.ok()) {
    SayLine("Stopped. Everything that must be remembered is in the key file.");
  }
  return ended;
}

}  // namespace pingyi

#ifndef TESTS_E2E_HALL_H_
#define TESTS_E2E_HALL_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/process.h"

namespace pingyi::testing {

// An official of a hall. Whoever is a trustee, an issuer or a witness runs
// pingyi-trustee; the others sign with their slip.
struct OfficialSpec {
  std::string name;
  std::string roles;  // "trustee,issuer,scrutineer,witness"
};

// What is particular about a hall; the rest is the demo's.
struct HallOptions {
  size_t deputies = 12;
  size_t contests = 3;
  bool blank_allowed = false;
  bool late_check_in = false;
  uint32_t pack = 2;
  uint32_t mix_batch = 2;
  uint32_t min_voters = 2;
  uint32_t min_ballots = 2;
  uint32_t send_window_seconds = 0;
  uint32_t meeting_quorum = 1;
  uint32_t trustee_threshold = 2;
  uint32_t issuer_threshold = 2;
  bool rehearsal = true;
  std::vector<OfficialSpec> officials = {
      {"A", "scrutineer,trustee,issuer,witness"},
      {"B", "scrutineer,trustee,issuer,witness"},
      {"C", "scrutineer,trustee,issuer,witness"},
      {"W", "scrutineer,witness"}};
};

// What a command said.
struct Outcome {
  int exit_code = -1;
  std::string output;
};

// A TCP port on loopback that the system gives to nobody else while this lives,
// and a server that names it can listen on again and again.
class ReservedPort {
 public:
  ReservedPort();
  ~ReservedPort();
  ReservedPort(const ReservedPort&) = delete;
  ReservedPort& operator=(const ReservedPort&) = delete;
  uint16_t number() const { return number_; }

 private:
  int socket_;
  uint16_t number_ = 0;
};

// A whole hall in a folder of its own, made with the real programs: the real
// server, trustees and witness as processes on loopback with TLS. Ends its
// processes and removes the folder when it goes. Programs are taken from the
// folder in PINGYI_BIN, set by CMake.
class Hall {
 public:
  // Enrolls the chair and the officials, makes the session and the slips.
  explicit Hall(HallOptions options);
  Hall(const Hall&) = delete;
  Hall& operator=(const Hall&) = delete;
  ~Hall();

  void StartServer();
  Process& server() { return *server_; }
  void KillServer() { server_->Kill(); }
  // Starts the process of the official with this name.
  Process& StartOfficial(const std::string& name);
  void StopOfficial(const std::string& name) { officials_.erase(name); }
  Process& official(const std::string& name) { return *officials_.at(name); }
  // Server, all officials, ceremony; ends at "keys are made".
  void StartAll();

  // Runs `pingyi` with the arguments; {P} in one stands for the session's
  // public folder, {D} for its whole folder.
  Outcome Pingyi(std::vector<std::string> arguments) const;
  // As Pingyi, and the test fails unless it exits with 0.
  std::string MustPingyi(std::vector<std::string> arguments) const;
  // A command of the chair, signed with the chair's slip.
  Outcome Chair(const std::string& command,
                std::vector<std::string> more = {}) const;
  // As Chair, and the test fails, with what was said, unless it exits with 0.
  void MustChair(const std::string& command,
                 std::vector<std::string> more = {}) const;
  // `pingyi` in the background; its output goes to NAME.log.
  std::unique_ptr<Process> Start(const std::string& name,
                                 std::vector<std::string> arguments) const;
  // Simulated deputies in the background.
  std::unique_ptr<Process> Simulate(std::vector<std::string> more) const;

  // Starts everything, checks `present` deputies in and has them vote, closes,
  // announces. Returns the export's folder.
  std::string HoldSitting(size_t present);
  std::string Export(const std::string& name) const;
  Outcome Verify(const std::string& record) const;

  const std::string& root() const { return root_; }
  std::string session() const { return root_ + "/session"; }
  std::string fingerprint() const;
  std::string address() const;
  std::string Path(const std::string& name) const { return root_ + "/" + name; }
  static std::string Program(const std::string& name);

 private:
  void Enroll() const;
  void MakeSession() const;
  std::string Settings() const;
  std::vector<std::string> Expand(std::vector<std::string> arguments) const;

  HallOptions options_;
  std::string root_;
  ReservedPort port_;
  std::unique_ptr<Process> server_;
  std::map<std::string, std::unique_ptr<Process>> officials_;
};

}  // namespace pingyi::testing

#endif  // TESTS_E2E_HALL_H_

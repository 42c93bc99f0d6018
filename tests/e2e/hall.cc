#include "tests/e2e/hall.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace pingyi::testing {
namespace {

void Write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string Read(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::string Bool(bool value) {
  return value ? "true" : "false";
}

// Whether this official's keys live in pingyi-trustee.
bool RunsTrustee(const OfficialSpec& official) {
  return absl::StrContains(official.roles, "witness");
}

}  // namespace

ReservedPort::ReservedPort()
    : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const int on = 1;
  setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size),
            0);
  number_ = ntohs(address.sin_port);
}

ReservedPort::~ReservedPort() {
  close(socket_);
}

Hall::Hall(HallOptions options) : options_(std::move(options)) {
  std::string name = absl::StrCat(::testing::TempDir(), "/hall-XXXXXX");
  root_ = mkdtemp(name.data());
  Enroll();
  MakeSession();
}

Hall::~Hall() {
  officials_.clear();
  server_.reset();
  if (::testing::Test::HasFailure()) {
    fprintf(stderr, "the hall's files stay in %s\n", root_.c_str());
    return;
  }
  std::error_code ignored;
  std::filesystem::remove_all(root_, ignored);
}

std::string Hall::Program(const std::string& name) {
  return absl::StrCat(PINGYI_BIN, "/", name);
}

std::string Hall::fingerprint() const {
  return std::string(
      absl::StripAsciiWhitespace(Read(session() + "/public/fingerprint.txt")));
}

std::string Hall::address() const {
  return absl::StrCat("127.0.0.1:", port_.number());
}

std::vector<std::string> Hall::Expand(
    std::vector<std::string> arguments) const {
  for (std::string& argument : arguments) {
    argument = absl::StrReplaceAll(
        argument, {{"{P}", session() + "/public"}, {"{D}", session()}});
  }
  return arguments;
}

Outcome Hall::Pingyi(std::vector<std::string> arguments) const {
  std::vector<std::string> command = Expand(std::move(arguments));
  command.insert(command.begin(), Program("pingyi"));
  Outcome outcome;
  outcome.output = RunCommand(command, outcome.exit_code);
  return outcome;
}

std::string Hall::MustPingyi(std::vector<std::string> arguments) const {
  const std::string shown = absl::StrCat("pingyi ", arguments[0]);
  const Outcome outcome = Pingyi(std::move(arguments));
  EXPECT_EQ(outcome.exit_code, 0) << shown << ":\n" << outcome.output;
  return outcome.output;
}

Outcome Hall::Chair(const std::string& command,
                    std::vector<std::string> more) const {
  std::vector<std::string> arguments = {command, "--session", "{P}",
                                        "--slip-file", Path("chair.slip")};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return Pingyi(std::move(arguments));
}

void Hall::MustChair(const std::string& command,
                     std::vector<std::string> more) const {
  const Outcome outcome = Chair(command, std::move(more));
  EXPECT_EQ(outcome.exit_code, 0) << command << ":\n" << outcome.output;
}

std::unique_ptr<Process> Hall::Start(const std::string& name,
                                     std::vector<std::string> arguments) const {
  std::vector<std::string> command = Expand(std::move(arguments));
  command.insert(command.begin(), Program("pingyi"));
  return std::make_unique<Process>(command, Path(name + ".log"));
}

std::unique_ptr<Process> Hall::Simulate(std::vector<std::string> more) const {
  more.insert(more.begin(),
              {"simulate", "--session", "{P}", "--codes", Path("codes.csv")});
  return Start("simulate", std::move(more));
}

void Hall::Enroll() const {
  Write(Path("passphrase"), "a passphrase for tests only\n");
  MustPingyi({"enroll", "--name", "主持人", "--role", "chair", "--out",
              Path("chair")});
  for (const OfficialSpec& official : options_.officials) {
    if (!RunsTrustee(official)) {
      MustPingyi({"enroll", "--name", official.name, "--role", official.roles,
                  "--out", Path(official.name)});
      continue;
    }
    int code = -1;
    const std::string output = RunCommand(
        {Program("pingyi-trustee"), "enroll", "--name", official.name, "--role",
         official.roles, "--out", Path(official.name), "--passphrase-file",
         Path("passphrase"), "--test-only-weak-passphrase"},
        code);
    ASSERT_EQ(code, 0) << output;
  }
}

std::string Hall::Settings() const {
  return absl::StrCat(
      "kind: ", options_.rehearsal ? "KIND_REHEARSAL" : "KIND_VOTE",
      "\ntitle_zh: \"测评\"\nevaluated_year: 2019\n"
      "meeting_date: \"2020-03-19\"\nplace: \"会议厅\"\n"
      "levels { name_zh: \"满意\" weight: 100 }\n"
      "levels { name_zh: \"较满意\" weight: 80 }\n"
      "levels { name_zh: \"基本满意\" weight: 60 }\n"
      "levels { name_zh: \"不满意\" weight: 0 }\n",
      "blank_allowed: ", Bool(options_.blank_allowed),
      "\nlate_check_in: ", Bool(options_.late_check_in),
      "\npack: ", options_.pack, "\nmix_batch: ", options_.mix_batch,
      "\nmin_voters: ", options_.min_voters,
      "\nmin_ballots: ", options_.min_ballots,
      "\nsend_window_seconds: ", options_.send_window_seconds,
      "\nmeeting_quorum: ", options_.meeting_quorum,
      "\ntrustee_threshold: ", options_.trustee_threshold,
      "\nissuer_threshold: ", options_.issuer_threshold,
      "\ncounting { denominator: DENOMINATOR_RETURNED }\n");
}

void Hall::MakeSession() const {
  Write(Path("settings"), Settings());
  std::string departments = "order,name_zh,name_en\n";
  for (size_t i = 1; i <= options_.contests; ++i) {
    absl::StrAppend(&departments, i, ",部门", i, ",Department ", i, "\n");
  }
  Write(Path("departments.csv"), departments);
  std::string roster = "number,name\n";
  for (size_t i = 1; i <= options_.deputies; ++i) {
    absl::StrAppend(&roster, i, ",代表", i, "\n");
  }
  Write(Path("roster.csv"), roster);
  std::vector<std::string> arguments = {"session",
                                        "new",
                                        "{D}",
                                        "--settings",
                                        Path("settings"),
                                        "--departments",
                                        Path("departments.csv"),
                                        "--roster",
                                        Path("roster.csv"),
                                        "--listen",
                                        address(),
                                        "--official",
                                        Path("chair.official")};
  for (const OfficialSpec& official : options_.officials) {
    arguments.insert(arguments.end(),
                     {"--official", Path(official.name + ".official")});
  }
  MustPingyi(arguments);
  std::vector<std::string> slips = {"slips", "{D}", "--html",
                                    Path("slips.html")};
  if (options_.rehearsal) {
    slips.insert(slips.end(), {"--codes", Path("codes.csv")});
  }
  MustPingyi(slips);
}

void Hall::StartServer() {
  server_.reset();
  server_ = std::make_unique<Process>(
      std::vector<std::string>{Program("pingyi-server"), "--config",
                               session() + "/server/server.textproto"},
      Path("server.log"));
  ASSERT_TRUE(server_->WaitForOutput("ready")) << server_->Output();
}

Process& Hall::StartOfficial(const std::string& name) {
  officials_[name] = std::make_unique<Process>(
      std::vector<std::string>{
          Program("pingyi-trustee"), "run", "--session", session() + "/public",
          "--key", Path(name + ".key"), "--passphrase-file", Path("passphrase"),
          "--fingerprint", fingerprint(), "--attest"},
      Path(name + ".log"));
  return *officials_[name];
}

void Hall::StartAll() {
  StartServer();
  for (const OfficialSpec& official : options_.officials) {
    if (RunsTrustee(official)) {
      StartOfficial(official.name);
    }
  }
  MustPingyi({"ceremony", "--session", "{P}"});
}

std::string Hall::HoldSitting(size_t present) {
  StartAll();
  MustChair("check-in");
  const std::unique_ptr<Process> deputies =
      Simulate({"--deputies", absl::StrCat(present), "--seed", "1",
                "--choices-out", Path("choices.csv")});
  MustPingyi(
      {"watch", "--session", "{P}", "--checked-in", absl::StrCat(present)});
  MustChair("open");
  EXPECT_EQ(deputies->Wait(), 0) << deputies->Output();
  MustChair("close");
  MustPingyi({"watch", "--session", "{P}", "--until", "tallied"});
  MustChair("announce");
  return Export("record");
}

std::string Hall::Export(const std::string& name) const {
  MustPingyi({"export", "--session", "{P}", "--out", Path(name)});
  return Path(name);
}

Outcome Hall::Verify(const std::string& record) const {
  return Pingyi({"verify", record, "--manifest", fingerprint()});
}

}  // namespace pingyi::testing

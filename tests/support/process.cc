#include "tests/support/process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace pingyi::testing {
namespace {

constexpr auto kPoll = std::chrono::milliseconds(5);

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// In the child: becomes the program, or ends it with the shell's code for a
// program that cannot be run.
[[noreturn]] void Become(std::vector<std::string> command, int output) {
  std::vector<char*> arguments;
  for (std::string& argument : command) {
    arguments.push_back(argument.data());
  }
  arguments.push_back(nullptr);
  const int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execv(arguments[0], arguments.data());
  _exit(127);
}

}  // namespace

Process::Process(const std::vector<std::string>& command, std::string log)
    : log_(std::move(log)) {
  const int output =
      open(log_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  begin_ = output < 0 ? 0 : std::filesystem::file_size(log_);
  pid_ = output < 0 ? -1 : fork();
  if (pid_ == 0) {
    Become(command, output);
  }
  if (pid_ < 0) {
    std::perror(log_.c_str());
    abort();
  }
  close(output);
}

Process::~Process() {
  Kill();
}

bool Process::Reap(bool block) {
  if (ended_) {
    return true;
  }
  int status = 0;
  if (waitpid(pid_, &status, block ? 0 : WNOHANG) != pid_) {
    return false;
  }
  ended_ = true;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return true;
}

bool Process::Running() {
  return !Reap(false);
}

std::string Process::Output() const {
  return ReadAll(log_);
}

bool Process::WaitForOutput(const std::string& text,
                            std::chrono::seconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (true) {
    const bool running = Running();
    if (Output().find(text, begin_) != std::string::npos) {
      return true;
    }
    if (!running || std::chrono::steady_clock::now() > end) {
      return false;
    }
    std::this_thread::sleep_for(kPoll);
  }
}

int Process::Wait(std::chrono::seconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (Running() && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(kPoll);
  }
  return ended_ ? exit_code_ : -1;
}

void Process::Kill() {
  if (Running()) {
    kill(pid_, SIGKILL);
    Reap(true);
  }
}

int Process::Terminate() {
  if (Running()) {
    kill(pid_, SIGTERM);
  }
  return Wait();
}

void Process::Signal(int number) const {
  if (!ended_) {
    kill(pid_, number);
  }
}

std::string RunCommand(const std::vector<std::string>& command,
                       int& exit_code) {
  std::string log = "/tmp/pingyi-test-XXXXXX";
  close(mkstemp(log.data()));
  Process process(command, log);
  exit_code = process.Wait();
  process.Kill();
  std::string output = process.Output();
  unlink(log.c_str());
  return output;
}

}  // namespace pingyi::testing

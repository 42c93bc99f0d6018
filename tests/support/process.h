#ifndef TESTS_SUPPORT_PROCESS_H_
#define TESTS_SUPPORT_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace pingyi::testing {

// A program under test: a child process whose output (both streams) goes to a
// file. Killed with the object, by its process id.
class Process {
 public:
  // Starts `command` (a path, then arguments) with its output appended to
  // `log`. Ends the test program if that cannot be done.
  Process(const std::vector<std::string>& command, std::string log);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  pid_t pid() const { return pid_; }
  bool Running();
  // All output since the file was begun.
  std::string Output() const;
  // Waits until the output since this start contains `text`; false when the
  // time is over or the process has ended without it.
  bool WaitForOutput(const std::string& text,
                     std::chrono::seconds limit = std::chrono::seconds(120));
  // Waits for the end: the exit code, 128 + signal, or -1 when still running.
  int Wait(std::chrono::seconds limit = std::chrono::seconds(600));
  // SIGKILL, and waits.
  void Kill();
  // SIGTERM, then Wait.
  int Terminate();
  void Signal(int number) const;

 private:
  bool Reap(bool block);

  pid_t pid_ = -1;
  std::string log_;
  size_t begin_ = 0;  // Where this start's output begins in the file.
  bool ended_ = false;
  int exit_code_ = -1;
};

// Runs `command` to its end and returns its output; `exit_code` gets its code.
std::string RunCommand(const std::vector<std::string>& command, int& exit_code);

}  // namespace pingyi::testing

#endif  // TESTS_SUPPORT_PROCESS_H_

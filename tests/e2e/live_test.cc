// deploy/run --live, as people start it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/process.h"

namespace pingyi::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr std::chrono::seconds kPatience(300);
constexpr char kBin[] = PINGYI_BIN;

std::string Path(const std::string& name) {
  return absl::StrCat(::testing::TempDir(), "/live-", name);
}

// Pages that say which they are.
std::string MakePages() {
  std::string folder = Path("pages");
  for (const char* page : {"", "chair/", "screen/", "supervisor/"}) {
    std::filesystem::create_directories(absl::StrCat(folder, "/", page));
    std::ofstream(absl::StrCat(folder, "/", page, "index.html"))
        << "this is /" << page << ".";
  }
  return folder;
}

// What a browser gets; empty if there is no answer.
std::string Fetch(const std::string& address) {
  int code = 0;
  const std::string program =
      "import sys, urllib.request\n"
      "print(urllib.request.urlopen(sys.argv[1], timeout=60).read().decode())";
  std::string page =
      RunCommand({"/usr/bin/python3", "-c", program, address}, code);
  return code == 0 ? page : "";
}

// What follows `before` in `text`, up to the end of its line.
std::string After(const std::string& text, const std::string& before) {
  const size_t at = text.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  const size_t begin = at + before.size();
  return at == std::string::npos
             ? ""
             : text.substr(begin, text.find_first_of("/ \n", begin) - begin);
}

// The script and, whatever becomes of the test, the end of what it started.
class Live {
 public:
  Live()
      : folder_(Path("folder")),
        process_({"/usr/bin/env", absl::StrCat("PINGYI_BIN=", kBin),
                  absl::StrCat("PINGYI_WEB=", MakePages()), "/bin/bash",
                  "deploy/run", "--live", "--deputies", "15", "--seats", "2",
                  "--dir", folder_},
                 Path("log")) {}
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;
  ~Live() { process_.Terminate(); }

  Process& process() { return process_; }
  std::string At(const std::string& name) const {
    return absl::StrCat(folder_, "/", name);
  }
  // An order of the chair.
  void Order(const std::string& order) const {
    int code = 0;
    const std::string output =
        RunCommand({absl::StrCat(kBin, "/pingyi"), order, "--session",
                    At("session/public"), "--slip-file", At("chair.slip")},
                   code);
    EXPECT_EQ(code, 0) << order << ": " << output;
  }

 private:
  std::string folder_;
  Process process_;
};

TEST(LiveTest, OpensAHallForPeopleUntilItIsInterrupted) {
  Live live;
  ASSERT_TRUE(live.process().WaitForOutput("The hall is open", kPatience))
      << live.process().Output();

  const std::string said = live.process().Output();
  EXPECT_THAT(said, AllOf(HasSubstr("REHEARSAL"), HasSubstr("The chair's slip"),
                          HasSubstr("\n     1  "), HasSubstr("\n     2  ")));
  const std::string pages =
      absl::StrCat("http://127.0.0.1:", After(said, "http://127.0.0.1:"), "/");
  for (const std::string page : {"", "chair/", "screen/", "supervisor/"}) {
    EXPECT_THAT(said, HasSubstr(pages + page));
    EXPECT_THAT(Fetch(pages + page), HasSubstr("this is /" + page + "."));
  }
  // The people never come: the simulated ones vote alone.
  live.Order("open");
  live.Order("close");
  ASSERT_TRUE(live.process().WaitForOutput("tallied", kPatience))
      << live.process().Output();
  live.Order("announce");
  EXPECT_TRUE(live.process().WaitForOutput("The pages stay up", kPatience))
      << live.process().Output();
  EXPECT_TRUE(std::filesystem::exists(live.At("result.pdf")));

  live.process().Signal(SIGINT);
  EXPECT_EQ(live.process().Wait(kPatience), 130);
  EXPECT_EQ(Fetch(pages), "");
}

}  // namespace
}  // namespace pingyi::testing

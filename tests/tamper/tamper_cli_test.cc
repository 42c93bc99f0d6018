#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"
#include "tests/tamper/forgery.h"
#include "tests/tamper/hand_in.h"

// The program that a supervisor runs, on records as they come on a stick.
namespace pingyi::testing {
namespace {

using ::testing::HasSubstr;

class TamperCliTest : public ::testing::Test {
 protected:
  TamperCliTest() {
    std::string name = absl::StrCat(::testing::TempDir(), "/tamper-XXXXXX");
    folder_ = mkdtemp(name.data());
  }
  ~TamperCliTest() override { std::filesystem::remove_all(folder_); }

  // What `pingyi verify` prints, and its exit code.
  std::string Verify(const Exhibit& exhibit, int& exit_code) const {
    const std::string record = absl::StrCat(folder_, "/record");
    EXPECT_THAT(HandIn(exhibit, record), IsOk());
    std::vector<std::string> command = {absl::StrCat(PINGYI_BIN, "/pingyi"),
                                        "verify", record};
    if (exhibit.fingerprint.has_value()) {
      command.insert(command.end(),
                     {"--manifest", ToHex(*exhibit.fingerprint)});
    }
    return RunCommand(command, exit_code);
  }

  // The same for a forgery of the corpus; it must be refused by name.
  void ExpectRefused(const std::string& name) const {
    const std::vector<Forgery> all = AllForgeries();
    const auto forgery =
        std::find_if(all.begin(), all.end(),
                     [&](const Forgery& one) { return one.name == name; });
    ASSERT_NE(forgery, all.end());
    int exit_code = 0;

    const std::string output = Verify(forgery->make(), exit_code);

    EXPECT_EQ(exit_code, 1) << output;
    EXPECT_THAT(output,
                HasSubstr(absl::StrCat(VerdictName(forgery->verdict), ": ",
                                       ItemTitle(forgery->item).en)));
    EXPECT_THAT(output,
                HasSubstr(absl::StrCat("(", ItemId(forgery->item), ")")));
    EXPECT_THAT(output, HasSubstr(forgery->says));
  }

  std::string folder_;
};

TEST_F(TamperCliTest, AnHonestRecordPasses) {
  Workshop workshop;
  workshop.Hold();
  int exit_code = -1;

  const std::string output = Verify(workshop.Show(), exit_code);

  EXPECT_EQ(exit_code, 0) << output;
  EXPECT_THAT(output, HasSubstr("PASS"));
}

TEST_F(TamperCliTest, WithoutAFingerprintItIsNotPassed) {
  ExpectRefused("no-fingerprint");
}
TEST_F(TamperCliTest, RefusesAnotherSession) {
  ExpectRefused("another-session");
}
TEST_F(TamperCliTest, RefusesAnEmptyCheckpoint) {
  ExpectRefused("checkpoint-empty");
}
TEST_F(TamperCliTest, RefusesAMissingFile) {
  ExpectRefused("entries-missing");
}
TEST_F(TamperCliTest, RefusesAFork) {
  ExpectRefused("fork-with-a-minority");
}
TEST_F(TamperCliTest, RefusesARequestByNobody) {
  ExpectRefused("request-by-nobody");
}
TEST_F(TamperCliTest, RefusesAStuffedBallot) {
  ExpectRefused("ballot-stuffed-by-all-issuers");
}
TEST_F(TamperCliTest, RefusesADroppedBallot) {
  ExpectRefused("ballot-dropped");
}
TEST_F(TamperCliTest, RefusesAWrongShare) {
  ExpectRefused("tally-share-wrong");
}
TEST_F(TamperCliTest, RefusesMovedVotes) {
  ExpectRefused("votes-moved");
}

}  // namespace
}  // namespace pingyi::testing

// Holds sittings under load and kills the server all the time: nothing that
// was acknowledged is lost, nothing counts twice, the log never forks.
//
//   kill_test [--kills N] [--sittings M] [--seed S]
//
// N kills in all; the default is a sample for every run, run-all the whole.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <deque>
#include <fstream>
#include <memory>
#include <random>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tests/e2e/hall.h"
#include "tests/e2e/tablets.h"
#include "tests/kill/storm.h"
#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

constexpr size_t kContests = 3;
constexpr uint32_t kLevels = 4;
// Of them two check in and never vote: the box must wait for its grace.
constexpr uint32_t kDeputies = 26;
constexpr uint32_t kVoters = 24;

struct Plan {
  uint64_t kills = 15;
  uint64_t sittings = 1;
  uint64_t seed = 20200319;
};
Plan plan;  // Set by main.

class Sitting {
 public:
  Sitting(uint64_t seed, int kills)
      : random_(seed),
        kills_(kills),
        hall_({.deputies = kDeputies,
               .contests = kContests,
               .send_window_seconds = 1}) {
    hall_.StartAll();
    EXPECT_EQ(hall_.Chair("check-in").exit_code, 0);
    tablets_ = std::make_unique<Tablets>(hall_);
    for (uint32_t number = 1; number <= kDeputies; ++number) {
      voters_.push_back(tablets_->Tablet(number));
    }
  }

  void Hold() {
    CheckIn(kills_ * 35 / 100);
    const Outcome opened = hall_.Chair("open");
    ASSERT_EQ(opened.exit_code, 0) << opened.output;
    Vote(kills_ * 40 / 100);
    const int left = kills_ - kills_ * 35 / 100 - kills_ * 40 / 100;
    Close(left / 2);
    Tally(left - left / 2);
  }

  // What must hold after any number of kills.
  void Judge() {
    EXPECT_EQ(hall_.Chair("announce").exit_code, 0);
    const std::string record = hall_.Export("record");
    const Outcome verified = hall_.Verify(record);
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
    const std::vector<Entry> log = tablets_->Log();
    for (uint32_t i = 0; i < kVoters; ++i) {
      EXPECT_EQ(TimesLogged(log, voters_[i].ballot()), 1U) << "deputy " << i;
    }
    WriteChosen();
    const Outcome compared = hall_.Pingyi(
        {"result", record, "--compare", hall_.Path("choices.csv")});
    EXPECT_EQ(compared.exit_code, 0) << compared.output;
    // This reader and four officials followed through all kills.
    tablets_->reader().With([](const BoardLog& followed) {
      EXPECT_THAT(followed.broken(), IsOk());
      EXPECT_FALSE(followed.fork().has_value());
      return 0;
    });
    for (const char* name : {"A", "B", "C", "W"}) {
      EXPECT_EQ(hall_.official(name).Output().find("REFUSED"),
                std::string::npos)
          << hall_.official(name).Output();
    }
  }

 private:
  template <typename Step>
  void EachVoter(uint32_t count, const Storm& storm, const Step& step) {
    std::vector<std::thread> threads;
    for (uint32_t i = 0; i < count; ++i) {
      threads.emplace_back([&, i] {
        storm.WaitFor(i, count);
        step(voters_[i]);
      });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
  }

  void CheckIn(int kills) {
    const Storm storm(hall_, random_(), kills);
    EachVoter(kDeputies, storm,
              [](Voter& voter) { EXPECT_THAT(voter.CheckIn(), IsOk()); });
  }

  void Vote(int kills) {
    const auto view = tablets_->View(/*opened=*/true);
    for (uint32_t i = 0; i < kVoters; ++i) {
      std::vector<uint32_t> choices;
      for (std::array<uint32_t, kLevels>& contest : chosen_) {
        choices.push_back(static_cast<uint32_t>(random_() % kLevels));
        ++contest[choices.back()];
      }
      voters_[i].Renew(view);
      ASSERT_THAT(voters_[i].Encrypt(choices), IsOk());
      ASSERT_THAT(voters_[i].Seal(), IsOk());
    }
    const Storm storm(hall_, random_(), kills);
    EachVoter(kVoters, storm,
              [](Voter& voter) { EXPECT_THAT(voter.Send(), IsOk()); });
  }

  void Close(int kills) {
    const auto closing = hall_.Start(
        "close",
        {"close", "--session", "{P}", "--slip-file", hall_.Path("chair.slip")});
    { const Storm storm(hall_, random_(), kills); }
    EXPECT_EQ(closing->Wait(), 0) << closing->Output();
  }

  void Tally(int kills) {
    { const Storm storm(hall_, random_(), kills); }
    EXPECT_THAT(tablets_->WaitFor(Phase::kTallied), IsOk());
  }

  void WriteChosen() const {
    std::string text = "contest,option,count\n";
    for (size_t contest = 0; contest < kContests; ++contest) {
      for (size_t option = 0; option < kLevels; ++option) {
        absl::StrAppend(&text, contest + 1, ",", option + 1, ",",
                        chosen_[contest][option], "\n");
      }
    }
    std::ofstream(hall_.Path("choices.csv"), std::ios::binary) << text;
  }

  std::mt19937_64 random_;
  const int kills_;
  Hall hall_;
  std::unique_ptr<Tablets> tablets_;
  std::deque<Voter> voters_;
  std::array<std::array<uint32_t, kLevels>, kContests> chosen_ = {};
};

TEST(KillTest, EveryReceiptIsCountedOnceHoweverOftenTheServerDies) {
  std::mt19937_64 random(plan.seed);
  for (uint64_t i = 0; i < plan.sittings; ++i) {
    const uint64_t kills =
        plan.kills * (i + 1) / plan.sittings - plan.kills * i / plan.sittings;
    Sitting sitting(random(), static_cast<int>(kills));
    sitting.Hold();
    ASSERT_FALSE(HasFailure());
    sitting.Judge();
    std::printf("sitting %d of %d: %d kills, %u ballots, all counted once\n",
                static_cast<int>(i + 1), static_cast<int>(plan.sittings),
                static_cast<int>(kills), kVoters);
    std::fflush(stdout);
  }
}

// Reads --NAME VALUE pairs into the plan; false for anything else.
bool ReadPlan(int argc, char** argv) {
  for (int i = 1; i < argc; i += 2) {
    const absl::string_view name = argv[i];
    uint64_t* const place = name == "--kills"      ? &plan.kills
                            : name == "--sittings" ? &plan.sittings
                            : name == "--seed"     ? &plan.seed
                                                   : nullptr;
    if (place == nullptr || i + 1 == argc ||
        !absl::SimpleAtoi(argv[i + 1], place)) {
      return false;
    }
  }
  return plan.sittings > 0;
}

}  // namespace
}  // namespace pingyi::testing

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (!pingyi::testing::ReadPlan(argc, argv)) {
    std::fprintf(stderr,
                 "Usage: kill_test [--kills N] [--sittings M] [--seed S]\n");
    return 2;
  }
  return RUN_ALL_TESTS();
}

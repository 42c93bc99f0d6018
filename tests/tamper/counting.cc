#include <algorithm>
#include <utility>

#include "tests/tamper/forgery.h"

// Shares and counts that are wrong.
namespace pingyi::testing {
namespace {

// Position of U in an audit share's payload: le32, mode, U, proof.
constexpr size_t kAuditU = 5;
// Position of D_0 in a tally share's payload: le32, D_0 ...
constexpr size_t kTallyD = 4;

std::vector<Forgery> AuditShares() {
  return {
      {"audit-share-wrong", "One of the two audit shares proves nothing.",
       Item::kTokenAudit, Verdict::kFail, "audit must be decided",
       [] {
         return Altered<AuditShareEntry>(
             [](AuditShareEntry& entry) { entry.payload.back() ^= 1; });
       }},
      {"audit-share-of-another", "An audit share speaks for another issuer.",
       Item::kTokenAudit, Verdict::kFail, "audit must be decided",
       [] {
         return Altered<AuditShareEntry>(
             [](AuditShareEntry& entry) { entry.payload[0] = 3; });
       }},
      {"audit-share-not-on-the-curve", "An audit share's element is none.",
       Item::kTokenAudit, Verdict::kFail, "audit must be decided",
       [] {
         return Altered<AuditShareEntry>([](AuditShareEntry& entry) {
           std::fill_n(entry.payload.begin() + kAuditU, 32, 0xff);
         });
       }},
      {"audit-share-missing", "Only one issuer audited.", Item::kTokenAudit,
       Verdict::kFail, "by 2 valid shares",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           leaves.erase(leaves.begin() +
                        static_cast<ptrdiff_t>(w.Find<AuditShareEntry>(1)));
         });
       }},
      {"audit-share-of-nobody", "An issuer that there is not audited.",
       Item::kSignatures, Verdict::kFail, "no issuer 9",
       [] {
         return Altered<AuditShareEntry>(
             [](AuditShareEntry& entry) { entry.member = 9; });
       }},
  };
}

std::vector<Forgery> AuditTimes() {
  return {
      {"audit-before-close", "The tokens were audited before Close.",
       Item::kTokenAudit, Verdict::kFail, "must be at least",
       [] {
         Workshop w;
         w.On<AuditShareEntry>(0, [&w](AuditShareEntry& entry) {
           entry.size = w.Find<CloseEntry>();
           entry.root = w.sitting().tree().RootAt(entry.size).value();
           entry = std::get<AuditShareEntry>(w.sitting().Signed(entry));
           return true;
         });
         w.Hold();
         return w.Show();
       }},
      {"audit-each-without-need", "Each token was audited without need.",
       Item::kTokenAudit, Verdict::kFail, "the sum over all tokens",
       [] {
         return Before<AuditShareEntry>([](Workshop& w) {
           w.sitting().Append(w.sitting().AuditShareOf(1, AuditMode::kEach));
         });
       }},
  };
}

std::vector<Forgery> TallyShares() {
  return {
      {"tally-share-wrong", "One of the two tally shares proves nothing.",
       Item::kTallyShares, Verdict::kFail, "2 valid tally shares",
       [] {
         return Altered<TallyShareEntry>([](TallyShareEntry& entry) {
           std::swap_ranges(entry.payload.begin() + kTallyD,
                            entry.payload.begin() + kTallyD + 32,
                            entry.payload.begin() + kTallyD + 32);
         });
       }},
      {"tally-share-of-another", "A tally share speaks for another trustee.",
       Item::kTallyShares, Verdict::kFail, "2 valid tally shares",
       [] {
         return Altered<TallyShareEntry>(
             [](TallyShareEntry& entry) { entry.payload[0] = 3; });
       }},
      {"tally-share-of-trustee-0", "A tally share is of trustee 0.",
       Item::kTallyShares, Verdict::kFail, "2 valid tally shares",
       [] {
         return Altered<TallyShareEntry>(
             [](TallyShareEntry& entry) { entry.payload[0] = 0; });
       }},
      {"tally-share-of-nobody", "A trustee that there is not decrypts.",
       Item::kSignatures, Verdict::kFail, "no trustee 9",
       [] {
         return Altered<TallyShareEntry>(
             [](TallyShareEntry& entry) { entry.member = 9; });
       }},
  };
}

std::vector<Forgery> TallyTimes() {
  return {
      {"tally-share-missing", "Only one trustee decrypted.", Item::kTallyShares,
       Verdict::kFail, "and 1 are",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           leaves.erase(leaves.begin() +
                        static_cast<ptrdiff_t>(w.Find<TallyShareEntry>(1)));
         });
       }},
      {"tally-share-before-the-audit",
       "A trustee decrypted before the tokens were audited.",
       Item::kTallyShares, Verdict::kFail, "must be at least",
       [] {
         Workshop w;
         w.On<TallyShareEntry>(0, [&w](TallyShareEntry& entry) {
           entry.size = w.Find<AuditShareEntry>();
           entry.root = w.sitting().tree().RootAt(entry.size).value();
           entry = std::get<TallyShareEntry>(w.sitting().Signed(entry));
           return true;
         });
         w.Hold();
         return w.Show();
       }},
      {"tally-share-of-too-few-ballots",
       "Four ballots were decrypted; it takes ten.", Item::kTallyShares,
       Verdict::kFail, "fewer than 10",
       [] {
         SittingOptions options = Workshop::Options();
         options.min_ballots = 10;
         Workshop w(std::move(options));
         w.On<ResultEntry>(0, [&w](ResultEntry&) {
           w.sitting().Append(w.sitting().TallyShareOf(1));
           return true;
         });
         w.Hold();
         return w.Show();
       }},
  };
}

std::vector<Forgery> Counts() {
  return {
      {"counts-wrong", "A count is one more.", Item::kCounts, Verdict::kFail,
       "",
       [] {
         return Altered<ResultEntry>(
             [](ResultEntry& entry) { ++entry.counts[0]; });
       }},
      {"votes-moved", "A vote moved to another level; the row still adds up.",
       Item::kCounts, Verdict::kFail, "",
       [] {
         return Altered<ResultEntry>([](ResultEntry& entry) {
           // The first option that anybody chose, to its neighbour.
           const size_t from = entry.counts[0] > 0 ? 0 : 1;
           --entry.counts[from];
           ++entry.counts[1 - from];
         });
       }},
      {"rows-swapped", "Two departments changed their counts.", Item::kCounts,
       Verdict::kFail, "",
       [] {
         return Altered<ResultEntry>([](ResultEntry& entry) {
           // Deputies choose by turns: make the rows differ, then add up.
           std::rotate(entry.counts.begin(), entry.counts.begin() + 1,
                       entry.counts.begin() + 4);
           ++entry.counts[4];
           --entry.counts[5];
         });
       }},
      {"total-wrong", "The total is one more than the ballots.", Item::kCounts,
       Verdict::kFail, "it says 5 ballots; 4 are valid",
       [] {
         return Altered<ResultEntry>(
             [](ResultEntry& entry) { ++entry.ballots; });
       }},
      {"row-missing", "The counts of the last department are missing.",
       Item::kCounts, Verdict::kFail, "it has 8 counts, must have 12",
       [] {
         return Altered<ResultEntry>(
             [](ResultEntry& entry) { entry.counts.resize(8); });
       }},
  };
}

std::vector<Forgery> Results() {
  return {
      {"result-withheld", "The result was withheld without need.",
       Item::kCounts, Verdict::kFail, "no reason to withhold",
       [] {
         return Altered<ResultEntry>([](ResultEntry& entry) {
           entry.withheld = true;
           entry.counts.clear();
         });
       }},
      {"result-not-withheld", "A result of too few ballots was published.",
       Item::kCounts, Verdict::kFail, "it must be withheld",
       [] {
         SittingOptions options = Workshop::Options();
         options.min_ballots = 10;
         return Altered<ResultEntry>(
             [](ResultEntry& entry) {
               entry.withheld = false;
               entry.counts.resize(12);
             },
             0, std::move(options));
       }},
      {"result-before-the-shares", "The result was known before decryption.",
       Item::kTallyShares, Verdict::kFail, "and 0 are",
       [] {
         return Before<TallyShareEntry>(
             [](Workshop& w) { w.sitting().Append(w.sitting().Result()); });
       }},
      {"result-twice", "A second result follows the first.", Item::kOrder,
       Verdict::kFail, "nothing to count any more",
       [] {
         return Before<AnnounceEntry>(
             [](Workshop& w) { w.sitting().Append(w.sitting().Result()); });
       }},
  };
}

}  // namespace

std::vector<Forgery> CountingForgeries() {
  return Join(
      {AuditShares, AuditTimes, TallyShares, TallyTimes, Counts, Results});
}

}  // namespace pingyi::testing

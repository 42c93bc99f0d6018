#include <algorithm>
#include <utility>

#include "crypto/merkle/hash.h"
#include "crypto/merkle/tree.h"
#include "proto/codec/entry.h"
#include "tests/tamper/forgery.h"

// Ballots stuffed, dropped, counted twice; and a Close that hides it.
namespace pingyi::testing {
namespace {

ptrdiff_t At(size_t position) {
  return static_cast<ptrdiff_t>(position);
}

// The deputy who stayed away votes all the same, with a token that all issuers
// made for it.
void StuffWithToken(Workshop& w) {
  w.sitting().Append(w.sitting().Ballot(5, w.sitting().TokenOf(5)));
}

// The same, with a token that nobody made.
void StuffWithout(Workshop& w) {
  w.sitting().Append(w.sitting().Ballot(5, w.sitting().ForgedToken(5)));
}

// The first ballot once more.
void Repeat(Workshop& w) {
  w.sitting().Append(w.sitting().entries()[w.Find<BallotEntry>()]);
}

// A sitting in which `stuff` put something into the box, and whose log goes on
// with `after` where the token audit should have been.
Exhibit WithoutAudit(const std::function<void(Workshop&)>& stuff) {
  Workshop w;
  w.Prepare();
  w.Open();
  stuff(w);
  w.Shut();
  w.sitting().Tally();
  w.Conclude();
  return w.Show();
}

// The box was altered after Close, and the chair signed another Close for it.
// Shares of the audit are the old ones, or, with `issuers`, new ones as well.
Exhibit AlteredBox(bool issuers) {
  Workshop honest;
  honest.Hold();
  Workshop& w = honest;
  std::vector<Bytes> leaves = w.leaves();
  const size_t first = w.Find<BallotEntry>();
  const size_t close = w.Find<CloseEntry>();
  leaves.erase(leaves.begin() + At(first));
  const auto tree_of = [](const std::vector<Bytes>& some) {
    Tree tree;
    for (const Bytes& leaf : some) {
      tree.Append(LeafHash(leaf));
    }
    return tree;
  };
  const auto logged = [&](const Entry& entry) {
    return EncodeLogEntry(w.sitting().Signed(entry))->leaf;
  };
  const Tree before = tree_of({leaves.begin(), leaves.begin() + At(close - 1)});
  leaves[close - 1] = logged(
      CloseEntry{.round = 0, .size = before.size(), .root = before.Root()});
  if (issuers) {
    for (size_t k = 0; k < 2; ++k) {
      const size_t at = w.Find<AuditShareEntry>(k);
      const Tree seen = tree_of({leaves.begin(), leaves.begin() + At(at - 1)});
      auto share = std::get<AuditShareEntry>(w.sitting().entries()[at]);
      share.size = seen.size();
      share.root = seen.Root();
      leaves[at - 1] = logged(share);
    }
  }
  return w.ShowLeaves(std::move(leaves));
}

std::vector<Forgery> Stuffed() {
  return {
      {"ballot-stuffed-by-all-issuers",
       "A ballot more than deputies checked in, with a good token.",
       Item::kBallotCount, Verdict::kFail, "5 valid ballots",
       [] { return Before<ClosingEntry>(StuffWithToken); }},
      {"ballot-stuffed-audit-left-out",
       "A ballot without a token, and nobody audited the tokens.",
       Item::kTokenAudit, Verdict::kFail, "audit must be decided",
       [] { return WithoutAudit(StuffWithout); }},
  };
}

std::vector<Forgery> Counted() {
  return {
      {"ballot-stuffed-and-counted",
       "A ballot without a token; the result counts it.", Item::kCounts,
       Verdict::kFail, "it says 5 ballots; 4 are valid",
       [] {
         Workshop w;
         w.On<ClosingEntry>(0, [&w](ClosingEntry&) {
           StuffWithout(w);
           return true;
         });
         w.On<ResultEntry>(0, [](ResultEntry& entry) {
           ++entry.ballots;
           return true;
         });
         w.Hold();
         return w.Show();
       }},
      {"ballot-counted-twice",
       "A ballot stands there twice; the result counts it twice.",
       Item::kCounts, Verdict::kFail, "it says 5 ballots; 4 are valid",
       [] {
         Workshop w;
         w.On<ClosingEntry>(0, [&w](ClosingEntry&) {
           Repeat(w);
           return true;
         });
         w.On<ResultEntry>(0, [](ResultEntry& entry) {
           ++entry.ballots;
           return true;
         });
         w.Hold();
         return w.Show();
       }},
      {"ballot-spoilt-and-counted",
       "A ballot's proof is wrong; the result counts it.", Item::kCounts,
       Verdict::kFail, "it says 4 ballots; 3 are valid",
       [] {
         Workshop w;
         w.On<BallotEntry>(0, [](BallotEntry& entry) {
           entry.ballot.back() ^= 1;
           return true;
         });
         w.On<ResultEntry>(0, [](ResultEntry& entry) {
           ++entry.ballots;
           return true;
         });
         w.Hold();
         return w.Show();
       }},
  };
}

std::vector<Forgery> Misplaced() {
  return {
      {"ballot-before-the-opening", "A ballot was there before the opening.",
       Item::kOrder, Verdict::kFail, "open the vote first",
       [] {
         return Before<OpenEntry>([](Workshop& w) { w.sitting().Cast(1); });
       }},
      {"ballot-after-close", "A ballot came after Close.", Item::kOrder,
       Verdict::kFail, "the vote is closed",
       [] { return Before<AuditShareEntry>(StuffWithToken); }},
      {"ballot-of-round-1", "A ballot is of a round that there is not.",
       Item::kEntries, Verdict::kFail, "round 0 only",
       [] {
         return Altered<BallotEntry>(
             [](BallotEntry& entry) { entry.round = 1; });
       }},
  };
}

std::vector<Forgery> Dropped() {
  return {
      {"ballot-dropped", "A ballot is gone; the chair's Close is the old one.",
       Item::kClose, Verdict::kFail, "another log",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           leaves.erase(leaves.begin() + At(w.Find<BallotEntry>()));
           // As many as before: an issuer's zero check fills the gap.
           leaves.insert(leaves.begin() + At(w.Find<OpenEntry>()),
                         leaves[w.Find<ZeroCheckEntry>()]);
         });
       }},
      {"ballot-dropped-without-trace",
       "A ballot is gone; the chair's Close counts it.", Item::kClose,
       Verdict::kFail, "leaves",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           leaves.erase(leaves.begin() + At(w.Find<BallotEntry>()));
         });
       }},
      {"ballot-dropped-by-the-chair",
       "A ballot is gone; the chair closed again, the issuers did not audit "
       "again.",
       Item::kTokenAudit, Verdict::kFail, "log of",
       [] { return AlteredBox(false); }},
      {"ballot-dropped-by-chair-and-issuers",
       "A ballot is gone; chair and issuers signed anew what they had said.",
       Item::kTokenAudit, Verdict::kFail, "audit must be decided",
       [] { return AlteredBox(true); }},
  };
}

std::vector<Forgery> Closed() {
  return {
      {"close-of-fewer", "Close leaves the last ballot out.", Item::kClose,
       Verdict::kFail, "behind the",
       [] {
         Workshop w;
         w.On<CloseEntry>(0, [&w](CloseEntry& entry) {
           entry.size = w.Find<BallotEntry>(3);
           entry.root = w.sitting().tree().RootAt(entry.size).value();
           entry = std::get<CloseEntry>(w.sitting().Signed(entry));
           return true;
         });
         w.Hold();
         return w.Show();
       }},
      {"close-of-another-log", "Close names another root.", Item::kClose,
       Verdict::kFail, "another log",
       [] {
         return Altered<CloseEntry>(
             [](CloseEntry& entry) { entry.root[0] ^= 1; });
       }},
      {"close-of-the-future", "Close names more leaves than there are.",
       Item::kClose, Verdict::kFail, "there are",
       [] {
         return Altered<CloseEntry>([](CloseEntry& entry) { ++entry.size; });
       }},
      {"close-signed-by-another", "Not the chair closed.", Item::kSignatures,
       Verdict::kFail, "close: the signature is not by the chair",
       [] {
         return Unsigned<CloseEntry>(
             [](CloseEntry& entry) { entry.signature[3] ^= 1; });
       }},
  };
}

std::vector<Forgery> Phases() {
  return {
      {"close-without-closing", "Close was not announced.", Item::kOrder,
       Verdict::kFail, "closing must be announced",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           leaves.erase(leaves.begin() + At(w.Find<ClosingEntry>()));
         });
       }},
      {"phases-reordered", "Closing came before the opening.", Item::kOrder,
       Verdict::kFail, "the vote is not open",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           std::swap(leaves[w.Find<OpenEntry>()],
                     leaves[w.Find<ClosingEntry>()]);
         });
       }},
  };
}

}  // namespace

std::vector<Forgery> BallotForgeries() {
  return Join({Stuffed, Counted, Misplaced, Dropped, Closed, Phases});
}

}  // namespace pingyi::testing

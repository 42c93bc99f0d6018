#include <algorithm>
#include <utility>

#include "tests/tamper/forgery.h"

// Check-in and opening with somebody too many, or too few.
namespace pingyi::testing {
namespace {

std::vector<Forgery> Requests() {
  return {
      {"request-by-nobody", "A token went to deputy 99, whom no roster has.",
       Item::kRequests, Verdict::kFail, "no deputy 99",
       [] {
         return Unsigned<TokenRequestEntry>(
             [](TokenRequestEntry& entry) { entry.deputy = 99; });
       }},
      {"request-in-anothers-name",
       "A token was asked for in the name of the deputy who stayed away.",
       Item::kRequests, Verdict::kFail, "not by deputy 5",
       [] {
         return Unsigned<TokenRequestEntry>(
             [](TokenRequestEntry& entry) { entry.deputy = 5; }, 3);
       }},
      {"request-for-another-element",
       "The element that was signed for is another.", Item::kRequests,
       Verdict::kFail, "not by deputy 1",
       [] {
         return Unsigned<TokenRequestEntry>([](TokenRequestEntry& entry) {
           entry.blinded[0] = entry.blinded[0] + entry.blinded[0];
         });
       }},
      {"request-after-the-opening", "A deputy checked in too late.",
       Item::kOrder, Verdict::kFail, "check-in is over",
       [] {
         return Before<BallotEntry>(
             [](Workshop& w) { w.sitting().CheckIn(5); });
       }},
      {"request-before-the-check-in", "A deputy checked in too early.",
       Item::kOrder, Verdict::kFail, "begin the check-in",
       [] {
         return Before<ActiveSetEntry>(
             [](Workshop& w) { w.sitting().Append(w.sitting().Request(1)); });
       }},
  };
}

std::vector<Forgery> Slips() {
  return {
      {"slip-replaced-by-a-scrutineer",
       "A deputy's slip is replaced, and not by the chair.", Item::kSignatures,
       Verdict::kFail, "reissue: the signature",
       [] {
         return Before<TokenRequestEntry>([](Workshop& w) {
           auto entry = std::get<ReissueEntry>(w.sitting().Reissue(1));
           entry.deputy = 2;
           w.sitting().Append(entry);
         });
       }},
      {"slip-replaced-afterwards",
       "A deputy's slip is replaced after it was used.", Item::kRequests,
       Verdict::kFail, "checked in",
       [] {
         return Before<OpenEntry>(
             [](Workshop& w) { w.sitting().Append(w.sitting().Reissue(1)); });
       }},
      {"old-slip-used", "A deputy checked in with the slip that was revoked.",
       Item::kRequests, Verdict::kFail, "not by deputy 1",
       [] {
         Workshop w;
         w.On<TokenRequestEntry>(0, [&w](TokenRequestEntry& old) {
           w.sitting().Append(w.sitting().Reissue(1));
           return old.deputy == 1;
         });
         w.Hold();
         return w.Show();
       }},
  };
}

std::vector<Forgery> Openings() {
  return {
      {"opening-miscounts", "The opening counts a deputy more.", Item::kOpening,
       Verdict::kFail, "it says 5 deputies",
       [] {
         return Altered<OpenEntry>(
             [](OpenEntry& entry) { ++entry.checked_in; });
       }},
      {"opening-of-other-keys", "The opening names other keys.", Item::kOpening,
       Verdict::kFail, "key_id",
       [] {
         return Altered<OpenEntry>(
             [](OpenEntry& entry) { entry.key_id[0] ^= 1; });
       }},
      {"opening-of-another-active-set", "The opening names other issuers.",
       Item::kOpening, Verdict::kFail, "another active set",
       [] {
         return Altered<OpenEntry>(
             [](OpenEntry& entry) { entry.active_set_sha256[0] ^= 1; });
       }},
      {"opening-signed-by-another", "Not the chair opened.", Item::kSignatures,
       Verdict::kFail, "open: the signature is not by the chair",
       [] {
         return Unsigned<OpenEntry>(
             [](OpenEntry& entry) { ++entry.checked_in; });
       }},
  };
}

std::vector<Forgery> Times() {
  return {
      {"opening-with-too-few", "The vote was opened with four; ten must be.",
       Item::kOpening, Verdict::kFail, "at least 10",
       [] {
         SittingOptions options = Workshop::Options();
         options.min_voters = 10;
         Workshop workshop(std::move(options));
         workshop.Hold();
         return workshop.Show();
       }},
      {"opening-in-round-1", "The opening is of a round that there is not.",
       Item::kEntries, Verdict::kFail, "round 0 only",
       [] {
         return Altered<OpenEntry>([](OpenEntry& entry) { entry.round = 1; });
       }},
      {"opening-missing", "Nobody opened.", Item::kOrder, Verdict::kFail,
       "the chair must open the vote first",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           leaves.erase(leaves.begin() +
                        static_cast<ptrdiff_t>(w.Find<OpenEntry>()));
         });
       }},
      {"opening-contradicted", "The chair opened twice, differently.",
       Item::kOrder, Verdict::kFail, "has said something else",
       [] {
         return Before<ClosingEntry>([](Workshop& w) {
           auto again = std::get<OpenEntry>(w.sitting().Opening());
           ++again.checked_in;
           w.sitting().Append(w.sitting().Signed(again));
         });
       }},
  };
}

std::vector<Forgery> ActiveSets() {
  return {
      {"active-set-too-small", "Two of three issuers: none may fail.",
       Item::kOpening, Verdict::kFail, "at least 3",
       [] {
         return Altered<ActiveSetEntry>(
             [](ActiveSetEntry& entry) { entry.issuers.pop_back(); });
       }},
      {"active-set-of-nobody", "The active set has an issuer that is none.",
       Item::kOpening, Verdict::kFail, "no issuer 4",
       [] {
         return Altered<ActiveSetEntry>(
             [](ActiveSetEntry& entry) { entry.issuers.push_back(4); });
       }},
      {"active-set-out-of-turn", "The first active set is the second.",
       Item::kOpening, Verdict::kFail, "version",
       [] {
         return Altered<ActiveSetEntry>(
             [](ActiveSetEntry& entry) { entry.version = 2; });
       }},
  };
}

}  // namespace

std::vector<Forgery> CheckInForgeries() {
  return Join({Requests, Slips, Openings, Times, ActiveSets});
}

}  // namespace pingyi::testing

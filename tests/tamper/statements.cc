#include <algorithm>
#include <utility>

#include "tests/tamper/forgery.h"

// What officials say of the log; and what is odd about a log without being
// wrong.
namespace pingyi::testing {
namespace {

// A share more than is needed, from trustee 3, as `change` left it.
Exhibit ThirdShare(const std::function<void(TallyShareEntry&)>& change) {
  return Before<ResultEntry>([&](Workshop& w) {
    auto share = std::get<TallyShareEntry>(w.sitting().TallyShareOf(3));
    change(share);
    w.sitting().Append(w.sitting().Signed(share));
  });
}

std::vector<Forgery> Ends() {
  return {
      {"announced-before-the-result", "The result was announced too early.",
       Item::kOrder, Verdict::kFail, "there must be a result first",
       [] {
         return Before<ResultEntry>([](Workshop& w) {
           w.sitting().Append(w.sitting().Announcement());
         });
       }},
      {"announced-something-else", "Other counts were announced.",
       Item::kAnnouncement, Verdict::kFail, "not about the counts",
       [] {
         return Altered<AnnounceEntry>(
             [](AnnounceEntry& entry) { entry.counts_sha256[0] ^= 1; });
       }},
      {"announced-by-another", "Not the chair announced.", Item::kSignatures,
       Verdict::kFail, "announce: the signature is not by the chair",
       [] {
         return Unsigned<AnnounceEntry>(
             [](AnnounceEntry& entry) { entry.signature[3] ^= 1; });
       }},
      {"not-announced", "Nobody has announced anything.", Item::kAnnouncement,
       Verdict::kNotChecked, "has not announced yet",
       [] {
         Workshop w;
         w.On<AnnounceEntry>(0, [](AnnounceEntry&) { return false; });
         w.Hold();
         return w.Show();
       }},
      {"given-up", "The chair gave the session up.", Item::kRequests,
       Verdict::kNotChecked, "given up: fire alarm",
       [] {
         Workshop w;
         w.Prepare();
         w.Open();
         w.sitting().Append(w.sitting().Abort("fire alarm"));
         return w.Show();
       }},
      {"gone-on-after-the-end", "The chair gave it up, and all went on.",
       Item::kOrder, Verdict::kFail, "given up",
       [] {
         return Before<ClosingEntry>([](Workshop& w) {
           w.sitting().Append(w.sitting().Abort("fire alarm"));
         });
       }},
      {"given-up-after-the-result", "The chair gave a result up.", Item::kOrder,
       Verdict::kFail, "the session is over",
       [] {
         return Before<AnnounceEntry>([](Workshop& w) {
           w.sitting().Append(w.sitting().Abort("we do not like it"));
         });
       }},
  };
}

std::vector<Forgery> Attestations() {
  return {
      {"verified-by-no-scrutineer", "The chair verified.", Item::kSignatures,
       Verdict::kFail, "official 1 is no scrutineer",
       [] {
         return Altered<VerifiedEntry>(
             [](VerifiedEntry& entry) { entry.official = 1; });
       }},
      {"verified-in-anothers-name",
       "A scrutineer signed in another one's name.", Item::kSignatures,
       Verdict::kFail, "verified: the signature is not by official 3",
       [] {
         return Unsigned<VerifiedEntry>(
             [](VerifiedEntry& entry) { entry.official = 3; });
       }},
      {"verified-other-counts", "A scrutineer verified other counts.",
       Item::kAttestations, Verdict::kFail, "not about the counts",
       [] {
         return Altered<VerifiedEntry>(
             [](VerifiedEntry& entry) { entry.counts_sha256[0] ^= 1; });
       }},
      {"verified-another-log", "A scrutineer verified another log.",
       Item::kAttestations, Verdict::kFail, "another log",
       [] {
         return Altered<VerifiedEntry>(
             [](VerifiedEntry& entry) { entry.root[0] ^= 1; });
       }},
      {"verified-too-early", "A scrutineer verified before the result.",
       Item::kOrder, Verdict::kFail, "there must be a result first",
       [] {
         return Before<ResultEntry>(
             [](Workshop& w) { w.sitting().Append(w.sitting().Verified(2)); });
       }},
      {"zero-check-of-another-log", "A scrutineer saw another empty log.",
       Item::kAttestations, Verdict::kFail, "another log",
       [] {
         return Altered<ZeroCheckEntry>(
             [](ZeroCheckEntry& entry) { entry.root[0] ^= 1; });
       }},
      {"zero-check-afterwards", "A scrutineer checked zero after the vote.",
       Item::kOrder, Verdict::kFail, "the vote has been opened",
       [] {
         // None of theirs before, so that this one is not a repetition.
         Workshop w;
         w.On<ZeroCheckEntry>(0, [](ZeroCheckEntry&) { return false; });
         w.On<ClosingEntry>(0, [&w](ClosingEntry&) {
           w.sitting().Append(w.sitting().ZeroCheck(2));
           return true;
         });
         w.Hold();
         return w.Show();
       }},
      {"objection-by-nobody", "An official that there is not objects.",
       Item::kSignatures, Verdict::kFail, "no official 9",
       [] {
         return Before<AnnounceEntry>([](Workshop& w) {
           w.sitting().Append(w.sitting().Objection(9, "no"));
         });
       }},
  };
}

std::vector<Forgery> LegalBallots() {
  return {
      {"ballot-repeated", "A ballot stands there twice; it counts once.",
       Item::kBallots, Verdict::kPass, "",
       [] {
         return Before<ClosingEntry>([](Workshop& w) {
           w.sitting().Append(w.sitting().entries()[w.Find<BallotEntry>()]);
         });
       }},
      {"ballot-without-token", "A ballot without a token; it does not count.",
       Item::kTokenAudit, Verdict::kPass, "",
       [] {
         return Before<ClosingEntry>([](Workshop& w) {
           w.sitting().Append(
               w.sitting().Ballot(5, w.sitting().ForgedToken(5)));
         });
       }},
      {"ballot-spoilt", "A ballot's proof is wrong; it does not count.",
       Item::kBallots, Verdict::kPass, "",
       [] {
         return Altered<BallotEntry>(
             [](BallotEntry& entry) { entry.ballot.back() ^= 1; });
       }},
      {"ballot-of-rubbish", "A ballot is rubbish; it does not count.",
       Item::kBallots, Verdict::kPass, "",
       [] {
         return Before<ClosingEntry>([](Workshop& w) {
           w.sitting().Append(BallotEntry{.round = 0, .ballot = {1, 2, 3}});
         });
       }},
  };
}

std::vector<Forgery> LegalRequests() {
  return {
      {"request-repeated", "A deputy asked twice; the first stands.",
       Item::kRequests, Verdict::kPass, "has made another request",
       [] {
         return Before<OpenEntry>([](Workshop& w) {
           w.sitting().people().deputies[0].token = TokenSecret::Random();
           w.sitting().Append(w.sitting().Request(1));
           w.On<BallotEntry>(0, [](BallotEntry&) { return false; });
         });
       }},
  };
}

std::vector<Forgery> LegalShares() {
  return {
      {"share-too-many", "A trustee's share came when enough were there.",
       Item::kTallyShares, Verdict::kPass, "trustee 3 is not needed",
       [] { return ThirdShare([](TallyShareEntry&) {}); }},
      {"share-too-many-and-wrong",
       "A trustee's share came when enough were there, and proves nothing.",
       Item::kTallyShares, Verdict::kPass, "trustee 3 is invalid",
       [] {
         return ThirdShare(
             [](TallyShareEntry& entry) { entry.payload.back() ^= 1; });
       }},
      {"share-wrong-among-enough",
       "A trustee's share proves nothing; two others do.", Item::kTallyShares,
       Verdict::kPass, "trustee 3 is invalid",
       [] {
         return Before<TallyShareEntry>([](Workshop& w) {
           auto share = std::get<TallyShareEntry>(w.sitting().TallyShareOf(3));
           share.payload.back() ^= 1;
           w.sitting().Append(w.sitting().Signed(share));
         });
       }},
  };
}

std::vector<Forgery> LegalAuditShares() {
  return {
      {"audit-share-wrong-among-enough",
       "An issuer's share proves nothing; two others do.", Item::kTokenAudit,
       Verdict::kPass, "issuer 3 is invalid",
       [] {
         return Before<AuditShareEntry>([](Workshop& w) {
           auto share = std::get<AuditShareEntry>(
               w.sitting().AuditShareOf(3, AuditMode::kSum));
           share.payload.back() ^= 1;
           w.sitting().Append(w.sitting().Signed(share));
         });
       }},
      {"audit-share-too-many-and-wrong",
       "An issuer's share came when enough were there, and proves nothing.",
       Item::kTokenAudit, Verdict::kPass, "issuer 3 is invalid",
       [] {
         return Before<TallyShareEntry>([](Workshop& w) {
           auto share = std::get<AuditShareEntry>(
               w.sitting().AuditShareOf(3, AuditMode::kSum));
           share.payload.back() ^= 1;
           w.sitting().Append(w.sitting().Signed(share));
         });
       }},
  };
}

std::vector<Forgery> LegalStatements() {
  return {
      {"objection", "A scrutineer objects.", Item::kAttestations,
       Verdict::kPass, "1 objections",
       [] {
         return Before<AnnounceEntry>([](Workshop& w) {
           w.sitting().Append(w.sitting().Objection(2, "I saw no count"));
         });
       }},
      {"order-repeated", "The chair's closing stands there twice.",
       Item::kOrder, Verdict::kPass, "has said so already",
       [] {
         return Before<CloseEntry>(
             [](Workshop& w) { w.sitting().Append(w.sitting().ClosingNow()); });
       }},
  };
}

}  // namespace

std::vector<Forgery> StatementForgeries() {
  return Join({Ends, Attestations});
}

std::vector<Forgery> LegalOddities() {
  return Join({LegalBallots, LegalRequests, LegalShares, LegalAuditShares,
               LegalStatements});
}

}  // namespace pingyi::testing

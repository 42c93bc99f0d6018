#include <algorithm>

#include "crypto/dkg/message.h"
#include "tests/tamper/forgery.h"

// Key generation that did not go as it must; everybody looked away.
namespace pingyi::testing {
namespace {

// Another message of trustee 1 altogether: committed to and signed.
Exhibit OtherMessage(const std::function<void(Workshop&, Bytes&)>& change) {
  Workshop workshop;
  Sitting& sitting = workshop.sitting();
  Bytes message;
  workshop.On<DkgCommitEntry>(0, [&](DkgCommitEntry& entry) {
    message = MakeDealerMessage(
                  sitting.params(Committee::kTally), 1,
                  DealerSecrets::Random(sitting.params(Committee::kTally)))
                  .value();
    change(workshop, message);
    entry.message_sha256 = DealerMessageHash(message);
    entry = std::get<DkgCommitEntry>(sitting.Signed(entry));
    workshop.On<DkgMessageEntry>(0, [&](DkgMessageEntry& revealed) {
      revealed.message = message;
      revealed = std::get<DkgMessageEntry>(sitting.Signed(revealed));
      return true;
    });
    return true;
  });
  workshop.Hold();
  return workshop.Show();
}

std::vector<Forgery> Messages() {
  return {
      {"message-not-as-committed",
       "A trustee reveals another message than it committed to.",
       Item::kCeremony, Verdict::kFail, "committed to",
       [] {
         return Altered<DkgMessageEntry>(
             [](DkgMessageEntry& entry) { entry.message.back() ^= 1; });
       }},
      {"message-proof-wrong",
       "A trustee does not prove that it knows its secrets.", Item::kCeremony,
       Verdict::kFail, "does not prove",
       [] {
         return OtherMessage([](Workshop& w, Bytes& message) {
           // z stands behind le32, the commitments and R.
           const auto& params = w.sitting().params(Committee::kTally);
           message[4 + 32 * params.secrets * params.threshold + 32] ^= 1;
         });
       }},
      {"message-polynomial-too-long",
       "A trustee commits to one coefficient more.", Item::kCeremony,
       Verdict::kFail, "bytes",
       [] {
         return OtherMessage([](Workshop& /*w*/, Bytes& message) {
           message.insert(message.begin() + 4, message.begin() + 4,
                          message.begin() + 36);
         });
       }},
      {"message-of-another-index", "A trustee deals in another one's name.",
       Item::kCeremony, Verdict::kFail, "",
       [] {
         return OtherMessage(
             [](Workshop& /*w*/, Bytes& message) { message[0] = 2; });
       }},
      {"message-cut-off", "A trustee's message has a box cut in half.",
       Item::kCeremony, Verdict::kFail, "bytes",
       [] {
         return OtherMessage([](Workshop& /*w*/, Bytes& message) {
           message.resize(message.size() - 40);
         });
       }},
  };
}

std::vector<Forgery> Steps() {
  return {
      {"message-before-commits",
       "A trustee's commitment comes after the first message.", Item::kOrder,
       Verdict::kFail, "commit",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           std::swap(leaves[w.Find<DkgCommitEntry>(2)],
                     leaves[w.Find<DkgMessageEntry>()]);
         });
       }},
      {"confirmation-missing", "A trustee has not confirmed.", Item::kOrder,
       Verdict::kFail, "ceremony must be complete",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           leaves.erase(leaves.begin() +
                        static_cast<ptrdiff_t>(w.Find<DkgConfirmEntry>(2)));
         });
       }},
      {"confirmation-of-other-keys",
       "A trustee's confirmation is another one's signature.",
       Item::kSignatures, Verdict::kFail, "dkg-confirm",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           // Trustee 1's under the issuers' committee: as good as forged.
           leaves[w.Find<DkgConfirmEntry>(3)] =
               leaves[w.Find<DkgConfirmEntry>(0)];
           leaves[w.Find<DkgConfirmEntry>(3)][3] = 2;
         });
       }},
      {"confirmation-by-another",
       "A trustee's confirmation is signed by somebody else.",
       Item::kSignatures, Verdict::kFail, "dkg-confirm: the signature",
       [] {
         return Unsigned<DkgConfirmEntry>(
             [](DkgConfirmEntry& entry) { entry.member = 2; });
       }},
      {"commit-of-no-member", "A trustee that there is not commits.",
       Item::kSignatures, Verdict::kFail, "there is no trustee 9",
       [] {
         return Altered<DkgCommitEntry>(
             [](DkgCommitEntry& entry) { entry.member = 9; });
       }},
  };
}

std::vector<Forgery> Complaints() {
  return {
      {"complaint-ignored", "A trustee complained, and all went on.",
       Item::kOrder, Verdict::kFail, "given up",
       [] {
         return Before<DkgConfirmEntry>([](Workshop& w) {
           w.sitting().Append(w.sitting().Complaint(Committee::kTally, 2, 1));
         });
       }},
      {"complaint-ended-it", "A trustee complained, and that was the end.",
       Item::kCeremony, Verdict::kFail, "complaint",
       [] {
         Workshop w;
         for (const Committee committee :
              {Committee::kTally, Committee::kIssuer}) {
           w.sitting().Commit(committee);
           w.sitting().Deal(committee);
         }
         w.sitting().Append(w.sitting().Complaint(Committee::kTally, 2, 1));
         return w.Show();
       }},
  };
}

}  // namespace

std::vector<Forgery> CeremonyForgeries() {
  return Join({Messages, Steps, Complaints});
}

}  // namespace pingyi::testing

#include <utility>

#include "crypto/note/note.h"
#include "tests/tamper/forgery.h"

// What a dishonest server can do with the log's key, and with the keys of
// witnesses who are too few for a quorum.
namespace pingyi::testing {
namespace {

void DropFirstBallot(Workshop& workshop, std::vector<Bytes>& leaves) {
  leaves.erase(leaves.begin() +
               static_cast<ptrdiff_t>(workshop.Find<BallotEntry>()));
}

// A second log of the same size: the announcement is another leaf.
void Fork(Workshop& /*workshop*/, std::vector<Bytes>& leaves) {
  leaves.back() = leaves[leaves.size() - 2];
}

Exhibit ForkUnderTheOthersNames() {
  Workshop workshop;
  workshop.Hold();
  const Note honest = ParseNote(workshop.Seal(workshop.leaves())).value();
  std::vector<Bytes> leaves = workshop.leaves();
  Fork(workshop, leaves);
  Exhibit exhibit = workshop.ShowLeaves(std::move(leaves), 1);
  Note forged = ParseNote(exhibit.record.checkpoint).value();
  forged.signatures.insert(forged.signatures.end(),
                           honest.signatures.begin() + 2,
                           honest.signatures.end());
  exhibit.record.checkpoint = FormatNote(forged).value();
  return exhibit;
}

}  // namespace

std::vector<Forgery> ServerForgeries() {
  std::vector<Forgery> all = {
      {"fork-unwitnessed", "A second log of one size, signed by the log only.",
       Item::kQuorum, Verdict::kFail, "witness",
       [] { return Edited(Fork, 0); }},
      {"fork-with-a-minority",
       "A second log of one size, cosigned by two of four witnesses.",
       Item::kQuorum, Verdict::kFail, "witness",
       [] { return Edited(Fork, 2); }},
      {"fork-under-others-names",
       "A second log of one size, with the cosignatures of the first.",
       Item::kQuorum, Verdict::kFail, "witness", ForkUnderTheOthersNames},
      {"ballot-dropped-by-the-server",
       "A ballot is gone, under a new checkpoint of the log.", Item::kQuorum,
       Verdict::kFail, "witness", [] { return Edited(DropFirstBallot, 0); }},
      {"ballot-dropped-with-a-minority",
       "A ballot is gone, and two of four witnesses do not mind.",
       Item::kQuorum, Verdict::kFail, "witness",
       [] { return Edited(DropFirstBallot, 2); }},
      {"log-cut-off-by-the-server",
       "The last three leaves are gone, under a new checkpoint of the log.",
       Item::kQuorum, Verdict::kFail, "witness",
       [] {
         return Edited(
             [](Workshop& /*w*/, std::vector<Bytes>& leaves) {
               leaves.resize(leaves.size() - 3);
             },
             0);
       }},
      {"log-extended-by-the-server",
       "An objection was added, under a new checkpoint of the log.",
       Item::kQuorum, Verdict::kFail, "witness",
       [] {
         Workshop workshop;
         workshop.Hold();
         workshop.sitting().Append(
             workshop.sitting().Objection(2, "after the fact"));
         return workshop.ShowLeaves(workshop.leaves(), 0);
       }},
  };
  for (Forgery& forgery : all) {
    forgery.forger = Forger::kServer;
  }
  return all;
}

}  // namespace pingyi::testing

#include "tests/tamper/forgery.h"

#include <iterator>
#include <utility>

namespace pingyi::testing {

std::vector<Forgery> AllForgeries() {
  std::vector<Forgery> all;
  for (auto* part : {OutsiderForgeries, ServerForgeries, EncodingForgeries,
                     CeremonyForgeries, CheckInForgeries, BallotForgeries,
                     CountingForgeries, StatementForgeries, LegalOddities}) {
    std::vector<Forgery> some = part();
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  return all;
}

Exhibit Edited(const std::function<void(Workshop&, std::vector<Bytes>&)>& edit,
               size_t witnesses) {
  Workshop workshop;
  workshop.Hold();
  std::vector<Bytes> leaves = workshop.leaves();
  edit(workshop, leaves);
  return workshop.ShowLeaves(std::move(leaves), witnesses);
}

}  // namespace pingyi::testing

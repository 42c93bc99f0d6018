#include "tests/tamper/forgery.h"

#include <iterator>
#include <utility>

namespace pingyi::testing {

std::vector<Forgery> Join(std::initializer_list<Forgeries> parts) {
  std::vector<Forgery> all;
  for (const Forgeries part : parts) {
    std::vector<Forgery> some = part();
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  return all;
}

std::vector<Forgery> AllForgeries() {
  return Join({OutsiderForgeries, ServerForgeries, EncodingForgeries,
               CeremonyForgeries, CheckInForgeries, BallotForgeries,
               CountingForgeries, StatementForgeries, LegalOddities});
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

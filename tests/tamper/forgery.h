#ifndef TESTS_TAMPER_FORGERY_H_
#define TESTS_TAMPER_FORGERY_H_

#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

#include "crypto/audit/item.h"
#include "crypto/audit/report.h"
#include "tests/tamper/workshop.h"

// The corpus: records with one thing wrong each, and where a verification must
// notice. README.md says how they are sorted.
namespace pingyi::testing {

// Who could have made it: what keys it takes.
enum class Forger {
  kOutsider,  // None: whoever gets hold of the files.
  kServer,    // The log's, and those of witnesses too few for a quorum.
  kEveryone,  // All that sign checkpoints, and those of whoever it says.
};

struct Forgery {
  std::string name;    // "ballot-dropped"
  std::string change;  // The one thing that is wrong, in a sentence.
  // The first item that does not pass, and how. Of kPass, the record passes
  // all items, and must say something about the change all the same.
  Item item = Item::kCheckpoint;
  Verdict verdict = Verdict::kFail;
  std::string says;  // Part of what the report says of it.
  std::function<Exhibit()> make;
  Forger forger = Forger::kEveryone;
};

std::vector<Forgery> OutsiderForgeries();
std::vector<Forgery> ServerForgeries();
std::vector<Forgery> EncodingForgeries();
std::vector<Forgery> CeremonyForgeries();
std::vector<Forgery> CheckInForgeries();
std::vector<Forgery> BallotForgeries();
std::vector<Forgery> CountingForgeries();
std::vector<Forgery> StatementForgeries();
// Odd, but legal: these pass, with a remark.
std::vector<Forgery> LegalOddities();

// All of the above. Names are unique.
std::vector<Forgery> AllForgeries();

using Forgeries = std::vector<Forgery> (*)();
std::vector<Forgery> Join(std::initializer_list<Forgeries> parts);

// --- How most of them are made.

// A whole sitting in which entry number `nth` of kind E was altered before it
// was logged, and signed anew by whoever signs it.
template <typename E>
Exhibit Altered(const std::function<void(E&)>& change, size_t nth = 0,
                SittingOptions options = Workshop::Options()) {
  Workshop workshop(std::move(options));
  workshop.On<E>(nth, [&](E& entry) {
    change(entry);
    entry = std::get<E>(workshop.sitting().Signed(entry));
    return true;
  });
  workshop.Hold();
  return workshop.Show();
}

// The same, with the signature left as it was.
template <typename E>
Exhibit Unsigned(const std::function<void(E&)>& change, size_t nth = 0) {
  Workshop workshop;
  workshop.On<E>(nth, [&](E& entry) {
    change(entry);
    return true;
  });
  workshop.Hold();
  return workshop.Show();
}

// A whole sitting in which `append` wrote entries of its own just before entry
// number `nth` of kind E.
template <typename E>
Exhibit Before(const std::function<void(Workshop&)>& append, size_t nth = 0) {
  Workshop workshop;
  workshop.On<E>(nth, [&](E&) {
    append(workshop);
    return true;
  });
  workshop.Hold();
  return workshop.Show();
}

// An honest sitting whose leaves were edited at the end, under a checkpoint
// with signatures of the log and `witnesses` witnesses.
Exhibit Edited(const std::function<void(Workshop&, std::vector<Bytes>&)>& edit,
               size_t witnesses = kAllWitnesses);

}  // namespace pingyi::testing

#endif  // TESTS_TAMPER_FORGERY_H_

#ifndef TESTS_TAMPER_WORKSHOP_H_
#define TESTS_TAMPER_WORKSHOP_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/record/record.h"
#include "crypto/audit/entry.h"
#include "tests/support/sitting.h"

// Where records are made, honest and otherwise.
namespace pingyi::testing {

// A record as somebody hands it in.
struct Exhibit {
  RawRecord record;
  // What its reader knows of the session beforehand.
  std::optional<Digest> fingerprint;
  // What is done to the files once they are written. May be empty.
  std::function<void(const std::string& directory)> damage = {};
};

// Everyone whose signature can stand on a checkpoint.
inline constexpr size_t kAllWitnesses = 1000;

// One sitting with real encodings, every step of it at hand: three contests of
// four levels, five deputies of whom the fifth stays away, three officials who
// are trustees, issuers and scrutineers (2 of 3), and the chair as the fourth
// witness (quorum 3 of 4).
class Workshop {
 public:
  static SittingOptions Options();
  explicit Workshop(SittingOptions options = Options());
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;
  ~Workshop() = default;

  Sitting& sitting() { return *sitting_; }

  // --- The steps of the sitting, one after the other.
  void Prepare();   // Ceremony, zero checks, check-in of deputies 1 to 4.
  void Open();      // The opening, and the votes of 1 to 4.
  void Shut();      // Closing and Close.
  void Decrypt();   // Token audit and tally shares.
  void Conclude();  // Result, "verified", announcement.
  void Hold() {
    Prepare();
    Open();
    Shut();
    Decrypt();
    Conclude();
  }

  // --- Meddling while it is held: to be called before the steps.
  // `change` sees the entry of kind E number `nth` (from 0) as it is about to
  // be logged; it may alter it, append others before it, or drop it by
  // returning false. What it alters is not signed again.
  template <typename E>
  void On(size_t nth, const std::function<bool(E&)>& change) {
    meddlers_.push_back([nth, change, seen = size_t{0}](Entry& entry) mutable {
      auto* found = std::get_if<E>(&entry);
      return found == nullptr || seen++ != nth || change(*found);
    });
  }

  // --- The record.
  // Leaf of the nth entry (from 0) of kind E.
  template <typename E>
  size_t Find(size_t nth = 0) const {
    const std::vector<Entry>& entries = sitting_->entries();
    for (size_t i = 0; i < entries.size(); ++i) {
      if (std::holds_alternative<E>(entries[i]) && nth-- == 0) {
        return i;
      }
    }
    return entries.size();
  }
  const std::vector<Bytes>& leaves() const { return sitting_->leaves(); }
  // A checkpoint over `leaves`, signed by the log and the first `witnesses`.
  std::string Seal(const std::vector<Bytes>& leaves,
                   size_t witnesses = kAllWitnesses) const;
  // The sitting's record as it stands.
  Exhibit Show() const { return ShowLeaves(leaves()); }
  // One with other leaves, under a fresh checkpoint.
  Exhibit ShowLeaves(std::vector<Bytes> leaves,
                     size_t witnesses = kAllWitnesses) const;

 private:
  bool Meddle(Entry& entry);

  std::map<Digest, Bytes> blobs_;
  // Never moved: one may be running while another is added.
  std::deque<std::function<bool(Entry&)>> meddlers_;
  std::unique_ptr<Sitting> sitting_;
};

}  // namespace pingyi::testing

#endif  // TESTS_TAMPER_WORKSHOP_H_

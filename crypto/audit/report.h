#ifndef CRYPTO_AUDIT_REPORT_H_
#define CRYPTO_AUDIT_REPORT_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "crypto/audit/entry.h"
#include "crypto/audit/item.h"
#include "crypto/audit/manifest.h"
#include "crypto/audit/ruling.h"
#include "crypto/audit/session.h"
#include "crypto/merkle/hash.h"

namespace pingyi {

enum class Verdict { kPass, kFail, kNotChecked };
// "PASS", "FAIL", "NOT CHECKED".
absl::string_view VerdictName(Verdict verdict);

// One line of a report.
struct ReportItem {
  Item item = Item::kCheckpoint;
  Verdict verdict = Verdict::kNotChecked;
  // What was found, in plain words (English); never empty once verified.
  std::string detail;
};

// The title of an item in both languages, for people.
Name ItemTitle(Item item);

struct VoidBallot {
  uint64_t leaf = 0;
  std::string reason;
};

// What a verification found.
struct Report {
  // All of them, in the order of Item.
  std::vector<ReportItem> items;

  // As far as they could be found out; zero otherwise.
  Digest session_id = {};
  // What the checkpoint says, and SHA-256 of the signed text of its note.
  TreeHead checkpoint;
  Digest checkpoint_fingerprint = {};
  // The root of the leaves that were given.
  TreeHead computed;
  // Where the session stands; nullopt if there is none.
  std::optional<Phase> phase;
  // 应到, 实到, 收回.
  uint32_t entitled = 0;
  uint32_t checked_in = 0;
  uint32_t ballots = 0;
  std::vector<VoidBallot> void_ballots;
  // As published, and verified exactly if item kCounts passes.
  std::optional<ResultEntry> result;
  // Scrutineers (by number) whose "verified" is in the log, of how many.
  std::vector<uint32_t> verified_by;
  uint32_t scrutineers = 0;
  std::vector<ObjectionEntry> objections;
  std::optional<Abortion> abortion;
  std::vector<Remark> remarks;

  // Whether every item passes.
  bool Passed() const;
  // The first item that fails; if none does, the first not checked; nullptr if
  // all pass. What a program that verifies ends with.
  const ReportItem* FirstNotPassed() const;
  const ReportItem& Of(Item item) const {
    return items[static_cast<size_t>(item)];
  }
};

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_REPORT_H_

#ifndef CLIENT_REPORT_SHEET_H_
#define CLIENT_REPORT_SHEET_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/report/outcome.h"
#include "client/report/result_table.h"
#include "crypto/audit/manifest.h"

// The result sheet (计票结果报告单) as data: everything that stands on it, in
// both languages, before anybody decides on fonts and cells.
namespace pingyi {

struct Fact {
  Name label;
  Name value;
};

// A line to sign on, for one person.
struct SignatureLine {
  Name role;
  std::string name;
  // What this person has signed in the log already; may be empty.
  Name in_log;
};

struct Sheet {
  bool rehearsal = false;
  Name title;                // The session's.
  Name heading;              // 计票结果报告单
  std::string meeting_date;  // As in the manifest: 2020-03-19.
  std::vector<Fact> facts;   // Day, place, evaluated year.
  Fact state;                // Announced or not.
  std::vector<Fact> numbers;  // 应到, 实到, 发出, 收回, 未交 and 无效.
  std::vector<Name> notices;   // Why there are no counts; empty otherwise.
  std::vector<Name> contests;  // One a row of the table.
  ResultTable table;           // Without columns where there are no counts.
  std::vector<Name> notes;     // What the numbers mean.
  std::vector<Fact> fingerprints;
  std::vector<Name> attested;             // Verified by N of M; objections.
  std::vector<SignatureLine> signatures;  // The chair, then scrutineers.
  std::vector<Name> script;               // What is read aloud (script.h).

  bool has_counts() const { return !table.columns.empty(); }
};

// What comes of `outcome`: a sheet with counts, or one that says why there are
// none (nothing decrypted, given up). FAILED_PRECONDITION while there is
// neither, or without a manifest.
absl::StatusOr<Sheet> MakeSheet(const SessionOutcome& outcome);

}  // namespace pingyi

#endif  // CLIENT_REPORT_SHEET_H_

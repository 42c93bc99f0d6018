#ifndef TESTS_E2E_TABLETS_H_
#define TESTS_E2E_TABLETS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "client/cpp/board_reader.h"
#include "client/cpp/session_directory.h"
#include "client/cpp/session_view.h"
#include "client/cpp/voter.h"
#include "crypto/audit/entry.h"
#include "tests/e2e/hall.h"

namespace pingyi::testing {

// The codes on a printed page of slips, from the top.
std::vector<std::string> PrintedCodes(const std::string& html_file);

// Deputies' tablets in this process, and one follower of the log that stays
// connected through everything, as an outsider would.
class Tablets {
 public:
  explicit Tablets(const Hall& hall);

  BoardReader& reader() { return *reader_; }
  const Endpoint& endpoint() const { return session_.endpoint; }
  const PublicSession& session() const { return session_; }

  // The newest view, once check-in is open; once the vote is open.
  std::shared_ptr<const SessionView> View(bool opened = false);
  // Waits until the log is in `phase`, under a quorum.
  absl::Status WaitFor(Phase phase);

  SlipSecret SlipOf(uint32_t number) const;
  // A tablet with the deputy's slip. Patient, unless told otherwise.
  Voter Tablet(uint32_t number, const std::string& state_file = {});
  Voter Impatient(uint32_t number);

  // All entries that stand under a checkpoint with quorum now.
  std::vector<Entry> Log() const;

 private:
  Voter Make(uint32_t number, Voter::Options options);

  PublicSession session_;
  std::vector<std::string> codes_;
  std::unique_ptr<BoardReader> reader_;
};

// One option for each of `contests`.
std::vector<uint32_t> Everywhere(uint32_t option, size_t contests = 3);

// Every ballot in `log` that is `ballot`, counted.
size_t TimesLogged(const std::vector<Entry>& log, ByteSpan ballot);

}  // namespace pingyi::testing

#endif  // TESTS_E2E_TABLETS_H_

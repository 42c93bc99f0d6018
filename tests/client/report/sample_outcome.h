#ifndef TESTS_CLIENT_REPORT_SAMPLE_OUTCOME_H_
#define TESTS_CLIENT_REPORT_SAMPLE_OUTCOME_H_

#include <cstdint>

#include "client/report/outcome.h"

namespace pingyi::testing {

struct SampleOptions {
  uint32_t contests = 27;
  uint32_t scrutineers = 4;
  SessionKind kind = SessionKind::kRehearsal;
  CountingRules counting = {};
  bool blank_allowed = false;
  bool withheld = false;
};

// A session that is over, announced and verified by all scrutineers but the
// last: 120 entitled, 117 present, 115 ballots. Contest i (from 0) has 60 + i
// votes for the best level, then 20, 4 and the rest; where blanks are allowed
// 2 of the rest are blank.
SessionOutcome SampleOutcome(const SampleOptions& options = {});

// Everything that the rules can ask for.
CountingRules AllViews();

}  // namespace pingyi::testing

#endif  // TESTS_CLIENT_REPORT_SAMPLE_OUTCOME_H_

#ifndef CLIENT_REPORT_SCRIPT_H_
#define CLIENT_REPORT_SCRIPT_H_

#include <string>
#include <vector>

#include "client/report/language.h"
#include "client/report/outcome.h"
#include "client/report/sheet.h"

// What the chair reads aloud at the announcement, every number filled in: one
// paragraph a breath, word for word what the chair's page shows
// (client/web/src/result/script.ts).
//
// Twenty-seven departments are listened to, not looked at: their counts, and
// the grades where the rules give them, with what grades are measured by said
// once before. Rates, scores and places stay on the sheet: rounded, they cannot
// be checked by ear, and no grade depends on the rounding.
namespace pingyi {

// Empty while there is nothing to announce: no result, and not given up.
std::vector<Name> MakeScript(const SessionOutcome& outcome);

// The script of `sheet`. Both languages: the Chinese text first, then an empty
// line and all of it in English.
std::vector<std::string> AnnouncementScript(const Sheet& sheet,
                                            Language language);

}  // namespace pingyi

#endif  // CLIENT_REPORT_SCRIPT_H_

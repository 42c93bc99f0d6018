#ifndef CLIENT_REPORT_SCRIPT_H_
#define CLIENT_REPORT_SCRIPT_H_

#include <string>
#include <vector>

#include "client/report/language.h"
#include "client/report/sheet.h"

namespace pingyi {

// What the chair reads aloud at the announcement, every number filled in; one
// paragraph a line, empty lines between its parts. Both languages: the Chinese
// text first, then all of it in English.
std::vector<std::string> AnnouncementScript(const Sheet& sheet,
                                            Language language);

}  // namespace pingyi

#endif  // CLIENT_REPORT_SCRIPT_H_

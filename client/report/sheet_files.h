#ifndef CLIENT_REPORT_SHEET_FILES_H_
#define CLIENT_REPORT_SHEET_FILES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/report/language.h"
#include "client/report/sheet.h"

// The result sheet as files. The same sheet gives the same bytes: the only
// date in them is the meeting's.
namespace pingyi {

// A4, one page for 27 contests; more take more pages, the table's head on each
// and the page's number below. FAILED_PRECONDITION, saying what to install,
// without the font.
absl::StatusOr<std::string> SheetPdf(const Sheet& sheet, Language language);

// A workbook with the sheet, numbers as numbers, and the announcement script,
// as the new file `path`, replacing one that is there. UNAVAILABLE when the
// disk refuses.
absl::Status WriteSheetXlsx(const Sheet& sheet, Language language,
                            const std::string& path);

}  // namespace pingyi

#endif  // CLIENT_REPORT_SHEET_FILES_H_

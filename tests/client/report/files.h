#ifndef TESTS_CLIENT_REPORT_FILES_H_
#define TESTS_CLIENT_REPORT_FILES_H_

#include <cstddef>
#include <string>
#include <vector>

// Reading back what was written, by other people's programs.
namespace pingyi::testing {

// A file name of this test's own.
std::string TestPath(const std::string& name);
std::string Contents(const std::string& path);

// The text of each page, by pdftotext.
std::vector<std::string> PagesOf(const std::string& pdf);
// What `pdfinfo` says.
std::string PdfInfo(const std::string& pdf);

// One file inside a workbook, by Python's zipfile.
std::string PartOf(const std::string& xlsx, const std::string& part);

}  // namespace pingyi::testing

#endif  // TESTS_CLIENT_REPORT_FILES_H_

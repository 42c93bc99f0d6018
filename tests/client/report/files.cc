#include "tests/client/report/files.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/support/process.h"

namespace pingyi::testing {
namespace {

// Runs a program that has to succeed.
std::string Run(const std::vector<std::string>& command) {
  int code = 0;
  std::string output = RunCommand(command, code);
  EXPECT_EQ(code, 0) << command[0] << ": " << output;
  return output;
}

}  // namespace

std::string TestPath(const std::string& name) {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  return absl::StrCat(::testing::TempDir(), "/report-", test->name(), "-",
                      name);
}

std::string Contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::vector<std::string> PagesOf(const std::string& pdf) {
  const std::string path = TestPath("read.pdf");
  std::ofstream(path, std::ios::binary) << pdf;
  // Every page ends with a form feed.
  std::vector<std::string> pages =
      absl::StrSplit(Run({"/usr/bin/pdftotext", "-layout", path, "-"}), '\f');
  EXPECT_EQ(pages.back(), "");
  pages.pop_back();
  return pages;
}

std::string PdfInfo(const std::string& pdf) {
  const std::string path = TestPath("info.pdf");
  std::ofstream(path, std::ios::binary) << pdf;
  return Run({"/usr/bin/pdfinfo", "-isodates", path});
}

std::string PartOf(const std::string& xlsx, const std::string& part) {
  const std::string program =
      "import sys, zipfile\n"
      "book = zipfile.ZipFile(sys.argv[1])\n"
      "assert book.testzip() is None\n"
      "sys.stdout.buffer.write(book.read(sys.argv[2]))";
  return Run({"/usr/bin/python3", "-c", program, xlsx, part});
}

}  // namespace pingyi::testing

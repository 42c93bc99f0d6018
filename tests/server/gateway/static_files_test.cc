#include "server/gateway/static_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::Not;

RequestHead Get(const std::string& path, const std::string& tag = "") {
  RequestHead head = {.method = "GET", .path = path};
  if (!tag.empty()) {
    head.fields.emplace_back("if-none-match", tag);
  }
  return head;
}

class StaticFilesTest : public ::testing::Test {
 protected:
  StaticFilesTest() : folder_(::testing::TempDir() + "/pages") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ + "/web/assets");
    std::filesystem::create_directories(folder_ + "/web/chair");
    std::ofstream(folder_ + "/web/index.html") << "deputy";
    std::ofstream(folder_ + "/web/chair/index.html") << "chair";
    std::ofstream(folder_ + "/web/assets/a-1234.js") << "code";
    std::ofstream(folder_ + "/secret.txt") << "secret";
    std::filesystem::create_symlink("../secret.txt", folder_ + "/web/link.txt");
  }
  StaticFiles Load() const {
    auto files = StaticFiles::Load(folder_ + "/web");
    EXPECT_THAT(files, IsOk());
    return *std::move(files);
  }

  const std::string folder_;
};

TEST_F(StaticFilesTest, AreServedByTheirPaths) {
  const StaticFiles files = Load();

  EXPECT_EQ(*files.Answer(Get("/")).body, "deputy");
  EXPECT_EQ(*files.Answer(Get("/index.html")).body, "deputy");
  EXPECT_EQ(*files.Answer(Get("/chair/")).body, "chair");
  const Response there = files.Answer(Get("/chair"));
  EXPECT_EQ(there.status, 308);
  EXPECT_THAT(there.fields, HasSubstr("Location: /chair/\r\n"));
}

TEST_F(StaticFilesTest, PagesAreStrictAndAskedForAgain) {
  const Response page = Load().Answer(Get("/"));

  EXPECT_THAT(page.fields, HasSubstr("text/html; charset=utf-8"));
  EXPECT_THAT(page.fields, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page.fields, Not(HasSubstr("unsafe-inline")));
  EXPECT_THAT(page.fields, HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(page.fields, HasSubstr("Referrer-Policy: no-referrer"));
  EXPECT_THAT(page.fields, HasSubstr("nosniff"));
  EXPECT_THAT(page.fields, HasSubstr("camera=(self)"));
  EXPECT_THAT(page.fields, HasSubstr("Cache-Control: no-cache"));
}

TEST_F(StaticFilesTest, HashedAssetsNeverChange) {
  EXPECT_THAT(Load().Answer(Get("/assets/a-1234.js")).fields,
              HasSubstr("immutable"));
}

TEST_F(StaticFilesTest, WhatTheBrowserHasIsNotSentAgain) {
  const StaticFiles files = Load();
  const std::string fields = files.Answer(Get("/")).fields;
  const size_t at = fields.find("ETag: ") + 6;
  const std::string tag = fields.substr(at, fields.find('\r', at) - at);

  EXPECT_EQ(files.Answer(Get("/", tag)).status, 304);
  EXPECT_EQ(files.Answer(Get("/", "\"old\", W/" + tag)).status, 304);
  EXPECT_EQ(files.Answer(Get("/", "\"old\"")).status, 200);
}

TEST_F(StaticFilesTest, NothingLeadsOutOfTheFolder) {
  const StaticFiles files = Load();

  for (const char* path :
       {"/../secret.txt", "/chair/../../secret.txt", "/%2e%2e/secret.txt",
        "/link.txt", "//secret.txt", "/assets", "/.", "/nothing"}) {
    EXPECT_NE(files.Answer(Get(path)).status, 200) << path;
  }
}

TEST_F(StaticFilesTest, WithoutPagesItSaysHowToBuildThem) {
  const Response none = StaticFiles().Answer(Get("/"));

  EXPECT_EQ(none.status, 503);
  EXPECT_THAT(*none.body, HasSubstr("npm run build"));
  EXPECT_THAT(StaticFiles::Load(folder_ + "/none"),
              FailsWith(absl::StatusCode::kNotFound, "none"));
}

}  // namespace
}  // namespace pingyi

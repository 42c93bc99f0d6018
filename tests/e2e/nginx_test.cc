// deploy/nginx.conf.example, as nginx reads it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "client/cli/certificates.h"
#include "crypto/base/bytes.h"
#include "tests/support/process.h"

namespace pingyi::testing {
namespace {

// This machine's own, or the one that deploy/setup has unpacked; empty: none.
std::string FindNginx() {
  for (const char* path :
       {"/usr/sbin/nginx", "build/tools/nginx/usr/sbin/nginx"}) {
    if (std::filesystem::exists(path)) {
      return path;
    }
  }
  return "";
}

// nginx makes these folders when it reads its configuration, and its package's
// are root's.
std::string TemporaryFilesIn(const std::string& folder) {
  std::string out;
  for (const char* what :
       {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
    absl::StrAppend(&out, what, "_temp_path ", folder, "/", what, ";\n");
  }
  return out;
}

TEST(NginxExampleTest, IsAccepted) {
  const std::string nginx = FindNginx();
  if (nginx.empty()) {
    GTEST_SKIP() << "no nginx here; deploy/setup unpacks one";
  }
  const std::string folder = ::testing::TempDir();
  const Certificates made =
      MakeCertificates({"hall.example"}, absl::Now()).value();
  std::ofstream(folder + "/hall.crt") << made.server_pem;
  std::ofstream(folder + "/hall.key") << AsText(made.server_key_pem.Expose());
  std::ostringstream example;
  example << std::ifstream("deploy/nginx.conf.example").rdbuf();
  ASSERT_THAT(example.str(), ::testing::HasSubstr("client_body_buffer_size"));
  std::ofstream(folder + "/nginx.conf") << absl::StrReplaceAll(
      example.str(), {{"/etc/pingyi", folder},
                      {"/run/", folder + "/"},
                      {"/var/log/nginx", folder},
                      {"types {}", TemporaryFilesIn(folder) + "types {}"},
                      {"listen 443", "listen unix:" + folder + "/socket"}});

  int code = 0;
  const std::string said = RunCommand(
      {nginx, "-t", "-e", "stderr", "-c", folder + "/nginx.conf", "-p", folder},
      code);

  EXPECT_EQ(code, 0) << said;
  EXPECT_THAT(said, ::testing::HasSubstr("test is successful"));
}

}  // namespace
}  // namespace pingyi::testing

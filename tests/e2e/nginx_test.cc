// deploy/nginx.conf.example, as nginx reads it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "client/cli/certificates.h"
#include "crypto/base/bytes.h"
#include "tests/support/process.h"

namespace pingyi::testing {
namespace {

constexpr char kNginx[] = "/usr/sbin/nginx";

TEST(NginxExampleTest, IsAccepted) {
  if (!std::filesystem::exists(kNginx)) {
    GTEST_SKIP() << "no nginx here (package nginx-light)";
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
                      {"listen 443", "listen unix:" + folder + "/socket"}});

  int code = 0;
  const std::string said = RunCommand(
      {kNginx, "-t", "-c", folder + "/nginx.conf", "-p", folder}, code);

  EXPECT_EQ(code, 0) << said;
  EXPECT_THAT(said, ::testing::HasSubstr("test is successful"));
}

}  // namespace
}  // namespace pingyi::testing

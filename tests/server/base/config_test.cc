#include "server/base/config.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::testing::HasSubstr;

class ConfigTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = absl::StrCat(
        ::testing::TempDir(), "config_",
        ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    Write("manifest.bin", "a manifest");
    Write("roster.bin", "a roster");
    Write("log.key", std::string(32, 'k'));
    chmod(Path("log.key").c_str(), 0600);
    Write("server.crt", "certificate");
    Write("server.key", "key");
  }
  std::string Path(const std::string& name) const {
    return absl::StrCat(folder_, "/", name);
  }
  void Write(const std::string& name, const std::string& content) const {
    std::ofstream(Path(name), std::ios::binary) << content;
  }
  absl::StatusOr<Config> Load(const std::string& text) const {
    Write("server.textproto", text);
    return LoadConfig(Path("server.textproto"));
  }

  std::string folder_;
};

constexpr char kFiles[] =
    "manifest: 'manifest.bin' roster: 'roster.bin' log_key: 'log.key' "
    "data: 'data' ";

TEST_F(ConfigTest, ReadsTheFilesBesideItAndFillsDefaultsIn) {
  const auto config = Load(
      absl::StrCat(kFiles,
                   "listen_address: '192.168.1.10:7443' "
                   "tls { certificate: 'server.crt' key: 'server.key' } "
                   "address_file: 'address.txt' limits { waiting_writes: 7 }"));

  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->manifest, "a manifest");
  EXPECT_EQ(config->roster, "a roster");
  EXPECT_EQ(config->tls->certificate, "certificate");
  EXPECT_EQ(config->tls->key, "key");
  EXPECT_EQ(config->address_file, Path("address.txt"));
  EXPECT_EQ(config->limits.waiting_writes, 7U);
  EXPECT_EQ(config->limits.waiting_ballots, 4096U);
  EXPECT_GE(config->limits.worker_threads, 1U);
  EXPECT_TRUE(std::filesystem::is_directory(config->data_folder));
}

TEST_F(ConfigTest, ListsEveryMistakeAtOnce) {
  const auto config = Load(
      "lisen: 'x'\nlisten_address: 'nowhere'\nmanifest: 'missing.bin'\n"
      "log_key: 'roster.bin'\nlimits { worker_threads: 1000 }\n");

  ASSERT_THAT(config, FailsWith(absl::StatusCode::kInvalidArgument, "lisen"));
  const std::string text(config.status().message());
  EXPECT_THAT(text, HasSubstr("server.textproto:1:"));
  EXPECT_THAT(text, HasSubstr("listen_address: write host:port"));
  EXPECT_THAT(text, HasSubstr("transport: write tls"));
  EXPECT_THAT(text, HasSubstr("manifest: cannot read"));
  EXPECT_THAT(text, HasSubstr("roster: write the name"));
  EXPECT_THAT(text, HasSubstr("log_key: roster.bin has 8 bytes"));
  EXPECT_THAT(text, HasSubstr("data: write the name"));
  EXPECT_THAT(text, HasSubstr("limits.worker_threads: at most 256"));
}

TEST_F(ConfigTest, RefusesPlainTextBeyondLoopback) {
  EXPECT_THAT(Load(absl::StrCat(kFiles,
                                "listen_address: '10.0.0.1:1' "
                                "plain_text_loopback: true")),
              FailsWith(absl::StatusCode::kInvalidArgument, "not a loopback"));
  EXPECT_THAT(Load(absl::StrCat(kFiles,
                                "listen_address: '[::1]:0' "
                                "plain_text_loopback: true")),
              IsOk());
  EXPECT_THAT(Load(absl::StrCat(kFiles,
                                "listen_address: '127.0.0.1:0' "
                                "plain_text_loopback: false")),
              FailsWith(absl::StatusCode::kInvalidArgument, "write true"));
}

TEST_F(ConfigTest, RefusesALogKeyThatOthersMayRead) {
  chmod(Path("log.key").c_str(), 0644);

  EXPECT_THAT(Load(absl::StrCat(kFiles,
                                "listen_address: '127.0.0.1:0' "
                                "plain_text_loopback: true")),
              FailsWith(absl::StatusCode::kInvalidArgument, "chmod 600"));
}

TEST_F(ConfigTest, SaysWhereTheTextIsBroken) {
  EXPECT_THAT(
      Load("listen_address: }"),
      FailsWith(absl::StatusCode::kInvalidArgument, "server.textproto:1:17"));
  EXPECT_THAT(LoadConfig(Path("missing")),
              FailsWith(absl::StatusCode::kInvalidArgument, "cannot read"));
}

TEST(IsLoopbackTest, KnowsLoopbackOnly) {
  EXPECT_TRUE(IsLoopback("127.0.0.1"));
  EXPECT_TRUE(IsLoopback("localhost"));
  EXPECT_TRUE(IsLoopback("::1"));
  EXPECT_FALSE(IsLoopback("0.0.0.0"));
  EXPECT_FALSE(IsLoopback("127.example.org"));
  EXPECT_FALSE(IsLoopback("::"));
}

constexpr char kServer[] =
    "listen_address: '127.0.0.1:0' plain_text_loopback: true ";

TEST_F(ConfigTest, ReadsWhatBrowsersReach) {
  std::filesystem::create_directories(Path("web"));
  Write("ca.crt", "authority");
  const auto config = Load(
      absl::StrCat(kFiles, kServer,
                   "gateway { listen_address: '192.168.1.10:443' web: 'web' "
                   "authority: 'ca.crt' limits { head_ms: 250 } "
                   "tls { certificate: 'server.crt' key: 'server.key' } }"));

  ASSERT_THAT(config, IsOk());
  ASSERT_TRUE(config->gateway.has_value());
  EXPECT_EQ(config->gateway->tls->key, "key");
  EXPECT_EQ(config->gateway->web_folder, Path("web"));
  EXPECT_EQ(config->gateway->authority, "authority");
  EXPECT_EQ(config->gateway->metrics_address, "127.0.0.1:0");
  EXPECT_EQ(config->gateway->limits.head, std::chrono::milliseconds(250));
  EXPECT_EQ(config->gateway->limits.connections_per_address, 64U);
}

TEST_F(ConfigTest, SaysWhatIsWrongWithTheGateway) {
  const auto config = Load(
      absl::StrCat(kFiles, kServer,
                   "gateway { listen_address: '192.168.1.10:443' web: 'none' "
                   "plain_text_loopback: true metrics_address: 'x' "
                   "limits { connections: 1000000 } }"));

  EXPECT_THAT(config, FailsWith(absl::StatusCode::kInvalidArgument,
                                "gateway.plain_text_loopback: 192.168.1.10"));
  EXPECT_THAT(config, FailsWith(absl::StatusCode::kInvalidArgument,
                                "gateway.web: no folder"));
  EXPECT_THAT(config, FailsWith(absl::StatusCode::kInvalidArgument,
                                "gateway.metrics_address: write host:port"));
  EXPECT_THAT(config, FailsWith(absl::StatusCode::kInvalidArgument,
                                "gateway.limits.connections: at most 100000"));
}

}  // namespace
}  // namespace pingyi

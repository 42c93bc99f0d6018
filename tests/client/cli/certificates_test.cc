#include "client/cli/certificates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "crypto/base/bytes.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::testing::ElementsAre;
using testing::FailsWith;
using testing::IsOk;
using ::testing::StartsWith;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
const absl::Time kNow = absl::FromUnixSeconds(1'584'576'000);  // 2020-03-19.

TEST(MakeCertificatesTest, NamesEveryHostAndAddress) {
  const auto made =
      MakeCertificates({"192.168.1.10", "hall.local", "::1"}, kNow);
  ASSERT_THAT(made, IsOk());

  const auto facts = ReadCertificate(made->server_pem);

  ASSERT_THAT(facts, IsOk());
  EXPECT_THAT(facts->hosts, ElementsAre("192.168.1.10", "hall.local", "::1"));
}

TEST(MakeCertificatesTest, IsGoodFromADayBeforeForAYear) {
  const auto made = MakeCertificates({"hall.local"}, kNow);
  ASSERT_THAT(made, IsOk());
  for (const std::string& pem : {made->ca_pem, made->server_pem}) {
    const auto facts = ReadCertificate(pem);
    ASSERT_THAT(facts, IsOk());
    EXPECT_EQ(facts->not_before, kNow - absl::Hours(24));
    EXPECT_EQ(facts->not_after, kNow + absl::Hours(24 * 365));
  }
}

TEST(MakeCertificatesTest, TheAuthorityOfThisSessionSigns) {
  const auto made = MakeCertificates({"hall.local"}, kNow);
  const auto other = MakeCertificates({"hall.local"}, kNow);
  ASSERT_THAT(made, IsOk());
  ASSERT_THAT(other, IsOk());

  EXPECT_THAT(CheckSignedBy(made->server_pem, made->ca_pem), IsOk());
  EXPECT_THAT(CheckSignedBy(made->server_pem, other->ca_pem),
              FailsWith(kInvalid, "was not signed"));
}

TEST(MakeCertificatesTest, WritesKeysThatServersRead) {
  const auto made = MakeCertificates({"hall.local"}, kNow);
  ASSERT_THAT(made, IsOk());
  EXPECT_THAT(ToString(made->server_key_pem.Expose()),
              StartsWith("-----BEGIN PRIVATE KEY-----\n"));
  EXPECT_NE(ToString(made->server_key_pem.Expose()),
            ToString(made->ca_key_pem.Expose()));
}

TEST(MakeCertificatesTest, RefusesHostsThatAreNone) {
  EXPECT_THAT(MakeCertificates({}, kNow), FailsWith(kInvalid, "no host"));
  for (const char* host : {"", "hall,DNS:bank.example", "a b", "代表"}) {
    EXPECT_THAT(MakeCertificates({host}, kNow),
                FailsWith(kInvalid, "neither a name nor an address"));
  }
}

TEST(ReadCertificateTest, RefusesWhatIsNone) {
  EXPECT_THAT(ReadCertificate("hello"), FailsWith(kInvalid, "no certificate"));
  EXPECT_THAT(CheckSignedBy("a", "b"), FailsWith(kInvalid, "no certificate"));
}

}  // namespace
}  // namespace pingyi

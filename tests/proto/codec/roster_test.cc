#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/status/status.h"
#include "crypto/base/bytes.h"
#include "pingyi/v1/manifest.pb.h"
#include "proto/codec/manifest.h"
#include "proto/codec/strict.h"
#include "tests/proto/codec/samples.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::AnyKey;
using testing::AnyRoster;
using testing::FailsWith;
using testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

v1::RosterEntry Deputy(uint32_t number, uint8_t key) {
  v1::RosterEntry entry;
  entry.set_deputy(number);
  entry.set_credential_key(ToString(AnyKey(key).bytes()));
  return entry;
}

Bytes RosterOf(std::initializer_list<v1::RosterEntry> entries) {
  v1::Roster roster;
  for (const v1::RosterEntry& entry : entries) {
    *roster.add_entries() = entry;
  }
  return SerializeExactly(roster);
}

TEST(DecodeRosterTest, ReadsWhatWasWritten) {
  const Roster roster = AnyRoster(3);

  const absl::StatusOr<Roster> read = DecodeRoster(EncodeRoster(roster));

  ASSERT_THAT(read, IsOk());
  ASSERT_EQ(read->size(), 3U);
  EXPECT_EQ((*read)[2].deputy, 3U);
  EXPECT_EQ((*read)[2].credential_key, roster[2].credential_key);
}

TEST(DecodeRosterTest, RefusesAnEmptyRoster) {
  EXPECT_THAT(DecodeRoster({}), FailsWith(kInvalid, "roster.entries: want 1"));
}

TEST(DecodeRosterTest, RefusesDeputyZero) {
  EXPECT_THAT(DecodeRoster(RosterOf({Deputy(0, 1)})),
              FailsWith(kInvalid, "roster.entries[0].deputy: numbers begin"));
}

TEST(DecodeRosterTest, RefusesNumbersOutOfOrderOrTwice) {
  EXPECT_THAT(DecodeRoster(RosterOf({Deputy(2, 1), Deputy(1, 2)})),
              FailsWith(kInvalid, "roster.entries[1].deputy"));
  EXPECT_THAT(DecodeRoster(RosterOf({Deputy(2, 1), Deputy(2, 2)})),
              FailsWith(kInvalid, "must ascend, none twice"));
}

TEST(DecodeRosterTest, RefusesAKeyTwice) {
  EXPECT_THAT(DecodeRoster(RosterOf({Deputy(1, 1), Deputy(2, 1)})),
              FailsWith(kInvalid, "entries[1].credential_key: stands"));
}

TEST(DecodeRosterTest, RefusesAKeyThatIsNone) {
  v1::RosterEntry deputy = Deputy(1, 1);
  deputy.set_credential_key(std::string(32, '\0'));

  EXPECT_THAT(DecodeRoster(RosterOf({deputy})),
              FailsWith(kInvalid, "roster.entries[0].credential_key"));
}

}  // namespace
}  // namespace pingyi

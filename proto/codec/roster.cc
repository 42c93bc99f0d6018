#include <cstdint>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/base/status_macros.h"
#include "pingyi/v1/manifest.pb.h"
#include "proto/codec/fields.h"
#include "proto/codec/limits.h"
#include "proto/codec/manifest.h"
#include "proto/codec/strict.h"

namespace pingyi {
namespace {

// An entry with the largest number takes 2 + 5 + 34 bytes.
constexpr size_t kMaxRosterSize = size_t{41} * kMaxDeputies;

}  // namespace

absl::StatusOr<Roster> DecodeRoster(ByteSpan bytes) {
  v1::Roster wire;
  RETURN_IF_ERROR(ParseStrict(bytes, kMaxRosterSize, "roster", wire));
  Fields in("roster");
  const int count =
      in.ReadCount("entries", wire.entries_size(), {1, kMaxDeputies});
  Roster roster;
  roster.reserve(static_cast<size_t>(count));
  absl::flat_hash_set<absl::string_view> keys;
  for (int i = 0; i < count && in.ok(); ++i) {
    const v1::RosterEntry& entry = wire.entries(i);
    Fields item(in, "entries", i);
    roster.push_back({.deputy = item.ReadIndex("deputy", entry.deputy()),
                      .credential_key = item.ReadKey("credential_key",
                                                     entry.credential_key())});
    item.Require(i == 0 || entry.deputy() > wire.entries(i - 1).deputy(),
                 "deputy", "numbers must ascend, none twice");
    item.Require(keys.insert(entry.credential_key()).second, "credential_key",
                 "stands in this roster already");
  }
  return in.Finish(std::move(roster));
}

Bytes EncodeRoster(const Roster& roster) {
  v1::Roster wire;
  for (const RosterEntry& entry : roster) {
    v1::RosterEntry& out = *wire.add_entries();
    out.set_deputy(entry.deputy);
    out.set_credential_key(ToString(entry.credential_key.bytes()));
  }
  return SerializeExactly(wire);
}

}  // namespace pingyi

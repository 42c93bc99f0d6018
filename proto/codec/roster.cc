#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/signing_key.h"
#include "pingyi/v1/manifest.pb.h"
#include "proto/codec/fields.h"
#include "proto/codec/limits.h"
#include "proto/codec/manifest.h"
#include "proto/codec/strict.h"

namespace pingyi {
namespace {

// An entry with the largest number takes 2 + 5 + 34 bytes.
constexpr size_t kMaxRosterSize = size_t{41} * kMaxDeputies;

// The keys of all entries, where all are good; otherwise ReadKey finds which is
// not.
std::optional<std::vector<VerifyKey>> ReadKeys(const v1::Roster& wire) {
  Bytes encodings;
  for (const v1::RosterEntry& entry : wire.entries()) {
    if (entry.credential_key().size() != kVerifyKeySize) {
      return std::nullopt;
    }
    AppendBytes(encodings, AsBytes(entry.credential_key()));
  }
  return VerifyKey::ParseAll(encodings);
}

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
  const std::optional<std::vector<VerifyKey>> known =
      in.ok() ? ReadKeys(wire) : std::nullopt;
  for (int i = 0; i < count && in.ok(); ++i) {
    const v1::RosterEntry& entry = wire.entries(i);
    Fields item(in, "entries", i);
    const uint32_t deputy = item.ReadIndex("deputy", entry.deputy());
    roster.push_back(
        {.deputy = deputy,
         .credential_key =
             known.has_value()
                 ? (*known)[static_cast<size_t>(i)]
                 : item.ReadKey("credential_key", entry.credential_key())});
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

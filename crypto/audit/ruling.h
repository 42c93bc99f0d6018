#ifndef CRYPTO_AUDIT_RULING_H_
#define CRYPTO_AUDIT_RULING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "crypto/audit/item.h"

namespace pingyi {

// What an entry would be as the next leaf of a log.
//   effective       it changes the session;
//   without effect  it may stand in a log and changes nothing (a second request
//                   of a deputy, an invalid share): readers note it, a server
//                   does not append it;
//   illegal         a log that holds it here is no record of a session.
class Ruling {
 public:
  enum class Effect { kEffective, kWithoutEffect, kIllegal };

  static Ruling Effective() { return Ruling(Effect::kEffective, {}); }
  // `why` is what a server answers; `standing` is the leaf that holds what was
  // said first, where there is one.
  static Ruling WithoutEffect(absl::Status why,
                              std::optional<uint64_t> standing = {}) {
    Ruling ruling(Effect::kWithoutEffect, std::move(why));
    ruling.standing_ = standing;
    return ruling;
  }
  // `item` is what a verification reports as failed; `standing` as above.
  static Ruling Illegal(absl::Status why, Item item = Item::kOrder,
                        std::optional<uint64_t> standing = {}) {
    Ruling ruling(Effect::kIllegal, std::move(why));
    ruling.item_ = item;
    ruling.standing_ = standing;
    return ruling;
  }
  // Illegal with `status`, or effective if it is OK.
  static Ruling Of(const absl::Status& status, Item item) {
    return status.ok() ? Effective() : Illegal(status, item);
  }

  Effect effect() const { return effect_; }
  bool effective() const { return effect_ == Effect::kEffective; }
  bool illegal() const { return effect_ == Effect::kIllegal; }
  // OK exactly for effective entries.
  const absl::Status& why() const { return why_; }
  // For illegal entries.
  Item item() const { return item_; }
  // The leaf that stands in the entry's place, where that is what is wrong.
  std::optional<uint64_t> standing() const { return standing_; }

 private:
  Ruling(Effect effect, absl::Status why)
      : effect_(effect), why_(std::move(why)) {}

  Effect effect_;
  absl::Status why_;
  Item item_ = Item::kOrder;
  std::optional<uint64_t> standing_;
};

// A remark on an entry that stands in the log without effect, or that readers
// should know of.
struct Remark {
  uint64_t leaf = 0;
  std::string text;
  friend bool operator==(const Remark&, const Remark&) = default;
};

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_RULING_H_

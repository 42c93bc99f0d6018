#include "crypto/ballot/parameters.h"

#include <cstddef>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace pingyi {

absl::StatusOr<BallotParameters> BallotParameters::Create(
    const Context& context, BallotLayout layout, std::vector<Element> keys) {
  if (keys.size() != layout.ciphertexts()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "ballot keys: want ", layout.ciphertexts(), ", got ", keys.size()));
  }
  for (size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].IsIdentity()) {
      return absl::InvalidArgumentError(
          absl::StrCat("ballot keys: K_", i, " is the identity"));
    }
  }
  return BallotParameters(context, std::move(layout), std::move(keys));
}

BallotParameters::BallotParameters(const Context& context, BallotLayout layout,
                                   std::vector<Element> keys)
    : context_(context),
      layout_(std::move(layout)),
      keys_(std::move(keys)),
      key_points_(ToPoints(keys_)),
      generators_(layout_.options()) {}

}  // namespace pingyi

#include "crypto/audit/manifest.h"

#include <algorithm>
#include <cassert>

#include "crypto/note/checkpoint.h"

namespace pingyi {

bool Official::Has(Role role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

std::vector<uint32_t> Manifest::OfficialsWith(Role role) const {
  std::vector<uint32_t> numbers;
  for (size_t i = 0; i < officials.size(); ++i) {
    if (officials[i].Has(role)) {
      numbers.push_back(static_cast<uint32_t>(i + 1));
    }
  }
  return numbers;
}

const Official& Manifest::chair() const {
  const auto chair =
      std::find_if(officials.begin(), officials.end(),
                   [](const Official& o) { return o.Has(Role::kChair); });
  assert(chair != officials.end());  // ValidateManifest made sure.
  return *chair;
}

absl::StatusOr<BallotLayout> Manifest::Layout() const {
  return BallotLayout::Create(
      std::vector<uint32_t>(contests.size(), options_per_contest()), pack);
}

std::string Origin(const Manifest& manifest, const Digest& session_id) {
  return manifest.origin.empty() ? DefaultOrigin(session_id) : manifest.origin;
}

}  // namespace pingyi

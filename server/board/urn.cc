#include "server/board/urn.h"

#include <sodium.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace pingyi {

Urn::Spent Urn::Find(const Digest& token, const Digest& hash) const {
  const std::lock_guard lock(mutex_);
  const auto found = spent_.find(token);
  if (found == spent_.end()) {
    return Spent::kNo;
  }
  return found->second == hash ? Spent::kBySameBytes : Spent::kByOtherBytes;
}

void Urn::Add(PendingBallot ballot) {
  const std::lock_guard lock(mutex_);
  spent_.emplace(ballot.token, ballot.hash);
  const Digest hash = ballot.hash;
  pending_.emplace(hash, std::move(ballot));
}

void Urn::AddLogged(const Digest& token, const Digest& hash) {
  const std::lock_guard lock(mutex_);
  spent_.emplace(token, hash);
}

size_t Urn::size() const {
  const std::lock_guard lock(mutex_);
  return pending_.size();
}

std::vector<PendingBallot> Urn::Draw(size_t count) {
  const std::lock_guard lock(mutex_);
  std::vector<PendingBallot> drawn;
  while (drawn.size() < count && !pending_.empty()) {
    const auto chosen =
        std::next(pending_.begin(),
                  randombytes_uniform(static_cast<uint32_t>(pending_.size())));
    drawn.push_back(std::move(chosen->second));
    pending_.erase(chosen);
  }
  std::sort(drawn.begin(), drawn.end(),
            [](const PendingBallot& a, const PendingBallot& b) {
              return a.ballot < b.ballot;
            });
  return drawn;
}

std::vector<PendingBallot> Urn::DrawAll() {
  return Draw(SIZE_MAX);
}

}  // namespace pingyi

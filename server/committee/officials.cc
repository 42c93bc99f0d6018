#include "server/committee/officials.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "crypto/base/random.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/statement.h"
#include "server/base/log.h"

namespace pingyi {

Officials::Officials(Manifest manifest, const Digest& session_id, Hooks hooks,
                     Timer& timer)
    : manifest_(std::move(manifest)),
      session_id_(session_id),
      hooks_(std::move(hooks)),
      timer_(timer) {}

uint64_t Officials::Connect(const std::shared_ptr<MemberLink>& link) {
  Member member;
  FillRandom(member.challenge);
  const Digest challenge = member.challenge;
  member.link = link;
  uint64_t stream = 0;
  {
    const std::lock_guard lock(mutex_);
    stream = next_stream_++;
    members_.emplace(stream, std::move(member));
  }
  link->Send(Challenge{.challenge = challenge});
  return stream;
}

uint32_t Officials::OfficialOf(uint64_t stream) const {
  const std::lock_guard lock(mutex_);
  const auto found = members_.find(stream);
  return found == members_.end() ? 0 : found->second.official;
}

uint32_t Officials::NumberOf(uint32_t official, Role role) const {
  const std::vector<uint32_t> with = manifest_.OfficialsWith(role);
  const auto found = std::find(with.begin(), with.end(), official);
  return found == with.end() ? 0
                             : static_cast<uint32_t>(found - with.begin()) + 1;
}

absl::Status Officials::Receive(uint64_t stream, const MemberMessage& message) {
  const uint32_t official = OfficialOf(stream);
  if (const auto* hello = std::get_if<Hello>(&message)) {
    return official == 0
               ? OnHello(stream, *hello)
               : absl::InvalidArgumentError("hello: only the first message");
  }
  if (official == 0) {
    return absl::InvalidArgumentError("the first message must be hello");
  }
  const absl::Status status = OnWork(stream, official, message);
  // Whoever said hello is known: a bad signature is a bad message.
  return status.ok() ? status : absl::InvalidArgumentError(status.message());
}

absl::Status Officials::OnWork(uint64_t stream, uint32_t official,
                               const MemberMessage& message) {
  if (const auto* parts = std::get_if<EvaluatedParts>(&message)) {
    const uint32_t issuer = NumberOf(official, Role::kIssuer);
    const bool own = std::all_of(
        parts->begin(), parts->end(),
        [issuer](const EvaluatedPart& p) { return p.part.issuer == issuer; });
    if (issuer == 0 || !own) {
      return absl::InvalidArgumentError("parts: only by the issuer itself");
    }
    hooks_.parts(issuer, *parts);
    return absl::OkStatus();
  }
  if (const auto* line = std::get_if<CheckpointCosignature>(&message)) {
    const uint32_t witness = NumberOf(official, Role::kWitness);
    if (witness == 0) {
      return absl::InvalidArgumentError("cosignature: only by a witness");
    }
    return hooks_.cosignature(witness, *line);
  }
  return OnConfirmation(stream, std::get<Confirmation>(message));
}

absl::Status Officials::OnHello(uint64_t stream, const Hello& hello) {
  Digest challenge = {};
  std::shared_ptr<MemberLink> link;
  {
    const std::lock_guard lock(mutex_);
    const auto found = members_.find(stream);
    if (found == members_.end()) {
      return absl::OkStatus();  // Gone in the meantime.
    }
    challenge = found->second.challenge;
    link = found->second.link;
  }
  if (hello.official == 0 || hello.official > manifest_.officials.size()) {
    return absl::UnauthenticatedError("hello: no such official");
  }
  RETURN_IF_ERROR(
      VerifyStatement(manifest_.officials[hello.official - 1].signing_key,
                      StatementKind::kServe, session_id_,
                      ServeBody(challenge, "official"), hello.signature));
  uint64_t replaced = 0;
  std::shared_ptr<MemberLink> old_link;
  {
    const std::lock_guard lock(mutex_);
    const auto found = members_.find(stream);
    if (found == members_.end()) {
      return absl::OkStatus();
    }
    found->second.official = hello.official;
    uint64_t& newest = stream_of_[hello.official];
    replaced = std::exchange(newest, stream);
    if (const auto old = members_.find(replaced); old != members_.end()) {
      old_link = old->second.link;
    }
  }
  if (old_link != nullptr) {
    Disconnect(replaced);
    old_link->End(absl::AbortedError("replaced by a newer stream"));
  }
  Log(LogLevel::kInfo, "official connected",
      {{LogKey::kOfficial, static_cast<int64_t>(hello.official)}});
  link->Send(Welcome{.session_id = session_id_});
  return absl::OkStatus();
}

void Officials::Disconnect(uint64_t stream) {
  std::map<uint64_t, Task> tasks;
  uint32_t official = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = members_.find(stream);
    if (found == members_.end()) {
      return;
    }
    tasks = std::move(found->second.tasks);
    official = found->second.official;
    members_.erase(found);
    const auto newest = stream_of_.find(official);
    if (newest != stream_of_.end() && newest->second == stream) {
      stream_of_.erase(newest);
    }
  }
  for (auto& [number, task] : tasks) {
    task.done(absl::UnavailableError("the issuer left"));
  }
  if (official != 0) {
    Log(LogLevel::kInfo, "official disconnected",
        {{LogKey::kOfficial, static_cast<int64_t>(official)}});
  }
}

void Officials::EndAll(const absl::Status& status) {
  std::vector<std::shared_ptr<MemberLink>> links;
  {
    const std::lock_guard lock(mutex_);
    links.reserve(members_.size());
    for (const auto& [stream, member] : members_) {
      links.push_back(member.link);
    }
  }
  for (const auto& link : links) {
    link->End(status);
  }
}

std::vector<uint32_t> Officials::PresentOfficials() const {
  const std::lock_guard lock(mutex_);
  std::vector<uint32_t> officials;
  officials.reserve(stream_of_.size());
  for (const auto& [official, stream] : stream_of_) {
    officials.push_back(official);
  }
  return officials;
}

}  // namespace pingyi

#ifndef SERVER_COMMITTEE_OFFICIALS_H_
#define SERVER_COMMITTEE_OFFICIALS_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/audit/manifest.h"
#include "crypto/base/bytes.h"
#include "crypto/statement/body.h"
#include "proto/codec/committee.h"
#include "server/base/timer.h"
#include "server/committee/issuers.h"

namespace pingyi {

// The wire of one official's stream. Thread-safe; may be used until the stream
// is gone and after it, when calls do nothing.
class MemberLink {
 public:
  MemberLink() = default;
  MemberLink(const MemberLink&) = delete;
  MemberLink& operator=(const MemberLink&) = delete;
  virtual ~MemberLink() = default;
  virtual void Send(const CommitteeTask& task) = 0;
  // Ends the stream with `status`; only the first call counts.
  virtual void End(const absl::Status& status) = 0;
};

// The officials that are connected, one stream each, and what they send.
// Thread-safe.
class Officials final : public Issuers {
 public:
  struct Hooks {
    // An issuer's evaluations.
    std::function<void(uint32_t issuer, const EvaluatedParts& parts)> parts;
    // A witness's cosignature. Not OK ends the stream.
    std::function<absl::Status(uint32_t witness, const CheckpointCosignature&)>
        cosignature;
  };
  static constexpr auto kConfirmTimeout = std::chrono::seconds(10);

  // `timer` must be stopped before this object goes.
  Officials(Manifest manifest, const Digest& session_id, Hooks hooks,
            Timer& timer);

  // A stream begins: sends the challenge and returns its number.
  uint64_t Connect(const std::shared_ptr<MemberLink>& link);
  // A message of the stream, one at a time. Not OK: end the stream with it
  // (UNAUTHENTICATED or INVALID_ARGUMENT).
  absl::Status Receive(uint64_t stream, const MemberMessage& message);
  // The stream is gone: whatever was asked of it fails. Idempotent.
  void Disconnect(uint64_t stream);
  // Ends all streams with `status`.
  void EndAll(const absl::Status& status);

  // Numbers of the officials who are connected, ascending.
  std::vector<uint32_t> PresentOfficials() const;

  std::vector<uint32_t> Present() const override;
  void Confirm(uint32_t issuer, const std::vector<ConfirmItem>& items,
               const ConfirmDone& done) override;

 private:
  struct Task {
    std::vector<ConfirmItem> items;
    ConfirmDone done;
  };
  struct Member {
    std::shared_ptr<MemberLink> link;
    Digest challenge = {};
    uint32_t official = 0;  // 0 before hello.
    uint64_t next_task = 1;
    std::map<uint64_t, Task> tasks;
  };

  absl::Status OnHello(uint64_t stream, const Hello& hello);
  absl::Status OnWork(uint64_t stream, uint32_t official,
                      const MemberMessage& message);
  absl::Status OnConfirmation(uint64_t stream, const Confirmation& answer);
  absl::StatusOr<std::vector<bool>> ReadAnswers(
      uint32_t official, const std::vector<ConfirmItem>& items,
      const Confirmation& answer) const;
  // The official of a stream that has said hello; 0 otherwise.
  uint32_t OfficialOf(uint64_t stream) const;
  // Number (from 1) among those with `role`; 0 if it has not that role.
  uint32_t NumberOf(uint32_t official, Role role) const;
  void Expire(uint64_t stream, uint64_t task);

  const Manifest manifest_;
  const Digest session_id_;
  const Hooks hooks_;
  Timer& timer_;

  mutable std::mutex mutex_;
  uint64_t next_stream_ = 1;
  std::map<uint64_t, Member> members_;      // By stream.
  std::map<uint32_t, uint64_t> stream_of_;  // By official.
};

}  // namespace pingyi

#endif  // SERVER_COMMITTEE_OFFICIALS_H_

#ifndef CLIENT_TRUSTEE_CONFIRM_DESK_H_
#define CLIENT_TRUSTEE_CONFIRM_DESK_H_

#include <cstdint>
#include <mutex>
#include <optional>

#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"
#include "crypto/group/secret_scalar.h"
#include "crypto/statement/signing_key.h"
#include "proto/codec/committee.h"

namespace pingyi {

// Where an issuer confirms parts at casting. Says yes or no to what it is
// shown, never evaluates, and keeps nothing of it. Shut for good before the
// issuer's audit share leaves: whoever got an answer afterwards would learn
// whether a token is in the log. Thread-safe.
class ConfirmDesk {
 public:
  // `issuer` is the member's number, `share` k_i.
  ConfirmDesk(SigningKey signing_key, const Digest& session_id, uint32_t issuer)
      : signing_key_(std::move(signing_key)),
        session_id_(session_id),
        issuer_(issuer) {}

  // Opens with the share, once the ceremony has given it.
  void Open(SecretScalar share);
  // Nothing is confirmed from here on, for this process and (by the key file)
  // all later ones. Waits for an answer that is being made.
  void Shut();

  // Consecutive answers that cover the task. FAILED_PRECONDITION if the desk
  // is not open or shut, INVALID_ARGUMENT for another round than 0.
  absl::StatusOr<Confirmation> Answer(const ConfirmTask& task) const;

 private:
  ConfirmAnswer Sign(std::span<const ConfirmItem> items, bool yes) const;

  const SigningKey signing_key_;
  const Digest session_id_;
  const uint32_t issuer_;
  mutable std::mutex mutex_;
  std::optional<SecretScalar> share_;
  bool shut_ = false;
};

}  // namespace pingyi

#endif  // CLIENT_TRUSTEE_CONFIRM_DESK_H_

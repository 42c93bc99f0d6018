#ifndef CLIENT_CPP_VOTER_H_
#define CLIENT_CPP_VOTER_H_

#include <grpcpp/channel.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/cpp/channel.h"
#include "client/cpp/retry.h"
#include "client/cpp/session_view.h"
#include "client/cpp/voter_state.h"
#include "crypto/audit/entry.h"
#include "crypto/ballot/prover.h"
#include "crypto/credential/slip.h"
#include "crypto/group/element.h"
#include "crypto/group/scalar.h"
#include "crypto/statement/body.h"
#include "proto/codec/registrar.h"

namespace pingyi {

// One deputy's side of a sitting, from the slip to the receipt. Calls block, up
// to their deadlines; every one may be repeated after a failure. Not
// thread-safe; any number of voters may share views and a channel.
class Voter {
 public:
  struct Options {
    Endpoint endpoint;
    RetryPolicy retry = {};
    // Not owned; ends waiting. May be null.
    const Stop* stop = nullptr;
    // Where to keep what a crash must not lose; empty: in memory only.
    std::string state_file = {};
    // For check-in; made from `endpoint` if null. Never used for casting.
    std::shared_ptr<grpc::Channel> channel = nullptr;
  };

  // `deputy` is the slip's number in the roster (CheckIn::DeputyOf). Goes on
  // from the state file if there is one: FAILED_PRECONDITION if that is of
  // another session or deputy, DATA_LOSS if it cannot be opened.
  static absl::StatusOr<Voter> Create(SlipSecret slip, uint32_t deputy,
                                      std::shared_ptr<const SessionView> view,
                                      Options options);

  // A newer view of the same session: another active set, the opening.
  void Renew(std::shared_ptr<const SessionView> view) {
    view_ = std::move(view);
  }

  uint32_t deputy() const { return state_.deputy; }
  // The signed request, the same each time.
  absl::StatusOr<TokenRequestEntry> Request() const;
  // Sends the request and gathers the active set's parts, each checked against
  // its proof. UNAVAILABLE: not all issuers have answered yet, repeat.
  // ABORTED: the chair has changed the active set, Renew and repeat.
  // ALREADY_EXISTS: somebody has checked in with this slip before.
  absl::Status CheckIn();
  // Takes parts in that came for Request(). INVALID_ARGUMENT naming the issuer
  // whose proof fails.
  absl::Status TakeParts(std::span<const IssuedPart> parts);
  // Whether the token of the view's active set is complete.
  bool HasToken() const;
  // The token, from exactly the active set's parts. FAILED_PRECONDITION before
  // HasToken; INVALID_ARGUMENT if they do not lie on one polynomial.
  absl::StatusOr<Token> MakeToken() const;

  // What issuer `issuer` is asked to confirm when this token is cast: for those
  // who test issuers. The identity where there is no such part.
  ConfirmItem ConfirmItemFor(uint32_t issuer) const;

  // Encrypts a choice for each contest and returns the tracking digest, to be
  // shown (whole) before anything else happens. Nothing is sent.
  // FAILED_PRECONDITION once a ballot is sealed; otherwise as
  // BallotProver::Encrypt.
  absl::StatusOr<Digest> Encrypt(std::span<const uint32_t> choices);
  // Opens what was encrypted instead of casting it; it can never be cast.
  absl::StatusOr<Opening> Challenge();
  // Proves what was encrypted; from here on there is exactly one ballot.
  // FAILED_PRECONDITION without a token, or before the vote is open.
  absl::Status Seal();
  // Makes a ballot for a token whose key is nobody's secret.
  using SimulatedProver =
      std::function<absl::StatusOr<Bytes>(const Scalar& key, const Element& n)>;
  // For simulated deputies, instead of Encrypt and Seal: seals what `prover`
  // makes, to which it publishes the token's key. FAILED_PRECONDITION in any
  // session but a rehearsal, and as Seal.
  absl::Status SealSimulated(const SimulatedProver& prover);
  bool sealed() const { return !state_.ballot.empty(); }
  const Bytes& ballot() const { return state_.ballot; }

  // A uniformly random moment of the session's send window.
  absl::Duration DrawSendDelay() const;
  // Casts the sealed ballot over a connection made for this alone, again and
  // again with the same bytes where that may help, and verifies the receipt.
  absl::StatusOr<Signature> SendNow();
  // Waits for DrawSendDelay, then SendNow. CANCELLED if stopped while waiting.
  absl::StatusOr<Signature> Send();
  const std::optional<Signature>& receipt() const { return state_.receipt; }

 private:
  Voter(SlipSecret slip, VoterState state,
        std::shared_ptr<const SessionView> view, Options options);
  absl::Status Save() const;
  absl::Status RequestOnce(const TokenRequestEntry& request);
  absl::Status CastOnce(const std::vector<TokenPart>& parts, int attempt);
  std::vector<TokenPart> ActiveParts() const;

  SlipSecret slip_;
  VoterState state_;
  std::shared_ptr<const SessionView> view_;
  Options options_;
  std::optional<EncryptedBallot> encrypted_;
};

// OK if `signature` is the log's promise to count `ballot`.
absl::Status VerifyReceipt(const SessionView& view, ByteSpan ballot,
                           const Signature& signature);

// The leaf of `ballot` in the newest log with quorum, found in whole tiles that
// everybody asks for alike: no call names a leaf. NOT_FOUND if it is not there
// (yet); DATA_LOSS if the tiles are not what the checkpoint says.
absl::StatusOr<uint64_t> FindBallot(
    const std::shared_ptr<grpc::Channel>& channel, const SessionView& view,
    ByteSpan ballot);

}  // namespace pingyi

#endif  // CLIENT_CPP_VOTER_H_

#include "client/cpp/voter.h"

#include <algorithm>
#include <thread>

#include "absl/strings/str_cat.h"
#include "crypto/base/hash.h"
#include "crypto/base/random.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "pingyi/v1/ballot_box.grpc.pb.h"
#include "pingyi/v1/registrar.grpc.pb.h"
#include "proto/codec/ballot_box.h"

namespace pingyi {
namespace {

constexpr uint32_t kRound = 0;
// The registrar waits for issuers for up to ten seconds.
constexpr absl::Duration kRequestTimeout = absl::Seconds(15);
constexpr absl::Duration kCastTimeout = absl::Seconds(30);

absl::StatusOr<VoterState> LoadOrBegin(const SlipSecret& slip, uint32_t deputy,
                                       const SessionView& view,
                                       const std::string& path) {
  if (!path.empty()) {
    auto loaded = LoadVoterState(path, slip);
    if (loaded.ok() &&
        (loaded->session_id != view.session_id || loaded->deputy != deputy)) {
      return absl::FailedPreconditionError(absl::StrCat(
          path, ": of another session or deputy; name another file"));
    }
    if (!absl::IsNotFound(loaded.status())) {
      return loaded;
    }
  }
  VoterState state(TokenSecret::Random());
  state.session_id = view.session_id;
  state.deputy = deputy;
  return state;
}

}  // namespace

absl::StatusOr<Voter> Voter::Create(SlipSecret slip, uint32_t deputy,
                                    std::shared_ptr<const SessionView> view,
                                    Options options) {
  ASSIGN_OR_RETURN(VoterState state,
                   LoadOrBegin(slip, deputy, *view, options.state_file));
  if (options.channel == nullptr) {
    ASSIGN_OR_RETURN(options.channel,
                     MakeChannel(options.endpoint, ChannelUse::kOrdinary));
  }
  Voter voter(std::move(slip), std::move(state), std::move(view),
              std::move(options));
  // Before the request can be logged: another secret would be another request.
  RETURN_IF_ERROR(voter.Save());
  return voter;
}

Voter::Voter(SlipSecret slip, VoterState state,
             std::shared_ptr<const SessionView> view, Options options)
    : slip_(std::move(slip)),
      state_(std::move(state)),
      view_(std::move(view)),
      options_(std::move(options)) {}

absl::Status Voter::Save() const {
  return options_.state_file.empty()
             ? absl::OkStatus()
             : SaveVoterState(options_.state_file, slip_, state_);
}

absl::StatusOr<TokenRequestEntry> Voter::Request() const {
  const TokenScope scope{.session_id = view_->session_id, .round = kRound};
  ASSIGN_OR_RETURN(const Element blinded, state_.secret.Blinded(scope));
  TokenRequestEntry request{.deputy = state_.deputy, .blinded = {blinded}};
  request.signature = SignStatement(
      CredentialKey(slip_), StatementKind::kRequest, view_->session_id,
      RequestBody(view_->context.key_id, state_.deputy, request.blinded));
  return request;
}

absl::Status Voter::CheckIn() {
  if (HasToken()) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const TokenRequestEntry request, Request());
  return Retry(options_.retry, options_.stop,
               [&](int /*attempt*/) { return RequestOnce(request); });
}

absl::Status Voter::RequestOnce(const TokenRequestEntry& request) {
  const auto stub = v1::RegistrarService::NewStub(options_.channel);
  grpc::ClientContext context;
  SetDeadline(context, kRequestTimeout);
  v1::RequestTokenResponse response;
  RETURN_IF_ERROR(FromGrpc(
      stub->RequestToken(&context, EncodeRequestToken(request), &response)));
  ASSIGN_OR_RETURN(const IssuedParts issued, DecodeIssuedParts(response));
  RETURN_IF_ERROR(TakeParts(issued.parts));
  if (HasToken()) {
    return absl::OkStatus();
  }
  if (issued.active_issuers != view_->active.issuers) {
    return absl::AbortedError(
        "checked in, but the chair has changed the active set; look at the "
        "log again");
  }
  return absl::UnavailableError(
      "checked in, but not all issuers have answered yet; ask again");
}

absl::Status Voter::TakeParts(std::span<const IssuedPart> parts) {
  ASSIGN_OR_RETURN(const TokenRequestEntry request, Request());
  bool added = false;
  for (const IssuedPart& part : parts) {
    const std::vector<std::vector<Element>>& public_shares =
        view_->issuer_keys.public_shares;
    if (part.issuer == 0 || part.issuer > public_shares.size() ||
        part.round != kRound) {
      return absl::InvalidArgumentError("token: a part of nobody's");
    }
    if (state_.parts.contains(part.issuer)) {
      continue;
    }
    ASSIGN_OR_RETURN(
        const TokenPart unblinded,
        state_.secret.Unblind(request.blinded.front(), part.issuer,
                              public_shares[part.issuer - 1].front(),
                              part.evaluation));
    state_.parts[part.issuer] = unblinded.n;
    added = true;
  }
  return added ? Save() : absl::OkStatus();
}

bool Voter::HasToken() const {
  return std::all_of(view_->active.issuers.begin(), view_->active.issuers.end(),
                     [this](uint32_t i) { return state_.parts.contains(i); });
}

std::vector<TokenPart> Voter::ActiveParts() const {
  std::vector<TokenPart> parts;
  for (const uint32_t issuer : view_->active.issuers) {
    const auto found = state_.parts.find(issuer);
    if (found != state_.parts.end()) {
      parts.push_back({.issuer = issuer, .n = found->second});
    }
  }
  return parts;
}

ConfirmItem Voter::ConfirmItemFor(uint32_t issuer) const {
  const auto found = state_.parts.find(issuer);
  return {.token_key = state_.secret.public_key(),
          .part = found == state_.parts.end() ? Element() : found->second};
}

absl::StatusOr<Token> Voter::MakeToken() const {
  if (!HasToken()) {
    return absl::FailedPreconditionError(
        "the token is not complete; check in first");
  }
  return CombineParts(view_->active, state_.secret.public_key(), ActiveParts());
}

absl::StatusOr<Digest> Voter::Encrypt(std::span<const uint32_t> choices) {
  if (sealed()) {
    return absl::FailedPreconditionError(
        "a ballot is sealed already, and there is only one");
  }
  ASSIGN_OR_RETURN(EncryptedBallot encrypted,
                   BallotProver(*view_->parameters).Encrypt(choices));
  encrypted_ = std::move(encrypted);
  return encrypted_->tracking_digest();
}

absl::StatusOr<Opening> Voter::Challenge() {
  if (!encrypted_.has_value()) {
    return absl::FailedPreconditionError("there is nothing to open");
  }
  EncryptedBallot ballot = *std::move(encrypted_);
  encrypted_.reset();
  return BallotProver(*view_->parameters).Open(std::move(ballot));
}

absl::Status Voter::Seal() {
  if (sealed()) {
    return absl::OkStatus();
  }
  if (!view_->opened) {
    return absl::FailedPreconditionError("the vote is not open yet");
  }
  if (!encrypted_.has_value()) {
    return absl::FailedPreconditionError("choose first; nothing is encrypted");
  }
  ASSIGN_OR_RETURN(const Token token, MakeToken());
  EncryptedBallot ballot = *std::move(encrypted_);
  encrypted_.reset();
  state_.ballot =
      BallotProver(*view_->parameters)
          .Prove(std::move(ballot), {.key = state_.secret.key(), .n = token.n});
  return Save();
}

absl::Status Voter::SealSimulated(const SimulatedProver& prover) {
  if (view_->manifest.kind != SessionKind::kRehearsal) {
    return absl::FailedPreconditionError(
        "this session is a real vote: nobody's ballot is simulated in it");
  }
  if (sealed()) {
    return absl::OkStatus();
  }
  if (!view_->opened) {
    return absl::FailedPreconditionError("the vote is not open yet");
  }
  ASSIGN_OR_RETURN(const Token token, MakeToken());
  // Nobody's key: there is no vote to keep secret in a rehearsal's simulation.
  ASSIGN_OR_RETURN(state_.ballot,
                   prover(state_.secret.key().Publish(), token.n));
  return Save();
}

absl::Duration Voter::DrawSendDelay() const {
  std::array<uint8_t, 8> random = {};
  FillRandom(random);
  uint64_t value = 0;
  for (const uint8_t byte : random) {
    value = value << 8 | byte;
  }
  // 53 bits: what a double holds.
  const double fraction = static_cast<double>(value >> 11) * 0x1p-53;
  return absl::Seconds(view_->manifest.send_window_seconds) * fraction;
}

absl::StatusOr<Signature> Voter::Send() {
  const absl::Duration delay = DrawSendDelay();
  if (options_.stop == nullptr) {
    std::this_thread::sleep_for(absl::ToChronoMilliseconds(delay));
  } else if (options_.stop->WaitFor(delay)) {
    return absl::CancelledError(
        "stopped; the sealed ballot is kept and can still be sent");
  }
  return SendNow();
}

absl::StatusOr<Signature> Voter::SendNow() {
  if (!sealed()) {
    return absl::FailedPreconditionError("no ballot is sealed yet");
  }
  if (state_.receipt.has_value()) {
    return *state_.receipt;
  }
  if (!HasToken()) {
    return absl::FailedPreconditionError(
        "parts of the active set are missing; check in again");
  }
  const std::vector<TokenPart> parts = ActiveParts();
  RETURN_IF_ERROR(Retry(options_.retry, options_.stop,
                        [&](int attempt) { return CastOnce(parts, attempt); }));
  if (!state_.receipt.has_value()) {
    return absl::InternalError("cast without a receipt");
  }
  return *state_.receipt;
}

absl::Status Voter::CastOnce(const std::vector<TokenPart>& parts, int attempt) {
  ASSIGN_OR_RETURN(const auto channel,
                   MakeChannel(options_.endpoint, ChannelUse::kCasting,
                               static_cast<size_t>(attempt)));
  const auto stub = v1::BallotBoxService::NewStub(channel);
  grpc::ClientContext context;
  SetDeadline(context, kCastTimeout);
  v1::CastBallotResponse response;
  const v1::CastBallotRequest request =
      EncodeCast({.round = kRound, .ballot = state_.ballot, .parts = parts});
  RETURN_IF_ERROR(FromGrpc(stub->CastBallot(&context, request, &response)));
  ASSIGN_OR_RETURN(const Signature receipt, DecodeReceipt(response));
  RETURN_IF_ERROR(VerifyReceipt(*view_, state_.ballot, receipt));
  state_.receipt = receipt;
  return Save();
}

absl::Status VerifyReceipt(const SessionView& view, ByteSpan ballot,
                           const Signature& signature) {
  return VerifyStatement(view.manifest.log_key, StatementKind::kReceipt,
                         view.session_id, ReceiptBody(kRound, Sha256(ballot)),
                         signature);
}

}  // namespace pingyi

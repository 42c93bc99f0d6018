#include "server/main/server.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"
#include "proto/codec/board.h"
#include "server/base/refusal.h"
#include "server/base/timer.h"
#include "server/base/worker_pool.h"
#include "server/gateway/gateway.h"
#include "server/main/status.h"
#include "server/rpc/ballot_box_service.h"
#include "server/rpc/board_service.h"
#include "server/rpc/committee_service.h"
#include "server/rpc/control_service.h"
#include "server/rpc/host.h"
#include "server/rpc/methods.h"
#include "server/rpc/registrar_service.h"
#include "server/storage/sqlite_store.h"

namespace pingyi {
namespace {

// Short work: reads, statements, officials' messages.
constexpr size_t kDeskThreads = 2;
constexpr size_t kDeskQueue = 8192;
// Ballots queue in the box, not here.
constexpr size_t kComputeQueue = 1024;

LogPolicy PolicyOf(const Session& session) {
  LogPolicy policy;
  policy.origin = Origin(session.manifest(), session.session_id());
  policy.log_key = session.manifest().log_key;
  policy.quorum = session.manifest().witness_quorum;
  for (const uint32_t official :
       session.manifest().OfficialsWith(Role::kWitness)) {
    const Official& witness = session.manifest().officials[official - 1];
    policy.witnesses.push_back(witness.witness_key.value_or(VerifyKey()));
  }
  return policy;
}

class WholeServer final : public Server {
 public:
  WholeServer(const Config& config,
              std::function<void(const absl::Status&)> on_failure)
      : config_limits_(config.limits),
        log_key_(std::make_shared<const SigningKey>(
            SigningKey::FromSeed(config.log_key))),
        on_failure_(std::move(on_failure)),
        compute_(config.limits.worker_threads, kComputeQueue),
        desk_(kDeskThreads, kDeskQueue),
        executor_(compute_) {}
  ~WholeServer() override { Stop(); }
  WholeServer(const WholeServer&) = delete;
  WholeServer& operator=(const WholeServer&) = delete;

  absl::Status Begin(const Config& config);

  const std::string& address() const override { return host_->address(); }
  std::string gateway_address() const override {
    return gateway_ == nullptr ? "" : gateway_->address();
  }
  std::string metrics_address() const override {
    return gateway_ == nullptr ? "" : gateway_->metrics_address();
  }
  const std::string& session() const override { return session_; }
  void Stop() override;

 private:
  absl::StatusOr<Manifest> OpenLog(const Config& config);
  void MakeParts(const Manifest& manifest);
  SessionFigures Figures() const;
  absl::Status Listen(const Config& config);
  absl::Status OpenGateway(const GatewayConfig& config);

  const Limits config_limits_;
  const std::shared_ptr<const SigningKey> log_key_;
  const std::function<void(const absl::Status&)> on_failure_;
  Timer timer_;
  WorkerPool compute_;
  WorkerPool desk_;
  PoolExecutor executor_;
  std::string session_;
  Urn urn_;
  DecodedBallots decoded_;
  Digest session_id_ = {};
  std::unique_ptr<Board> board_;
  std::unique_ptr<Sequencer> sequencer_;
  std::unique_ptr<Registrar> registrar_;
  std::unique_ptr<Officials> officials_;
  std::unique_ptr<BallotBox> box_;
  std::unique_ptr<Control> control_;
  std::unique_ptr<BoardServiceRpc> board_rpc_;
  std::unique_ptr<RegistrarServiceRpc> registrar_rpc_;
  std::unique_ptr<BallotBoxServiceRpc> box_rpc_;
  std::unique_ptr<ControlServiceRpc> control_rpc_;
  std::unique_ptr<CommitteeServiceRpc> committee_rpc_;
  std::unique_ptr<Host> host_;
  std::unique_ptr<Gateway> gateway_;
  bool stopped_ = false;
};

absl::StatusOr<Manifest> WholeServer::OpenLog(const Config& config) {
  ASSIGN_OR_RETURN(
      std::unique_ptr<Store> store,
      OpenSqliteStore(absl::StrCat(config.data_folder, "/pingyi.db")));
  const ByteSpan bytes = AsBytes(config.manifest);
  const ByteSpan roster = AsBytes(config.roster);
  ASSIGN_OR_RETURN(
      std::unique_ptr<LogWriter> writer,
      LogWriter::Open(std::move(store),
                      {.manifest = Bytes(bytes.begin(), bytes.end()),
                       .roster = Bytes(roster.begin(), roster.end()),
                       .log_key = log_key_,
                       .executor = &executor_,
                       .decoded = &decoded_},
                      urn_));
  const Session& session = writer->session();
  Manifest manifest = session.manifest();
  session_id_ = session.session_id();
  session_ = ToHex(session_id_);
  board_ = std::make_unique<Board>(PolicyOf(session));
  sequencer_ = std::make_unique<Sequencer>(
      std::move(writer), urn_, *board_,
      Sequencer::Options{.waiting_writes = config.limits.waiting_writes,
                         .on_failure = on_failure_,
                         .on_request = [this](const TokenRequestEntry& entry) {
                           registrar_->OnRequest(entry);
                         }});
  return manifest;
}

void WholeServer::MakeParts(const Manifest& manifest) {
  registrar_ = std::make_unique<Registrar>(*sequencer_, *board_, desk_, timer_);
  officials_ = std::make_unique<Officials>(
      manifest, session_id_,
      Officials::Hooks{
          .parts =
              [this](uint32_t issuer, const EvaluatedParts& parts) {
                registrar_->OnParts(issuer, parts);
              },
          .cosignature =
              [this](uint32_t witness, const CheckpointCosignature& line) {
                return board_->AddCosignature(witness, line.size, line.line);
              }},
      timer_);
  box_ = std::make_unique<BallotBox>(BallotBox::Parts{.ledger = *sequencer_,
                                                      .board = *board_,
                                                      .urn = urn_,
                                                      .issuers = *officials_,
                                                      .pool = compute_,
                                                      .timer = timer_,
                                                      .decoded = decoded_},
                                     log_key_, config_limits_.waiting_ballots);
  control_ = std::make_unique<Control>(*sequencer_, desk_);
}

absl::Status WholeServer::Listen(const Config& config) {
  board_rpc_ = std::make_unique<BoardServiceRpc>(
      *board_, desk_,
      BoardServiceRpc::Options{// And the registrar, which follows too.
                               .max_followers = config.limits.followers + 1,
                               .status = [this] {
                                 return EncodeStatus(CurrentStatus(
                                     *board_, *officials_, *registrar_));
                               }});
  registrar_rpc_ = std::make_unique<RegistrarServiceRpc>(*registrar_);
  box_rpc_ = std::make_unique<BallotBoxServiceRpc>(*box_);
  control_rpc_ = std::make_unique<ControlServiceRpc>(*control_);
  committee_rpc_ = std::make_unique<CommitteeServiceRpc>(*officials_, desk_);
  ASSIGN_OR_RETURN(host_,
                   Host::Start(config, {board_rpc_.get(), registrar_rpc_.get(),
                                        box_rpc_.get(), control_rpc_.get(),
                                        committee_rpc_.get()}));
  return config.gateway.has_value() ? OpenGateway(*config.gateway)
                                    : absl::OkStatus();
}

absl::Status WholeServer::OpenGateway(const GatewayConfig& config) {
  std::vector<std::string> methods;
  for (const NamedMethod& named : NamedMethods()) {
    methods.emplace_back(named.method);
  }
  ASSIGN_OR_RETURN(
      gateway_,
      Gateway::Start(config, {.services = host_->Inside(),
                              .methods = std::move(methods),
                              .board = board_.get(),
                              .figures = [this] { return Figures(); }}));
  return absl::OkStatus();
}

SessionFigures WholeServer::Figures() const {
  const std::shared_ptr<const SessionView> view = board_->view();
  return {.log_size = board_->size(),
          .quorum_size = board_->quorum_size(),
          .phase = static_cast<uint32_t>(WirePhase(view->phase)),
          .entitled = view->entitled,
          .checked_in = view->checked_in,
          .returned = view->returned};
}

absl::Status WholeServer::Begin(const Config& config) {
  ASSIGN_OR_RETURN(const Manifest manifest, OpenLog(config));
  MakeParts(manifest);
  sequencer_->Start();
  return Listen(config);
}

void WholeServer::Stop() {
  if (std::exchange(stopped_, true)) {
    return;
  }
  if (host_ != nullptr) {
    host_->StopServing();
  }
  if (gateway_ != nullptr) {
    gateway_->StopServing();
  }
  if (officials_ != nullptr) {
    box_->Stop();
    registrar_->Stop();
    officials_->EndAll(Stopping());
    board_->Stop();
  }
  if (gateway_ != nullptr) {
    gateway_->Stop(std::chrono::seconds(config_limits_.stop_seconds));
  }
  if (host_ != nullptr) {
    host_->Shutdown(std::chrono::seconds(config_limits_.stop_seconds));
  }
  // Nobody calls any more; what was begun comes to its end in this order.
  timer_.Stop();
  desk_.Stop();
  compute_.Stop();
  if (sequencer_ != nullptr) {
    sequencer_->Stop();
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    const Config& config, std::function<void(const absl::Status&)> on_failure) {
  auto server = std::make_unique<WholeServer>(config, std::move(on_failure));
  RETURN_IF_ERROR(server->Begin(config));
  return server;
}

}  // namespace pingyi

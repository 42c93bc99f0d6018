#include "server/gateway/gateway.h"

#include <sys/resource.h>

#include <algorithm>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <optional>
#include <utility>

#include "crypto/base/status_macros.h"
#include "server/base/log.h"
#include "server/gateway/listener.h"
#include "server/gateway/tiles.h"

namespace pingyi {
namespace {

constexpr size_t kThreads = 2;
// Descriptors that others of this process need: gRPC stops listening for good
// if it ever finds none.
constexpr size_t kReserved = 256;
constexpr size_t kMetricsConnections = 16;

// As many connections as were asked for, or as there are descriptors for.
size_t PossibleConnections(size_t wanted) {
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
    return wanted;
  }
  if (limit.rlim_cur < limit.rlim_max && limit.rlim_cur < wanted + kReserved) {
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, wanted + kReserved);
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
  }
  const size_t half = limit.rlim_cur / 2;
  const size_t possible =
      limit.rlim_cur > 2 * kReserved ? limit.rlim_cur - kReserved : half;
  if (possible < wanted) {
    Log(LogLevel::kWarning,
        "fewer connections than configured: raise the limit of open files",
        {{LogKey::kSize, static_cast<int64_t>(possible)}});
  }
  return std::min(possible, wanted);
}

ConnectionLimits LimitsOf(const GatewayLimits& limits) {
  return {.handshake = limits.handshake,
          .head = limits.head,
          .body = limits.body,
          .idle = limits.idle,
          .stall = limits.stall,
          .body_bytes = limits.body_bytes};
}

class WholeGateway final : public Gateway {
 public:
  WholeGateway(const GatewayConfig& config, Parts parts)
      : parts_(std::move(parts)),
        bridge_(parts_.services),
        admission_(
            {.connections = PossibleConnections(config.limits.connections),
             .per_address = config.limits.connections_per_address,
             .large_bodies = config.limits.large_bodies_bytes}),
        metrics_admission_({.connections = kMetricsConnections,
                            .per_address = kMetricsConnections,
                            .large_bodies = 0}),
        metrics_site_(traffic_, parts_.figures),
        home_({.bridge = &bridge_,
               .admission = &admission_,
               .traffic = &traffic_,
               .limits = LimitsOf(config.limits)}),
        metrics_home_({.site = &metrics_site_,
                       .admission = &metrics_admission_,
                       .traffic = &metrics_traffic_,
                       .limits = LimitsOf(config.limits)}),
        loops_(kThreads),
        minute_(loops_.first()) {}
  ~WholeGateway() override { Stop(std::chrono::milliseconds(0)); }
  WholeGateway(const WholeGateway&) = delete;
  WholeGateway& operator=(const WholeGateway&) = delete;

  absl::Status Begin(const GatewayConfig& config);

  const std::string& address() const override { return hall_->address(); }
  const std::string& metrics_address() const override {
    return metrics_->address();
  }
  const Traffic& traffic() const override { return traffic_; }
  void StopServing() override;
  void Stop(std::chrono::milliseconds limit) override;

 private:
  void AwaitMinute();

  const Parts parts_;
  Bridge bridge_;
  Traffic traffic_;
  Traffic metrics_traffic_;
  Admission admission_;
  Admission metrics_admission_;
  std::optional<TlsContext> tls_;
  std::unique_ptr<Site> site_;
  const MetricsSite metrics_site_;
  ConnectionHome home_;
  const ConnectionHome metrics_home_;
  Loops loops_;
  asio::steady_timer minute_;
  std::unique_ptr<Listener> hall_;
  std::unique_ptr<Listener> metrics_;
  bool stopping_ = false;
  bool stopped_ = false;
};

absl::Status WholeGateway::Begin(const GatewayConfig& config) {
  StaticFiles files;
  if (!config.web_folder.empty()) {
    ASSIGN_OR_RETURN(files, StaticFiles::Load(config.web_folder));
  }
  if (!config.authority.empty()) {
    files.Add("/ca.crt", "application/x-x509-ca-cert", config.authority);
  }
  if (config.tls.has_value()) {
    ASSIGN_OR_RETURN(tls_, TlsContext::Make(*config.tls));
  }
  site_ = std::make_unique<HallSite>(
      HallSite::Parts{.files = std::move(files),
                      .methods = CallableMethods(parts_.methods),
                      .log =
                          [board = parts_.board](absl::string_view name) {
                            return AnswerFromLog(*board, name);
                          },
                      .origins = config.origins,
                      .traffic = &traffic_});
  home_.site = site_.get();
  ASSIGN_OR_RETURN(hall_, Listener::Open(config.listen_address,
                                         tls_.has_value() ? &*tls_ : nullptr,
                                         loops_, home_));
  ASSIGN_OR_RETURN(metrics_, Listener::Open(config.metrics_address, nullptr,
                                            loops_, metrics_home_));
  asio::post(loops_.first(), [this] { AwaitMinute(); });
  return absl::OkStatus();
}

void WholeGateway::AwaitMinute() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  minute_.expires_after(std::chrono::minutes(1) -
                        now % std::chrono::minutes(1));
  minute_.async_wait([this](std::error_code error) {
    if (!error) {
      traffic_.CloseMinute();
      AwaitMinute();
    }
  });
}

void WholeGateway::StopServing() {
  if (std::exchange(stopping_, true)) {
    return;
  }
  if (hall_ != nullptr) {
    hall_->Stop();
  }
  if (metrics_ != nullptr) {
    metrics_->Stop();
  }
  admission_.Dismiss();
  metrics_admission_.Dismiss();
}

void WholeGateway::Stop(std::chrono::milliseconds limit) {
  if (std::exchange(stopped_, true)) {
    return;
  }
  StopServing();
  constexpr std::chrono::seconds kAtLast{2};
  if (!admission_.WaitUntilEmpty(limit)) {
    admission_.Dismiss();  // The second time, at once.
    admission_.WaitUntilEmpty(kAtLast);
  }
  metrics_admission_.WaitUntilEmpty(kAtLast);
  bridge_.Drain();
  loops_.Stop();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Gateway>> Gateway::Start(
    const GatewayConfig& config, Parts parts) {
  auto gateway = std::make_unique<WholeGateway>(config, std::move(parts));
  RETURN_IF_ERROR(gateway->Begin(config));
  return gateway;
}

}  // namespace pingyi

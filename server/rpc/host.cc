#include "server/rpc/host.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"
#include "grpc/health/v1/health.pb.h"
#include "server/rpc/credentials.h"
#include "server/rpc/methods.h"

namespace pingyi {
namespace {

// Four blobs of 4 MiB and what is around them.
constexpr int kMaxMessage = 17 << 20;

const std::vector<std::string>& ServiceNames() {
  static const auto& names = *new std::vector<std::string>{
      "pingyi.v1.BoardService", "pingyi.v1.RegistrarService",
      "pingyi.v1.BallotBoxService", "pingyi.v1.ControlService",
      "pingyi.v1.CommitteeService",
      // Linked in by its message, so that reflection can describe it.
      grpc::health::v1::HealthCheckRequest::descriptor()->file()->package() +
          ".Health",
      "grpc.reflection.v1alpha.ServerReflection"};
  return names;
}

void SetLimits(grpc::ServerBuilder& builder, const Limits& limits) {
  builder.SetMaxReceiveMessageSize(kMaxMessage);
  // A small message must not become a large one.
  builder.SetDefaultCompressionAlgorithm(GRPC_COMPRESS_NONE);
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false);
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_GZIP, false);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS,
                             limits.streams_per_connection);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, 8192);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 30'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(
      GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 10'000);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PING_STRIKES, 3);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Host>> Host::Start(
    const Config& config, const std::vector<grpc::Service*>& services) {
  RETURN_IF_ERROR(CheckNamed(ServiceNames(), NamedMethods()));
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  SetLimits(builder, config.limits);
  int port = 0;
  builder.AddListeningPort(config.listen_address, MakeCredentials(config.tls),
                           &port);
  for (grpc::Service* service : services) {
    builder.RegisterService(service);
  }
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || port == 0) {
    return absl::UnavailableError(absl::StrCat(
        "cannot listen on ", config.listen_address,
        ": the address is taken or not of this machine, or the certificate "
        "and its key do not fit"));
  }
  server->GetHealthCheckService()->SetServingStatus(true);
  for (const std::string& name : ServiceNames()) {
    server->GetHealthCheckService()->SetServingStatus(name, true);
  }
  const std::string host =
      config.listen_address.substr(0, config.listen_address.rfind(':'));
  return std::unique_ptr<Host>(
      new Host(std::move(server), absl::StrCat(host, ":", port)));
}

std::shared_ptr<grpc::Channel> Host::Inside() const {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxMessage);
  return server_->InProcessChannel(arguments);
}

void Host::StopServing() {
  server_->GetHealthCheckService()->Shutdown();
}

void Host::Shutdown(std::chrono::seconds limit) {
  server_->Shutdown(std::chrono::system_clock::now() + limit);
  server_->Wait();
}

}  // namespace pingyi

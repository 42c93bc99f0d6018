#include "server/rpc/methods.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"

namespace pingyi {
namespace {

constexpr absl::string_view kAnyone = "anyone: public record";

constexpr std::array<NamedMethod, 14> kMethods = {{
    {"pingyi.v1.BoardService.Follow", kAnyone},
    {"pingyi.v1.BoardService.GetCheckpoint", kAnyone},
    {"pingyi.v1.BoardService.GetTile", kAnyone},
    {"pingyi.v1.BoardService.GetBlob", kAnyone},
    {"pingyi.v1.BoardService.GetInclusionProof", kAnyone},
    {"pingyi.v1.BoardService.GetConsistencyProof", kAnyone},
    {"pingyi.v1.BoardService.GetStatus", kAnyone},
    {"pingyi.v1.RegistrarService.RequestToken",
     "a deputy of the roster: statement request by the slip's key"},
    {"pingyi.v1.BallotBoxService.CastBallot",
     "whoever holds an unspent token: the ballot's proof; nothing else may "
     "name the caller"},
    {"pingyi.v1.ControlService.SubmitStatement",
     "an official: the statement's signature, by the role it needs"},
    {"pingyi.v1.CommitteeService.Serve",
     "an official: statement serve over a fresh challenge"},
    {"grpc.health.v1.Health.Check", kAnyone},
    {"grpc.health.v1.Health.Watch", kAnyone},
    {"grpc.reflection.v1alpha.ServerReflection.ServerReflectionInfo", kAnyone},
}};

}  // namespace

std::span<const NamedMethod> NamedMethods() {
  return kMethods;
}

absl::Status CheckNamed(std::span<const std::string> services,
                        std::span<const NamedMethod> named) {
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  for (const std::string& name : services) {
    const auto* service = pool->FindServiceByName(name);
    if (service == nullptr) {
      return absl::NotFoundError(absl::StrCat("no service ", name));
    }
    for (int i = 0; i < service->method_count(); ++i) {
      const std::string& method = service->method(i)->full_name();
      const bool found = std::any_of(
          named.begin(), named.end(),
          [&method](const NamedMethod& m) { return m.method == method; });
      if (!found) {
        return absl::FailedPreconditionError(absl::StrCat(
            "nobody has said who may call ", method, " (server/rpc/methods)"));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace pingyi

#include "server/gateway/site.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace pingyi {
namespace {

constexpr absl::string_view kPackage = "pingyi.v1";
constexpr absl::string_view kLog = "/log/";

// A call without a limit of its own, and the most that one may ask for. Streams
// last as long as a sitting.
constexpr std::chrono::milliseconds kCallLimit = std::chrono::seconds(60);
constexpr std::chrono::milliseconds kStreamLimit = std::chrono::hours(24);

constexpr int kUnimplemented = 12;  // grpc::StatusCode.

std::chrono::milliseconds LimitOf(const RequestHead& head, bool streaming) {
  const std::chrono::milliseconds most = streaming ? kStreamLimit : kCallLimit;
  const auto asked = ParseTimeout(head.Field("grpc-timeout"));
  return asked.has_value() ? std::min(*asked, most) : most;
}

// A call that ends before it begins, told in the way of gRPC-Web.
Response EndedCall(WebFormat format, const Ending& ending) {
  Response response = PlainText(200, ContentTypeOf(format),
                                InFormat(format, TrailersFrame(ending)));
  return response;
}

}  // namespace

std::map<std::string, bool> CallableMethods(
    std::span<const std::string> methods) {
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  std::map<std::string, bool> out;
  for (const std::string& name : methods) {
    const auto* method = pool->FindMethodByName(name);
    if (method != nullptr && method->file()->package() == kPackage.data() &&
        !method->client_streaming()) {
      out[absl::StrCat("/", method->service()->full_name(), "/",
                       method->name())] = method->server_streaming();
    }
  }
  return out;
}

std::variant<Response, CallPlan> HallSite::Open(const RequestHead& head) const {
  if (head.method == "POST") {
    return OpenCall(head);
  }
  if (head.method == "OPTIONS") {
    return Preflight(head);
  }
  if (head.method != "GET" && head.method != "HEAD") {
    Response response = PlainText(405, "no such method here");
    response.fields += "Allow: GET, HEAD, POST, OPTIONS\r\n";
    return response;
  }
  absl::string_view name = head.path;
  if (parts_.log != nullptr && absl::ConsumePrefix(&name, kLog)) {
    parts_.traffic->Add(Count::kTiles);
    return parts_.log(name);
  }
  parts_.traffic->Add(Count::kPages);
  return parts_.files.Answer(head);
}

std::variant<Response, CallPlan> HallSite::OpenCall(
    const RequestHead& head) const {
  const std::optional<WebFormat> format =
      WebFormatOf(head.Field("content-type"));
  const auto method = parts_.methods.find(head.path);
  if (!format.has_value()) {
    return method == parts_.methods.end()
               ? PlainText(404, "nothing can be sent to this path")
               : PlainText(415, "gRPC-Web over protobuf is spoken here");
  }
  if (method == parts_.methods.end()) {
    return EndedCall(*format, {.code = kUnimplemented,
                               .message = "no such method for browsers",
                               .details = ""});
  }
  const bool streaming = method->second;
  parts_.traffic->Add(streaming ? Count::kStreams : Count::kCalls);
  return CallPlan{.method = head.path,
                  .streaming = streaming,
                  .format = *format,
                  .limit = LimitOf(head, streaming),
                  .fields = CorsFields(head)};
}

Response HallSite::Preflight(const RequestHead& head) const {
  const std::string cors = CorsFields(head);
  if (cors.empty()) {
    return PlainText(403, "only pages of this origin may call");
  }
  return {.status = 204,
          .fields = absl::StrCat(
              cors,
              "Access-Control-Allow-Methods: POST\r\n"
              "Access-Control-Allow-Headers: content-type, grpc-timeout, "
              "pingyi-fresh, x-grpc-web, x-user-agent\r\n"
              "Access-Control-Max-Age: 600\r\n"),
          .body = nullptr};
}

std::string HallSite::CorsFields(const RequestHead& head) const {
  const absl::string_view origin = head.Field("origin");
  const bool allowed =
      std::any_of(parts_.origins.begin(), parts_.origins.end(),
                  [origin](const std::string& one) { return one == origin; });
  return allowed ? absl::StrCat("Access-Control-Allow-Origin: ", origin,
                                "\r\nVary: Origin\r\n")
                 : "";
}

std::variant<Response, CallPlan> MetricsSite::Open(
    const RequestHead& head) const {
  if (head.method != "GET" && head.method != "HEAD") {
    return PlainText(405, "only GET");
  }
  if (head.path != "/metrics") {
    return PlainText(404, "only /metrics is here");
  }
  return PlainText(200, "text/plain; version=0.0.4; charset=utf-8",
                   absl::StrCat(traffic_.Text(), FiguresText(figures_())));
}

}  // namespace pingyi

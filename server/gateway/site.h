#ifndef SERVER_GATEWAY_SITE_H_
#define SERVER_GATEWAY_SITE_H_

#include <chrono>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "server/gateway/grpc_web.h"
#include "server/gateway/request.h"
#include "server/gateway/response.h"
#include "server/gateway/static_files.h"
#include "server/gateway/traffic.h"

namespace pingyi {

// A call to be made once its message has been read.
struct CallPlan {
  std::string method;  // "/package.Service/Method"
  bool streaming = false;
  WebFormat format = WebFormat::kBinary;
  std::chrono::milliseconds limit = {};
  std::string fields;  // More lines of the answer's head.
};

// What is where: decides by a request's head alone, before any of its body is
// read. Thread-safe.
class Site {
 public:
  Site() = default;
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;
  virtual ~Site() = default;
  virtual std::variant<Response, CallPlan> Open(
      const RequestHead& head) const = 0;
};

// Those of `methods` ("pingyi.v1.Service.Method") that a browser may call: one
// message in, of our own package. By path; whether many messages come out.
std::map<std::string, bool> CallableMethods(
    std::span<const std::string> methods);

// Pages, log and calls.
class HallSite final : public Site {
 public:
  struct Parts {
    StaticFiles files;
    std::map<std::string, bool> methods;
    // What is below /log/, by the name behind that; may be empty.
    std::function<Response(absl::string_view)> log;
    std::vector<std::string> origins;  // Other origins that may call.
    Traffic* traffic = nullptr;        // Not owned.
  };
  explicit HallSite(Parts parts) : parts_(std::move(parts)) {}

  std::variant<Response, CallPlan> Open(const RequestHead& head) const override;

 private:
  std::variant<Response, CallPlan> OpenCall(const RequestHead& head) const;
  Response Preflight(const RequestHead& head) const;
  // The lines that let a page of another origin read the answer, if it may.
  std::string CorsFields(const RequestHead& head) const;

  const Parts parts_;
};

// /metrics and nothing else.
class MetricsSite final : public Site {
 public:
  // `figures` is asked at every request.
  MetricsSite(const Traffic& traffic, std::function<SessionFigures()> figures)
      : traffic_(traffic), figures_(std::move(figures)) {}

  std::variant<Response, CallPlan> Open(const RequestHead& head) const override;

 private:
  const Traffic& traffic_;
  const std::function<SessionFigures()> figures_;
};

}  // namespace pingyi

#endif  // SERVER_GATEWAY_SITE_H_

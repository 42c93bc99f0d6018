#ifndef SERVER_MAIN_SERVER_H_
#define SERVER_MAIN_SERVER_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/base/config.h"

namespace pingyi {

// A whole server in this process.
class Server {
 public:
  // Reads the log back, or begins it, and serves. `on_failure` is called when
  // the log cannot be written any more: the process must end. Errors are
  // LogWriter::Open's, Host::Start's and the store's.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const Config& config,
      std::function<void(const absl::Status&)> on_failure);

  virtual ~Server() = default;
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  virtual const std::string& address() const = 0;
  // For browsers and for the operator's numbers; empty without a gateway.
  virtual std::string gateway_address() const = 0;
  virtual std::string metrics_address() const = 0;
  // session_id in hexadecimal.
  virtual const std::string& session() const = 0;
  // Refuses new calls, lets the running ones end, writes what waits. Once.
  virtual void Stop() = 0;

 protected:
  Server() = default;
};

}  // namespace pingyi

#endif  // SERVER_MAIN_SERVER_H_

#ifndef CLIENT_TRUSTEE_COMMITTEE_STREAM_H_
#define CLIENT_TRUSTEE_COMMITTEE_STREAM_H_

#include <grpcpp/client_context.h>
#include <grpcpp/support/sync_stream.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "client/cpp/channel.h"
#include "client/cpp/retry.h"
#include "client/trustee/confirm_desk.h"
#include "crypto/base/bytes.h"
#include "crypto/statement/signing_key.h"
#include "pingyi/v1/committee.pb.h"
#include "proto/codec/committee.h"

namespace pingyi {

// The stream over which an official works with the server, kept up by a thread
// of its own: it says who it is, answers confirmation tasks at once, and lets
// its owner send the rest. Connects again after every break. Thread-safe.
class CommitteeStream {
 public:
  struct Options {
    Endpoint endpoint;
    Digest session_id = {};
    uint32_t official = 0;
    // Not owned; nullptr for who is no issuer.
    ConfirmDesk* desk = nullptr;
    // One line for people.
    std::function<void(const std::string&)> say;
    // After the connection came or went, on the stream's thread.
    std::function<void()> on_change;
  };

  CommitteeStream(SigningKey key, Options options);
  ~CommitteeStream();
  CommitteeStream(const CommitteeStream&) = delete;
  CommitteeStream& operator=(const CommitteeStream&) = delete;

  // Which connection is up, counted from 1; 0 if none is.
  uint64_t connection() const;
  // False if that connection is not up any more.
  bool Send(uint64_t connection, const MemberMessage& message);

 private:
  using Stream = grpc::ClientReaderWriter<v1::ServeRequest, v1::ServeResponse>;

  void Run();
  absl::Status Connect(size_t attempt);
  absl::Status Greet(Stream& stream);
  absl::Status Serve(Stream& stream);
  absl::Status Answer(const ConfirmTask& task);
  bool Write(const MemberMessage& message);
  void Report(const absl::Status& ended);

  const SigningKey key_;
  const Options options_;
  Stop stop_;
  mutable std::mutex mutex_;
  std::mutex write_mutex_;
  grpc::ClientContext* running_ = nullptr;
  // Set while the server knows us; guarded by write_mutex_.
  Stream* stream_ = nullptr;
  uint64_t connections_ = 0;
  bool up_ = false;
  bool ended_ = false;
  std::string said_;
  std::thread thread_;
};

}  // namespace pingyi

#endif  // CLIENT_TRUSTEE_COMMITTEE_STREAM_H_

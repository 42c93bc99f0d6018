#ifndef TESTS_E2E_LIAR_H_
#define TESTS_E2E_LIAR_H_

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "client/cpp/board_reader.h"
#include "client/cpp/key_file.h"
#include "client/cpp/session_directory.h"
#include "client/trustee/duties.h"
#include "client/trustee/wakeup.h"
#include "pingyi/v1/committee.grpc.pb.h"
#include "proto/codec/committee.h"
#include "tests/e2e/hall.h"

namespace pingyi::testing {

// How an official lies. What is left empty it does as it should.
struct Lies {
  // Spoils what the key file holds, before the official looks at the log.
  std::function<void(KeyFile& keys, const BoardLog& log)> prepare = nullptr;
  // Spoils what it is about to send.
  std::function<void(const KeyFile& keys, const BoardLog& log, Work& work)>
      bend = nullptr;
  // What it says at casting, whatever it is asked.
  std::optional<bool> always_says = {};
};

// An official of a hall, in this process, with the real key file and the real
// duties, which lies. Does not survive the server.
class Liar {
 public:
  Liar(const Hall& hall, const std::string& name, Lies lies);
  ~Liar();
  Liar(const Liar&) = delete;
  Liar& operator=(const Liar&) = delete;

  // Everything it was told and said, a line each.
  std::string Said() const;
  // Waits until it has said something with `text` in it.
  bool WaitFor(const std::string& text) const;

 private:
  using Stream = grpc::ClientReaderWriter<v1::ServeRequest, v1::ServeResponse>;

  bool Greet();
  void Work();
  void Listen();
  void Answer(const ConfirmTask& task);
  void Say(const std::string& line);
  void Send(const MemberMessage& message);
  // Hands a statement in once, and says how that was answered.
  void Submit(const std::vector<Posting>& statements);

  const Lies lies_;
  PublicSession session_;
  std::unique_ptr<KeyFileStore> store_;
  std::unique_ptr<Duties> duties_;
  Wakeup wakeup_;
  std::unique_ptr<BoardReader> reader_;
  std::shared_ptr<grpc::Channel> channel_;
  grpc::ClientContext context_;
  std::unique_ptr<Stream> stream_;
  std::mutex write_;
  mutable std::mutex mutex_;
  std::vector<std::string> said_;
  std::vector<Bytes> submitted_;
  std::atomic<bool> over_ = false;
  std::thread worker_;
  std::thread listener_;
};

}  // namespace pingyi::testing

#endif  // TESTS_E2E_LIAR_H_

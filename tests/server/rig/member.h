#ifndef TESTS_SERVER_RIG_MEMBER_H_
#define TESTS_SERVER_RIG_MEMBER_H_

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "pingyi/v1/committee.grpc.pb.h"
#include "proto/codec/committee.h"
#include "tests/support/sitting.h"

namespace pingyi::testing {

// One official at the server: the stream of CommitteeService, and the answers
// that its share allows.
class Member {
 public:
  // How it answers tasks at casting.
  enum class Manner { kHonest, kSaysNo, kSilent, kGarbled };

  // Connects and waits for the welcome (or for the end).
  Member(v1::CommitteeService::StubInterface& stub, Sitting& sitting,
         uint32_t official);
  ~Member();
  Member(const Member&) = delete;
  Member& operator=(const Member&) = delete;

  void set_manner(Manner manner) { manner_ = manner; }
  bool welcome() const { return welcome_; }

  void Cosign(const std::string& note);
  // Evaluations of these deputies' requests.
  void SendParts(const std::vector<uint32_t>& deputies);
  void Send(const MemberMessage& message);
  void SendRaw(const v1::ServeRequest& request);

  EvaluatedPart PartFor(uint32_t deputy) const;
  // Ends the stream from this side, or waits for the server's end.
  grpc::Status End();
  grpc::Status WaitForEnd();

 private:
  void Read();
  void Answer(const ConfirmTask& task);
  uint32_t NumberAs(Role role) const;

  Sitting& sitting_;
  const uint32_t official_;
  std::atomic<Manner> manner_ = Manner::kHonest;
  grpc::ClientContext context_;
  std::unique_ptr<
      grpc::ClientReaderWriterInterface<v1::ServeRequest, v1::ServeResponse>>
      stream_;
  std::mutex write_;
  bool welcome_ = false;
  bool done_ = false;
  std::thread reader_;
};

}  // namespace pingyi::testing

#endif  // TESTS_SERVER_RIG_MEMBER_H_

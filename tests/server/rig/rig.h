#ifndef TESTS_SERVER_RIG_RIG_H_
#define TESTS_SERVER_RIG_RIG_H_

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "crypto/audit/report.h"
#include "pingyi/v1/ballot_box.grpc.pb.h"
#include "pingyi/v1/board.grpc.pb.h"
#include "pingyi/v1/committee.grpc.pb.h"
#include "pingyi/v1/control.grpc.pb.h"
#include "pingyi/v1/registrar.grpc.pb.h"
#include "server/base/config.h"
#include "server/main/server.h"
#include "tests/server/rig/member.h"
#include "tests/support/process.h"
#include "tests/support/sitting.h"

// A real server, in this process or as a process of its own, spoken to over
// gRPC on loopback, and the people of a Sitting, whose entries are submitted
// one by one. The server's log and the sitting's stay equal, leaf by leaf.
namespace pingyi::testing {

class Rig {
 public:
  // kProcess: the program pingyi-server, which can be killed.
  enum class Mode { kInProcess, kProcess };

  // `adjust` may change the settings before the server starts; of a process
  // only the gateway's.
  explicit Rig(SittingOptions options = {}, Mode mode = Mode::kInProcess,
               const std::function<void(Config&)>& adjust = nullptr);
  ~Rig();
  Rig(const Rig&) = delete;
  Rig& operator=(const Rig&) = delete;

  Sitting& sitting() { return *sitting_; }
  const std::string& address() const { return address_; }
  std::string gateway_address() const { return gateway_address_; }
  std::string metrics_address() const { return server_->metrics_address(); }
  // Of the server as a process.
  pid_t pid() const { return process_->pid(); }
  const Config& config() const { return *config_; }

  // The server's life. Members are lost with it.
  void StartServer();
  void StopServer();
  // SIGKILL; only as a process.
  void KillServer();
  absl::Status failure() const { return failure_; }

  // Fresh connections.
  std::shared_ptr<grpc::Channel> Dial() const;
  v1::BoardService::StubInterface& board() { return *board_; }
  v1::ControlService::StubInterface& control() { return *control_; }
  v1::RegistrarService::StubInterface& registrar() { return *registrar_; }
  v1::BallotBoxService::StubInterface& box() { return *box_; }
  v1::CommitteeService::StubInterface& committee() { return *committee_; }

  // Statements. SubmitNew sends everything that the sitting has appended since
  // the last time, and expects each to be taken at its own index.
  grpc::Status Submit(const Entry& entry, uint64_t* index = nullptr);
  void SubmitNew();

  // Connects official `number`; all of them.
  Member& Connect(uint32_t number);
  void ConnectAll();
  Member& member(uint32_t number) { return *members_[number - 1]; }
  void Disconnect(uint32_t number) { members_[number - 1].reset(); }

  // Everybody connected cosigns the newest checkpoint; returns when it has
  // quorum.
  void Cosign();

  // A deputy's check-in, with all parts, through the registrar.
  v1::RequestTokenResponse CheckIn(uint32_t deputy);
  grpc::Status RequestToken(const Entry& request,
                            v1::RequestTokenResponse& response,
                            std::chrono::milliseconds limit);

  // The call that casts `ballot` with the deputy's parts.
  v1::CastBallotRequest CastRequestOf(const BallotEntry& ballot,
                                      uint32_t deputy);
  grpc::Status Cast(const v1::CastBallotRequest& request,
                    std::string* receipt = nullptr);
  // Makes and casts an honest ballot, and checks the receipt.
  v1::CastBallotRequest Vote(uint32_t deputy);

  v1::GetStatusResponse Status();
  // Waits until `holds` of the status.
  v1::GetStatusResponse WaitFor(
      const std::function<bool(const v1::GetStatusResponse&)>& holds);
  // All leaves that are published now.
  std::vector<Bytes> Leaves();
  // Takes over into the sitting what the server has appended by itself.
  void Adopt();
  // From a fresh server to the open vote, everybody checked in.
  void RunToVoting();
  // Closing, the box, Close, audit, shares, and the result that the server
  // appends.
  void RunToResult();
  // The verification of the server's own record.
  Report Verify();

 private:
  void DialAll();
  void StartProcess();

  const Mode mode_;
  std::string folder_;
  std::unique_ptr<Process> process_;
  std::unique_ptr<Sitting> sitting_;
  std::unique_ptr<Config> config_;
  std::unique_ptr<Server> server_;
  absl::Status failure_;
  std::string address_;
  std::string gateway_address_;
  size_t submitted_ = 1;  // The manifest is the server's to write.
  std::unique_ptr<v1::BoardService::Stub> board_;
  std::unique_ptr<v1::ControlService::Stub> control_;
  std::unique_ptr<v1::RegistrarService::Stub> registrar_;
  std::unique_ptr<v1::BallotBoxService::Stub> box_;
  std::unique_ptr<v1::CommitteeService::Stub> committee_;
  std::vector<std::unique_ptr<Member>> members_;
};

// The codec's spelling for a sitting.
SittingOptions WithCodec(SittingOptions options);
Bytes LeafOf(const Entry& entry);

}  // namespace pingyi::testing

#endif  // TESTS_SERVER_RIG_RIG_H_

#include "tests/server/rig/rig.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/audit/audit.h"
#include "crypto/base/hash.h"
#include "crypto/note/checkpoint.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "proto/codec/ballot_box.h"
#include "proto/codec/control.h"
#include "proto/codec/entry.h"
#include "proto/codec/manifest.h"
#include "proto/codec/registrar.h"

namespace pingyi::testing {
namespace {

// Of every call: long enough for a busy machine, never waited for.
void SetDeadline(grpc::ClientContext& context,
                 std::chrono::milliseconds limit = std::chrono::minutes(2)) {
  context.set_deadline(std::chrono::system_clock::now() + limit);
}

// Of the limits, how many may connect. TLS is in files of these names.
std::string GatewayText(const Config& config, const std::string& address) {
  return config.gateway.has_value()
             ? absl::StrCat(
                   " gateway { listen_address: '",
                   address.empty() ? "127.0.0.1:0" : address, "' ",
                   config.gateway->tls.has_value()
                       ? "tls { certificate: 'tls.crt' key: 'tls.key' }"
                       : "plain_text_loopback: true",
                   " address_file: 'gateway.txt' limits { ",
                   "connections_per_address: ",
                   config.gateway->limits.connections_per_address, " } }")
             : "";
}

}  // namespace

Bytes LeafOf(const Entry& entry) {
  return EncodeLogEntry(entry).value().leaf;
}

SittingOptions WithCodec(SittingOptions options) {
  options.encode_manifest = EncodeManifest;
  options.encode_roster = EncodeRoster;
  options.encode_entry = LeafOf;
  return options;
}

Rig::Rig(SittingOptions options, Mode mode,
         const std::function<void(Config&)>& adjust)
    : mode_(mode),
      folder_(absl::StrCat(::testing::TempDir(), "/rig-XXXXXX")),
      sitting_(std::make_unique<Sitting>(WithCodec(std::move(options)))) {
  if (mkdtemp(folder_.data()) == nullptr) {
    std::perror(folder_.c_str());
    std::abort();
  }
  config_ = std::make_unique<Config>(
      Config{.log_key = sitting_->people().log.Seed()});
  config_->listen_address = "127.0.0.1:0";
  config_->manifest = ToString(EncodeManifest(sitting_->manifest()));
  config_->roster = ToString(EncodeRoster(sitting_->roster()));
  config_->data_folder = folder_;
  config_->limits = {.worker_threads = 2,
                     .waiting_ballots = 4096,
                     .waiting_writes = 8192,
                     .followers = 16,
                     .streams_per_connection = 64,
                     .stop_seconds = 2};
  if (adjust != nullptr) {
    adjust(*config_);
  }
  members_.resize(sitting_->manifest().officials.size());
  StartServer();
}

Rig::~Rig() {
  StopServer();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void Rig::StartProcess() {
  const auto write = [this](const std::string& name,
                            const std::string& content) {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << content;
  };
  write("manifest.bin", config_->manifest);
  write("roster.bin", config_->roster);
  write("log.key", ToString(config_->log_key.Expose()));
  std::filesystem::permissions(folder_ + "/log.key",
                               std::filesystem::perms::owner_read);
  if (config_->gateway.has_value() && config_->gateway->tls.has_value()) {
    write("tls.crt", config_->gateway->tls->certificate);
    write("tls.key", config_->gateway->tls->key);
    std::filesystem::permissions(folder_ + "/tls.key",
                                 std::filesystem::perms::owner_read);
  }
  write("server.textproto",
        // Later lives keep the port: callers need not ask again.
        "listen_address: '" + (address_.empty() ? "127.0.0.1:0" : address_) +
            "' plain_text_loopback: true "
            "manifest: 'manifest.bin' roster: 'roster.bin' log_key: 'log.key' "
            "data: 'data' address_file: 'address.txt'" +
            GatewayText(*config_, gateway_address_));
  process_ = std::make_unique<Process>(
      std::vector<std::string>{PINGYI_SERVER, "--config",
                               folder_ + "/server.textproto"},
      folder_ + "/server.log");
  ASSERT_TRUE(process_->WaitForOutput("\"event\":\"ready\""))
      << process_->Output();
  if (address_.empty()) {
    std::ifstream(folder_ + "/address.txt") >> address_;
    std::ifstream(folder_ + "/gateway.txt") >> gateway_address_;
  }
  DialAll();
}

void Rig::KillServer() {
  process_->Kill();
  for (auto& member : members_) {
    member.reset();
  }
}

void Rig::StartServer() {
  if (mode_ == Mode::kProcess) {
    StartProcess();
    return;
  }
  auto server = Server::Start(
      *config_, [this](const absl::Status& status) { failure_ = status; });
  ASSERT_TRUE(server.ok()) << server.status();
  server_ = *std::move(server);
  address_ = server_->address();
  gateway_address_ = server_->gateway_address();
  DialAll();
}

void Rig::StopServer() {
  for (auto& member : members_) {
    member.reset();
  }
  if (process_ != nullptr) {
    EXPECT_EQ(process_->Terminate(), 0);
    process_.reset();
  }
  if (server_ != nullptr) {
    server_->Stop();
    server_.reset();
  }
}

std::shared_ptr<grpc::Channel> Rig::Dial() const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetMaxReceiveMessageSize(64 << 20);
  return grpc::CreateCustomChannel(address_, grpc::InsecureChannelCredentials(),
                                   arguments);
}

void Rig::DialAll() {
  board_ = v1::BoardService::NewStub(Dial());
  control_ = v1::ControlService::NewStub(Dial());
  registrar_ = v1::RegistrarService::NewStub(Dial());
  box_ = v1::BallotBoxService::NewStub(Dial());
  committee_ = v1::CommitteeService::NewStub(Dial());
}

grpc::Status Rig::Submit(const Entry& entry, uint64_t* index) {
  grpc::ClientContext context;
  SetDeadline(context);
  const auto request = EncodeSubmission(entry);
  EXPECT_TRUE(request.ok()) << request.status();
  v1::SubmitStatementResponse response;
  grpc::Status status =
      control_->SubmitStatement(&context, *request, &response);
  if (index != nullptr) {
    *index = response.index();
  }
  return status;
}

void Rig::SubmitNew() {
  for (; submitted_ < sitting_->entries().size(); ++submitted_) {
    uint64_t index = 0;
    const grpc::Status status = Submit(sitting_->entries()[submitted_], &index);
    ASSERT_TRUE(status.ok()) << submitted_ << ": " << status.error_message();
    ASSERT_EQ(index, submitted_);
  }
}

Member& Rig::Connect(uint32_t number) {
  auto& member = members_[number - 1];
  member = std::make_unique<Member>(*committee_, *sitting_, number);
  return *member;
}

void Rig::ConnectAll() {
  for (uint32_t i = 1; i <= members_.size(); ++i) {
    EXPECT_TRUE(Connect(i).welcome());
  }
}

void Rig::Cosign() {
  for (;;) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::GetCheckpointResponse checkpoints;
    ASSERT_TRUE(board_->GetCheckpoint(&context, {}, &checkpoints).ok());
    const auto text = [](const std::string& note) {
      return note.substr(0, note.find("\n\n"));
    };
    const Note note = ParseNote(checkpoints.signed_checkpoint()).value();
    if (ParseCheckpoint(note.text)->head.size >= sitting_->tree().size() &&
        text(checkpoints.signed_checkpoint()) ==
            text(checkpoints.quorum_checkpoint())) {
      return;
    }
    for (auto& member : members_) {
      if (member != nullptr) {
        member->Cosign(checkpoints.signed_checkpoint());
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

grpc::Status Rig::RequestToken(const Entry& request,
                               v1::RequestTokenResponse& response,
                               std::chrono::milliseconds limit) {
  grpc::ClientContext context;
  SetDeadline(context, limit);
  return registrar_->RequestToken(
      &context, EncodeRequestToken(std::get<TokenRequestEntry>(request)),
      &response);
}

v1::RequestTokenResponse Rig::CheckIn(uint32_t deputy) {
  const Entry request = sitting_->Request(deputy);
  v1::RequestTokenResponse response;
  std::thread tablet([&] {
    const grpc::Status status =
        RequestToken(request, response, std::chrono::minutes(1));
    EXPECT_TRUE(status.ok()) << status.error_message();
  });
  sitting_->CheckIn(deputy);
  ++submitted_;
  const size_t size = sitting_->tree().size();
  while (Leaves().size() < size) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  for (const uint32_t official :
       sitting_->manifest().OfficialsWith(Role::kIssuer)) {
    if (members_[official - 1] != nullptr) {
      member(official).SendParts({deputy});
    }
  }
  tablet.join();
  return response;
}

}  // namespace pingyi::testing

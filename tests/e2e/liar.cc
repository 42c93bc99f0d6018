#include "tests/e2e/liar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "client/cpp/channel.h"
#include "client/cpp/private_file.h"
#include "client/cpp/retry.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "pingyi/v1/control.grpc.pb.h"

namespace pingyi::testing {
namespace {

constexpr absl::Duration kLife = absl::Minutes(5);
constexpr absl::Duration kTick = absl::Milliseconds(100);

uint64_t Now() {
  return static_cast<uint64_t>(absl::ToUnixSeconds(absl::Now()));
}

uint32_t IssuerOf(const Manifest& manifest, uint32_t official) {
  const std::vector<uint32_t> issuers = manifest.OfficialsWith(Role::kIssuer);
  const auto found = std::find(issuers.begin(), issuers.end(), official);
  return static_cast<uint32_t>(found - issuers.begin()) + 1;
}

}  // namespace

Liar::Liar(const Hall& hall, const std::string& name, Lies lies)
    : lies_(std::move(lies)) {
  auto session = LoadPublicSession(hall.session() + "/public");
  EXPECT_TRUE(session.ok()) << session.status();
  session_ = *std::move(session);
  const auto passphrase = ReadPassphraseFile(hall.Path("passphrase"));
  EXPECT_TRUE(passphrase.ok()) << passphrase.status();
  auto store =
      KeyFileStore::Open(hall.Path(name + ".key"), passphrase->Expose());
  EXPECT_TRUE(store.ok()) << store.status();
  store_ = std::make_unique<KeyFileStore>(*std::move(store));
  auto duties = Duties::Create(
      *store_, session_.manifest, session_.session_id,
      {.say = [this](const std::string& line) { Say(line); }, .now = Now});
  EXPECT_TRUE(duties.ok()) << duties.status();
  duties_ = *std::move(duties);
  BoardReader::Options reading;
  reading.endpoint = session_.endpoint;
  reading.log.session_id = session_.session_id;
  reading.on_change = [this] { wakeup_.Notify(); };
  auto reader = BoardReader::Start(std::move(reading));
  EXPECT_TRUE(reader.ok()) << reader.status();
  reader_ = *std::move(reader);
  channel_ = *MakeChannel(session_.endpoint, ChannelUse::kOrdinary);
  SetDeadline(context_, kLife);
  stream_ = v1::CommitteeService::NewStub(channel_)->Serve(&context_);
  EXPECT_TRUE(Greet()) << name;
  listener_ = std::thread([this] { Listen(); });
  worker_ = std::thread([this] { Work(); });
}

Liar::~Liar() {
  over_ = true;
  wakeup_.Notify();
  worker_.join();
  context_.TryCancel();
  listener_.join();
  stream_->Finish();
}

std::string Liar::Said() const {
  const std::lock_guard lock(mutex_);
  return absl::StrJoin(said_, "\n");
}

bool Liar::WaitFor(const std::string& text) const {
  const absl::Time end = absl::Now() + absl::Minutes(1);
  while (Said().find(text) == std::string::npos) {
    if (absl::Now() > end) {
      return false;
    }
    absl::SleepFor(kTick);
  }
  return true;
}

void Liar::Say(const std::string& line) {
  const std::lock_guard lock(mutex_);
  said_.push_back(line);
}

void Liar::Send(const MemberMessage& message) {
  const v1::ServeRequest request = EncodeMemberMessage(message);
  const std::lock_guard lock(write_);
  stream_->Write(request);
}

bool Liar::Greet() {
  v1::ServeResponse response;
  if (!stream_->Read(&response)) {
    return false;
  }
  const auto task = DecodeCommitteeTask(response);
  if (!task.ok() || !std::holds_alternative<Challenge>(*task)) {
    return false;
  }
  Send(Hello{.official = duties_->official(),
             .signature = SignStatement(
                 store_->keys().signing_key, StatementKind::kServe,
                 session_.session_id,
                 ServeBody(std::get<Challenge>(*task).challenge, "official"))});
  return stream_->Read(&response);
}

void Liar::Work() {
  while (!over_) {
    const auto work = reader_->With([this](BoardLog& log) {
      if (lies_.prepare && log.session() != nullptr) {
        lies_.prepare(store_->keys(), log);
      }
      absl::StatusOr<pingyi::Work> next = duties_->Next(log);
      if (next.ok() && lies_.bend && log.session() != nullptr) {
        lies_.bend(store_->keys(), log, *next);
      }
      return next;
    });
    EXPECT_TRUE(work.ok()) << work.status();
    if (!work.ok()) {
      return;
    }
    const std::optional<CheckpointCosignature>& cosignature = work->cosignature;
    if (cosignature.has_value()) {
      Send(*cosignature);
    }
    if (!work->parts.empty()) {
      Send(work->parts);
    }
    Submit(work->statements);
    if (!work->more) {
      wakeup_.WaitFor(kTick);
    }
  }
}

void Liar::Submit(const std::vector<Posting>& statements) {
  for (const Posting& posting : statements) {
    if (std::find(submitted_.begin(), submitted_.end(), posting.entry) !=
        submitted_.end()) {
      continue;
    }
    grpc::ClientContext context;
    SetDeadline(context, kLife);
    v1::SubmitStatementRequest request;
    request.set_entry(ToString(posting.entry));
    if (!posting.blob.empty()) {
      request.add_blobs(ToString(posting.blob));
    }
    v1::SubmitStatementResponse response;
    const absl::Status status =
        FromGrpc(v1::ControlService::NewStub(channel_)->SubmitStatement(
            &context, request, &response));
    if (!status.ok()) {
      Say(absl::StrCat("refused: ", status.ToString()));
    }
    // Not now, perhaps: then it comes again.
    if (!absl::IsFailedPrecondition(status)) {
      submitted_.push_back(posting.entry);
    }
  }
}

void Liar::Listen() {
  v1::ServeResponse response;
  while (stream_->Read(&response)) {
    const auto task = DecodeCommitteeTask(response);
    if (task.ok() && std::holds_alternative<ConfirmTask>(*task)) {
      Answer(std::get<ConfirmTask>(*task));
    }
  }
  Say("the stream has ended");
}

void Liar::Answer(const ConfirmTask& task) {
  const std::optional<bool> always_says = lies_.always_says;
  if (!always_says.has_value()) {
    const auto answer = duties_->confirm_desk()->Answer(task);
    if (answer.ok()) {
      Send(*answer);
    }
    return;
  }
  Confirmation answer{.task = task.task, .answers = {}};
  const uint32_t issuer = IssuerOf(session_.manifest, duties_->official());
  const bool yes = *always_says;
  for (const ConfirmItem& item : task.items) {
    answer.answers.push_back(
        {.items = 1,
         .yes = yes,
         .signature = SignStatement(
             store_->keys().signing_key, StatementKind::kConfirm,
             session_.session_id,
             ConfirmBody(0, issuer, yes, ConfirmDigest(std::span(&item, 1))))});
  }
  Say(yes ? "said yes" : "said no");
  Send(answer);
}

}  // namespace pingyi::testing

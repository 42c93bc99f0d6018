#include "client/cpp/board_reader.h"

#include <algorithm>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "crypto/ballot/verifier.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "crypto/note/note.h"
#include "pingyi/v1/board.grpc.pb.h"
#include "proto/codec/board.h"
#include "proto/codec/entry.h"

namespace pingyi {
namespace {

constexpr absl::Duration kBlobTimeout = absl::Seconds(30);
// Follow never ends by itself: a fresh call now and then gives its deadline.
constexpr absl::Duration kFollowTime = absl::Minutes(30);

// All blobs that the leaves of a piece name, so that nobody waits for the
// network while holding a lock.
absl::Status FetchNamed(const std::shared_ptr<grpc::Channel>& channel,
                        const std::vector<Bytes>& leaves,
                        std::map<Digest, Bytes>& blobs) {
  for (const Bytes& leaf : leaves) {
    const auto named = NamedBlobs(leaf);
    if (!named.ok()) {
      continue;  // The decoder will say it better.
    }
    for (const Digest& sha256 : *named) {
      if (blobs.contains(sha256)) {
        continue;
      }
      auto blob = FetchBlob(channel, sha256);
      if (absl::IsNotFound(blob.status())) {
        continue;
      }
      RETURN_IF_ERROR(blob.status());
      blobs[sha256] = *std::move(blob);
    }
  }
  return absl::OkStatus();
}

// Forgets blobs of leaves that came behind the checkpoint.
void KeepNamed(RawRecord& record) {
  std::map<Digest, Bytes> named;
  for (const Bytes& leaf : record.leaves) {
    const auto names = NamedBlobs(leaf);
    if (!names.ok()) {
      continue;
    }
    for (const Digest& sha256 : *names) {
      const auto found = record.blobs.find(sha256);
      if (found != record.blobs.end()) {
        named.insert(*found);
      }
    }
  }
  record.blobs = std::move(named);
}

BlobSource From(const std::map<Digest, Bytes>& blobs) {
  return [&blobs](const Digest& sha256) -> absl::StatusOr<Bytes> {
    const auto found = blobs.find(sha256);
    if (found == blobs.end()) {
      return absl::NotFoundError(
          absl::StrCat("blob ", ToHex(sha256), " is missing"));
    }
    return found->second;
  };
}

}  // namespace

absl::StatusOr<Bytes> FetchBlob(const std::shared_ptr<grpc::Channel>& channel,
                                const Digest& sha256) {
  const auto stub = v1::BoardService::NewStub(channel);
  grpc::ClientContext context;
  SetDeadline(context, kBlobTimeout);
  v1::GetBlobResponse response;
  RETURN_IF_ERROR(
      FromGrpc(stub->GetBlob(&context, EncodeBlobRequest(sha256), &response)));
  return DecodeBlob(response, sha256);
}

absl::StatusOr<std::unique_ptr<BoardReader>> BoardReader::Start(
    Options options) {
  RETURN_IF_ERROR(CheckEndpoint(options.endpoint));
  std::unique_ptr<BoardReader> reader(new BoardReader(std::move(options)));
  reader->thread_ = std::thread([raw = reader.get()] { raw->Run(); });
  return reader;
}

BoardReader::BoardReader(Options options)
    : options_(std::move(options)),
      log_(options_.log),
      state_(absl::UnavailableError("not connected yet")) {}

BoardReader::~BoardReader() {
  stop_.Request();
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    if (running_ != nullptr) {
      running_->TryCancel();
    }
  }
  if (thread_.joinable()) {
    thread_.join();
  }
}

void BoardReader::Run() {
  Backoff backoff(options_.retry);
  for (size_t attempt = 0; !stop_.requested(); ++attempt) {
    const uint64_t before = With([](BoardLog& log) { return log.next_leaf(); });
    absl::Status ended = Follow(attempt);
    bool progress = false;
    absl::Status broken;
    {
      const std::lock_guard lock(mutex_);
      progress = log_.next_leaf() > before;
      log_.Rewind();
      broken = log_.broken();
    }
    Changed(broken.ok() ? ended : broken);
    if (!broken.ok()) {
      return;
    }
    if (progress) {
      backoff.Reset();
    }
    stop_.WaitFor(backoff.Next(ended));
  }
}

absl::Status BoardReader::Follow(size_t attempt) {
  ASSIGN_OR_RETURN(
      const auto channel,
      MakeChannel(options_.endpoint, ChannelUse::kOrdinary, attempt));
  const auto stub = v1::BoardService::NewStub(channel);
  grpc::ClientContext context;
  SetDeadline(context, kFollowTime);
  v1::FollowRequest request;
  {
    const std::lock_guard lock(mutex_);
    if (ended_) {
      return absl::CancelledError("stopping");
    }
    request.set_start(log_.next_leaf());
    running_ = &context;
  }
  const auto stream = stub->Follow(&context, request);
  absl::Status taken;
  v1::FollowResponse response;
  while (taken.ok() && stream->Read(&response)) {
    auto piece = DecodeFollow(response);
    std::map<Digest, Bytes> blobs;
    taken =
        piece.ok() ? FetchNamed(channel, piece->leaves, blobs) : piece.status();
    if (taken.ok()) {
      taken = With([&](BoardLog& log) {
        // Leaf 0 names its roster inside the manifest; NamedBlobs knows.
        return log.Accept(*piece, From(blobs));
      });
      Changed(taken);
    }
  }
  if (!taken.ok()) {
    context.TryCancel();
  }
  const absl::Status finished = FromGrpc(stream->Finish());
  {
    const std::lock_guard lock(mutex_);
    running_ = nullptr;
  }
  if (!taken.ok()) {
    return taken;
  }
  return finished.ok() ? absl::UnavailableError("the server ended the stream")
                       : finished;
}

void BoardReader::Changed(absl::Status state) {
  {
    const std::lock_guard lock(mutex_);
    state_ = std::move(state);
  }
  changed_.notify_all();
  if (options_.on_change) {
    options_.on_change();
  }
}

absl::Status BoardReader::WaitUntil(const std::function<bool(BoardLog&)>& ready,
                                    absl::Duration timeout) {
  std::unique_lock lock(mutex_);
  const bool became =
      changed_.wait_for(lock, absl::ToChronoMilliseconds(timeout),
                        [&] { return !log_.broken().ok() || ready(log_); });
  if (!log_.broken().ok()) {
    return log_.broken();
  }
  if (became) {
    return absl::OkStatus();
  }
  return absl::DeadlineExceededError(
      state_.ok()
          ? "the log did not get there in time"
          : absl::StrCat("no connection to the server: ", state_.message()));
}

absl::Status BoardReader::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

absl::StatusOr<RawRecord> FetchRecord(const Endpoint& endpoint,
                                      absl::Duration timeout) {
  ASSIGN_OR_RETURN(const auto channel,
                   MakeChannel(endpoint, ChannelUse::kOrdinary));
  const auto stub = v1::BoardService::NewStub(channel);
  RawRecord record;
  {
    grpc::ClientContext context;
    SetDeadline(context, timeout);
    v1::GetCheckpointResponse response;
    RETURN_IF_ERROR(FromGrpc(
        stub->GetCheckpoint(&context, v1::GetCheckpointRequest(), &response)));
    record.checkpoint = response.quorum_checkpoint();
  }
  if (record.checkpoint.empty()) {
    return absl::FailedPreconditionError(
        "the log has no checkpoint with quorum yet");
  }
  ASSIGN_OR_RETURN(const Note note, ParseNote(record.checkpoint));
  ASSIGN_OR_RETURN(const Checkpoint checkpoint, ParseCheckpoint(note.text));
  grpc::ClientContext context;
  SetDeadline(context, timeout);
  const auto stream = stub->Follow(&context, v1::FollowRequest());
  v1::FollowResponse response;
  while (record.leaves.size() < checkpoint.head.size &&
         stream->Read(&response)) {
    ASSIGN_OR_RETURN(LogPiece piece, DecodeFollow(response));
    RETURN_IF_ERROR(FetchNamed(channel, piece.leaves, record.blobs));
    std::move(piece.leaves.begin(), piece.leaves.end(),
              std::back_inserter(record.leaves));
  }
  context.TryCancel();
  const absl::Status finished = FromGrpc(stream->Finish());
  if (record.leaves.size() < checkpoint.head.size) {
    return finished.ok() ? absl::UnavailableError("the log ended early")
                         : finished;
  }
  record.leaves.resize(checkpoint.head.size);
  KeepNamed(record);
  return record;
}

}  // namespace pingyi

#include "tests/client/trustee/hall.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/hash.h"
#include "crypto/identifiers/identifiers.h"
#include "crypto/note/checkpoint.h"
#include "crypto/note/quorum.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "proto/codec/entry.h"
#include "proto/codec/manifest.h"

namespace pingyi::testing {
namespace {

const Bytes kPassphrase = {'s', 'e', 'c', 'r', 'e', 't'};
constexpr uint64_t kNow = 1'600'000'000;

std::string FreshFolder() {
  static int number = 0;
  std::string folder = absl::StrCat(::testing::TempDir(), "/pingyi-hall-",
                                    getpid(), "-", ++number);
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

}  // namespace

bool Hall::Member::Said(const std::string& text) const {
  return std::any_of(said.begin(), said.end(), [&](const std::string& line) {
    return absl::StrContains(line, text);
  });
}

Hall::Hall(const Options& options) : folder_(FreshFolder()) {
  for (size_t i = 0; i < options.members; ++i) {
    MakeMember(
        i, {Role::kScrutineer, Role::kTrustee, Role::kIssuer, Role::kWitness});
  }
  MakeMember(options.members, {Role::kChair, Role::kWitness});
  MakeManifest(options);
  for (const auto& member : members_) {
    Start(*member);
  }
  log_ = std::make_unique<BoardLog>(BoardLog::Options{});
}

void Hall::MakeMember(size_t i, const std::vector<Role>& roles) {
  KeyFile keys(SigningKey::Random());
  keys.name = absl::StrCat("Official ", i + 1);
  keys.roles = roles;
  keys.witness_key = SigningKey::Random();
  if (keys.Has(Role::kTrustee)) {
    keys.trustee.emplace().transport_secret = SecretScalar::Random();
    keys.issuer.emplace().transport_secret = SecretScalar::Random();
  }
  if (keys.Has(Role::kChair)) {
    chair_ = keys.signing_key.Clone();
  }
  manifest_.officials.push_back(keys.ToOfficial());
  auto member = std::make_unique<Member>();
  member->path = absl::StrCat(folder_, "/", i, ".key");
  const absl::Status created = KeyFileStore::Create(
      member->path, keys, kPassphrase, PassphraseCost::ForTests());
  EXPECT_TRUE(created.ok()) << created;
  members_.push_back(std::move(member));
}

void Hall::MakeManifest(const Options& options) {
  Roster roster;
  for (uint32_t i = 1; i <= options.deputies; ++i) {
    slips_.push_back(SlipSecret::Random());
    roster.push_back(
        {.deputy = i,
         .credential_key = CredentialKey(slips_.back()).verify_key()});
  }
  const Bytes roster_bytes = EncodeRoster(roster);
  manifest_.title = {.zh = "评议会", .en = ""};
  manifest_.evaluated_year = 2019;
  manifest_.meeting_date = "2020-03-19";
  manifest_.place = "hall";
  manifest_.contests = {{.zh = "甲", .en = ""}, {.zh = "乙", .en = ""}};
  manifest_.levels = {{.name = {.zh = "满意", .en = ""}, .weight = 100},
                      {.name = {.zh = "较满意", .en = ""}, .weight = 80},
                      {.name = {.zh = "不满意", .en = ""}, .weight = 0}};
  manifest_.roster_sha256 = Sha256(roster_bytes);
  manifest_.roster_size = options.deputies;
  manifest_.trustee_threshold = options.threshold;
  manifest_.issuer_threshold = options.threshold;
  manifest_.witness_quorum =
      MinQuorum(options.members + 1, options.threshold - 1);
  manifest_.mix_batch = 1;
  manifest_.min_voters = 2;
  manifest_.min_ballots = options.min_ballots;
  blobs_[manifest_.roster_sha256] = roster_bytes;
  const Bytes bytes = EncodeManifest(manifest_);
  const auto decoded = DecodeManifest(bytes);
  EXPECT_TRUE(decoded.ok()) << decoded.status();
  session_id_ = SessionId(bytes);
  Append(ManifestEntry{.manifest = bytes});
}

void Hall::Start(Member& member) {
  auto store = KeyFileStore::Open(member.path, kPassphrase);
  ASSERT_TRUE(store.ok()) << store.status();
  member.store.emplace(*std::move(store));
  auto duties = Duties::Create(
      *member.store, manifest_, session_id_,
      {.attest = true,
       .say =
           [&member](const std::string& line) { member.said.push_back(line); },
       .now = [] { return kNow; }});
  ASSERT_TRUE(duties.ok()) << duties.status();
  member.duties = *std::move(duties);
  member.log = std::make_unique<BoardLog>(
      BoardLog::Options{.session_id = session_id_,
                        .remembered = member.duties->Remembered(),
                        .settle = true});
  member.heard = 0;
}

void Hall::Restart(size_t i) {
  Member& member = *members_[i];
  member.duties.reset();
  member.store.reset();
  Start(member);
}

BlobSource Hall::Blobs() const {
  return [this](const Digest& sha256) -> absl::StatusOr<Bytes> {
    const auto found = blobs_.find(sha256);
    return found == blobs_.end()
               ? absl::StatusOr<Bytes>(absl::NotFoundError("no such blob"))
               : found->second;
  };
}

std::string Hall::SignedNote(const TreeHead& head) const {
  return SignCheckpoint(
      log_key_, {.origin = Origin(manifest_, session_id_), .head = head});
}

LogPiece Hall::PieceFrom(uint64_t start) const {
  LogPiece piece;
  piece.leaves.assign(leaves_.begin() + static_cast<std::ptrdiff_t>(start),
                      leaves_.end());
  piece.signed_checkpoint = SignedNote(tree_.Head());
  return piece;
}

void Hall::Append(const Entry& entry) {
  auto encoded = EncodeLogEntry(entry);
  ASSERT_TRUE(encoded.ok()) << encoded.status();
  for (const Bytes& blob : encoded->blobs) {
    blobs_[Sha256(blob)] = blob;
  }
  tree_.Append(LeafHash(encoded->leaf));
  leaves_.push_back(std::move(encoded->leaf));
  cosignatures_.clear();
}

Work Hall::Look(size_t i, bool with_quorum) {
  Member& member = *members_[i];
  LogPiece piece = PieceFrom(member.heard);
  if (with_quorum) {
    piece.quorum_checkpoint = quorum_;
  }
  member.heard = leaves_.size();
  member.log->Accept(piece, Blobs()).IgnoreError();
  auto work = member.duties->Next(*member.log);
  EXPECT_TRUE(work.ok()) << work.status();
  return work.ok() ? *std::move(work) : Work();
}

bool Hall::TakeIn(const Work& work) {
  for (const EvaluatedPart& part : work.parts) {
    parts_[part.deputy][part.part.issuer] = part.part;
  }
  if (work.cosignature.has_value() && work.cosignature->size == tree_.size()) {
    const LogPolicy policy = PolicyOf(manifest_, session_id_);
    std::string note = SignedNote(tree_.Head());
    cosignatures_.emplace(static_cast<uint32_t>(cosignatures_.size()),
                          work.cosignature->line);
    for (const auto& [number, line] : cosignatures_) {
      const auto more = AddCosignature(policy, note, line);
      EXPECT_TRUE(more.ok()) << more.status();
      note = more.ok() ? *more : note;
    }
    if (VerifyCheckpointQuorum(policy, note).ok()) {
      quorum_ = note;
    }
  }
  bool grew = false;
  for (const Posting& posting : work.statements) {
    if (!posting.blob.empty()) {
      blobs_[Sha256(posting.blob)] = posting.blob;
    }
    // As an honest server: nothing that has no effect is logged.
    Refresh();
    const auto entry = DecodeLogEntry(posting.entry, Blobs());
    EXPECT_TRUE(entry.ok()) << entry.status();
    if (!entry.ok() || !log_->session()->Check(*entry).ok()) {
      continue;
    }
    tree_.Append(LeafHash(posting.entry));
    leaves_.push_back(posting.entry);
    cosignatures_.clear();
    grew = true;
  }
  return grew || work.more;
}

void Hall::Settle() {
  for (int round = 0; round < 100; ++round) {
    bool busy = false;
    const uint64_t before = leaves_.size();
    const std::string quorum = quorum_;
    for (size_t i = 0; i < members_.size(); ++i) {
      if (!members_[i]->away) {
        Work work = Look(i, !quorum_.empty());
        if (members_[i]->loses_tally) {
          const Bytes& tally = members_[i]->store->keys().tally.entry;
          std::erase_if(work.statements, [&](const Posting& posting) {
            return posting.entry == tally;
          });
        }
        busy = TakeIn(work) || busy;
      }
    }
    if (!busy && before == leaves_.size() && quorum == quorum_) {
      Refresh();
      return;
    }
  }
  ADD_FAILURE() << "the members never came to rest";
}

void Hall::Refresh() {
  LogPiece piece = PieceFrom(heard_);
  piece.quorum_checkpoint = quorum_;
  heard_ = leaves_.size();
  const absl::Status accepted = log_->Accept(piece, Blobs());
  ASSERT_TRUE(accepted.ok()) << accepted;
}

Signature Hall::Chair(StatementKind kind, const Bytes& body) const {
  return SignStatement(*chair_, kind, session_id_, body);
}

void Hall::BeginCheckIn() {
  ActiveSetEntry entry{.version = 1, .issuers = {}, .signature = {}};
  for (uint32_t i = 1; i < members_.size(); ++i) {
    entry.issuers.push_back(i);
  }
  entry.signature =
      Chair(StatementKind::kActiveSet, ActiveSetBody(1, entry.issuers));
  Append(entry);
  Settle();
}

void Hall::CheckIn(uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) {
    const auto view = MakeSessionView(*log_);
    ASSERT_TRUE(view.ok()) << view.status();
    auto voter = Voter::Create(
        slips_[i].Clone(), i + 1, *view,
        {.endpoint = {.addresses = {"127.0.0.1:1"}, .ca_pem = ""}});
    ASSERT_TRUE(voter.ok()) << voter.status();
    voters_.push_back(std::make_unique<Voter>(*std::move(voter)));
    Append(*voters_.back()->Request());
  }
  Settle();
  for (const auto& voter : voters_) {
    std::vector<IssuedPart> parts;
    for (const auto& [issuer, part] : parts_[voter->deputy()]) {
      parts.push_back(part);
    }
    const absl::Status taken = voter->TakeParts(parts);
    ASSERT_TRUE(taken.ok()) << taken;
  }
}

void Hall::Open() {
  OpenEntry entry{.round = 0,
                  .key_id = session().key_id(),
                  .active_set_sha256 = session().active_set_sha256(),
                  .checked_in = session().check_in().checked_in(),
                  .signature = {}};
  entry.signature = Chair(
      StatementKind::kOpen,
      OpenBody(entry.key_id, 0, entry.active_set_sha256, entry.checked_in));
  Append(entry);
  Settle();
}

void Hall::Vote(uint32_t count) {
  const auto view = MakeSessionView(*log_);
  ASSERT_TRUE(view.ok()) << view.status();
  for (uint32_t i = 0; i < count; ++i) {
    Voter& voter = *voters_[i];
    voter.Renew(*view);
    const std::vector<uint32_t> choices = {i % 3, 0};
    ASSERT_TRUE(voter.Encrypt(choices).ok());
    const absl::Status sealed = voter.Seal();
    ASSERT_TRUE(sealed.ok()) << sealed;
    Append(BallotEntry{.round = 0, .ballot = voter.ballot()});
  }
  Settle();
}

void Hall::Close() {
  Append(ClosingEntry{
      .round = 0, .signature = Chair(StatementKind::kClosing, ClosingBody(0))});
  Settle();
  const TreeHead head = log_->quorum_head().head;
  Append(CloseEntry{
      .round = 0,
      .size = head.size,
      .root = head.root,
      .signature = Chair(StatementKind::kClose, CloseBody(0, head))});
  Settle();
}

void Hall::Publish() {
  const auto result = session().ComputeResult();
  ASSERT_TRUE(result.ok()) << result.status();
  Append(*result);
  Settle();
}

}  // namespace pingyi::testing

#ifndef TESTS_CLIENT_TRUSTEE_HALL_H_
#define TESTS_CLIENT_TRUSTEE_HALL_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/cpp/board_log.h"
#include "client/cpp/key_file.h"
#include "client/cpp/voter.h"
#include "client/trustee/duties.h"
#include "crypto/audit/session.h"
#include "crypto/credential/slip.h"
#include "crypto/merkle/tree.h"

namespace pingyi::testing {

// Real officials with real key files around a log in memory: everything of a
// sitting but the network. The hall appends what is handed in, signs trees,
// gathers cosignatures, and plays the chair.
class Hall {
 public:
  struct Options {
    uint32_t members = 3;  // Trustee, issuer, scrutineer and witness each.
    uint32_t threshold = 2;
    uint32_t deputies = 4;
    uint32_t min_ballots = 2;
  };
  struct Member {
    std::string path;
    std::optional<KeyFileStore> store;
    std::unique_ptr<BoardLog> log;
    std::unique_ptr<Duties> duties;
    std::vector<std::string> said;
    uint64_t heard = 0;  // Leaves given to this run of the program.
    bool away = false;
    bool loses_tally = false;  // Its tally share is lost on the way.

    bool Said(const std::string& text) const;
  };

  explicit Hall(const Options& options);

  // Members are numbered from 0 here; the last official is the chair's desk,
  // which only witnesses.
  Member& member(size_t i) { return *members_[i]; }
  size_t desk() const { return members_.size() - 1; }
  const Manifest& manifest() const { return manifest_; }
  const Digest& session_id() const { return session_id_; }
  // The log as an outsider reads it.
  const Session& session() const { return *log_->session(); }
  const BoardLog& log() const { return *log_; }
  std::string SignedNote(const TreeHead& head) const;
  const Tree& tree() const { return tree_; }
  LogPiece PieceFrom(uint64_t start) const;
  BlobSource Blobs() const;

  // Kills the program and starts it again from its file.
  void Restart(size_t i);
  // Lets everybody work until nobody has anything more to say.
  void Settle();
  // One look of one member at the newest signed log; what it would send.
  Work Look(size_t i, bool with_quorum);
  // Takes work in as the server does.
  bool TakeIn(const Work& work);

  void Append(const Entry& entry);
  void BeginCheckIn();
  // `count` deputies check in, with whatever parts come back.
  void CheckIn(uint32_t count);
  void Open();
  void Vote(uint32_t count);
  void Close();
  void Publish();
  Voter& voter(uint32_t i) { return *voters_[i]; }

 private:
  void MakeMember(size_t i, const std::vector<Role>& roles);
  void MakeManifest(const Options& options);
  void Start(Member& member);
  void Refresh();
  Signature Chair(StatementKind kind, const Bytes& body) const;

  std::string folder_;
  SigningKey log_key_ = SigningKey::Random();
  std::optional<SigningKey> chair_;
  Manifest manifest_{.log_key = log_key_.verify_key()};
  Digest session_id_ = {};
  std::vector<SlipSecret> slips_;
  std::vector<std::unique_ptr<Member>> members_;
  std::vector<std::unique_ptr<Voter>> voters_;

  std::vector<Bytes> leaves_;
  std::map<Digest, Bytes> blobs_;
  Tree tree_;
  std::string quorum_;
  std::map<uint32_t, NoteSignature> cosignatures_;  // Of the newest tree.
  std::map<uint32_t, std::map<uint32_t, IssuedPart>> parts_;
  std::unique_ptr<BoardLog> log_;
  uint64_t heard_ = 0;
};

}  // namespace pingyi::testing

#endif  // TESTS_CLIENT_TRUSTEE_HALL_H_

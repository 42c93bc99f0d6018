#include "tests/support/sitting_spelling.h"

#include <variant>

namespace pingyi::testing {
namespace {

class Speller {
 public:
  explicit Speller(Bytes& out) : out_(out) {}

  void operator()(const ManifestEntry& e) const { Add(e.manifest); }
  void operator()(const DkgCommitEntry& e) const {
    Add(e.committee, e.member, e.message_sha256, e.signature);
  }
  void operator()(const DkgMessageEntry& e) const {
    Add(e.committee, e.member, e.message, e.signature);
  }
  void operator()(const DkgConfirmEntry& e) const {
    Add(e.committee, e.member, e.signature);
  }
  void operator()(const DkgComplaintEntry& e) const {
    Add(e.committee, e.dealer, e.member, e.shared_secret.bytes(), e.proof,
        e.signature);
  }
  void operator()(const ActiveSetEntry& e) const {
    Add(e.version, e.issuers, e.signature);
  }
  void operator()(const ReissueEntry& e) const {
    Add(e.deputy, e.credential_key.bytes(), e.signature);
  }
  void operator()(const TokenRequestEntry& e) const {
    Add(e.deputy, e.signature);
    for (const Element& blinded : e.blinded) {
      Add(blinded.bytes());
    }
  }
  void operator()(const OpenEntry& e) const {
    Add(e.round, e.key_id, e.active_set_sha256, e.checked_in, e.signature);
  }
  void operator()(const BallotEntry& e) const { Add(e.round, e.ballot); }
  void operator()(const ClosingEntry& e) const { Add(e.round, e.signature); }
  void operator()(const CloseEntry& e) const {
    Add(e.round, e.size, e.root, e.signature);
  }
  void operator()(const ShareEntry& e) const {
    Add(e.round, e.member, e.size, e.root, e.payload, e.signature);
  }
  void operator()(const ResultEntry& e) const {
    Add(e.round, e.ballots, e.withheld, e.counts);
  }
  void operator()(const AttestationEntry& e) const {
    Add(e.official, e.size, e.root, e.signature);
  }
  void operator()(const VerifiedEntry& e) const {
    Add(e.official, e.size, e.root, e.signature, e.counts_sha256);
  }
  void operator()(const ObjectionEntry& e) const {
    Add(e.official, e.size, e.root, e.signature, AsBytes(e.text));
  }
  void operator()(const AnnounceEntry& e) const {
    Add(e.round, e.counts_sha256, e.signature);
  }
  void operator()(const AbortEntry& e) const {
    Add(e.round, AsBytes(e.reason), e.signature);
  }

 private:
  template <typename... Fields>
  void Add(const Fields&... fields) const {
    (AddOne(fields), ...);
  }
  void AddOne(Committee committee) const {
    AppendLe64(out_, static_cast<uint64_t>(committee));
  }
  void AddOne(uint64_t number) const { AppendLe64(out_, number); }
  void AddOne(const std::vector<uint32_t>& numbers) const {
    AppendLe64(out_, numbers.size());
    for (const uint32_t number : numbers) {
      AppendLe64(out_, number);
    }
  }
  void AddOne(ByteSpan bytes) const { AppendFrame(out_, bytes); }

  Bytes& out_;
};

}  // namespace

// The parts that sittings vary, and the nonce that tells any two apart.
Bytes SpellManifest(const Manifest& manifest) {
  Bytes out(manifest.nonce.begin(), manifest.nonce.end());
  AppendBytes(out, manifest.roster_sha256);
  AppendBytes(out, manifest.log_key.bytes());
  for (const Official& official : manifest.officials) {
    AppendBytes(out, official.signing_key.bytes());
  }
  return out;
}

Bytes SpellRoster(const Roster& roster) {
  Bytes out;
  for (const RosterEntry& entry : roster) {
    AppendLe32(out, entry.deputy);
    AppendBytes(out, entry.credential_key.bytes());
  }
  return out;
}

Bytes SpellEntry(const Entry& entry) {
  Bytes out = {static_cast<uint8_t>(entry.index())};
  std::visit(Speller(out), entry);
  return out;
}

}  // namespace pingyi::testing

#include <algorithm>
#include <utility>

#include "pingyi/v1/log.pb.h"
#include "pingyi/v1/manifest.pb.h"
#include "proto/codec/manifest.h"
#include "tests/tamper/forgery.h"

// Leaves and manifests that are none, under a good checkpoint: everybody who
// signs checkpoints was in it.
namespace pingyi::testing {
namespace {

Bytes Serialized(const v1::LogEntry& entry) {
  const std::string text = entry.SerializeAsString();
  return {text.begin(), text.end()};
}

// The first leaf of kind E was written with another message.
template <typename E>
Exhibit Rewritten(const std::function<void(v1::LogEntry&)>& change) {
  return Edited([&](Workshop& workshop, std::vector<Bytes>& leaves) {
    Bytes& leaf = leaves[workshop.Find<E>()];
    v1::LogEntry entry;
    entry.ParseFromArray(leaf.data(), static_cast<int>(leaf.size()));
    change(entry);
    leaf = Serialized(entry);
  });
}

// A sitting under a manifest that was altered before anything was signed, with
// the fingerprint that it really has.
Exhibit UnderManifest(const std::function<void(Manifest&)>& change) {
  SittingOptions options = Workshop::Options();
  options.encode_manifest = [change](const Manifest& manifest) {
    Manifest altered = manifest;
    change(altered);
    return EncodeManifest(altered);
  };
  Workshop workshop(std::move(options));
  workshop.Hold();
  return workshop.Show();
}

std::vector<Forgery> BadLeaves() {
  return {
      {"entry-with-unknown-field",
       "A leaf has a field that the schema has not.", Item::kEntries,
       Verdict::kFail, "unknown field",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           Bytes& leaf = leaves[w.Find<ClosingEntry>()];
           // Field 99 of LogEntry, a number.
           const Bytes more = {0x98, 0x06, 0x01};
           leaf.insert(leaf.end(), more.begin(), more.end());
         });
       }},
      {"entry-with-two-kinds",
       "A leaf is a closing and, last and so in truth, an announcement.",
       Item::kOrder, Verdict::kFail, "there must be a result first",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           const Bytes& other = leaves[w.Find<AnnounceEntry>()];
           Bytes& leaf = leaves[w.Find<ClosingEntry>()];
           leaf.insert(leaf.end(), other.begin(), other.end());
         });
       }},
      {"entry-of-no-kind", "A leaf is empty.", Item::kEntries, Verdict::kFail,
       "kind",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           leaves[w.Find<ClosingEntry>()].clear();
         });
       }},
      {"entry-garbage", "A leaf is a line of text.", Item::kEntries,
       Verdict::kFail, "leaf",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           const std::string text = "this meeting never happened";
           leaves[w.Find<ClosingEntry>()] = Bytes(text.begin(), text.end());
         });
       }},
      {"ballot-too-large", "A leaf holds more than a ballot can.",
       Item::kEntries, Verdict::kFail, "ballot",
       [] {
         return Rewritten<BallotEntry>([](v1::LogEntry& entry) {
           entry.mutable_ballot()->mutable_ballot()->resize(65'001);
         });
       }},
  };
}

std::vector<Forgery> BadFields() {
  return {
      {"signature-too-short", "A signature has 63 bytes.", Item::kEntries,
       Verdict::kFail, "signature",
       [] {
         return Rewritten<ClosingEntry>([](v1::LogEntry& entry) {
           entry.mutable_closing()->mutable_signature()->resize(63);
         });
       }},
      {"blinded-element-not-canonical",
       "The element of a token request has its top bit set.", Item::kEntries,
       Verdict::kFail, "blinded",
       [] {
         return Rewritten<TokenRequestEntry>([](v1::LogEntry& entry) {
           std::string& m = *entry.mutable_token_request()->mutable_blinded(0);
           m.back() = static_cast<char>(m.back() | '\x80');
         });
       }},
      {"payload-missing", "A ceremony message names a blob that is not there.",
       Item::kEntries, Verdict::kFail, "blob",
       [] {
         return Rewritten<DkgMessageEntry>([](v1::LogEntry& entry) {
           entry.mutable_dkg_message()->mutable_message()->set_blob_sha256(
               std::string(32, 'x'));
         });
       }},
  };
}

std::vector<Forgery> BadManifests() {
  return {
      {"manifest-not-first", "Leaf 0 is something else.", Item::kManifest,
       Verdict::kFail, "leaf 0",
       [] {
         return Edited([](Workshop& /*w*/, std::vector<Bytes>& leaves) {
           leaves.erase(leaves.begin());
         });
       }},
      {"manifest-twice", "The manifest stands in the log a second time.",
       Item::kOrder, Verdict::kFail, "only leaf 0",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           leaves.insert(
               leaves.begin() + static_cast<ptrdiff_t>(w.Find<OpenEntry>()),
               leaves[0]);
         });
       }},
      {"second-manifest", "Another manifest follows the first.", Item::kOrder,
       Verdict::kFail, "only leaf 0",
       [] {
         return Edited([](Workshop& /*w*/, std::vector<Bytes>& leaves) {
           Workshop other;
           leaves.insert(leaves.begin() + 1, other.leaves()[0]);
         });
       }},
  };
}

std::vector<Forgery> BrokenRules() {
  return {
      {"manifest-quorum-too-low",
       "The manifest is content with one of four witnesses.", Item::kManifest,
       Verdict::kFail, "quorum",
       [] { return UnderManifest([](Manifest& m) { m.witness_quorum = 1; }); }},
      {"manifest-threshold-too-high",
       "The manifest wants three of three trustees.", Item::kManifest,
       Verdict::kFail, "threshold",
       [] {
         return UnderManifest([](Manifest& m) { m.trustee_threshold = 3; });
       }},
      {"manifest-two-chairs", "The manifest has two chairs.", Item::kManifest,
       Verdict::kFail, "chair",
       [] {
         return UnderManifest([](Manifest& m) {
           m.officials[1].roles.insert(m.officials[1].roles.begin(),
                                       Role::kChair);
         });
       }},
      {"manifest-shared-key", "Two officials have one signing key.",
       Item::kManifest, Verdict::kFail, "key",
       [] {
         return UnderManifest([](Manifest& m) {
           m.officials[2].signing_key = m.officials[1].signing_key;
         });
       }},
      {"roster-of-another-size", "The manifest counts a deputy more.",
       Item::kManifest, Verdict::kFail, "roster",
       [] { return UnderManifest([](Manifest& m) { ++m.roster_size; }); }},
  };
}

std::vector<Forgery> OtherManifests() {
  return {
      {"rehearsal-sold-as-vote",
       "A rehearsal's manifest says afterwards that it was the vote.",
       Item::kFingerprint, Verdict::kFail, "the one given is",
       [] {
         return Edited([](Workshop& w, std::vector<Bytes>& leaves) {
           Manifest vote = w.sitting().manifest();
           vote.kind = SessionKind::kVote;
           const Bytes bytes = EncodeManifest(vote);
           v1::LogEntry entry;
           entry.set_manifest(bytes.data(), bytes.size());
           leaves[0] = Serialized(entry);
         });
       }},
      {"roster-changed", "Another roster, in a manifest that names it.",
       Item::kFingerprint, Verdict::kFail, "the one given is",
       [] {
         Workshop real;
         SittingOptions options = Workshop::Options();
         ++options.deputies;
         Workshop other(std::move(options));
         other.Hold();
         Exhibit exhibit = other.Show();
         exhibit.fingerprint = real.sitting().session_id();
         return exhibit;
       }},
  };
}

}  // namespace

std::vector<Forgery> EncodingForgeries() {
  return Join(
      {BadLeaves, BadFields, BadManifests, BrokenRules, OtherManifests});
}

}  // namespace pingyi::testing

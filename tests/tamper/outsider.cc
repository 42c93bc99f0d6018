#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "client/record/files.h"
#include "crypto/note/checkpoint.h"
#include "crypto/note/note.h"
#include "proto/codec/manifest.h"
#include "tests/tamper/forgery.h"

// What anybody can do who gets hold of the files, without a key.
namespace pingyi::testing {
namespace {

constexpr size_t kFileLimit = size_t{1} << 24;

// Leaves were changed, the checkpoint and the rest of the files were not.
Exhibit Leaves(
    const std::function<void(Workshop&, std::vector<Bytes>&)>& edit) {
  Workshop workshop;
  workshop.Hold();
  Exhibit exhibit = workshop.Show();
  edit(workshop, exhibit.record.leaves);
  return exhibit;
}

Exhibit Checkpoint(const std::function<void(std::string&)>& edit) {
  Workshop workshop;
  workshop.Hold();
  Exhibit exhibit = workshop.Show();
  edit(exhibit.record.checkpoint);
  return exhibit;
}

// The signature lines of the checkpoint were changed; line 0 is the log's.
Exhibit Lines(const std::function<void(std::vector<NoteSignature>&)>& edit) {
  return Checkpoint([&](std::string& text) {
    Note note = ParseNote(text).value();
    edit(note.signatures);
    text = FormatNote(note).value();
  });
}

// A file was changed, `name` being the part of its path below the record.
Exhibit File(const std::string& folder,
             const std::function<void(const std::string& path)>& edit) {
  Workshop workshop;
  workshop.Hold();
  Exhibit exhibit = workshop.Show();
  exhibit.damage = [folder, edit](const std::string& directory) {
    for (const auto& file : std::filesystem::directory_iterator(
             absl::StrCat(directory, "/", folder))) {
      edit(file.path().string());
      return;
    }
  };
  return exhibit;
}

void FlipBit(const std::string& path, size_t position) {
  Bytes bytes = ReadFile(path, kFileLimit).value();
  bytes[position] ^= 1;
  WriteFile(path, bytes).IgnoreError();
}

void Resize(const std::string& path, ptrdiff_t by) {
  Bytes bytes = ReadFile(path, kFileLimit).value();
  bytes.resize(bytes.size() + static_cast<size_t>(by));
  WriteFile(path, bytes).IgnoreError();
}

void Remove(const std::string& path) {
  std::filesystem::remove(path);
}

std::vector<Forgery> OfTheLeaves() {
  return {
      {"leaf-bit-flipped", "One bit of a ballot is flipped.", Item::kRoot,
       Verdict::kFail, "the entries give root",
       [] {
         return Leaves([](Workshop& w, std::vector<Bytes>& leaves) {
           leaves[w.Find<BallotEntry>()][100] ^= 1;
         });
       }},
      {"leaf-dropped-in-the-middle", "A ballot is missing.", Item::kRoot,
       Verdict::kFail, "tile/entries",
       [] {
         return Leaves([](Workshop& w, std::vector<Bytes>& leaves) {
           leaves.erase(leaves.begin() +
                        static_cast<ptrdiff_t>(w.Find<BallotEntry>()));
         });
       }},
      {"leaf-dropped-at-the-end", "The announcement is missing.", Item::kRoot,
       Verdict::kFail, "tile/entries",
       [] {
         return Leaves([](Workshop& /*w*/, std::vector<Bytes>& leaves) {
           leaves.pop_back();
         });
       }},
      {"leaf-duplicated", "A ballot stands there twice.", Item::kRoot,
       Verdict::kFail, "tile/entries",
       [] {
         return Leaves([](Workshop& w, std::vector<Bytes>& leaves) {
           const Bytes copy = leaves[w.Find<BallotEntry>()];
           leaves.insert(
               leaves.begin() + static_cast<ptrdiff_t>(w.Find<BallotEntry>(1)),
               copy);
         });
       }},
      {"leaf-replaced-by-a-copy", "A ballot is another one's copy.",
       Item::kRoot, Verdict::kFail, "the entries give root",
       [] {
         return Leaves([](Workshop& w, std::vector<Bytes>& leaves) {
           leaves[w.Find<BallotEntry>(1)] = leaves[w.Find<BallotEntry>()];
         });
       }},
      {"leaves-swapped", "Two ballots changed places.", Item::kRoot,
       Verdict::kFail, "the entries give root",
       [] {
         return Leaves([](Workshop& w, std::vector<Bytes>& leaves) {
           std::swap(leaves[w.Find<BallotEntry>()],
                     leaves[w.Find<BallotEntry>(1)]);
         });
       }},
      {"manifest-bit-flipped", "One bit of the manifest's nonce is flipped.",
       Item::kCheckpoint, Verdict::kFail, "origin",
       [] {
         return Leaves([](Workshop& /*w*/, std::vector<Bytes>& leaves) {
           leaves[0][12] ^= 1;
         });
       }},
  };
}

std::vector<Forgery> OfTheFiles() {
  return {
      {"entries-missing", "The file with the entries is missing.", Item::kRoot,
       Verdict::kFail, "tile/entries",
       [] { return File("tile/entries/000.p", Remove); }},
      {"entries-cut-off", "The file with the entries ends early.", Item::kRoot,
       Verdict::kFail, "tile/entries",
       [] {
         return File("tile/entries/000.p",
                     [](const std::string& path) { Resize(path, -10); });
       }},
      {"entries-too-long", "The file with the entries has a byte more.",
       Item::kRoot, Verdict::kFail, "tile/entries",
       [] {
         return File("tile/entries/000.p",
                     [](const std::string& path) { Resize(path, 1); });
       }},
      {"hash-tile-bit-flipped", "One bit of a hash tile is flipped.",
       Item::kRoot, Verdict::kFail, "tile/0/000.p",
       [] {
         return File("tile/0/000.p",
                     [](const std::string& path) { FlipBit(path, 70); });
       }},
      {"hash-tile-missing", "A hash tile is missing.", Item::kRoot,
       Verdict::kFail, "missing", [] { return File("tile/0/000.p", Remove); }},
      {"roster-missing", "The roster's file is missing.", Item::kManifest,
       Verdict::kFail, "is not in the record",
       [] { return File("blob", Remove); }},
      {"roster-bit-flipped", "One bit of the roster is flipped.",
       Item::kEntries, Verdict::kFail, "is not the SHA-256",
       [] {
         return File("blob", [](const std::string& path) { FlipBit(path, 8); });
       }},
      {"roster-renamed", "The roster's file has another name.", Item::kEntries,
       Verdict::kFail, "is not the SHA-256",
       [] {
         return File("blob", [](const std::string& path) {
           std::string other = path;
           other.back() = other.back() == '0' ? '1' : '0';
           std::filesystem::rename(path, other);
         });
       }},
  };
}

std::vector<Forgery> OfTheCheckpoint() {
  return {
      {"checkpoint-empty", "The checkpoint is empty.", Item::kCheckpoint,
       Verdict::kFail, "note",
       [] { return Checkpoint([](std::string& text) { text.clear(); }); }},
      {"checkpoint-root-changed", "The checkpoint names another root.",
       Item::kCheckpoint, Verdict::kFail, "signature",
       [] {
         return Checkpoint([](std::string& text) {
           std::vector<std::string> lines = absl::StrSplit(text, '\n');
           lines[2][5] = lines[2][5] == 'A' ? 'B' : 'A';
           text = absl::StrJoin(lines, "\n");
         });
       }},
      {"checkpoint-of-fewer", "The checkpoint counts one leaf less.",
       Item::kRoot, Verdict::kFail, "tile/entries",
       [] {
         return Checkpoint([](std::string& text) {
           std::vector<std::string> lines = absl::StrSplit(text, '\n');
           uint64_t size = std::stoull(lines[1]);
           lines[1] = absl::StrCat(size - 1);
           text = absl::StrJoin(lines, "\n");
         });
       }},
      {"checkpoint-extended", "The checkpoint has a fourth line.",
       Item::kCheckpoint, Verdict::kFail, "line",
       [] {
         return Checkpoint([](std::string& text) {
           text = absl::StrReplaceAll(text, {{"\n\n", "\nmore\n\n"}});
         });
       }},
  };
}

std::vector<Forgery> OfTheSignatures() {
  return {
      {"log-signature-flipped", "One bit of the log's signature is flipped.",
       Item::kCheckpoint, Verdict::kFail, "signature",
       [] {
         return Lines([](std::vector<NoteSignature>& lines) {
           lines[0].signature[9] ^= 1;
         });
       }},
      {"log-signature-missing", "The log has not signed.", Item::kCheckpoint,
       Verdict::kFail, "sign",
       [] {
         return Lines([](std::vector<NoteSignature>& lines) {
           lines.erase(lines.begin());
         });
       }},
      {"log-key-of-another", "Somebody else's key signed in the log's name.",
       Item::kCheckpoint, Verdict::kFail, "sign",
       [] {
         return Checkpoint([](std::string& text) {
           Note note = ParseNote(text).value();
           const auto other = ParseNote(SignCheckpoint(
               SigningKey::Random(), ParseCheckpoint(note.text).value()));
           note.signatures[0] = other->signatures[0];
           text = FormatNote(note).value();
         });
       }},
      {"cosignatures-stripped", "No witness has cosigned.", Item::kQuorum,
       Verdict::kFail, "witness",
       [] {
         return Lines(
             [](std::vector<NoteSignature>& lines) { lines.resize(1); });
       }},
      {"cosignatures-too-few", "Two of four witnesses have cosigned.",
       Item::kQuorum, Verdict::kFail, "witness",
       [] {
         return Lines(
             [](std::vector<NoteSignature>& lines) { lines.resize(3); });
       }},
      {"cosignature-flipped", "One bit of a cosignature is flipped.",
       Item::kQuorum, Verdict::kFail, "witness",
       [] {
         return Lines([](std::vector<NoteSignature>& lines) {
           lines[2].signature[20] ^= 1;
         });
       }},
      {"cosignature-backdated", "The time of a cosignature is another.",
       Item::kQuorum, Verdict::kFail, "witness",
       [] {
         return Lines([](std::vector<NoteSignature>& lines) {
           lines[2].signature[7] ^= 1;
         });
       }},
      {"cosignature-repeated", "One witness stands there for two.",
       Item::kQuorum, Verdict::kFail, "witness",
       [] {
         return Lines(
             [](std::vector<NoteSignature>& lines) { lines[2] = lines[1]; });
       }},
  };
}

std::vector<Forgery> OfTheWhole() {
  return {
      {"another-session", "It is the whole record of another session.",
       Item::kFingerprint, Verdict::kFail, "the one given is",
       [] {
         Workshop real;
         Workshop other;
         other.Hold();
         Exhibit exhibit = other.Show();
         exhibit.fingerprint = real.sitting().session_id();
         return exhibit;
       }},
      {"another-sessions-checkpoint", "The checkpoint is another session's.",
       Item::kCheckpoint, Verdict::kFail, "origin",
       [] {
         Workshop real;
         real.Hold();
         Workshop other;
         other.Hold();
         Exhibit exhibit = real.Show();
         exhibit.record.checkpoint = other.Show().record.checkpoint;
         return exhibit;
       }},
      {"no-fingerprint", "Nobody says which session it must be.",
       Item::kFingerprint, Verdict::kNotChecked, "no fingerprint was given",
       [] {
         Workshop workshop;
         workshop.Hold();
         Exhibit exhibit = workshop.Show();
         exhibit.fingerprint.reset();
         return exhibit;
       }},
  };
}

}  // namespace

std::vector<Forgery> OutsiderForgeries() {
  std::vector<Forgery> all = Join(
      {OfTheLeaves, OfTheFiles, OfTheCheckpoint, OfTheSignatures, OfTheWhole});
  for (Forgery& forgery : all) {
    forgery.forger = Forger::kOutsider;
  }
  return all;
}

}  // namespace pingyi::testing

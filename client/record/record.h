#ifndef CLIENT_RECORD_RECORD_H_
#define CLIENT_RECORD_RECORD_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "crypto/base/bytes.h"

// The public record of a session as a directory of static files, the evidence
// itself (C2SP tlog-tiles):
//   checkpoint                  the last checkpoint with its cosignatures
//   tile/<L>/<N>[.p/<W>]        hashes
//   tile/entries/<N>[.p/<W>]    leaves
//   blob/<sha256 in hex>        objects too large for a leaf, and the roster
// It may lie on any web server or USB stick; nothing in it is secret.
namespace pingyi {

// A record as bytes: nothing in it has been believed yet.
struct RawRecord {
  std::string checkpoint;
  std::vector<Bytes> leaves;
  std::map<Digest, Bytes> blobs;
  // What does not fit together in the files themselves, in plain words. Empty
  // for a record that is whole.
  // An entry bundle that is missing or cannot be taken apart (the leaves end
  // before it), a hash tile that disagrees with the leaves.
  std::vector<std::string> defects;
  // A blob that is not its name, and so is not among the blobs.
  std::vector<std::string> blob_defects;
};

// Writes `record` into the new or empty directory `path`, durably.
// ALREADY_EXISTS if there is anything in it; UNAVAILABLE, naming the file, when
// the disk refuses. A failed export leaves no `checkpoint` file: that comes
// last.
absl::Status WriteRecord(const std::string& path, const RawRecord& record);

// Reads such a directory. NOT_FOUND without a checkpoint file: then it is none.
// Any other damage becomes a defect, naming the file, for the verification to
// report; a checkpoint that cannot be read leaves the record without leaves.
absl::StatusOr<RawRecord> ReadRecord(const std::string& path);

}  // namespace pingyi

#endif  // CLIENT_RECORD_RECORD_H_

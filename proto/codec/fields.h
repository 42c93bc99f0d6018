#ifndef PROTO_CODEC_FIELDS_H_
#define PROTO_CODEC_FIELDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"
#include "crypto/group/element.h"
#include "crypto/statement/signing_key.h"

namespace pingyi {

// Reads the fields of one message. The first failure is kept, with the path of
// its field, and everything after it is read as a default: a decoder fills its
// struct in one expression and asks once, by Finish. A child reads a message
// inside another, and shares its parent's failure. Parents outlive children.
class Fields {
 public:
  struct Range {
    uint64_t min = 0;
    uint64_t max = 0;
  };

  explicit Fields(absl::string_view name) : name_(name) {}
  Fields(Fields& parent, absl::string_view name)
      : parent_(&parent), root_(parent.root_), name_(name) {}
  Fields(Fields& parent, absl::string_view name, int index)
      : parent_(&parent), root_(parent.root_), name_(name), index_(index) {}
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;
  ~Fields() = default;

  bool ok() const { return root_->status_.ok(); }
  const absl::Status& status() const { return root_->status_; }
  // INVALID_ARGUMENT at `field` ("" for the message itself), unless something
  // failed before.
  void Fail(absl::string_view field, absl::string_view message);
  // As Fail, with the code and message of `status`; does nothing if it is OK.
  void Fail(absl::string_view field, const absl::Status& status);
  void Require(bool holds, absl::string_view field, absl::string_view message) {
    if (!holds) {
      Fail(field, message);
    }
  }

  Digest ReadDigest(absl::string_view field, const std::string& bytes);
  std::array<uint8_t, 64> Read64(absl::string_view field,
                                 const std::string& bytes);
  Signature ReadSignature(const std::string& bytes) {
    return Read64("signature", bytes);
  }
  VerifyKey ReadKey(absl::string_view field, const std::string& bytes);
  // Any canonical element, or one that is not the identity.
  Element ReadElement(absl::string_view field, const std::string& bytes);
  Element ReadNonIdentity(absl::string_view field, const std::string& bytes);
  // Fails on bytes that are not between `size`.min and `size`.max.
  Bytes ReadBytes(absl::string_view field, const std::string& bytes,
                  Range size);
  uint32_t ReadNumber(absl::string_view field, uint32_t value, Range range);
  // A number of a member, deputy or official: from 1.
  uint32_t ReadIndex(absl::string_view field, uint32_t value);
  // The round: 0 in this version.
  uint32_t ReadRound(uint32_t value);
  // Checked text of at most kMaxNameBytes, not empty where `required`.
  std::string ReadName(absl::string_view field, const std::string& text,
                       bool required);
  // How many a repeated field holds. Loops run to the result: 0 on failure.
  int ReadCount(absl::string_view field, int count, Range range);

  template <typename T>
  absl::StatusOr<T> Finish(T value) const {
    if (!ok()) {
      return status();
    }
    return value;
  }

 private:
  std::string Path() const;

  Fields* parent_ = nullptr;
  Fields* root_ = this;
  absl::string_view name_;
  int index_ = -1;
  absl::Status status_;  // The root's only.
};

}  // namespace pingyi

#endif  // PROTO_CODEC_FIELDS_H_

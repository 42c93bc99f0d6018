#include "crypto/merkle/proof.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"
#include "crypto/merkle/hash.h"

namespace pingyi {
namespace {

// The way from a node up to the root of the tree whose last node on the same
// level is `last`: on each level, is there a sibling, and on which side.
class Climb {
 public:
  Climb(uint64_t node, uint64_t last) : node_(node), last_(last) {}

  // Goes up over the levels where the node is a right child: what it has on
  // its left belongs to it already.
  void SkipRightChildren() {
    while ((node_ & 1) == 1) {
      Up();
    }
  }

  bool AtRoot() const { return last_ == 0; }

  // Takes the next sibling's place into account and goes up past it. Returns
  // whether the sibling stands on the left. Must not be at the root.
  bool PassSibling() {
    const bool left = (node_ & 1) == 1 || node_ == last_;
    // The last node of a level may have no sibling for some levels.
    while ((node_ & 1) == 0 && node_ == last_) {
      Up();
    }
    Up();
    return left;
  }

 private:
  void Up() {
    node_ >>= 1;
    last_ >>= 1;
  }

  uint64_t node_;
  uint64_t last_;
};

absl::Status WrongLength(const char* what, size_t length) {
  return absl::InvalidArgumentError(
      absl::StrCat(what, ": a proof of ", length, " hashes is ",
                   "too long or too short for these sizes"));
}

absl::Status CheckSameSize(const TreeHead& older, const TreeHead& newer,
                           std::span<const Digest> proof) {
  if (!proof.empty()) {
    return WrongLength("consistency", proof.size());
  }
  if (older.root != newer.root) {
    return absl::InvalidArgumentError(
        absl::StrCat("consistency: fork: two different trees of size ",
                     older.size, " were shown"));
  }
  return absl::OkStatus();
}

absl::Status CheckFromEmpty(const TreeHead& older,
                            std::span<const Digest> proof) {
  if (!proof.empty()) {
    return WrongLength("consistency", proof.size());
  }
  if (older.root != EmptyRoot()) {
    return absl::InvalidArgumentError(
        "consistency: the tree of size 0 has another root than it must have");
  }
  return absl::OkStatus();
}

// `first` is the root of the older tree's last complete subtree that the newer
// tree holds as one node; `rest` is what joins it to everything else.
absl::Status CheckExtension(const TreeHead& older, const TreeHead& newer,
                            const Digest& first, std::span<const Digest> rest) {
  Climb climb(older.size - 1, newer.size - 1);
  climb.SkipRightChildren();
  Digest older_root = first;
  Digest newer_root = first;
  for (const Digest& sibling : rest) {
    if (climb.AtRoot()) {
      return WrongLength("consistency", rest.size());
    }
    if (climb.PassSibling()) {
      older_root = NodeHash(sibling, older_root);
      newer_root = NodeHash(sibling, newer_root);
    } else {
      newer_root = NodeHash(newer_root, sibling);
    }
  }
  if (!climb.AtRoot()) {
    return WrongLength("consistency", rest.size());
  }
  if (older_root != older.root) {
    return absl::InvalidArgumentError(
        "consistency: the proof does not lead to the older root");
  }
  if (newer_root != newer.root) {
    return absl::InvalidArgumentError(
        "consistency: the proof does not lead to the newer root");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status VerifyInclusion(const Digest& leaf_hash, uint64_t index,
                             const TreeHead& head,
                             std::span<const Digest> proof) {
  if (index >= head.size) {
    return absl::OutOfRangeError(absl::StrCat("inclusion: no leaf ", index,
                                              " in a tree of ", head.size));
  }
  Climb climb(index, head.size - 1);
  Digest root = leaf_hash;
  for (const Digest& sibling : proof) {
    if (climb.AtRoot()) {
      return WrongLength("inclusion", proof.size());
    }
    root =
        climb.PassSibling() ? NodeHash(sibling, root) : NodeHash(root, sibling);
  }
  if (!climb.AtRoot()) {
    return WrongLength("inclusion", proof.size());
  }
  if (root != head.root) {
    return absl::InvalidArgumentError(
        absl::StrCat("inclusion: the proof does not lead from leaf ", index,
                     " to the root"));
  }
  return absl::OkStatus();
}

absl::Status VerifyConsistency(const TreeHead& older, const TreeHead& newer,
                               std::span<const Digest> proof) {
  if (older.size > newer.size) {
    return absl::OutOfRangeError(
        absl::StrCat("consistency: the older tree has ", older.size,
                     " leaves, the newer only ", newer.size));
  }
  if (older.size == newer.size) {
    return CheckSameSize(older, newer, proof);
  }
  if (older.size == 0) {
    return CheckFromEmpty(older, proof);
  }
  // A complete older tree is itself a node of the newer: its root is known and
  // does not stand in the proof.
  if (std::has_single_bit(older.size)) {
    return CheckExtension(older, newer, older.root, proof);
  }
  if (proof.empty()) {
    return WrongLength("consistency", 0);
  }
  return CheckExtension(older, newer, proof.front(), proof.subspan(1));
}

}  // namespace pingyi

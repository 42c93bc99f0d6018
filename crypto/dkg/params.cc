#include "crypto/dkg/params.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"
#include "crypto/group/scalar.h"

namespace pingyi {
namespace {

constexpr size_t kShareFileHead = 8;  // le32(index) and le32(number).

}  // namespace

absl::Status CommitteeParams::Validate() const {
  if (threshold == 0) {
    return absl::InvalidArgumentError("committee: threshold is 0");
  }
  // Otherwise t - 1 absent members could block the result.
  if (transport_keys.size() + 1 < uint64_t{threshold} * 2) {
    return absl::InvalidArgumentError(
        absl::StrCat("committee: ", transport_keys.size(),
                     " members are too few for threshold ", threshold));
  }
  if (secrets == 0) {
    return absl::InvalidArgumentError("committee: no secret to share");
  }
  std::vector<Element> keys = transport_keys;
  std::sort(keys.begin(), keys.end());
  if (keys.front().IsIdentity()) {  // Its encoding is the lowest.
    return absl::InvalidArgumentError(
        "committee: a transport key is the identity");
  }
  if (std::adjacent_find(keys.begin(), keys.end()) != keys.end()) {
    return absl::InvalidArgumentError(
        "committee: two members have the same transport key");
  }
  return absl::OkStatus();
}

SecretBuffer MemberShares::Serialize() const {
  SecretBuffer out(kShareFileHead + shares.size() * kScalarSize);
  const std::span<uint8_t> bytes = out.mutable_bytes();
  const std::array<uint8_t, 4> head = Le32(index);
  const std::array<uint8_t, 4> number =
      Le32(static_cast<uint32_t>(shares.size()));
  std::copy(head.begin(), head.end(), bytes.begin());
  std::copy(number.begin(), number.end(), bytes.begin() + 4);
  for (size_t j = 0; j < shares.size(); ++j) {
    const std::span<const uint8_t> share = shares[j].Expose();
    std::copy(share.begin(), share.end(),
              bytes.subspan(kShareFileHead + j * kScalarSize).begin());
  }
  return out;
}

absl::StatusOr<MemberShares> MemberShares::Parse(const SecretBuffer& bytes) {
  const ByteSpan view = bytes.Expose();
  if (view.size() < kShareFileHead ||
      view.size() - kShareFileHead !=
          uint64_t{ReadLe32(view.subspan<4, 4>())} * kScalarSize) {
    return absl::InvalidArgumentError(
        absl::StrCat("member shares: no size for them: ", view.size()));
  }
  MemberShares out;
  out.index = ReadLe32(view.first<4>());
  for (size_t at = kShareFileHead; at < view.size(); at += kScalarSize) {
    ASSIGN_OR_RETURN(SecretScalar share,
                     SecretScalar::Parse(view.subspan(at, kScalarSize)));
    out.shares.push_back(std::move(share));
  }
  return out;
}

}  // namespace pingyi

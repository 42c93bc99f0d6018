#include "crypto/dkg/receive.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"
#include "crypto/dkg/share_box.h"
#include "crypto/engine/point.h"

namespace pingyi {
namespace {

absl::Status CheckReceiver(const CommitteeParams& params,
                           const Receiver& receiver) {
  if (!params.HasMember(receiver.index)) {
    return absl::InvalidArgumentError(
        absl::StrCat("receiver ", receiver.index, ": is no member"));
  }
  if (Element::MulBase(receiver.transport_secret) !=
      params.transport_keys[receiver.index - 1]) {
    return absl::InvalidArgumentError(
        absl::StrCat("receiver ", receiver.index,
                     ": its transport key is not the committee's"));
  }
  return absl::OkStatus();
}

absl::Status CheckComplete(const CommitteeParams& params,
                           std::span<const DealerMessage> messages) {
  RETURN_IF_ERROR(params.Validate());
  if (messages.size() != params.size()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "ceremony: ", messages.size(), " messages, want ", params.size()));
  }
  const size_t commitments = size_t{params.secrets} * params.threshold;
  for (uint32_t i = 0; i < params.size(); ++i) {
    if (messages[i].dealer != i + 1 ||
        messages[i].commitments.size() != commitments) {
      return absl::InvalidArgumentError(
          absl::StrCat("ceremony: message ", i, " is not of dealer ", i + 1));
    }
  }
  return absl::OkStatus();
}

// sum_i C_{i,j,k} over the dealers: the commitments of the joint polynomials.
std::vector<Element> JointCommitments(std::span<const DealerMessage> messages) {
  std::vector<Element> out;
  for (size_t at = 0; at < messages[0].commitments.size(); ++at) {
    Point sum;
    for (const DealerMessage& message : messages) {
      sum += Point::From(message.commitments[at]);
    }
    out.push_back(sum.ToElement());
  }
  return out;
}

std::vector<Element> PublicShares(const MemberShares& member) {
  std::vector<Element> out;
  out.reserve(member.shares.size());
  for (const SecretScalar& share : member.shares) {
    out.push_back(Element::MulBase(share));
  }
  return out;
}

}  // namespace

absl::StatusOr<std::vector<SecretScalar>> OpenShares(
    const CommitteeParams& params, const Receiver& receiver,
    const DealerMessage& message) {
  RETURN_IF_ERROR(CheckReceiver(params, receiver));
  const EncryptedShares& box = message.shares[receiver.index - 1];
  return OpenSharesWith(params, receiver.index, message,
                        SharedValue(receiver.transport_secret, box.ephemeral));
}

absl::StatusOr<CommitteeKeys> CombineKeys(
    const CommitteeParams& params, std::span<const DealerMessage> messages) {
  RETURN_IF_ERROR(CheckComplete(params, messages));
  const std::vector<Element> joint = JointCommitments(messages);
  CommitteeKeys keys;
  keys.threshold = params.threshold;
  for (size_t at = 0; at < joint.size(); at += params.threshold) {
    if (joint[at].IsIdentity()) {
      return absl::InvalidArgumentError(absl::StrCat("ceremony: public key ",
                                                     keys.public_keys.size(),
                                                     " is the identity"));
    }
    keys.public_keys.push_back(joint[at]);
  }
  keys.public_shares.resize(params.size());
  for (uint32_t m = 1; m <= params.size(); ++m) {
    for (size_t at = 0; at < joint.size(); at += params.threshold) {
      keys.public_shares[m - 1].push_back(EvaluateCommitments(
          std::span(joint).subspan(at, params.threshold), m));
    }
  }
  return keys;
}

absl::StatusOr<MemberShares> CombineShares(
    const CommitteeParams& params, const Receiver& receiver,
    std::span<const DealerMessage> messages, const CommitteeKeys& keys) {
  RETURN_IF_ERROR(CheckComplete(params, messages));
  MemberShares out;
  out.index = receiver.index;
  for (uint32_t j = 0; j < params.secrets; ++j) {
    out.shares.push_back(SecretScalar::From(Scalar()));
  }
  for (const DealerMessage& message : messages) {
    ASSIGN_OR_RETURN(const std::vector<SecretScalar> shares,
                     OpenShares(params, receiver, message));
    for (uint32_t j = 0; j < params.secrets; ++j) {
      out.shares[j] = out.shares[j] + shares[j];
    }
  }
  if (keys.public_shares.size() != params.size() ||
      PublicShares(out) != keys.public_shares[receiver.index - 1]) {
    return absl::InternalError(
        "ceremony: the shares do not match their public shares");
  }
  return out;
}

}  // namespace pingyi

#include "crypto/voprf/voprf.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr size_t kBlockSize = 128;  // Of SHA-512.

// I2OSP(value, 2).
void AppendBe16(Bytes& out, size_t value) {
  out.push_back(static_cast<uint8_t>(value >> 8));
  out.push_back(static_cast<uint8_t>(value & 0xff));
}

// I2OSP(len x, 2) || x, as all of the RFC's transcripts are built.
void AppendShortFrame(Bytes& out, ByteSpan data) {
  AppendBe16(out, data.size());
  AppendBytes(out, data);
}

// A domain separation tag: `use` || contextString.
Bytes Tag(absl::string_view use, VoprfMode mode) {
  Bytes out;
  AppendBytes(out, use);
  AppendBytes(out, absl::string_view("OPRFV1-"));
  out.push_back(static_cast<uint8_t>(mode));
  AppendBytes(out, absl::string_view("-ristretto255-SHA512"));
  return out;
}

// expand_message_xmd of RFC 9380, section 5.3.1, for SHA-512 and 64 bytes,
// which need one block only.
WideDigest ExpandMessage(ByteSpan message, const Bytes& tag) {
  const std::array<uint8_t, kBlockSize> zero_pad = {};
  Bytes tag_prime = tag;
  tag_prime.push_back(static_cast<uint8_t>(tag.size()));
  const std::array<uint8_t, 3> length_and_zero = {0, 64, 0};
  const WideDigest b0 = Sha512({zero_pad, message, length_and_zero, tag_prime});
  const std::array<uint8_t, 1> one = {1};
  return Sha512({b0, one, tag_prime});
}

// The weights d_i of ComputeComposites, section 2.2.1.
std::vector<Scalar> CompositeWeights(const VoprfStatement& statement) {
  Bytes seed_input;
  AppendShortFrame(seed_input, statement.public_key.bytes());
  AppendShortFrame(seed_input, Tag("Seed-", VoprfMode::kVoprf));
  const WideDigest seed = Sha512(seed_input);

  std::vector<Scalar> weights;
  weights.reserve(statement.blinded.size());
  for (size_t i = 0; i < statement.blinded.size(); ++i) {
    Bytes input;
    AppendShortFrame(input, seed);
    AppendBe16(input, i);
    AppendShortFrame(input, statement.blinded[i].bytes());
    AppendShortFrame(input, statement.evaluated[i].bytes());
    AppendBytes(input, absl::string_view("Composite"));
    weights.push_back(HashToScalar(VoprfMode::kVoprf, input));
  }
  return weights;
}

// The two sums that one proof is about.
struct Composites {
  Element m;
  Element z;
};

Element WeightedSum(std::span<const Scalar> weights,
                    std::span<const Element> elements) {
  return MultiScalarMul(weights, ToPoints(elements)).ToElement();
}

// The proof's challenge: c.
Scalar DrawChallenge(const Element& public_key, const Composites& composites,
                     const Element& t2, const Element& t3) {
  Bytes input;
  AppendShortFrame(input, public_key.bytes());
  AppendShortFrame(input, composites.m.bytes());
  AppendShortFrame(input, composites.z.bytes());
  AppendShortFrame(input, t2.bytes());
  AppendShortFrame(input, t3.bytes());
  AppendBytes(input, absl::string_view("Challenge"));
  return HashToScalar(VoprfMode::kVoprf, input);
}

// s base + c image.
Element Commitment(const VoprfProof& proof, const Point& base,
                   const Element& image) {
  const std::array<Term, 2> terms = {Term{proof.s, base},
                                     Term{proof.c, Point::From(image)}};
  return MultiScalarMul(terms).ToElement();
}

}  // namespace

absl::StatusOr<VoprfProof> VoprfProof::Parse(ByteSpan bytes) {
  if (bytes.size() != kVoprfProofSize) {
    return absl::InvalidArgumentError(absl::StrCat(
        "proof: want ", kVoprfProofSize, " bytes, got ", bytes.size()));
  }
  VoprfProof proof;
  ASSIGN_OR_RETURN(proof.c, Scalar::Parse(bytes.first(kScalarSize)));
  ASSIGN_OR_RETURN(proof.s, Scalar::Parse(bytes.last(kScalarSize)));
  return proof;
}

std::array<uint8_t, kVoprfProofSize> VoprfProof::bytes() const {
  std::array<uint8_t, kVoprfProofSize> out = {};
  std::copy(c.bytes().begin(), c.bytes().end(), out.begin());
  std::copy(s.bytes().begin(), s.bytes().end(), out.begin() + kScalarSize);
  return out;
}

Element HashToGroup(VoprfMode mode, ByteSpan input) {
  return Element::FromUniformBytes(
      ExpandMessage(input, Tag("HashToGroup-", mode)));
}

std::vector<Point> HashToPoints(VoprfMode mode, std::span<const Bytes> inputs) {
  Bytes wide;
  wide.reserve(inputs.size() * sizeof(WideDigest));
  for (const Bytes& input : inputs) {
    AppendBytes(wide, ExpandMessage(input, Tag("HashToGroup-", mode)));
  }
  return MapToPoints(wide);
}

Scalar HashToScalar(VoprfMode mode, ByteSpan input) {
  return Scalar::Reduce(ExpandMessage(input, Tag("HashToScalar-", mode)));
}

absl::StatusOr<Element> Blind(VoprfMode mode, ByteSpan input,
                              const SecretScalar& blind) {
  const Element blinded = blind * HashToGroup(mode, input);
  if (blinded.IsIdentity()) {
    return absl::InvalidArgumentError("blinded element: is the identity");
  }
  return blinded;
}

Element BlindEvaluate(const SecretScalar& key, const Element& blinded) {
  return key * blinded;
}

Element Unblind(const SecretScalar& blind, const Element& evaluated) {
  return blind.Inverse() * evaluated;
}

VoprfProof GenerateProof(const SecretScalar& key,
                         const VoprfStatement& statement) {
  return GenerateProofWithNonce(key, statement, SecretScalar::Random());
}

VoprfProof GenerateProofWithNonce(const SecretScalar& key,
                                  const VoprfStatement& statement,
                                  const SecretScalar& nonce) {
  assert(statement.blinded.size() == statement.evaluated.size());
  Composites composites;
  composites.m = WeightedSum(CompositeWeights(statement), statement.blinded);
  composites.z = key * composites.m;

  VoprfProof proof;
  proof.c = DrawChallenge(statement.public_key, composites,
                          Element::MulBase(nonce), nonce * composites.m);
  // Masked by the nonce, which nobody learns.
  proof.s = (nonce - proof.c * key).Publish();
  return proof;
}

absl::Status VerifyProof(const VoprfStatement& statement,
                         const VoprfProof& proof) {
  if (statement.blinded.size() != statement.evaluated.size()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "proof: about ", statement.blinded.size(), " blinded elements but ",
        statement.evaluated.size(), " evaluated ones"));
  }
  const std::vector<Scalar> weights = CompositeWeights(statement);
  const Composites composites = {
      .m = WeightedSum(weights, statement.blinded),
      .z = WeightedSum(weights, statement.evaluated)};
  const Element t2 =
      Commitment(proof, Point::Generator(), statement.public_key);
  const Element t3 = Commitment(proof, Point::From(composites.m), composites.z);
  if (DrawChallenge(statement.public_key, composites, t2, t3) != proof.c) {
    return absl::InvalidArgumentError(
        "proof: does not show that the evaluation used the public key");
  }
  return absl::OkStatus();
}

}  // namespace pingyi

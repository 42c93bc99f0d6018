#include "crypto/dleq/dleq.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"
#include "crypto/engine/point.h"

namespace pingyi {
namespace {

// Everything up to the challenge, in the protocol's order.
Scalar DrawChallenge(Transcript& transcript, const DleqStatement& statement,
                     const Element& r1, const Element& r2) {
  transcript.Append("H", statement.h);
  transcript.Append("X", statement.x);
  transcript.Append("Y", statement.y);
  transcript.Append("R1", r1);
  transcript.Append("R2", r2);
  return transcript.Challenge("e");
}

// z base - e image.
Element Commitment(const DleqProof& proof, const Point& base,
                   const Element& image) {
  const std::array<Term, 2> terms = {Term{proof.z, base},
                                     Term{-proof.e, Point::From(image)}};
  return MultiScalarMul(terms).ToElement();
}

}  // namespace

absl::StatusOr<DleqProof> DleqProof::Parse(ByteSpan bytes) {
  if (bytes.size() != kDleqProofSize) {
    return absl::InvalidArgumentError(absl::StrCat(
        "proof: want ", kDleqProofSize, " bytes, got ", bytes.size()));
  }
  DleqProof proof;
  ASSIGN_OR_RETURN(proof.e, Scalar::Parse(bytes.first(kScalarSize)));
  ASSIGN_OR_RETURN(proof.z, Scalar::Parse(bytes.last(kScalarSize)));
  return proof;
}

std::array<uint8_t, kDleqProofSize> DleqProof::bytes() const {
  std::array<uint8_t, kDleqProofSize> out = {};
  std::copy(e.bytes().begin(), e.bytes().end(), out.begin());
  std::copy(z.bytes().begin(), z.bytes().end(), out.begin() + kScalarSize);
  return out;
}

DleqProof ProveDleq(Transcript& transcript, const SecretScalar& x,
                    const DleqStatement& statement) {
  return ProveDleqWithNonce(transcript, x, statement, SecretScalar::Random());
}

DleqProof ProveDleqWithNonce(Transcript& transcript, const SecretScalar& x,
                             const DleqStatement& statement,
                             const SecretScalar& nonce) {
  DleqProof proof;
  proof.e = DrawChallenge(transcript, statement, Element::MulBase(nonce),
                          nonce * statement.h);
  // Masked by the nonce, which nobody learns.
  proof.z = (nonce + proof.e * x).Publish();
  return proof;
}

absl::Status VerifyDleq(Transcript& transcript, const DleqStatement& statement,
                        const DleqProof& proof) {
  const Element r1 = Commitment(proof, Point::Generator(), statement.x);
  const Element r2 = Commitment(proof, Point::From(statement.h), statement.y);
  if (DrawChallenge(transcript, statement, r1, r2) != proof.e) {
    return absl::InvalidArgumentError(
        "proof: does not show that the two logarithms are equal");
  }
  return absl::OkStatus();
}

}  // namespace pingyi

#include "crypto/ballot/challenge.h"

#include "crypto/group/element.h"

namespace pingyi {
namespace {

// Where things stand in a ballot, in elements.
constexpr size_t kToken = 0;
constexpr size_t kA = 2;
constexpr size_t kB = 3;
constexpr size_t kCommitments = 4;

ByteSpan Elements(ByteSpan ballot, size_t first, size_t count) {
  return ballot.subspan(kElementSize * first, kElementSize * count);
}

}  // namespace

BallotTranscript::BallotTranscript(const BallotParameters& parameters)
    : ciphertexts_(parameters.layout().ciphertexts()),
      transcript_(parameters.context().Start("ballot")) {}

Scalar BallotTranscript::DrawRho(ByteSpan ballot) {
  transcript_.Append("token", Elements(ballot, kToken, 2));
  transcript_.Append("A", Elements(ballot, kA, 1));
  transcript_.Append("B", Elements(ballot, kB, ciphertexts_));
  transcript_.Append("C", Elements(ballot, kB + ciphertexts_, kCommitments));
  return transcript_.Challenge("rho");
}

Scalar BallotTranscript::DrawX(ByteSpan ballot) {
  const size_t s = kB + ciphertexts_ + kCommitments;
  transcript_.Append("S", Elements(ballot, s, 1));
  transcript_.Append("T", Elements(ballot, s + 1, 1));
  transcript_.Append("U", Elements(ballot, s + 2, 1));
  return transcript_.Challenge("x");
}

std::vector<Scalar> Powers(const Scalar& base, size_t count) {
  std::vector<Scalar> out;
  out.reserve(count);
  Scalar power = Scalar::FromUint64(1);
  for (size_t i = 0; i < count; ++i) {
    out.push_back(power);
    power = power * base;
  }
  return out;
}

}  // namespace pingyi

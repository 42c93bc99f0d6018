#include "crypto/dkg/message.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "crypto/dkg/share_box.h"
#include "crypto/engine/point.h"
#include "crypto/transcript/transcript.h"

namespace pingyi {
namespace {

constexpr size_t kTagSize = 16;

size_t CiphertextSize(const CommitteeParams& params) {
  return params.secrets * kScalarSize + kTagSize;
}

size_t MessageSize(const CommitteeParams& params) {
  const size_t commitments = size_t{params.secrets} * params.threshold;
  const size_t box = kElementSize + 8 + CiphertextSize(params);
  return 4 + (commitments + 2) * kElementSize + params.size() * box;
}

// The challenge of the proof that a dealer knows its constants.
Scalar PokChallenge(const CommitteeParams& params, uint32_t dealer,
                    std::span<const Element> commitments, const Element& r) {
  Transcript transcript("dkg");
  transcript.Append("session", ByteSpan(params.session_id));
  transcript.Append("committee", AsBytes(params.name));
  transcript.AppendLe32("index", dealer);
  transcript.Append("commitments", commitments);
  transcript.Append("R", r);
  return transcript.Challenge("e");
}

// zG = R + sum_j e^{j+1} C_{j,0}.
bool VerifyPok(const CommitteeParams& params, const DealerMessage& message) {
  const Scalar e =
      PokChallenge(params, message.dealer, message.commitments, message.pok_r);
  std::vector<Term> terms;
  terms.push_back(Term{-message.pok_z, Point::Generator()});
  terms.push_back(Term{Scalar::FromUint64(1), Point::From(message.pok_r)});
  Scalar power = e;
  for (uint32_t j = 0; j < params.secrets; ++j) {
    terms.push_back(
        Term{power, Point::From(message.OfSecret(params, j).front())});
    power = power * e;
  }
  return MultiScalarMul(terms).IsIdentity();
}

// f_j(member) of every polynomial, one after the other.
SecretBuffer ShareVector(const DealerSecrets& secrets, uint32_t member) {
  SecretBuffer out(secrets.polynomials.size() * kScalarSize);
  const Scalar x = Scalar::FromUint64(member);
  size_t at = 0;
  for (const std::vector<SecretScalar>& polynomial : secrets.polynomials) {
    SecretScalar value = polynomial.back().Clone();
    for (size_t k = polynomial.size() - 1; k > 0; --k) {
      value = x * value + polynomial[k - 1];
    }
    std::copy(value.Expose().begin(), value.Expose().end(),
              out.mutable_bytes().subspan(at).begin());
    at += kScalarSize;
  }
  return out;
}

bool Fit(const CommitteeParams& params, const DealerSecrets& secrets) {
  return secrets.polynomials.size() == params.secrets &&
         secrets.ephemerals.size() == params.size() &&
         std::all_of(secrets.polynomials.begin(), secrets.polynomials.end(),
                     [&](const std::vector<SecretScalar>& polynomial) {
                       return polynomial.size() == params.threshold;
                     });
}

std::vector<Element> Commit(const DealerSecrets& secrets) {
  std::vector<Element> out;
  for (const std::vector<SecretScalar>& polynomial : secrets.polynomials) {
    for (const SecretScalar& coefficient : polynomial) {
      out.push_back(Element::MulBase(coefficient));
    }
  }
  return out;
}

// Appends R and z.
void AppendPok(const CommitteeParams& params, uint32_t dealer,
               std::span<const Element> commitments,
               const DealerSecrets& secrets, Bytes& out) {
  const Element r = Element::MulBase(secrets.pok_nonce);
  const Scalar e = PokChallenge(params, dealer, commitments, r);
  SecretScalar z = secrets.pok_nonce.Clone();
  Scalar power = e;
  for (const std::vector<SecretScalar>& polynomial : secrets.polynomials) {
    z = z + power * polynomial.front();
    power = power * e;
  }
  AppendBytes(out, r.bytes());
  AppendBytes(out, z.Publish().bytes());  // Masked by the nonce.
}

// Takes fields off the front of a message whose whole size has been checked.
class Reader {
 public:
  explicit Reader(ByteSpan bytes) : bytes_(bytes) {}
  ByteSpan Take(size_t size) {
    const ByteSpan out = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return out;
  }

 private:
  ByteSpan bytes_;
};

absl::Status BadMessage(uint32_t dealer, absl::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat("message of dealer ", dealer, ": ", why));
}

absl::StatusOr<EncryptedShares> ReadBox(const CommitteeParams& params,
                                        Reader& reader) {
  EncryptedShares out;
  ASSIGN_OR_RETURN(out.ephemeral,
                   Element::ParseNonIdentity(reader.Take(kElementSize), "E"));
  Bytes length;
  AppendLe64(length, CiphertextSize(params));
  const ByteSpan given = reader.Take(length.size());
  if (!std::equal(given.begin(), given.end(), length.begin())) {
    return absl::InvalidArgumentError("ciphertext: has another length");
  }
  const ByteSpan ciphertext = reader.Take(CiphertextSize(params));
  out.ciphertext.assign(ciphertext.begin(), ciphertext.end());
  return out;
}

// Everything but whether the proof holds.
absl::StatusOr<DealerMessage> ReadMessage(const CommitteeParams& params,
                                          Reader reader) {
  DealerMessage out;
  out.dealer = ReadLe32(reader.Take(4).first<4>());
  const size_t commitments = size_t{params.secrets} * params.threshold;
  for (size_t i = 0; i < commitments; ++i) {
    ASSIGN_OR_RETURN(
        Element commitment,
        Element::ParseNonIdentity(reader.Take(kElementSize), "commitment"));
    out.commitments.push_back(commitment);
  }
  ASSIGN_OR_RETURN(out.pok_r, Element::Parse(reader.Take(kElementSize)));
  ASSIGN_OR_RETURN(out.pok_z, Scalar::Parse(reader.Take(kScalarSize)));
  for (uint32_t m = 1; m <= params.size(); ++m) {
    ASSIGN_OR_RETURN(EncryptedShares box, ReadBox(params, reader));
    out.shares.push_back(std::move(box));
  }
  return out;
}

}  // namespace

std::span<const Element> DealerMessage::OfSecret(const CommitteeParams& params,
                                                 uint32_t secret) const {
  return std::span(commitments)
      .subspan(size_t{secret} * params.threshold, params.threshold);
}

DealerSecrets DealerSecrets::Random(const CommitteeParams& params) {
  DealerSecrets out = {
      .polynomials = {}, .pok_nonce = SecretScalar::Random(), .ephemerals = {}};
  out.polynomials.resize(params.secrets);
  for (std::vector<SecretScalar>& polynomial : out.polynomials) {
    for (uint32_t k = 0; k < params.threshold; ++k) {
      polynomial.push_back(SecretScalar::Random());
    }
  }
  for (uint32_t m = 0; m < params.size(); ++m) {
    out.ephemerals.push_back(SecretScalar::Random());
  }
  return out;
}

absl::StatusOr<Bytes> MakeDealerMessage(const CommitteeParams& params,
                                        uint32_t dealer,
                                        const DealerSecrets& secrets) {
  RETURN_IF_ERROR(params.Validate());
  if (!params.HasMember(dealer)) {
    return BadMessage(dealer, "is no member");
  }
  if (!Fit(params, secrets)) {
    return BadMessage(dealer, "the secrets do not fit the committee");
  }
  const std::vector<Element> commitments = Commit(secrets);
  Bytes out;
  out.reserve(MessageSize(params));
  AppendLe32(out, dealer);
  for (const Element& commitment : commitments) {
    AppendBytes(out, commitment.bytes());
  }
  AppendPok(params, dealer, commitments, secrets, out);
  for (uint32_t m = 1; m <= params.size(); ++m) {
    const SecretScalar& e = secrets.ephemerals[m - 1];
    const ShareRoute route = {
        .dealer = dealer, .member = m, .ephemeral = Element::MulBase(e)};
    const SecretBytes<kShareKeySize> key =
        ShareKey(params, route, SharedValue(e, params.transport_keys[m - 1]));
    AppendBytes(out, route.ephemeral.bytes());
    AppendFrame(out, SealShares(params, key, ShareVector(secrets, m)));
  }
  return out;
}

Digest DealerMessageHash(ByteSpan message) {
  return Sha256(message);
}

absl::StatusOr<DealerMessage> ParseDealerMessage(const CommitteeParams& params,
                                                 uint32_t dealer,
                                                 ByteSpan message) {
  RETURN_IF_ERROR(params.Validate());
  if (!params.HasMember(dealer)) {
    return BadMessage(dealer, "is no member");
  }
  if (message.size() != MessageSize(params)) {
    return BadMessage(dealer, absl::StrCat("want ", MessageSize(params),
                                           " bytes, got ", message.size()));
  }
  absl::StatusOr<DealerMessage> out = ReadMessage(params, Reader(message));
  if (!out.ok()) {
    return BadMessage(dealer, out.status().message());
  }
  if (out->dealer != dealer) {
    return BadMessage(dealer,
                      absl::StrCat("says it is of dealer ", out->dealer));
  }
  if (!VerifyPok(params, *out)) {
    return BadMessage(dealer, "does not prove that it knows its constants");
  }
  return out;
}

Element EvaluateCommitments(std::span<const Element> commitments, uint32_t x) {
  Point value;
  for (size_t k = commitments.size(); k > 0; --k) {
    // x value, by doubling: x is a member's index, a few bits.
    Point product;
    for (uint32_t bit = uint32_t{1} << 31; bit != 0; bit >>= 1) {
      product = product.Double();
      if ((x & bit) != 0) {
        product += value;
      }
    }
    value = product + Point::From(commitments[k - 1]);
  }
  return value.ToElement();
}

}  // namespace pingyi

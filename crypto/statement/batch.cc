#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "crypto/engine/ed25519.h"
#include "crypto/engine/fast_scalar.h"
#include "crypto/engine/point.h"
#include "crypto/group/element.h"
#include "crypto/group/scalar.h"
#include "crypto/statement/signing_key.h"

// Many signatures at once: sum z_i (s_i B - h_i A_i - R_i) = 0 for random z_i
// of 128 bits. All points are first shown to be of prime order: then the sum
// says what libsodium says of each (which compares s B - h A with R without a
// cofactor), and no more is accepted than by it. Whatever is out of the
// ordinary is left to libsodium, one by one.
namespace pingyi {
namespace {

// The proof that points are of prime order costs as much as some fifty
// signatures, however many points there are.
constexpr size_t kWorthwhile = 96;
constexpr size_t kMostInOne = 1024;

constexpr size_t kHalf = kSignatureSize / 2;

// h = SHA-512(R || A || M) mod l.
Scalar ChallengeOf(const SignatureCheck& check) {
  crypto_hash_sha512_state state;
  crypto_hash_sha512_init(&state);
  crypto_hash_sha512_update(&state, check.signature.data(), kHalf);
  crypto_hash_sha512_update(&state, check.key.bytes().data(), kVerifyKeySize);
  crypto_hash_sha512_update(&state, check.message.data(), check.message.size());
  WideDigest wide = {};
  crypto_hash_sha512_final(&state, wide.data());
  return Scalar::Reduce(wide);
}

// What is summed: R_0 ... R_n-1, A_0 ... A_n-1, B.
class SignatureSum {
 public:
  explicit SignatureSum(size_t n)
      : weights_(Scalar::RandomWeights(n)), scalars_(2 * n + 1) {}

  // False if S is not below l.
  bool Add(size_t i, const SignatureCheck& check) {
    const auto s = Scalar::Parse(std::span(check.signature).last(kHalf));
    if (!s.ok()) {
      return false;
    }
    const size_t n = weights_.size();
    const FastScalar z = FastScalar::From(weights_[i]);
    scalars_[i] = weights_[i];
    scalars_[n + i] = (z * FastScalar::From(ChallengeOf(check))).ToScalar();
    base_ += z * FastScalar::From(*s);
    return true;
  }

  // Against a random multiple of B that libsodium makes: an engine that answers
  // with a constant makes nothing pass.
  bool IsZero(std::vector<Point> points) {
    const Scalar guard = Scalar::RandomWeight();
    scalars_.back() = (FastScalar::From(guard) - base_).ToScalar();
    points.push_back(Point::Generator());
    return MultiScalarMul(scalars_, points).ToElement() ==
           Element::MulBase(guard);
  }

 private:
  std::vector<Scalar> weights_;
  std::vector<Scalar> scalars_;
  FastScalar base_;
};

// Whether all are good beyond doubt. False: see libsodium.
bool AllGood(std::span<const SignatureCheck> checks) {
  std::vector<uint8_t> r;
  std::vector<uint8_t> keys;
  SignatureSum sum(checks.size());
  for (size_t i = 0; i < checks.size(); ++i) {
    const SignatureCheck& check = checks[i];
    if (check.key == VerifyKey() || !sum.Add(i, check)) {
      return false;
    }
    r.insert(r.end(), check.signature.begin(), check.signature.begin() + kHalf);
    keys.insert(keys.end(), check.key.bytes().begin(), check.key.bytes().end());
  }
  std::optional<std::vector<Point>> points = DecodePrimeOrder(r);
  // Every VerifyKey but the empty one is of prime order: see VerifyKey::Parse.
  const std::optional<std::vector<Point>> key_points =
      DecodeKnownPrimeOrder(keys);
  if (!points.has_value() || !key_points.has_value()) {
    return false;
  }
  points->insert(points->end(), key_points->begin(), key_points->end());
  return sum.IsZero(*std::move(points));
}

// One byte each, not one bit: tasks may write side by side.
void Judge(std::span<const SignatureCheck> checks, std::span<uint8_t> invalid) {
  if (checks.size() >= kWorthwhile && AllGood(checks)) {
    return;
  }
  for (size_t i = 0; i < checks.size(); ++i) {
    invalid[i] =
        checks[i].key.Verify(checks[i].message, checks[i].signature).ok() ? 0
                                                                          : 1;
  }
}

// Enough for all cores, none too small to be worth a batch.
size_t TaskSize(size_t checks) {
  constexpr size_t kTasks = 4;
  return std::clamp(checks / kTasks, size_t{2} * kWorthwhile, kMostInOne);
}

}  // namespace

std::vector<size_t> FindInvalidSignatures(
    std::span<const SignatureCheck> checks, Executor& executor) {
  std::vector<uint8_t> invalid(checks.size(), 0);
  const size_t size = TaskSize(checks.size());
  executor.Run((checks.size() + size - 1) / size, [&](size_t task) {
    const size_t begin = task * size;
    const size_t count = std::min(size, checks.size() - begin);
    Judge(checks.subspan(begin, count),
          std::span(invalid).subspan(begin, count));
  });
  std::vector<size_t> positions;
  for (size_t i = 0; i < invalid.size(); ++i) {
    if (invalid[i] != 0) {
      positions.push_back(i);
    }
  }
  return positions;
}

std::optional<std::vector<VerifyKey>> VerifyKey::ParseAll(ByteSpan encodings) {
  if (encodings.size() % kVerifyKeySize != 0 ||
      !DecodePrimeOrder(encodings).has_value()) {
    return std::nullopt;
  }
  std::vector<VerifyKey> keys(encodings.size() / kVerifyKeySize);
  for (size_t i = 0; i < keys.size(); ++i) {
    std::copy_n(encodings.data() + i * kVerifyKeySize, kVerifyKeySize,
                keys[i].bytes_.data());
  }
  return keys;
}

}  // namespace pingyi

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/hash.h"
#include "crypto/engine/engine.h"
#include "crypto/engine/msm.h"
#include "crypto/group/element.h"
#include "crypto/group/scalar.h"

namespace pingyi::engine {
namespace {

// RFC 9496, appendix A.2: encodings that must be refused, one for each reason:
// not below p, negative, no square, negative t, y = 0.
constexpr std::array<absl::string_view, 6> kRefused = {
    "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
    "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"};

// A full wave of points for the widest backend, and some over.
constexpr size_t kPoints = 19;
// Long enough that two thirds of the buckets are met.
constexpr size_t kTerms = 150;

absl::Status Wrong(const Backend& backend, absl::string_view what) {
  return absl::InternalError(absl::StrCat(
      "engine \"", backend.name, "\" ", what,
      " wrongly on this machine; set PINGYI_ENGINE=reference and report it"));
}

// The factor of point i: any numbers of full length will do.
Scalar FactorOf(size_t i) {
  Scalar out = Scalar::FromUint64(0x9e3779b97f4a7c15 * (i + 1));
  for (int round = 0; round < 3; ++round) {
    out = out * out + Scalar::FromUint64(i);
  }
  return out;
}

absl::Status CheckRefusals(const Backend& backend) {
  for (const absl::string_view refused : kRefused) {
    const std::string bad = absl::HexStringToBytes(refused);
    // Among good ones: the identity is canonical.
    std::vector<uint8_t> encodings(kPoints * kEncodingSize);
    std::vector<PointWords> out(kPoints);
    for (const size_t place : {size_t{0}, kPoints / 2, kPoints - 1}) {
      std::fill(encodings.begin(), encodings.end(), 0);
      std::copy(
          bad.begin(), bad.end(),
          encodings.begin() + static_cast<ptrdiff_t>(place * kEncodingSize));
      if (backend.decode(encodings.data(), kPoints, out.data()) != place) {
        return Wrong(backend, "refuses encodings");
      }
    }
  }
  return absl::OkStatus();
}

// kPoints multiples of G, made and encoded by libsodium.
absl::Status DecodePoints(const Backend& backend,
                          std::vector<PointWords>& points) {
  std::vector<uint8_t> encodings;
  for (size_t i = 0; i < kPoints; ++i) {
    const Element element = Element::MulBase(FactorOf(i));
    encodings.insert(encodings.end(), element.bytes().begin(),
                     element.bytes().end());
  }
  points.resize(kPoints);
  if (backend.decode(encodings.data(), kPoints, points.data()) != kPoints) {
    return Wrong(backend, "decodes");
  }
  for (size_t i = 0; i < kPoints; ++i) {
    std::array<uint8_t, kEncodingSize> again = {};
    backend.points->encode(points[i], again.data());
    if (!std::equal(
            again.begin(), again.end(),
            encodings.begin() + static_cast<ptrdiff_t>(i * kEncodingSize))) {
      return Wrong(backend, "encodes");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckSums(const Backend& backend,
                       const std::vector<PointWords>& points) {
  std::vector<Scalar> scalars;
  std::vector<const PointWords*> terms;
  Scalar sum;
  for (size_t i = 0; i < kTerms; ++i) {
    scalars.push_back(FactorOf(i + kPoints));
    terms.push_back(&points[i % kPoints]);
    sum = sum + scalars.back() * FactorOf(i % kPoints);
  }
  const Element expected = Element::MulBase(sum);
  constexpr unsigned kWidth = 7;
  for (const PointWords& got :
       {StrausSum(backend, scalars, terms),
        PippengerSum(backend, kWidth, scalars, terms)}) {
    std::array<uint8_t, kEncodingSize> bytes = {};
    backend.points->encode(got, bytes.data());
    if (bytes != expected.bytes()) {
      return Wrong(backend, "sums");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckMap(const Backend& backend) {
  std::array<WideDigest, kPoints> wides = {};
  for (size_t i = 0; i < kPoints; ++i) {
    const std::array<uint8_t, kScalarSize> any = FactorOf(i).bytes();
    std::copy(any.begin(), any.end(), wides[i].begin());
    std::copy(any.rbegin(), any.rend(), wides[i].begin() + kScalarSize);
  }
  std::vector<PointWords> points(kPoints);
  backend.points->map(backend.root_powers, wides.front().data(), kPoints,
                      points.data());
  for (size_t i = 0; i < kPoints; ++i) {
    std::array<uint8_t, kEncodingSize> bytes = {};
    backend.points->encode(points[i], bytes.data());
    if (bytes != Element::FromUniformBytes(wides[i]).bytes()) {
      return Wrong(backend, "maps");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status SelfTest(const Backend& backend) {
  std::vector<PointWords> points;
  absl::Status status = CheckRefusals(backend);
  status.Update(CheckMap(backend));
  status.Update(DecodePoints(backend, points));
  if (status.ok()) {
    status = CheckSums(backend, points);
  }
  return status;
}

}  // namespace pingyi::engine

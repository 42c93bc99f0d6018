#ifndef CRYPTO_ENGINE_POINT_H_
#define CRYPTO_ENGINE_POINT_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/engine/backend.h"
#include "crypto/group/element.h"
#include "crypto/group/scalar.h"

namespace pingyi {

// A ristretto255 element in the engine's coordinates (160 bytes): public data
// only, variable time, 0.1 us an addition. No function here takes a
// SecretScalar. Equal elements may be different curve points: == compares
// elements.
class Point {
 public:
  // The identity.
  Point();
  // Reads a canonical encoding. INVALID_ARGUMENT otherwise. Accepts the
  // identity.
  static absl::StatusOr<Point> Parse(std::span<const uint8_t> encoding);
  // Never fails: an Element is canonical already.
  static Point From(const Element& element);
  static const Point& Generator();
  Element ToElement() const;
  // As ToElement, where the encoding that this point was decoded from is at
  // hand: no root is taken. (A bug if it is another's.)
  Element ToElement(std::span<const uint8_t, kElementSize> decoded_from) const;

  bool IsIdentity() const;
  friend Point operator+(const Point& a, const Point& b);
  friend Point operator-(const Point& a, const Point& b);
  friend Point operator*(const Scalar& x, const Point& a);
  Point operator-() const;
  Point& operator+=(const Point& other) { return *this = *this + other; }
  Point& operator-=(const Point& other) { return *this = *this - other; }
  Point Double() const;
  friend bool operator==(const Point& a, const Point& b);

  // For the engine's own files.
  explicit Point(const engine::PointWords& words) : words_(words) {}
  const engine::PointWords& words() const { return words_; }

 private:
  engine::PointWords words_;
};

// One term of a sum.
struct Term {
  Scalar scalar;
  Point point;
};

// sum scalar_i point_i. Straus for few points, Pippenger for many; the identity
// for none. Sizes must agree (a bug otherwise). The last form copies no point.
Point MultiScalarMul(std::span<const Scalar> scalars,
                     std::span<const Point> points);
Point MultiScalarMul(std::span<const Term> terms);
Point MultiScalarMul(std::span<const Scalar> scalars,
                     std::span<const Point* const> points);

// Decodes encodings.size() / 32 points to `out`, many at a time: a third of the
// time of one by one, or less. Returns the index of the first that is not
// canonical, out.size() if all are. Sizes must agree (a bug otherwise).
size_t DecodePoints(std::span<const uint8_t> encodings, std::span<Point> out);

// Decodes 32 bytes a point. INVALID_ARGUMENT if the length is no multiple of 32
// or a point is not canonical; the message names it as `what`_0, `what`_1, ...
absl::StatusOr<std::vector<Point>> ParsePoints(
    std::span<const uint8_t> encodings, absl::string_view what);
std::vector<Point> ToPoints(std::span<const Element> elements);

// The one-way map of RFC 9496, section 4.3.4, of 64 bytes a point: the points
// of Element::FromUniformBytes, many at a time. A multiple of 64 (a bug
// otherwise).
std::vector<Point> MapToPoints(std::span<const uint8_t> wide);

}  // namespace pingyi

#endif  // CRYPTO_ENGINE_POINT_H_

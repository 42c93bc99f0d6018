#include "crypto/engine/point.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace pingyi {

Point::Point() : point_(decaf_255_point_identity[0]) {}

absl::StatusOr<Point> Point::Parse(std::span<const uint8_t> encoding) {
  if (encoding.size() != kElementSize) {
    return absl::InvalidArgumentError(absl::StrCat(
        "element: want ", kElementSize, " bytes, got ", encoding.size()));
  }
  Point out;
  if (decaf_255_point_decode(&out.point_, encoding.data(), DECAF_TRUE) !=
      DECAF_SUCCESS) {
    return absl::InvalidArgumentError("element: not canonical");
  }
  return out;
}

Point Point::From(const Element& element) {
  Point out;
  // An Element's encoding is canonical, so this cannot fail.
  [[maybe_unused]] const decaf_error_t error =
      decaf_255_point_decode(&out.point_, element.bytes().data(), DECAF_TRUE);
  return out;
}

const Point& Point::Generator() {
  static const Point kGenerator = From(Element::Generator());
  return kGenerator;
}

Element Point::ToElement() const {
  Element out;
  decaf_255_point_encode(out.encoding_.data(), &point_);
  return out;
}

bool Point::IsIdentity() const {
  return decaf_255_point_eq(&point_, decaf_255_point_identity) == DECAF_TRUE;
}

Point operator+(const Point& a, const Point& b) {
  Point out;
  decaf_255_point_add(&out.point_, &a.point_, &b.point_);
  return out;
}

Point operator-(const Point& a, const Point& b) {
  Point out;
  decaf_255_point_sub(&out.point_, &a.point_, &b.point_);
  return out;
}

Point operator*(const Scalar& x, const Point& a) {
  return MultiScalarMul({&x, 1}, {&a, 1});
}

Point Point::operator-() const {
  Point out;
  decaf_255_point_negate(&out.point_, &point_);
  return out;
}

Point& Point::operator+=(const Point& other) {
  decaf_255_point_add(&point_, &point_, &other.point_);
  return *this;
}

Point& Point::operator-=(const Point& other) {
  decaf_255_point_sub(&point_, &point_, &other.point_);
  return *this;
}

Point Point::Double() const {
  Point out;
  decaf_255_point_double(&out.point_, &point_);
  return out;
}

bool operator==(const Point& a, const Point& b) {
  return decaf_255_point_eq(&a.point_, &b.point_) == DECAF_TRUE;
}

absl::StatusOr<std::vector<Point>> ParsePoints(
    std::span<const uint8_t> encodings, absl::string_view what) {
  if (encodings.size() % kElementSize != 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        what, ": ", encodings.size(), " bytes are no whole elements"));
  }
  std::vector<Point> out;
  out.reserve(encodings.size() / kElementSize);
  for (size_t i = 0; i < encodings.size(); i += kElementSize) {
    const auto point = Point::Parse(encodings.subspan(i, kElementSize));
    if (!point.ok()) {
      return absl::InvalidArgumentError(absl::StrCat(
          what, "_", i / kElementSize, ": ", point.status().message()));
    }
    out.push_back(*point);
  }
  return out;
}

std::vector<Point> ToPoints(std::span<const Element> elements) {
  std::vector<Point> out;
  out.reserve(elements.size());
  for (const Element& element : elements) {
    out.push_back(Point::From(element));
  }
  return out;
}

}  // namespace pingyi

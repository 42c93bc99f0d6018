#include "crypto/engine/point.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "crypto/engine/engine.h"

namespace pingyi {
namespace {

using engine::ActiveBackend;

const engine::PointArithmetic& Arithmetic() {
  return *ActiveBackend().points;
}

}  // namespace

Point::Point() : words_(Arithmetic().identity()) {}

absl::StatusOr<Point> Point::Parse(std::span<const uint8_t> encoding) {
  if (encoding.size() != kElementSize) {
    return absl::InvalidArgumentError(absl::StrCat(
        "element: want ", kElementSize, " bytes, got ", encoding.size()));
  }
  Point out;
  if (DecodePoints(encoding, {&out, 1}) == 0) {
    return absl::InvalidArgumentError("element: not canonical");
  }
  return out;
}

Point Point::From(const Element& element) {
  Point out;
  // An Element's encoding is canonical, so this cannot fail.
  DecodePoints(element.bytes(), {&out, 1});
  return out;
}

const Point& Point::Generator() {
  static const Point kGenerator = From(Element::Generator());
  return kGenerator;
}

Element Point::ToElement() const {
  Element out;
  Arithmetic().encode(words_, out.encoding_.data());
  return out;
}

Element Point::ToElement(
    std::span<const uint8_t, kElementSize> decoded_from) const {
  Element out;
  std::copy(decoded_from.begin(), decoded_from.end(), out.encoding_.begin());
  return out;
}

bool Point::IsIdentity() const {
  return *this == Point();
}

Point operator+(const Point& a, const Point& b) {
  return Point(Arithmetic().add(a.words_, b.words_));
}

Point operator-(const Point& a, const Point& b) {
  return a + -b;
}

Point operator*(const Scalar& x, const Point& a) {
  return MultiScalarMul({&x, 1}, {&a, 1});
}

Point Point::operator-() const {
  return Point(Arithmetic().negate(words_));
}

Point Point::Double() const {
  return Point(Arithmetic().twice(words_));
}

bool operator==(const Point& a, const Point& b) {
  return Arithmetic().equal(a.words_, b.words_);
}

size_t DecodePoints(std::span<const uint8_t> encodings, std::span<Point> out) {
  assert(encodings.size() == out.size() * kElementSize);
  // Decoded beside them: a Point may not be written as its words, and a copy of
  // 160 bytes is nothing beside decoding them.
  constexpr size_t kChunk = 64;
  // All that is read was decoded before; 10 KB of zeros would cost more.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
  std::array<engine::PointWords, kChunk> words;
  size_t done = 0;
  size_t good = 0;
  for (size_t count = 0; done < out.size() && good == count; done += good) {
    count = std::min(kChunk, out.size() - done);
    good = ActiveBackend().decode(encodings.data() + done * kElementSize, count,
                                  words.data());
    std::transform(words.begin(), words.begin() + good, &out[done],
                   [](const engine::PointWords& a) { return Point(a); });
  }
  return done;
}

absl::StatusOr<std::vector<Point>> ParsePoints(
    std::span<const uint8_t> encodings, absl::string_view what) {
  if (encodings.size() % kElementSize != 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        what, ": ", encodings.size(), " bytes are no whole elements"));
  }
  std::vector<Point> out(encodings.size() / kElementSize);
  const size_t good = DecodePoints(encodings, out);
  if (good < out.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat(what, "_", good, ": element: not canonical"));
  }
  return out;
}

std::vector<Point> MapToPoints(std::span<const uint8_t> wide) {
  constexpr size_t kWideSize = 2 * kElementSize;
  assert(wide.size() % kWideSize == 0);
  std::vector<engine::PointWords> words(wide.size() / kWideSize);
  Arithmetic().map(ActiveBackend().root_powers, wide.data(), words.size(),
                   words.data());
  return {words.begin(), words.end()};
}

std::vector<Point> ToPoints(std::span<const Element> elements) {
  std::vector<uint8_t> encodings;
  encodings.reserve(elements.size() * kElementSize);
  for (const Element& element : elements) {
    encodings.insert(encodings.end(), element.bytes().begin(),
                     element.bytes().end());
  }
  std::vector<Point> out(elements.size());
  // Elements are canonical, so this cannot fail.
  DecodePoints(encodings, out);
  return out;
}

}  // namespace pingyi

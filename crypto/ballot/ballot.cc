#include "crypto/ballot/ballot.h"

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

constexpr size_t kNonIdentities = 3;  // Y, N and A come first.

// The points of a ballot in the order of its bytes.
template <class P, class Ballot>
std::vector<P*> PointsOf(Ballot& ballot) {
  std::vector<P*> out = {&ballot.y, &ballot.n, &ballot.a};
  for (P& point : ballot.b) {
    out.push_back(&point);
  }
  for (P* const point : {&ballot.c_bits, &ballot.c_mask, &ballot.c_lin,
                         &ballot.c_sqr, &ballot.s, &ballot.t, &ballot.u}) {
    out.push_back(point);
  }
  return out;
}

// What the protocol calls the point at `place`.
std::string NameOf(const BallotLayout& layout, size_t place) {
  constexpr absl::string_view kFirst[] = {"Y", "N", "A"};
  constexpr absl::string_view kLast[] = {"C_bits", "C_mask", "C_lin", "C_sqr",
                                         "S",      "T",      "U"};
  if (place < kNonIdentities) {
    return std::string(kFirst[place]);
  }
  place -= kNonIdentities;
  if (place < layout.ciphertexts()) {
    return absl::StrCat("B_", place);
  }
  return std::string(kLast[place - layout.ciphertexts()]);
}

// All points lie side by side, so they are decoded in one go.
absl::Status ReadPoints(const BallotLayout& layout, ByteSpan encodings,
                        ParsedBallot& out) {
  out.b.resize(layout.ciphertexts());
  const std::vector<Point*> points = PointsOf<Point>(out);
  std::vector<Point> decoded(points.size());
  const size_t good = DecodePoints(encodings, decoded);
  for (size_t i = 0; i < good; ++i) {
    if (i < kNonIdentities && decoded[i].IsIdentity()) {
      return absl::InvalidArgumentError(
          absl::StrCat("ballot: ", NameOf(layout, i), " is the identity"));
    }
    *points[i] = decoded[i];
  }
  if (good < points.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("ballot: ", NameOf(layout, good), " is not canonical"));
  }
  return absl::OkStatus();
}

// Reads scalars one by one; the caller has checked the length.
class Reader {
 public:
  explicit Reader(ByteSpan bytes) : rest_(bytes) {}

  // `name` is made into text only where it is needed.
  template <class... Parts>
  absl::Status ReadScalar(Scalar& out, const Parts&... name) {
    const auto scalar = Scalar::Parse(rest_.first(kScalarSize));
    if (!scalar.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("ballot: ", name..., " is not reduced"));
    }
    rest_ = rest_.subspan(kScalarSize);
    out = *scalar;
    return absl::OkStatus();
  }

 private:
  ByteSpan rest_;
};

absl::Status ReadScalars(const BallotLayout& layout, Reader& reader,
                         ParsedBallot& out) {
  RETURN_IF_ERROR(reader.ReadScalar(out.z_r, "z_r"));
  RETURN_IF_ERROR(reader.ReadScalar(out.z_y, "z_y"));
  RETURN_IF_ERROR(reader.ReadScalar(out.z_bits, "z_bits"));
  RETURN_IF_ERROR(reader.ReadScalar(out.z_lin, "z_lin"));
  out.f.reserve(layout.options() - layout.contests());
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    for (size_t k = 1; k < layout.options_of(contest); ++k) {
      const size_t j = layout.first_option(contest) + k;
      RETURN_IF_ERROR(reader.ReadScalar(out.f.emplace_back(), "f_", j));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ParsedBallot> ParseBallot(const BallotLayout& layout,
                                         ByteSpan bytes) {
  if (bytes.size() != layout.ballot_size()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "ballot: want ", layout.ballot_size(), " bytes, got ", bytes.size()));
  }
  ParsedBallot out;
  out.bytes.assign(bytes.begin(), bytes.end());
  const size_t points_size = layout.points() * kElementSize;
  RETURN_IF_ERROR(ReadPoints(layout, bytes.first(points_size), out));
  Reader reader(bytes.subspan(points_size));
  RETURN_IF_ERROR(ReadScalars(layout, reader, out));
  return out;
}

Bytes SerializeBallot(const ParsedBallot& ballot) {
  Bytes out;
  out.reserve(ballot.bytes.size());
  for (const Point* const point : PointsOf<const Point>(ballot)) {
    AppendBytes(out, point->ToElement().bytes());
  }
  for (const Scalar* scalar :
       {&ballot.z_r, &ballot.z_y, &ballot.z_bits, &ballot.z_lin}) {
    AppendBytes(out, scalar->bytes());
  }
  for (const Scalar& scalar : ballot.f) {
    AppendBytes(out, scalar.bytes());
  }
  return out;
}

}  // namespace pingyi

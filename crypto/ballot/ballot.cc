#include "crypto/ballot/ballot.h"

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

// Reads a ballot element by element; the caller has checked the length.
class Reader {
 public:
  explicit Reader(ByteSpan bytes) : rest_(bytes) {}

  absl::Status ReadPoint(absl::string_view name, Point& out) {
    const auto point = Point::Parse(Next());
    if (!point.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("ballot: ", name, " is not canonical"));
    }
    out = *point;
    return absl::OkStatus();
  }

  absl::Status ReadNonIdentity(absl::string_view name, Point& out) {
    RETURN_IF_ERROR(ReadPoint(name, out));
    if (out.IsIdentity()) {
      return absl::InvalidArgumentError(
          absl::StrCat("ballot: ", name, " is the identity"));
    }
    return absl::OkStatus();
  }

  absl::Status ReadScalar(absl::string_view name, Scalar& out) {
    const auto scalar = Scalar::Parse(Next());
    if (!scalar.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("ballot: ", name, " is not reduced"));
    }
    out = *scalar;
    return absl::OkStatus();
  }

 private:
  ByteSpan Next() {
    const ByteSpan element = rest_.first(kElementSize);
    rest_ = rest_.subspan(kElementSize);
    return element;
  }

  ByteSpan rest_;
};

absl::Status ReadCiphertexts(const BallotLayout& layout, Reader& reader,
                             ParsedBallot& out) {
  RETURN_IF_ERROR(reader.ReadNonIdentity("A", out.a));
  out.b.resize(layout.ciphertexts());
  for (size_t i = 0; i < out.b.size(); ++i) {
    RETURN_IF_ERROR(reader.ReadPoint(absl::StrCat("B_", i), out.b[i]));
  }
  return absl::OkStatus();
}

absl::Status ReadProof(const BallotLayout& layout, Reader& reader,
                       ParsedBallot& out) {
  RETURN_IF_ERROR(reader.ReadPoint("C_bits", out.c_bits));
  RETURN_IF_ERROR(reader.ReadPoint("C_mask", out.c_mask));
  RETURN_IF_ERROR(reader.ReadPoint("C_lin", out.c_lin));
  RETURN_IF_ERROR(reader.ReadPoint("C_sqr", out.c_sqr));
  RETURN_IF_ERROR(reader.ReadPoint("S", out.s));
  RETURN_IF_ERROR(reader.ReadPoint("T", out.t));
  RETURN_IF_ERROR(reader.ReadPoint("U", out.u));
  RETURN_IF_ERROR(reader.ReadScalar("z_r", out.z_r));
  RETURN_IF_ERROR(reader.ReadScalar("z_y", out.z_y));
  RETURN_IF_ERROR(reader.ReadScalar("z_bits", out.z_bits));
  RETURN_IF_ERROR(reader.ReadScalar("z_lin", out.z_lin));
  out.f.reserve(layout.options() - layout.contests());
  for (size_t contest = 0; contest < layout.contests(); ++contest) {
    for (size_t k = 1; k < layout.options_of(contest); ++k) {
      const size_t j = layout.first_option(contest) + k;
      RETURN_IF_ERROR(
          reader.ReadScalar(absl::StrCat("f_", j), out.f.emplace_back()));
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
  Reader reader(bytes);
  RETURN_IF_ERROR(reader.ReadNonIdentity("Y", out.y));
  RETURN_IF_ERROR(reader.ReadNonIdentity("N", out.n));
  RETURN_IF_ERROR(ReadCiphertexts(layout, reader, out));
  RETURN_IF_ERROR(ReadProof(layout, reader, out));
  return out;
}

Bytes SerializeBallot(const ParsedBallot& ballot) {
  Bytes out;
  out.reserve(ballot.bytes.size());
  const auto append_point = [&out](const Point& point) {
    AppendBytes(out, point.ToElement().bytes());
  };
  for (const Point* point : {&ballot.y, &ballot.n, &ballot.a}) {
    append_point(*point);
  }
  for (const Point& point : ballot.b) {
    append_point(point);
  }
  for (const Point* point : {&ballot.c_bits, &ballot.c_mask, &ballot.c_lin,
                             &ballot.c_sqr, &ballot.s, &ballot.t, &ballot.u}) {
    append_point(*point);
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

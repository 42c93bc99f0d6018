// One backend (PINGYI_FUZZ_BACKEND) against the reference: whatever the bytes,
// both accept the same encodings, encode the same points again, sum to the same
// element, and map to the same points. Three targets are built from this file.
//
// An input is a byte that chooses the window's width, and terms of 65 bytes: an
// encoding, a scalar (reduced), and what is done with the point first. The map
// reads the same bytes, 64 a point.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <vector>

#include "crypto/engine/engine.h"
#include "crypto/engine/msm.h"
#include "crypto/group/element.h"

namespace pingyi::engine {
namespace {

constexpr char kName[] = PINGYI_FUZZ_BACKEND;
constexpr size_t kTermSize = kEncodingSize + kScalarSize + 1;
constexpr size_t kMaxTerms = 40;

using Encoding = std::array<uint8_t, kEncodingSize>;

// Null, and said once, where the machine lacks it.
const Backend* Candidate() {
  static const Backend* const kFound = []() -> const Backend* {
    for (const Backend* backend : AvailableBackends()) {
      if (absl::string_view(kName) == backend->name) {
        return backend;
      }
    }
    std::fprintf(stderr, "skipped: this machine has no engine \"%s\"\n", kName);
    return nullptr;
  }();
  return kFound;
}

void Require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "%s and reference differ: %s\n", kName, what);
    std::abort();
  }
}

struct Term {
  Encoding encoding;
  Scalar scalar;
  uint8_t change;
};

Term ReadTerm(std::span<const uint8_t> bytes) {
  Term out = {};
  const auto scalar = bytes.subspan(kEncodingSize, kScalarSize);
  WideDigest wide = {};
  std::copy(scalar.begin(), scalar.end(), wide.begin());
  out.scalar = Scalar::Reduce(wide);
  out.change = bytes.back();
  std::copy_n(bytes.begin(), kEncodingSize, out.encoding.begin());
  // Bytes hit a point one time in sixteen; mapped to one they always do.
  if ((out.change & 0x80) != 0) {
    WideDigest uniform = {};
    std::copy_n(bytes.begin(), kEncodingSize, uniform.begin());
    out.encoding = Element::FromUniformBytes(uniform).bytes();
  }
  return out;
}

std::vector<Term> ReadTerms(std::span<const uint8_t> bytes) {
  std::vector<Term> out;
  while (bytes.size() >= kTermSize && out.size() < kMaxTerms) {
    out.push_back(ReadTerm(bytes.first(kTermSize)));
    bytes = bytes.subspan(kTermSize);
  }
  return out;
}

// The same points in both backends.
struct Points {
  const Backend& backend;
  std::vector<PointWords> words;

  Encoding Encode(const PointWords& a) const {
    Encoding out;
    backend.points->encode(a, out.data());
    return out;
  }
  // One at a time; what is no point is left out.
  void Decode(std::span<const Term> terms) {
    for (const Term& term : terms) {
      PointWords point = {};
      if (backend.decode(term.encoding.data(), 1, &point) == 1) {
        words.push_back(point);
      }
    }
  }
  void Change(size_t i, uint8_t change) {
    const PointArithmetic& points = *backend.points;
    PointWords& p = words[i];
    switch (change % 5) {
      case 1:
        p = points.negate(p);
        break;
      case 2:
        p = points.twice(p);
        break;
      case 3:
        p = points.add(p, words[i / 2]);
        break;
      case 4:
        p = points.add(p, points.negate(words[i / 2]));
        break;
      default:
        break;
    }
  }
  std::vector<const PointWords*> pointers() const {
    std::vector<const PointWords*> out;
    for (const PointWords& point : words) {
      out.push_back(&point);
    }
    return out;
  }
};

size_t DecodeBatch(const Backend& backend, std::span<const Term> terms) {
  std::vector<uint8_t> bytes;
  for (const Term& term : terms) {
    bytes.insert(bytes.end(), term.encoding.begin(), term.encoding.end());
  }
  std::vector<PointWords> out(terms.size());
  return backend.decode(bytes.data(), terms.size(), out.data());
}

// What both accept, by libsodium too; encoded again it is what it was.
std::vector<Term> Accepted(std::span<const Term> terms, Points& candidate,
                           Points& reference) {
  candidate.Decode(terms);
  reference.Decode(terms);
  std::vector<Term> out;
  std::copy_if(
      terms.begin(), terms.end(), std::back_inserter(out),
      [](const Term& term) { return Element::Parse(term.encoding).ok(); });
  Require(candidate.words.size() == out.size(), "decoding of one");
  Require(reference.words.size() == out.size(), "libsodium's decoding");
  for (size_t i = 0; i < out.size(); ++i) {
    Require(candidate.Encode(candidate.words[i]) == out[i].encoding,
            "encoding of what was decoded");
  }
  return out;
}

void CompareArithmetic(std::span<const Term> terms, Points& candidate,
                       Points& reference) {
  for (size_t i = 0; i < terms.size(); ++i) {
    candidate.Change(i, terms[i].change);
    reference.Change(i, terms[i].change);
    Require(candidate.Encode(candidate.words[i]) ==
                reference.Encode(reference.words[i]),
            "arithmetic");
    const auto same_as_half = [i](const Points& points) {
      return points.backend.points->equal(points.words[i], points.words[i / 2]);
    };
    Require(same_as_half(candidate) == same_as_half(reference), "equality");
  }
}

void CompareSums(std::span<const Term> terms, unsigned width,
                 const Points& candidate, const Points& reference) {
  std::vector<Scalar> scalars;
  for (const Term& term : terms) {
    scalars.push_back(term.scalar);
  }
  const Backend& backend = candidate.backend;
  const auto points = candidate.pointers();
  const Encoding expected = reference.Encode(
      StrausSum(reference.backend, scalars, reference.pointers()));
  Require(candidate.Encode(StrausSum(backend, scalars, points)) == expected,
          "Straus");
  Require(candidate.Encode(PippengerSum(backend, width, scalars, points)) ==
              expected,
          "Pippenger");
  Require(candidate.Encode(Sum(backend, scalars, points)) == expected, "sum");
}

// All of the input as uniform bytes, mapped at once.
void CompareMaps(const Backend& backend, std::span<const uint8_t> wide) {
  const size_t n = std::min(wide.size() / (2 * kEncodingSize), kMaxTerms);
  const auto map = [&](const Backend& by) {
    Points out = {.backend = by, .words = std::vector<PointWords>(n)};
    by.points->map(by.root_powers, wide.data(), n, out.words.data());
    return out;
  };
  const Points candidate = map(backend);
  const Points reference = map(kReferenceBackend);
  for (size_t i = 0; i < n; ++i) {
    Require(candidate.Encode(candidate.words[i]) ==
                reference.Encode(reference.words[i]),
            "the one-way map");
  }
}

void Compare(const Backend& backend, std::span<const uint8_t> input) {
  // Above 8 bits a sum takes milliseconds: the unit tests see to those.
  const unsigned width = 2 + input.front() % 7;
  const std::vector<Term> terms = ReadTerms(input.subspan(1));
  Points candidate = {.backend = backend, .words = {}};
  Points reference = {.backend = kReferenceBackend, .words = {}};
  Require(DecodeBatch(backend, terms) == DecodeBatch(kReferenceBackend, terms),
          "decoding of many");
  const std::vector<Term> good = Accepted(terms, candidate, reference);
  CompareArithmetic(good, candidate, reference);
  CompareSums(good, width, candidate, reference);
  CompareMaps(backend, input.subspan(1));
}

}  // namespace
}  // namespace pingyi::engine

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto* const backend = pingyi::engine::Candidate();
  if (backend != nullptr && size > 0) {
    pingyi::engine::Compare(*backend, std::span(data, size));
  }
  return 0;
}

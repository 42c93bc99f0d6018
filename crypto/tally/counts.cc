#include "crypto/tally/counts.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "crypto/base/bytes.h"
#include "crypto/base/status_macros.h"
#include "crypto/engine/point.h"
#include "crypto/group/scalar.h"
#include "crypto/tally/count_search.h"

namespace pingyi {
namespace {

constexpr uint32_t kMaxPack = 4;

// Options a ciphertext, for the ciphertexts of one contest.
std::vector<uint32_t> Widths(uint32_t options, uint32_t pack) {
  std::vector<uint32_t> out;
  for (uint32_t at = 0; at < options; at += pack) {
    out.push_back(std::min(pack, options - at));
  }
  return out;
}

// sum_k 2^(32 k) counts_k.
Scalar Packed(std::span<const uint32_t> counts) {
  Bytes bytes;
  for (const uint32_t count : counts) {
    AppendLe32(bytes, count);
  }
  bytes.resize(kScalarSize);
  return Scalar::Parse(bytes).value_or(Scalar());  // Below 2^128.
}

// 2^(32 k) G.
Point Weight(uint32_t k) {
  std::array<uint32_t, kMaxPack> counts = {};
  counts[k] = 1;
  return Packed(counts) * Point::Generator();
}

absl::Status CheckLayout(const CountLayout& layout, size_t totals) {
  if (layout.pack == 0 || layout.pack > kMaxPack) {
    return absl::InvalidArgumentError(
        absl::StrCat("counts: pack is ", layout.pack, ", want 1 to 4"));
  }
  if (std::count(layout.options.begin(), layout.options.end(), 0) != 0) {
    return absl::InvalidArgumentError("counts: a contest has no option");
  }
  if (totals != layout.ciphertext_count()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "counts: ", totals, " totals, want ", layout.ciphertext_count()));
  }
  return absl::OkStatus();
}

// The searches that a layout needs, each made when it is first used. There are
// two kinds a width. In an open ciphertext, later ones of the contest hold the
// rest. In the last one all counts but one are free: they must use up what is
// left of the ballots, so its last option is fixed by the others.
class Searches {
 public:
  Searches(const CountLayout& layout, uint32_t ballots) : ballots_(ballots) {
    for (const uint32_t options : layout.options) {
      const std::vector<uint32_t> widths = Widths(options, layout.pack);
      for (size_t i = 0; i < widths.size(); ++i) {
        ++uses_[{i + 1 == widths.size(), widths[i]}];
      }
    }
  }

  // The `width` counts in `total`, of together at most `left` if open, exactly
  // `left` if last.
  std::optional<std::vector<uint32_t>> Find(const Element& total, bool last,
                                            uint32_t width, uint32_t left) {
    const CountSearch& search = Get(last, width);
    Point sum = Point::From(total);
    if (!last) {
      return search.Find(sum, left);
    }
    sum -= Scalar::FromUint64(left) * Weight(width - 1);
    std::optional<std::vector<uint32_t>> counts = search.Find(sum, left);
    if (counts.has_value()) {
      counts->push_back(
          left - std::accumulate(counts->begin(), counts->end(), uint32_t{0}));
    }
    return counts;
  }

 private:
  using Kind = std::pair<bool, uint32_t>;

  const CountSearch& Get(bool last, uint32_t width) {
    const Kind kind = {last, width};
    const auto found = made_.find(kind);
    if (found != made_.end()) {
      return found->second;
    }
    std::vector<Point> weights;
    for (uint32_t k = 0; k + (last ? 1 : 0) < width; ++k) {
      weights.push_back(last ? Weight(k) - Weight(width - 1) : Weight(k));
    }
    return made_
        .emplace(kind, CountSearch(std::move(weights), ballots_, uses_[kind]))
        .first->second;
  }

  uint32_t ballots_;
  std::map<Kind, size_t> uses_;
  std::map<Kind, CountSearch> made_;
};

absl::Status CheckSums(const CountLayout& layout,
                       std::span<const uint32_t> counts, uint32_t ballots) {
  size_t at = 0;
  for (size_t contest = 0; contest < layout.options.size(); ++contest) {
    const std::span<const uint32_t> own =
        counts.subspan(at, layout.options[contest]);
    at += own.size();
    const uint64_t sum = std::accumulate(own.begin(), own.end(), uint64_t{0});
    if (sum != ballots) {
      return absl::InvalidArgumentError(
          absl::StrCat("counts: contest ", contest, " adds up to ", sum,
                       ", not to ", ballots, " ballots"));
    }
  }
  return absl::OkStatus();
}

// By ciphertext: the number that its total should be times G.
std::vector<Scalar> PackedCounts(const CountLayout& layout,
                                 std::span<const uint32_t> counts) {
  std::vector<Scalar> out;
  for (const uint32_t options : layout.options) {
    for (const uint32_t width : Widths(options, layout.pack)) {
      out.push_back(Packed(counts.first(width)));
      counts = counts.subspan(width);
    }
  }
  return out;
}

}  // namespace

size_t CountLayout::option_count() const {
  return std::accumulate(options.begin(), options.end(), size_t{0});
}

size_t CountLayout::ciphertext_count() const {
  size_t out = 0;
  for (const uint32_t count : options) {
    out += Widths(count, pack).size();
  }
  return out;
}

uint32_t MaxBallots(uint32_t pack) {
  constexpr std::array<uint32_t, kMaxPack + 1> kMax = {0, 10'000'000, 100'000,
                                                       500, 500};
  return pack < kMax.size() ? kMax[pack] : 0;
}

absl::StatusOr<std::vector<uint32_t>> FindCounts(
    const CountLayout& layout, std::span<const Element> totals,
    uint32_t ballots) {
  RETURN_IF_ERROR(CheckLayout(layout, totals.size()));
  if (ballots > MaxBallots(layout.pack)) {
    return absl::OutOfRangeError(absl::StrCat(
        "counts: ", ballots, " ballots are too many to search at pack ",
        layout.pack, ": at most ", MaxBallots(layout.pack)));
  }
  Searches searches(layout, ballots);
  std::vector<uint32_t> out;
  size_t at = 0;
  for (size_t contest = 0; contest < layout.options.size(); ++contest) {
    uint32_t left = ballots;
    const std::vector<uint32_t> widths =
        Widths(layout.options[contest], layout.pack);
    for (size_t i = 0; i < widths.size(); ++i, ++at) {
      const std::optional<std::vector<uint32_t>> counts =
          searches.Find(totals[at], i + 1 == widths.size(), widths[i], left);
      if (!counts.has_value()) {
        return absl::DataLossError(absl::StrCat("counts: no counts of contest ",
                                                contest, " add up to ", ballots,
                                                " ballots"));
      }
      left -= std::accumulate(counts->begin(), counts->end(), uint32_t{0});
      out.insert(out.end(), counts->begin(), counts->end());
    }
  }
  return out;
}

absl::Status CheckCounts(const CountLayout& layout,
                         std::span<const Element> totals,
                         std::span<const uint32_t> counts, uint32_t ballots) {
  RETURN_IF_ERROR(CheckLayout(layout, totals.size()));
  if (counts.size() != layout.option_count()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "counts: ", counts.size(), " counts, want ", layout.option_count()));
  }
  RETURN_IF_ERROR(CheckSums(layout, counts, ballots));
  const std::vector<Scalar> packed = PackedCounts(layout, counts);
  std::vector<Term> terms;
  Scalar claimed;
  for (size_t i = 0; i < totals.size(); ++i) {
    const Scalar weight = Scalar::RandomWeight();
    claimed = claimed + weight * packed[i];
    terms.push_back(Term{weight, Point::From(totals[i])});
  }
  terms.push_back(Term{-claimed, Point::Generator()});
  if (MultiScalarMul(terms).IsIdentity()) {
    return absl::OkStatus();
  }
  for (size_t i = 0; i < totals.size(); ++i) {
    if (Element::MulBase(packed[i]) != totals[i]) {
      return absl::InvalidArgumentError(absl::StrCat(
          "counts: those of ciphertext ", i, " are not what was decrypted"));
    }
  }
  return absl::InternalError("counts: the batch fails but no part of it");
}

}  // namespace pingyi

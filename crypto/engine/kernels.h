#ifndef CRYPTO_ENGINE_KERNELS_H_
#define CRYPTO_ENGINE_KERNELS_H_

#include <cstddef>
#include <cstdint>

#include "crypto/engine/backend.h"

// The inner loops of Pippenger and Straus, once for all backends. A backend
// gives a type L, of internal linkage (its functions must not be merged with
// another backend's), with
//
//   kLanes              points side by side in a Points
//   Points              kLanes points in registers, any coordinates
//   Addend              one point as Collect wants it
//   Bucket              one point at rest; kLanes of them are a
//                       multiple of 64 bytes
//   Mask                bit l: lane l
//   Points Identity();
//   Points Add(const Points&, const Points&);          complete
//   Points Double(const Points&);
//   Points Negate(const Points&, Mask);                only the lanes of Mask
//   Points AddSame(const Points&, const Addend&, Mask negate);
//                                                      one point to every lane
//   Points Load(const Bucket* const from[kLanes]);
//   void Store(const Points&, Bucket* const to[kLanes]);
//   void Fetch(const Bucket*);                         into the cache
//   Points FromWords(const PointWords* const from[kLanes]);
//   void ToWords(const Points&, PointWords* out);      kLanes of them
//   Mask Split(const int16_t digits[kLanes], uint16_t magnitudes[kLanes]);
//   Addend MakeAddend(const PointWords&);              Z = 1
//
// and, if kLanes is 1 (where it is cheap to ask), buckets that hold nothing:
//
//   bool IsEmpty(const Bucket&);
//   void MakeEmpty(Bucket&);
//   Points FromAddend(const Addend&, Mask negate);
namespace pingyi::engine {

template <class L>
void Prepare(const PointWords* const* points, size_t n, void* addends) {
  auto* const out = static_cast<typename L::Addend*>(addends);
  for (size_t i = 0; i < n; ++i) {
    out[i] = L::MakeAddend(*points[i]);
  }
}

template <class L>
void Clear(void* buckets, size_t count) {
  auto* bucket = static_cast<typename L::Bucket*>(buckets);
  if constexpr (L::kLanes == 1) {
    for (size_t k = 0; k < count; ++k) {
      L::MakeEmpty(bucket[k]);
    }
  } else {
    const typename L::Points identity = L::Identity();
    for (size_t k = 0; k < count; ++k) {
      typename L::Bucket* to[L::kLanes];
      for (size_t lane = 0; lane < L::kLanes; ++lane) {
        to[lane] = bucket++;
      }
      L::Store(identity, to);
    }
  }
}

// Where the digits of one point lead.
template <class L>
struct Places {
  typename L::Bucket* at[L::kLanes];
  typename L::Mask negate;
};

template <class L>
inline Places<L> FindPlaces(const int16_t* digits,
                            typename L::Bucket* buckets) {
  alignas(64) uint16_t magnitudes[L::kLanes];
  Places<L> out = {};
  out.negate = L::Split(digits, magnitudes);
  for (size_t lane = 0; lane < L::kLanes; ++lane) {
    out.at[lane] = buckets + size_t{magnitudes[lane]} * L::kLanes + lane;
  }
  return out;
}

template <class L>
inline void FetchPlaces(const Places<L>& places) {
  for (size_t lane = 0; lane < L::kLanes; ++lane) {
    L::Fetch(places.at[lane]);
  }
}

template <class L>
inline void AddTo(const Places<L>& places, const typename L::Addend& addend) {
  if constexpr (L::kLanes == 1) {
    if (L::IsEmpty(*places.at[0])) {
      L::Store(L::FromAddend(addend, places.negate), places.at);
      return;
    }
  }
  L::Store(L::AddSame(L::Load(places.at), addend, places.negate), places.at);
}

template <class L>
void Collect(const void* addends, const int16_t* digits, size_t n,
             void* buckets) {
  const auto* const addend = static_cast<const typename L::Addend*>(addends);
  auto* const bucket = static_cast<typename L::Bucket*>(buckets);
  // Buckets are met in no order: they are fetched some points ahead.
  constexpr size_t kAhead = L::kLanes == 1 ? 4 : 1;
  for (size_t i = 0; i < n; ++i) {
    if (i + kAhead < n) {
      FetchPlaces<L>(FindPlaces<L>(digits + (i + kAhead) * L::kLanes, bucket));
    }
    const int16_t* const digit = digits + i * L::kLanes;
    if (L::kLanes > 1 || *digit != 0) {
      AddTo<L>(FindPlaces<L>(digit, bucket), addend[i]);
    }
  }
}

// sum k bucket_k by running sums from the top.
template <class L>
void Weigh(const void* buckets, size_t count, PointWords* out) {
  const auto* const bucket = static_cast<const typename L::Bucket*>(buckets);
  typename L::Points running = L::Identity();
  typename L::Points total = L::Identity();
  for (size_t k = count - 1; k > 0; --k) {
    const typename L::Bucket* from[L::kLanes];
    for (size_t lane = 0; lane < L::kLanes; ++lane) {
      from[lane] = bucket + k * L::kLanes + lane;
    }
    if constexpr (L::kLanes == 1) {
      if (L::IsEmpty(*from[0])) {
        total = L::Add(total, running);
        continue;
      }
    }
    running = L::Add(running, L::Load(from));
    total = L::Add(total, running);
  }
  L::ToWords(total, out);
}

// The multiples 0 to 8 of kLanes points; multiple m of lane l at m * kLanes +
// l.
template <class L>
void FillTable(const PointWords* const* points, typename L::Bucket* table) {
  const typename L::Points once = L::FromWords(points);
  typename L::Points multiple = L::Identity();
  for (size_t m = 0; m < kStrausTable; ++m) {
    typename L::Bucket* to[L::kLanes];
    for (size_t lane = 0; lane < L::kLanes; ++lane) {
      to[lane] = table + m * L::kLanes + lane;
    }
    L::Store(multiple, to);
    multiple = L::Add(multiple, once);
  }
}

// digit x point for each lane.
template <class L>
inline typename L::Points LookUp(const typename L::Bucket* table,
                                 const int16_t* digits) {
  alignas(64) uint16_t magnitudes[L::kLanes];
  const typename L::Mask negate = L::Split(digits, magnitudes);
  const typename L::Bucket* from[L::kLanes];
  for (size_t lane = 0; lane < L::kLanes; ++lane) {
    from[lane] = table + size_t{magnitudes[lane]} * L::kLanes + lane;
  }
  return L::Negate(L::Load(from), negate);
}

template <class L>
void Straus(const PointWords* const* points, const int16_t* digits, size_t n,
            void* tables, PointWords* out) {
  auto* const table = static_cast<typename L::Bucket*>(tables);
  for (size_t i = 0; i < n; i += L::kLanes) {
    FillTable<L>(points + i, table + i * kStrausTable);
  }
  typename L::Points sum = L::Identity();
  for (size_t w = kStrausWindows; w-- > 0;) {
    if (w + 1 < kStrausWindows) {
      for (unsigned i = 0; i < kStrausWidth; ++i) {
        sum = L::Double(sum);
      }
    }
    for (size_t i = 0; i < n; i += L::kLanes) {
      if (L::kLanes == 1 && digits[w * n + i] == 0) {
        continue;
      }
      sum =
          L::Add(sum, LookUp<L>(table + i * kStrausTable, digits + w * n + i));
    }
  }
  L::ToWords(sum, out);
}

template <class L>
constexpr BucketLoops LoopsOf() {
  return {.addend_size = sizeof(typename L::Addend),
          .bucket_size = sizeof(typename L::Bucket),
          .prepare = Prepare<L>,
          .clear = Clear<L>,
          .collect = Collect<L>,
          .weigh = Weigh<L>};
}

}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_KERNELS_H_

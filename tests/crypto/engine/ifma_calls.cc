#include "tests/crypto/engine/ifma_calls.h"

#include <cstddef>
#include <cstdint>

#include "crypto/engine/ifma/decode.h"
#include "crypto/engine/ifma/field.h"
#include "crypto/engine/ifma/lanes.h"

namespace pingyi::testing::ifma {
namespace {

namespace fast = ::pingyi::engine::ifma;
using fast::Field;
using fast::Wide;

template <class Number>
Number Pack(const Numbers& values) {
  Number out = {};
  for (size_t k = 0; k < fast::kLimbs; ++k) {
    alignas(64) uint64_t row[fast::kLanes];
    for (size_t lane = 0; lane < fast::kLanes; ++lane) {
      row[lane] = values.limbs[lane][k];
    }
    out.limb[k] = _mm512_load_si512(row);
  }
  return out;
}

template <class Number>
Numbers Unpack(const Number& a) {
  Numbers out = {};
  for (size_t k = 0; k < fast::kLimbs; ++k) {
    alignas(64) uint64_t row[fast::kLanes];
    _mm512_store_si512(row, a.limb[k]);
    for (size_t lane = 0; lane < fast::kLanes; ++lane) {
      out.limbs[lane][k] = row[lane];
    }
  }
  return out;
}

}  // namespace

Numbers Product(const Numbers& a, const Numbers& b) {
  return Unpack(fast::Product(Pack<Field>(a), Pack<Field>(b)));
}

Numbers Square(const Numbers& a) {
  return Unpack(fast::Square(Pack<Field>(a)));
}

Numbers Carry(const Numbers& a) {
  return Unpack(fast::Carry(Pack<Wide>(a)));
}

Numbers Add(const Numbers& a, const Numbers& b) {
  return Unpack(fast::Add(Pack<Wide>(a), Pack<Wide>(b)));
}

Numbers Subtract(const Numbers& a, const Numbers& b) {
  return Unpack(fast::Subtract(Pack<Wide>(a), Pack<Wide>(b)));
}

Numbers NegateLanes(const Numbers& a, uint8_t mask) {
  return Unpack(fast::NegateLanes(Pack<Wide>(a), mask));
}

Numbers Select(uint8_t mask, const Numbers& a, const Numbers& b) {
  return Unpack(fast::Select(mask, Pack<Field>(a), Pack<Field>(b)));
}

Numbers Reduce(const Numbers& a) {
  return Unpack(fast::Reduce(Pack<Field>(a)));
}

Numbers RootPower(const Numbers& a) {
  const fast::Batch<1> batch = {{Pack<Field>(a)}};
  return Unpack(fast::RootPower(batch).group[0]);
}

Numbers Absolute(const Numbers& a) {
  return Unpack(fast::Absolute(Pack<Field>(a)));
}

uint8_t Equal(const Numbers& a, const Numbers& b) {
  return fast::Equal(Pack<Field>(a), Pack<Field>(b));
}

uint8_t Negative(const Numbers& a) {
  return fast::Negative(Pack<Field>(a));
}

}  // namespace pingyi::testing::ifma

#ifndef TESTS_CRYPTO_ENGINE_IFMA_CALLS_H_
#define TESTS_CRYPTO_ENGINE_IFMA_CALLS_H_

#include <cstdint>

// crypto/engine/ifma/field.h for tests that are compiled for any processor:
// only ifma_calls.cc has the instructions in it, and it asserts every bound.
namespace pingyi::testing::ifma {

// Eight numbers of five limbs.
struct Numbers {
  uint64_t limbs[8][5];
};

// Field x Field -> Wide.
Numbers Product(const Numbers& a, const Numbers& b);
// Field -> Wide.
Numbers Square(const Numbers& a);
// Wide -> Field.
Numbers Carry(const Numbers& a);
// Wide.
Numbers Add(const Numbers& a, const Numbers& b);
Numbers Subtract(const Numbers& a, const Numbers& b);
Numbers NegateLanes(const Numbers& a, uint8_t mask);
// Field.
Numbers Select(uint8_t mask, const Numbers& a, const Numbers& b);
Numbers Reduce(const Numbers& a);
Numbers RootPower(const Numbers& a);
// Of reduced numbers.
Numbers Absolute(const Numbers& a);
uint8_t Equal(const Numbers& a, const Numbers& b);
uint8_t Negative(const Numbers& a);

}  // namespace pingyi::testing::ifma

#endif  // TESTS_CRYPTO_ENGINE_IFMA_CALLS_H_

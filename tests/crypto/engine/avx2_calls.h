#ifndef TESTS_CRYPTO_ENGINE_AVX2_CALLS_H_
#define TESTS_CRYPTO_ENGINE_AVX2_CALLS_H_

#include <array>
#include <cstddef>
#include <cstdint>

// The field arithmetic of crypto/engine/avx2 for tests, which are compiled for
// any processor and skip on one that lacks the instructions.
namespace pingyi::testing::avx2 {

inline constexpr size_t kLimbs = 5;
inline constexpr size_t kLanes = 4;

bool MachineCan();

// Limb by limb, four lanes each.
using Field = std::array<std::array<double, kLanes>, kLimbs>;
using Integers = std::array<std::array<uint64_t, kLanes>, kLimbs>;
// Bit l: lane l.
using Lanes = unsigned;

// Largest limbs, of either sign.
double LargestReduced();
double LargestLoose();

Field Multiply(const Field& a, const Field& b);
Field Square(const Field& a);
Field Plus(const Field& a, const Field& b);
Field Minus(const Field& a, const Field& b);
Field TurnSign(const Field& a, Lanes lanes);
Field Choose(const Field& a, const Field& b, Lanes b_in);
Field Absolute(const Field& a);
// Once through columns.
Field Recast(const Field& a);
Field Constant(const std::array<uint64_t, kLimbs>& limbs);

// The sums which additions and doublings leave uncarried until the end.
// a b + c d, a b - c d, a - b c, and 2 a^2 + b^2 - c^2.
Field SumOfProducts(const Field& a, const Field& b, const Field& c,
                    const Field& d);
Field DifferenceOfProducts(const Field& a, const Field& b, const Field& c,
                           const Field& d);
Field MinusProduct(const Field& a, const Field& b, const Field& c);
Field SumOfSquares(const Field& a, const Field& b, const Field& c);

Integers Canonical(const Field& a);
Integers ToIntegers(const Field& a);
Lanes IsNegative(const Field& a);
Lanes Is(const Field& a, const std::array<uint64_t, kLimbs>& limbs);

// A product with the processor rounding down, up, and towards zero.
std::array<Field, 3> MultiplyHoweverRounded(const Field& a, const Field& b);

}  // namespace pingyi::testing::avx2

#endif  // TESTS_CRYPTO_ENGINE_AVX2_CALLS_H_

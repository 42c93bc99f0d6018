#include "tests/crypto/engine/avx2_calls.h"

#include <immintrin.h>

#include <cstring>

#include "crypto/engine/avx2/canonical.h"
#include "crypto/engine/avx2/field.h"

namespace pingyi::testing::avx2 {
namespace {

namespace tested = ::pingyi::engine::avx2;

static_assert(kLimbs == tested::kLimbs && kLanes == tested::kLanes);
static_assert(sizeof(Field) == sizeof(tested::Field));

tested::Field In(const Field& a) {
  tested::Field out = {};
  std::memcpy(&out, &a, sizeof out);
  return out;
}

Field Out(const tested::Field& a) {
  Field out;
  std::memcpy(&out, &a, sizeof out);
  return out;
}

Integers Out(const tested::Integers& a) {
  Integers out;
  std::memcpy(&out, &a, sizeof out);
  return out;
}

Lanes Out(tested::Doubles answer) {
  return static_cast<Lanes>(_mm256_movemask_pd(answer));
}

tested::Doubles Signs(Lanes lanes) {
  alignas(32) std::array<double, kLanes> out = {};
  for (size_t lane = 0; lane < kLanes; ++lane) {
    out[lane] = (lanes >> lane & 1) != 0 ? -0.0 : 0.0;
  }
  return _mm256_load_pd(out.data());
}

engine::FieldElement ElementOf(const std::array<uint64_t, kLimbs>& limbs) {
  return {{limbs[0], limbs[1], limbs[2], limbs[3], limbs[4]}};
}

}  // namespace

bool MachineCan() {
  // An int with g++, a bool with clang.
  const int avx2 = static_cast<int>(__builtin_cpu_supports("avx2"));
  const int fma = static_cast<int>(__builtin_cpu_supports("fma"));
  return avx2 != 0 && fma != 0;
}

double LargestReduced() {
  return tested::kReduced;
}
double LargestLoose() {
  return tested::kLoose;
}

Field Multiply(const Field& a, const Field& b) {
  return Out(In(a) * In(b));
}
Field Square(const Field& a) {
  return Out(tested::Square(In(a)));
}
Field Plus(const Field& a, const Field& b) {
  return Out(tested::Plus(In(a), In(b)));
}
Field Minus(const Field& a, const Field& b) {
  return Out(tested::Minus(In(a), In(b)));
}
Field TurnSign(const Field& a, Lanes lanes) {
  return Out(tested::TurnSign(In(a), Signs(lanes)));
}
Field Choose(const Field& a, const Field& b, Lanes b_in) {
  return Out(tested::Choose(In(a), In(b), Signs(b_in)));
}
Field Absolute(const Field& a) {
  return Out(tested::Absolute(In(a)));
}
Field Recast(const Field& a) {
  return Out(tested::Reduce<0>(tested::ToColumns(In(a))));
}
Field Constant(const std::array<uint64_t, kLimbs>& limbs) {
  return Out(tested::Constant(ElementOf(limbs)));
}

Field SumOfProducts(const Field& a, const Field& b, const Field& c,
                    const Field& d) {
  return Out(tested::Reduce<2>(tested::Plus(tested::Multiply(In(a), In(b)),
                                            tested::Multiply(In(c), In(d)))));
}
Field DifferenceOfProducts(const Field& a, const Field& b, const Field& c,
                           const Field& d) {
  return Out(tested::Reduce<0>(tested::Minus(tested::Multiply(In(a), In(b)),
                                             tested::Multiply(In(c), In(d)))));
}
Field MinusProduct(const Field& a, const Field& b, const Field& c) {
  return Out(tested::Reduce<-1>(
      tested::Minus(tested::ToColumns(In(a)), tested::Multiply(In(b), In(c)))));
}
Field SumOfSquares(const Field& a, const Field& b, const Field& c) {
  const tested::Columns square = tested::SquareColumns(In(a));
  const tested::Columns rest =
      tested::Minus(tested::SquareColumns(In(b)), tested::SquareColumns(In(c)));
  return Out(
      tested::Reduce<0, 2>(tested::Plus(tested::Plus(square, square), rest)));
}

Integers Canonical(const Field& a) {
  return Out(tested::Canonical(In(a)));
}
Integers ToIntegers(const Field& a) {
  return Out(tested::ToIntegers(In(a)));
}
Lanes IsNegative(const Field& a) {
  return Out(tested::IsNegative(tested::Canonical(In(a))));
}
Lanes Is(const Field& a, const std::array<uint64_t, kLimbs>& limbs) {
  return Out(tested::Is(tested::Canonical(In(a)), ElementOf(limbs)));
}

std::array<Field, 3> MultiplyHoweverRounded(const Field& a, const Field& b) {
  const unsigned before = _mm_getcsr();
  constexpr std::array<unsigned, 3> kModes = {_MM_ROUND_DOWN, _MM_ROUND_UP,
                                              _MM_ROUND_TOWARD_ZERO};
  std::array<Field, 3> out = {};
  for (size_t i = 0; i < kModes.size(); ++i) {
    // Behind the compiler's back, which takes the mode for a constant; memory
    // it has to believe.
    volatile unsigned mode = (before & ~uint32_t{_MM_ROUND_MASK}) | kModes[i];
    _mm_setcsr(mode);
    Field left = a;
    asm volatile("" : "+m"(left));
    out[i] = Multiply(left, b);
    asm volatile("" : "+m"(out[i]));
  }
  _mm_setcsr(before);
  return out;
}

}  // namespace pingyi::testing::avx2

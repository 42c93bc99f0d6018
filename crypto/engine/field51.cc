#include "crypto/engine/field51.h"

namespace pingyi::engine {

FieldElement Canonical(const FieldElement& a) {
  FieldElement t = Carry(Carry(a));
  // Now the value is below 2^255 + 2^64: less than 2 p. q is 1 where it is at
  // least p: then value + 19 reaches 2^255.
  uint64_t q = (t.limbs[0] + 19) >> 51;
  for (size_t i = 1; i < 5; ++i) {
    q = (t.limbs[i] + q) >> 51;
  }
  t.limbs[0] += 19 * q;
  for (size_t i = 0; i < 4; ++i) {
    t.limbs[i + 1] += t.limbs[i] >> 51;
    t.limbs[i] &= kLimbMask;
  }
  t.limbs[4] &= kLimbMask;
  return t;
}

void FieldToBytes(const FieldElement& a, uint8_t* out) {
  const FieldElement canonical = Canonical(a);
  const auto& [t0, t1, t2, t3, t4] = canonical.limbs;
  const uint64_t words[] = {t0 | t1 << 51, t1 >> 13 | t2 << 38,
                            t2 >> 26 | t3 << 25, t3 >> 39 | t4 << 12};
  std::memcpy(out, words, sizeof(words));
}

bool IsZero(const FieldElement& a) {
  return Canonical(a) == kFieldZero;
}

bool IsEqual(const FieldElement& a, const FieldElement& b) {
  return IsZero(Subtract(a, b));
}

bool IsNegative(const FieldElement& a) {
  return Canonical(a).limbs[0] % 2 == 1;
}

FieldElement Absolute(const FieldElement& a) {
  return IsNegative(a) ? Negate(a) : a;
}

namespace {

// a^(2^250 - 1) and a^11, from which both powers below end.
struct Ladder {
  FieldElement high;
  FieldElement a11;
};

Ladder Climb(const FieldElement& a) {
  const FieldElement a2 = Square(a);
  const FieldElement a9 = Multiply(SquareTimes(a2, 2), a);
  const FieldElement a11 = Multiply(a9, a2);
  // p<k> is a^(2^k - 1).
  const FieldElement p5 = Multiply(Square(a11), a9);
  const FieldElement p10 = Multiply(SquareTimes(p5, 5), p5);
  const FieldElement p20 = Multiply(SquareTimes(p10, 10), p10);
  const FieldElement p40 = Multiply(SquareTimes(p20, 20), p20);
  const FieldElement p50 = Multiply(SquareTimes(p40, 10), p10);
  const FieldElement p100 = Multiply(SquareTimes(p50, 50), p50);
  const FieldElement p200 = Multiply(SquareTimes(p100, 100), p100);
  return {.high = Multiply(SquareTimes(p200, 50), p50), .a11 = a11};
}

}  // namespace

// (p - 5) / 8 = 2^252 - 3 = 4 (2^250 - 1) + 1.
FieldElement PowP58(const FieldElement& a) {
  return Multiply(SquareTimes(Climb(a).high, 2), a);
}

// p - 2 = 2^255 - 21 = 32 (2^250 - 1) + 11.
FieldElement Invert(const FieldElement& a) {
  const Ladder ladder = Climb(a);
  return Multiply(SquareTimes(ladder.high, 5), ladder.a11);
}

namespace {

FieldElement Cube(const FieldElement& w) {
  return Multiply(Square(w), w);
}

// From w, w^3 and w^(7 (p - 5) / 8).
InverseRoot FinishRoot(const FieldElement& w, const FieldElement& w3,
                       const FieldElement& power) {
  FieldElement root = Multiply(power, w3);
  // w root^2 is a fourth root of one (or 0 for w = 0).
  const FieldElement check = Multiply(Square(root), w);
  const bool correct = IsEqual(check, kFieldOne);
  const bool flipped = IsEqual(check, Negate(kFieldOne));
  const bool flipped_i = IsEqual(check, Negate(kSqrtMinusOne));
  if (flipped || flipped_i) {
    root = Multiply(root, kSqrtMinusOne);
  }
  return {.root = Absolute(root), .was_square = correct || flipped};
}

}  // namespace

InverseRoot InverseSquareRoot(const FieldElement& w) {
  const FieldElement w3 = Cube(w);
  return FinishRoot(w, w3, PowP58(Multiply(Square(w3), w)));
}

void InverseSquareRoots(RootPowers powers, const FieldElement* w, size_t n,
                        InverseRoot* out) {
  if (n == 1) {  // Lanes that stay empty cost as much as full ones.
    *out = InverseSquareRoot(*w);
    return;
  }
  constexpr size_t kChunk = 64;
  FieldElement w3[kChunk];
  FieldElement power[kChunk];
  for (size_t done = 0; done < n; done += kChunk) {
    const size_t count = std::min(kChunk, n - done);
    for (size_t i = 0; i < count; ++i) {
      w3[i] = Cube(w[done + i]);
      power[i] = Multiply(Square(w3[i]), w[done + i]);
    }
    powers(power, count, power);
    for (size_t i = 0; i < count; ++i) {
      out[done + i] = FinishRoot(w[done + i], w3[i], power[i]);
    }
  }
}

}  // namespace pingyi::engine

#ifndef CRYPTO_ENGINE_CONSTANTS_H_
#define CRYPTO_ENGINE_CONSTANTS_H_

#include "crypto/engine/backend.h"

// Numbers mod p that every backend computes with, below p and with limbs of 51
// bits. Tests derive them anew (tests/crypto/engine/field51_test.cc).
namespace pingyi::engine {

inline constexpr FieldElement kFieldZero = {{0, 0, 0, 0, 0}};
inline constexpr FieldElement kFieldOne = {{1, 0, 0, 0, 0}};
inline constexpr FieldElement kMinusOne = {{0x7ffffffffffec, 0x7ffffffffffff,
                                            0x7ffffffffffff, 0x7ffffffffffff,
                                            0x7ffffffffffff}};
inline constexpr FieldElement kOneHalf = {{0x7fffffffffff7, 0x7ffffffffffff,
                                           0x7ffffffffffff, 0x7ffffffffffff,
                                           0x3ffffffffffff}};

// Of the curve (RFC 9496, section 4.1): d = -121665 / 121666, 2 d, a square
// root of -1 (2^((p - 1) / 4)) and its negative, 1 / sqrt(a - d).
inline constexpr FieldElement kCurveD = {{0x34dca135978a3, 0x1a8283b156ebd,
                                          0x5e7a26001c029, 0x739c663a03cbb,
                                          0x52036cee2b6ff}};
inline constexpr FieldElement kTwiceCurveD = {{0x69b9426b2f159, 0x35050762add7a,
                                               0x3cf44c0038052, 0x6738cc7407977,
                                               0x2406d9dc56dff}};
inline constexpr FieldElement kSqrtMinusOne = {
    {0x61b274a0ea0b0, 0x0d5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e,
     0x2b8324804fc1d}};
inline constexpr FieldElement kMinusSqrtMinusOne = {
    {0x1e4d8b5f15f3d, 0x72a5a0370e762, 0x010a16342f39f, 0x07a6a597fb361,
     0x547cdb7fb03e2}};
inline constexpr FieldElement kInverseSqrtAMinusD = {
    {0x0fdaa805d40ea, 0x2eb482e57d339, 0x007610274bc58, 0x6510b613dc8ff,
     0x786c8905cfaff}};

// 1 - d^2, (d - 1)^2 and sqrt(a d - 1).
inline constexpr FieldElement kOneMinusDSquared = {
    {0x409c1945fc176, 0x719abc6a1fc4f, 0x1c37f90b20684, 0x06bccca55eedf,
     0x029072a8b2b3e}};
inline constexpr FieldElement kDMinusOneSquared = {
    {0x55aaa44ed4d20, 0x59603c3332635, 0x26d3baf4a7928, 0x120a66e6997a9,
     0x5968b37af66c2}};
inline constexpr FieldElement kSqrtADMinusOne = {
    {0x7f6a0497b2e1b, 0x1836f0a97afd2, 0x7d747f6be7638, 0x456079e7e6498,
     0x376931bf2b834}};

}  // namespace pingyi::engine

#endif  // CRYPTO_ENGINE_CONSTANTS_H_

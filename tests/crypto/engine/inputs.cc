#include "tests/crypto/engine/inputs.h"

#include <algorithm>

#include "crypto/base/hash.h"
#include "tests/crypto/engine/slow_field.h"
#include "tests/support/hex.h"

namespace pingyi::testing {
namespace {

constexpr std::array<const char*, 29> kRefusedByTheRfc = {
    "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20",
    "c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562",
    "c940e5a4404157cfb1628b108db051a8d439e1a421394ec4ebccb9ec92a8ac78",
    "47cfc5497c53dc8e61c91d17fd626ffb1c49e2bca94eed052281b510b1117a24",
    "f1c6165d33367351b0da8f6e4511010c68174a03b6581212c71c0e1d026c3c72",
    "87260f7a2f12495118360f02c26a470f450dadf34a413d21042b43b9d93e1309",
    "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
    "4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f",
    "de6a7b00deadc788eb6b6c8d20c0ae96c2f2019078fa604fee5b87d6e989ad7b",
    "bcab477be20861e01e4a0e295284146a510150d9817763caf1a6f4b422d67042",
    "2a292df7e32cababbd9de088d1d1abec9fc0440f637ed2fba145094dc14bea08",
    "f4a9e534fc0d216c44b218fa0c42d99635a0127ee2e53c712f70609649fdff22",
    "8268436f8c4126196cf64b3c7ddbda90746a378625f9813dd9b8457077256731",
    "2810e5cbc2cc4d4eece54f61c6f69758e289aa7ab440b3cbeaa21995c2f4232b",
    "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e",
    "a45fdc55c76448c049a1ab33f17023edfb2be3581e9c7aade8a6125215e04220",
    "d483fe813c6ba647ebbfd3ec41adca1c6130c2beeee9d9bf065c8d151c5f396e",
    "8a2e1d30050198c65a54483123960ccc38aef6848e1ec8f5f780e8523769ba32",
    "32888462f8b486c68ad7dd9610be5192bbeaf3b443951ac1a8118419d9fa097b",
    "227142501b9d4355ccba290404bde41575b037693cef1f438c47f8fbf35d1165",
    "5c37cc491da847cfeb9281d407efc41e15144c876e0170b499a96a22ed31e01e",
    "445425117cb8c90edcbc7c1cc0e74f747f2c1efa5630a967c64f287792a48a4b",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"};

// A number mod p that need not be below it: the same class, other bytes.
Encoding AddPrime(Encoding bytes) {
  Encoding prime;
  prime.fill(0xff);
  prime[0] = 0xed;
  prime[31] = 0x7f;
  unsigned carry = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    carry += unsigned{bytes[i]} + prime[i];
    bytes[i] = static_cast<uint8_t>(carry);
    carry >>= 8;
  }
  return bytes;
}

void AddFamily(const SlowField& s, std::vector<Encoding>& out) {
  for (const SlowField& number : {s, -s}) {
    const Encoding bytes = number.bytes();
    out.push_back(bytes);
    out.push_back(AddPrime(bytes));
    out.push_back(bytes);
    out.back()[31] |= 0x80;
  }
}

std::vector<Encoding> MakeRefusedByTheRfc() {
  std::vector<Encoding> out;
  for (const char* const hex : kRefusedByTheRfc) {
    const Bytes bytes = FromHex(hex);
    Encoding encoding;
    std::copy(bytes.begin(), bytes.end(), encoding.begin());
    out.push_back(encoding);
  }
  return out;
}

std::vector<Encoding> MakeHostile() {
  std::vector<Encoding> out = RefusedByTheRfc();
  // Small numbers: some are points, the identity among them.
  for (uint64_t i = 0; i < 40; ++i) {
    AddFamily(SlowField(i), out);
  }
  for (unsigned bit = 3; bit < 255; bit += 3) {
    const std::array<uint64_t, 2> limbs = {0, 1};
    AddFamily(SlowField::FromLimbs(limbs, bit), out);
  }
  // A fourth root of one, a square root of it, and what makes v or u2 zero.
  std::array<uint8_t, 32> quarter = {};  // (p - 1) / 4 = 2^253 - 5
  quarter.fill(0xff);
  quarter[0] = 0xfb;
  quarter[31] = 0x1f;
  const SlowField i = SlowField(2).Power(quarter);
  AddFamily(i, out);
  AddFamily(i + SlowField(1), out);
  AddFamily(i - SlowField(1), out);
  const SlowField d = -SlowField(121665) * SlowField(121666).Inverse();
  AddFamily(d, out);
  AddFamily(i * d, out);
  AddFamily(d.Inverse(), out);
  Encoding ones;
  ones.fill(0xff);
  out.push_back(ones);
  return out;
}

Encoding Spoilt(Dice& dice) {
  Encoding out = ValidEncoding(dice);
  switch (dice.Below(4)) {
    case 0:  // -s
      return (-SlowField::FromBytes(out)).bytes();
    case 1:
      out[31] |= 0x80;
      return out;
    default:
      out[dice.Below(out.size())] ^= static_cast<uint8_t>(1U << dice.Below(8));
      return out;
  }
}

Scalar PowerOfTwo(size_t exponent) {
  const Scalar two = Scalar::FromUint64(2);
  Scalar out = Scalar::FromUint64(1);
  for (size_t i = 0; i < exponent; ++i) {
    out = out * two;
  }
  return out;
}

// The same byte over and over: digits that all carry, or never do.
Scalar Repeated(Dice& dice) {
  constexpr std::array<uint8_t, 8> kBytes = {0x88, 0x77, 0x80, 0x7f,
                                             0xff, 0x55, 0xaa, 0x08};
  WideDigest wide = {};
  std::fill_n(wide.begin(), 31, kBytes[dice.Below(kBytes.size())]);
  wide[31] = 0x0f;
  return Scalar::Reduce(wide);
}

}  // namespace

const std::vector<Encoding>& RefusedByTheRfc() {
  static const std::vector<Encoding> kRefused = MakeRefusedByTheRfc();
  return kRefused;
}

const std::vector<Encoding>& HostileEncodings() {
  static const std::vector<Encoding> kHostile = MakeHostile();
  return kHostile;
}

Encoding ValidEncoding(Dice& dice) {
  WideDigest wide;
  dice.Fill(wide);
  return Element::FromUniformBytes(wide).bytes();
}

Encoding AnyEncoding(Dice& dice) {
  switch (dice.Below(8)) {
    case 0:
      return HostileEncodings()[dice.Below(HostileEncodings().size())];
    case 1:
      return Spoilt(dice);
    case 2:
    case 3:
    case 4: {  // Below p and even, mostly: an eighth is canonical.
      Encoding out = dice.Bytes32();
      out[0] &= 0xfe;
      out[31] &= 0x7f;
      return out;
    }
    default:
      return ValidEncoding(dice);
  }
}

Scalar RandomScalar(Dice& dice) {
  WideDigest wide;
  dice.Fill(wide);
  return Scalar::Reduce(wide);
}

Scalar AnyScalar(Dice& dice) {
  const Scalar one = Scalar::FromUint64(1);
  switch (dice.Below(12)) {
    case 0:
      return {};
    case 1:
      return one;
    case 2:
      return -one;  // l - 1
    case 3:
      return PowerOfTwo(dice.Below(253));
    case 4:
      return PowerOfTwo(dice.Below(253)) - one;
    case 5:
      return -PowerOfTwo(dice.Below(253));
    case 6:  // A weight, below 2^128.
      return Scalar::FromUint64(dice.Word()) * PowerOfTwo(64) +
             Scalar::FromUint64(dice.Word());
    case 7:
      return Scalar::FromUint64(dice.Below(1000));
    case 8:
      return Repeated(dice);
    default:
      return RandomScalar(dice);
  }
}

std::vector<KnownPoint> KnownPoints(Dice& dice, size_t n) {
  std::vector<KnownPoint> out;
  out.reserve(n);
  while (out.size() < n) {
    Scalar x = RandomScalar(dice);
    switch (dice.Below(out.empty() ? 2 : 8)) {
      case 0:
        x = Scalar::FromUint64(dice.Below(2));
        break;
      case 2:
        x = out[dice.Below(out.size())].logarithm;
        break;
      case 3:
        x = -out[dice.Below(out.size())].logarithm;
        break;
      default:
        break;
    }
    out.push_back({.logarithm = x, .element = Element::MulBase(x)});
  }
  return out;
}

}  // namespace pingyi::testing

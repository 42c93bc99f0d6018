// Proofs with one thing wrong, each refused for that reason: the equation is
// the one that the protocol gives the purpose, and the oracle agrees.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "crypto/ballot/verifier.h"
#include "crypto/group/secret_scalar.h"
#include "tests/crypto/ballot/dishonest_prover.h"
#include "tests/crypto/ballot/sample.h"
#include "tests/crypto/ballot/slow_verifier.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::DishonestProver;
using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::SampleParameters;
using ::pingyi::testing::SlowVerify;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

Scalar Number(uint64_t value) {
  return Scalar::FromUint64(value);
}

class SoundnessTest : public ::testing::Test {
 protected:
  // Option 1 of the first contest, 3 of the second, 0 of the third.
  DishonestProver NewProver() const { return {parameters_, {1, 7, 8}}; }

  absl::Status Verify(const Bytes& bytes) const {
    const auto parsed = ParseBallot(parameters_.layout(), bytes);
    return parsed.ok() ? verifier_.Verify(*parsed) : parsed.status();
  }

  void ExpectRefusedBy(int equation, const Bytes& bytes,
                       const std::string& why) const {
    EXPECT_THAT(
        Verify(bytes),
        FailsWith(kInvalid, "ballot: equation " + std::to_string(equation)))
        << why;
    EXPECT_EQ(SlowVerify(parameters_, bytes), equation) << why;
  }

  const BallotParameters parameters_ = SampleParameters();
  const BallotVerifier verifier_{parameters_};
};

TEST_F(SoundnessTest, TheHonestProofPasses) {
  const Bytes bytes = NewProver().Prove();
  EXPECT_THAT(Verify(bytes), IsOk());
  EXPECT_EQ(SlowVerify(parameters_, bytes), 0);
}

// --- One field wrong, with challenges drawn over the wrong field -----------

struct Fault {
  const char* name;
  int equation;
  std::function<void(DishonestProver&)> apply;
};

// Runs all steps with `apply` after the step `after`.
Bytes ProveWithFault(DishonestProver prover, int after, const Fault& fault) {
  const std::vector<void (DishonestProver::*)()> steps = {
      &DishonestProver::Encrypt, &DishonestProver::Commit,
      &DishonestProver::DrawRho, &DishonestProver::MakeNonces,
      &DishonestProver::DrawX,   &DishonestProver::Respond,
  };
  for (size_t i = 0; i < steps.size(); ++i) {
    (prover.*steps[i])();
    if (static_cast<int>(i) == after) {
      fault.apply(prover);
    }
  }
  return prover.Serialize();
}

TEST_F(SoundnessTest, EveryWrongStatementIsRefusedByItsEquation) {
  const Element g = Element::Generator();
  const Fault faults[] = {
      {"Y", 5, [&](auto& p) { p.token_key = p.token_key + g; }},
      {"A", 3, [&](auto& p) { p.a = p.a + g; }},
      {"B_0", 4, [&](auto& p) { p.b[0] = p.b[0] + g; }},
      {"B_last", 4, [&](auto& p) { p.b.back() = p.b.back() - g; }},
      {"B_1 = identity", 4, [](auto& p) { p.b[1] = Element(); }},
      {"B swapped", 4, [](auto& p) { std::swap(p.b[0], p.b[1]); }},
  };
  for (const Fault& fault : faults) {
    ExpectRefusedBy(fault.equation, ProveWithFault(NewProver(), 0, fault),
                    fault.name);
  }
}

TEST_F(SoundnessTest, EveryWrongCommitmentIsRefusedByItsEquation) {
  const Element g = Element::Generator();
  const Element q = parameters_.generators().q();
  const Fault faults[] = {
      {"C_bits", 1, [&](auto& p) { p.c_bits = p.c_bits + g; }},
      {"C_bits by Q", 1, [&](auto& p) { p.c_bits = p.c_bits + q; }},
      {"C_bits = identity", 1, [](auto& p) { p.c_bits = Element(); }},
      {"C_mask", 1, [&](auto& p) { p.c_mask = p.c_mask + g; }},
      {"C_lin", 2, [&](auto& p) { p.c_lin = p.c_lin + g; }},
      {"C_sqr", 2, [&](auto& p) { p.c_sqr = p.c_sqr + g; }},
  };
  for (const Fault& fault : faults) {
    ExpectRefusedBy(fault.equation, ProveWithFault(NewProver(), 1, fault),
                    fault.name);
  }
}

TEST_F(SoundnessTest, EveryWrongNonceIsRefusedByItsEquation) {
  const Element g = Element::Generator();
  const Fault faults[] = {
      {"S", 3, [&](auto& p) { p.s_point = p.s_point + g; }},
      {"T", 4, [&](auto& p) { p.t_point = p.t_point + g; }},
      {"U", 5, [&](auto& p) { p.u_point = p.u_point + g; }},
  };
  for (const Fault& fault : faults) {
    ExpectRefusedBy(fault.equation, ProveWithFault(NewProver(), 3, fault),
                    fault.name);
  }
}

TEST_F(SoundnessTest, EveryWrongResponseIsRefusedByItsEquation) {
  const Scalar one = Number(1);
  std::vector<Fault> faults = {
      {"z_r", 3, [&](auto& p) { p.z_r = p.z_r + one; }},
      {"z_y", 5, [&](auto& p) { p.z_y = p.z_y + one; }},
      {"z_bits", 1, [&](auto& p) { p.z_bits = p.z_bits + one; }},
      {"z_lin", 2, [&](auto& p) { p.z_lin = p.z_lin + one; }},
  };
  for (const size_t j : {1U, 2U, 3U, 5U, 6U, 7U, 9U, 10U}) {
    faults.push_back({"f", 1, [=](auto& p) { p.f[j] = p.f[j] + one; }});
  }
  for (const Fault& fault : faults) {
    ExpectRefusedBy(fault.equation, ProveWithFault(NewProver(), 5, fault),
                    fault.name);
  }
}

// --- Votes that are none ---------------------------------------------------

TEST_F(SoundnessTest, AContestWithoutAChoiceIsRefused) {
  ExpectRefusedBy(1, DishonestProver(parameters_, {1, 8}).Prove(), "none");
}

TEST_F(SoundnessTest, AContestWithTwoChoicesIsRefused) {
  ExpectRefusedBy(1, DishonestProver(parameters_, {1, 2, 7, 8}).Prove(), "two");
}

// The sum is right: only the squares give it away.
TEST_F(SoundnessTest, WeightsThatAddUpToOneAreRefused) {
  DishonestProver prover = NewProver();
  prover.bits[1] = Number(2);
  prover.bits[2] = -Number(1);
  prover.encrypted_bits = prover.bits;
  ExpectRefusedBy(2, prover.Prove(), "2 and -1");
  DishonestProver heavy = NewProver();
  heavy.bits[1] = Number(300);
  heavy.bits[0] = -Number(299);
  heavy.encrypted_bits = heavy.bits;
  ExpectRefusedBy(2, heavy.Prove(), "300 and -299");
}

TEST_F(SoundnessTest, OtherVotesEncryptedThanProvedAreRefused) {
  DishonestProver moved = NewProver();
  std::swap(moved.encrypted_bits[1], moved.encrypted_bits[2]);
  ExpectRefusedBy(4, moved.Prove(), "another option");
  DishonestProver many = NewProver();
  many.encrypted_bits[1] = Number(300);
  ExpectRefusedBy(4, many.Prove(), "weight 300");
  // Two wrong ciphertexts whose errors cancel without rho.
  DishonestProver shifted = NewProver();
  shifted.encrypted_bits[0] = Number(1);
  shifted.encrypted_bits[4] = -Number(1);
  ExpectRefusedBy(4, shifted.Prove(), "errors that cancel");
}

// --- Weak Fiat-Shamir ------------------------------------------------------

TEST_F(SoundnessTest, AChallengeThatLeavesAnythingOutIsRefused) {
  for (const char* name :
       {"session", "keys", "round", "token", "A", "B", "C", "S", "T", "U"}) {
    DishonestProver prover = NewProver();
    prover.omit = name;
    ExpectRefusedBy(1, prover.Prove(), name);
  }
}

// What leaving U out would allow: a signature without the token's key.
TEST_F(SoundnessTest, UChosenAfterTheChallengeForgesNothing) {
  DishonestProver prover = NewProver();
  prover.omit = "U";
  prover.Encrypt();
  prover.token_key = Element::MulBase(SecretScalar::Random());  // Unknown y.
  prover.Commit();
  prover.DrawRho();
  prover.MakeNonces();
  prover.DrawX();
  prover.Respond();
  prover.u_point = Element::MulBase(prover.z_y) - prover.x * prover.token_key;
  ExpectRefusedBy(1, prover.Serialize(), "forged U");
}

// What leaving A out would allow: a claim about randomness nobody knows.
TEST_F(SoundnessTest, AChosenAfterTheChallengeForgesNothing) {
  DishonestProver prover = NewProver();
  prover.omit = "A";
  prover.Prove();
  const Scalar inverse = *prover.x.Inverse();
  const Scalar other = prover.z_r + Number(1);
  prover.z_r = other;
  prover.a = inverse * (Element::MulBase(other) - prover.s_point);
  ExpectRefusedBy(1, prover.Serialize(), "forged A");
}

TEST_F(SoundnessTest, AProofOfAnotherContextIsRefused) {
  const Bytes bytes = NewProver().Prove();
  for (int field = 0; field < 3; ++field) {
    Context context = parameters_.context();
    if (field == 0) {
      context.session_id[0] ^= 1;
    } else if (field == 1) {
      context.key_id[31] ^= 0x80;
    } else {
      context.round = 1;
    }
    const BallotParameters other = testing::InContext(parameters_, context);
    EXPECT_THAT(
        BallotVerifier(other).Verify(*ParseBallot(other.layout(), bytes)),
        FailsWith(kInvalid, "equation 1"))
        << field;
  }
}

// --- Copied and altered ballots --------------------------------------------

TEST_F(SoundnessTest, ABallotUnderAnotherTokenIsRefused) {
  DishonestProver prover = NewProver();
  prover.Prove();
  DishonestProver other_key = prover;
  other_key.token_key = Element::MulBase(SecretScalar::Random());
  ExpectRefusedBy(1, other_key.Serialize(), "another token key");
  DishonestProver other_token = prover;
  other_token.token = Element::MulBase(SecretScalar::Random());
  ExpectRefusedBy(1, other_token.Serialize(), "another token");
}

// A copy of someone's ciphertexts under one's own token: r is not known.
TEST_F(SoundnessTest, CopiedCiphertextsCannotBeProved) {
  DishonestProver victim = NewProver();
  victim.Prove();
  DishonestProver copier = NewProver();
  copier.Encrypt();
  copier.a = victim.a;
  copier.b = victim.b;
  copier.Commit();
  copier.DrawRho();
  copier.MakeNonces();
  copier.DrawX();
  copier.Respond();
  ExpectRefusedBy(3, copier.Serialize(), "copied ciphertexts");
}

// The same, re-randomized so that it looks different.
TEST_F(SoundnessTest, ReRandomizedCiphertextsAreRefusedUnderTheOldProof) {
  DishonestProver victim = NewProver();
  victim.Prove();
  const Scalar extra = SecretScalar::Random().Publish();
  victim.a = victim.a + Element::MulBase(extra);
  for (size_t i = 0; i < victim.b.size(); ++i) {
    victim.b[i] = victim.b[i] + extra * parameters_.keys()[i];
  }
  ExpectRefusedBy(1, victim.Serialize(), "re-randomized");
}

TEST_F(SoundnessTest, EveryAlteredByteIsRefused) {
  const Bytes good = NewProver().Prove();
  for (size_t i = 0; i < good.size(); i += 32) {
    for (const size_t at : {i, i + 17}) {
      Bytes bytes = good;
      bytes[at] ^= 2;
      EXPECT_FALSE(Verify(bytes).ok()) << at;
    }
  }
}

// Zeros where the protocol allows them: identity commitments and nonces.
TEST_F(SoundnessTest, IdentitiesAndZerosThatAreProvedRightPass) {
  DishonestProver prover(parameters_, {0, 4, 8});
  for (Scalar* secret : {&prover.beta, &prover.alpha, &prover.gamma,
                         &prover.delta, &prover.s, &prover.u}) {
    *secret = Scalar();
  }
  for (Scalar& mask : prover.masks) {
    mask = Scalar();
  }
  const Bytes bytes = prover.Prove();
  EXPECT_TRUE(prover.c_mask.IsIdentity());
  EXPECT_TRUE(prover.s_point.IsIdentity());
  EXPECT_TRUE(prover.t_point.IsIdentity());
  EXPECT_THAT(Verify(bytes), IsOk());
  EXPECT_EQ(SlowVerify(parameters_, bytes), 0);
}

}  // namespace
}  // namespace pingyi

#include "crypto/dkg/message.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/crypto/dkg/ceremony.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::absl::StatusCode;
using ::pingyi::testing::Ceremony;
using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::StartCeremony;

// Where the fields lie in a message of 3 members, threshold 2, 2 secrets.
constexpr size_t kCommitmentsAt = 4;
constexpr size_t kPokAt = kCommitmentsAt + size_t{4} * 32;
constexpr size_t kBoxAt = kPokAt + 64;

class DealerMessageTest : public ::testing::Test {
 protected:
  DealerMessageTest()
      : ceremony_(StartCeremony(kTallyCommittee, {})),
        bytes_(MakeDealerMessage(params(), 2, DealerSecrets::Random(params()))
                   .value()) {}

  const CommitteeParams& params() const { return ceremony_.params; }
  absl::StatusOr<DealerMessage> Parse() const {
    return ParseDealerMessage(params(), 2, bytes_);
  }
  void Overwrite(size_t at, const Element& element) {
    std::copy(element.bytes().begin(), element.bytes().end(),
              bytes_.begin() + static_cast<ptrdiff_t>(at));
  }

  Ceremony ceremony_;
  Bytes bytes_;
};

TEST_F(DealerMessageTest, ReadsWhatItMakes) {
  const absl::StatusOr<DealerMessage> message = Parse();
  ASSERT_THAT(message, IsOk());
  EXPECT_EQ(message->dealer, 2U);
  EXPECT_EQ(message->commitments.size(), 4U);
  EXPECT_EQ(message->shares.size(), 3U);
}

TEST_F(DealerMessageTest, RefusesAnotherLength) {
  bytes_.push_back(0);
  EXPECT_THAT(Parse(), FailsWith(StatusCode::kInvalidArgument, "bytes, got"));
  bytes_.resize(bytes_.size() - 2);
  EXPECT_THAT(Parse(), FailsWith(StatusCode::kInvalidArgument, "bytes, got"));
  bytes_.clear();
  EXPECT_THAT(Parse(), FailsWith(StatusCode::kInvalidArgument, "got 0"));
}

// A polynomial of degree t instead of t - 1 would need one member more than
// the manifest says.
TEST_F(DealerMessageTest, RefusesAPolynomialThatIsTooLong) {
  const Element one_more = Element::MulBase(SecretScalar::Random());
  bytes_.insert(bytes_.begin() + kPokAt, one_more.bytes().begin(),
                one_more.bytes().end());
  EXPECT_THAT(Parse(), FailsWith(StatusCode::kInvalidArgument, "bytes, got"));
}

TEST_F(DealerMessageTest, DealsNoPolynomialThatIsTooLong) {
  DealerSecrets secrets = DealerSecrets::Random(params());
  secrets.polynomials[1].push_back(SecretScalar::Random());
  EXPECT_THAT(MakeDealerMessage(params(), 2, secrets),
              FailsWith(StatusCode::kInvalidArgument, "do not fit"));
}

TEST_F(DealerMessageTest, RefusesAPolynomialThatIsTooShort) {
  Overwrite(kCommitmentsAt + 32, Element());
  EXPECT_THAT(Parse(),
              FailsWith(StatusCode::kInvalidArgument, "commitment: is the id"));
}

TEST_F(DealerMessageTest, RefusesACommitmentThatIsTheIdentity) {
  Overwrite(kCommitmentsAt, Element());
  EXPECT_THAT(Parse(),
              FailsWith(StatusCode::kInvalidArgument, "commitment: is the id"));
}

TEST_F(DealerMessageTest, RefusesACommitmentWithBit255Set) {
  bytes_[kCommitmentsAt + 31] |= 0x80;
  EXPECT_THAT(Parse(), FailsWith(StatusCode::kInvalidArgument,
                                 "commitment: element: not canonical"));
}

TEST_F(DealerMessageTest, RefusesAnEphemeralKeyThatIsTheIdentity) {
  Overwrite(kBoxAt, Element());
  EXPECT_THAT(Parse(),
              FailsWith(StatusCode::kInvalidArgument, "dealer 2: E: is the"));
}

TEST_F(DealerMessageTest, RefusesAnEphemeralKeyThatIsNotCanonical) {
  bytes_[kBoxAt + 31] |= 0x80;
  EXPECT_THAT(Parse(), FailsWith(StatusCode::kInvalidArgument,
                                 "dealer 2: E: element: not canonical"));
}

TEST_F(DealerMessageTest, RefusesACiphertextLengthThatIsNotTheOnlyOne) {
  ++bytes_[kBoxAt + 32];
  EXPECT_THAT(Parse(), FailsWith(StatusCode::kInvalidArgument,
                                 "ciphertext: has another length"));
}

TEST_F(DealerMessageTest, RefusesAMessageInAnothersName) {
  EXPECT_THAT(ParseDealerMessage(params(), 1, bytes_),
              FailsWith(StatusCode::kInvalidArgument, "of dealer 2"));
}

TEST_F(DealerMessageTest, RefusesADealerWhoIsNoMember) {
  EXPECT_THAT(ParseDealerMessage(params(), 0, bytes_),
              FailsWith(StatusCode::kInvalidArgument, "no member"));
  EXPECT_THAT(MakeDealerMessage(params(), 4, DealerSecrets::Random(params())),
              FailsWith(StatusCode::kInvalidArgument, "no member"));
}

TEST_F(DealerMessageTest, RefusesAnotherProofResponse) {
  bytes_[kPokAt + 32] ^= 1;
  EXPECT_THAT(Parse(), FailsWith(StatusCode::kInvalidArgument, "prove"));
}

TEST_F(DealerMessageTest, RefusesAProofResponseThatIsNotReduced) {
  std::fill_n(bytes_.begin() + kPokAt + 32, 32, 0xff);
  EXPECT_THAT(Parse(), FailsWith(StatusCode::kInvalidArgument, "scalar"));
}

TEST_F(DealerMessageTest, RefusesAnotherProofCommitment) {
  Overwrite(kPokAt, Element::Generator());
  EXPECT_THAT(Parse(), FailsWith(StatusCode::kInvalidArgument, "prove"));
}

TEST_F(DealerMessageTest, RefusesAProofOfAnotherSession) {
  ceremony_.params.session_id[0] ^= 1;
  EXPECT_THAT(Parse(), FailsWith(StatusCode::kInvalidArgument, "prove"));
}

TEST_F(DealerMessageTest, RefusesAProofOfAnotherCommittee) {
  ceremony_.params.name = kIssuerCommittee;
  EXPECT_THAT(Parse(), FailsWith(StatusCode::kInvalidArgument, "prove"));
}

TEST_F(DealerMessageTest, RefusesAProofReplayedUnderAnotherIndex) {
  bytes_[0] = 3;
  EXPECT_THAT(ParseDealerMessage(params(), 3, bytes_),
              FailsWith(StatusCode::kInvalidArgument, "prove"));
}

// The last dealer takes the others' constants away from a key of its own, so
// that the joint key is its own. It does not know the difference's logarithm.
TEST_F(DealerMessageTest, RefusesARogueKey) {
  const DealerMessage other = Parse().value();
  DealerSecrets secrets = DealerSecrets::Random(params());
  bytes_ = MakeDealerMessage(params(), 3, secrets).value();
  const Element own = Element::MulBase(secrets.polynomials[0][0]);
  Overwrite(kCommitmentsAt, own - other.commitments[0]);
  EXPECT_THAT(ParseDealerMessage(params(), 3, bytes_),
              FailsWith(StatusCode::kInvalidArgument,
                        "dealer 3: does not prove that it knows"));
}

TEST(EvaluateCommitmentsTest, IsThePolynomialInTheExponent) {
  const SecretScalar c0 = SecretScalar::Random();
  const SecretScalar c1 = SecretScalar::Random();
  const SecretScalar c2 = SecretScalar::Random();
  const std::vector<Element> commitments = {
      Element::MulBase(c0), Element::MulBase(c1), Element::MulBase(c2)};
  const SecretScalar value =
      c0 + Scalar::FromUint64(7) * c1 + Scalar::FromUint64(49) * c2;
  EXPECT_EQ(EvaluateCommitments(commitments, 7), Element::MulBase(value));
}

}  // namespace
}  // namespace pingyi

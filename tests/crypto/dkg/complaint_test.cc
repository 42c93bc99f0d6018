#include "crypto/dkg/complaint.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/dkg/share_box.h"
#include "tests/crypto/dkg/ceremony.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::absl::StatusCode;
using ::pingyi::testing::Ceremony;
using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;
using ::pingyi::testing::RunCeremony;

// Dealer 1 and member 2.
class ComplaintTest : public ::testing::Test {
 protected:
  const CommitteeParams& params() const { return ceremony_.params; }

  // Seals `plaintext` to member 2 as the dealer would.
  void Deal(const SecretBuffer& plaintext) {
    const SecretScalar e = SecretScalar::Random();
    const ShareRoute route = {
        .dealer = 1, .member = 2, .ephemeral = Element::MulBase(e)};
    const SecretBytes<kShareKeySize> key =
        ShareKey(params(), route, SharedValue(e, params().transport_keys[1]));
    message_.shares[1].ephemeral = route.ephemeral;
    message_.shares[1].ciphertext = SealShares(params(), key, plaintext);
  }

  Complaint Complain() const {
    return MakeComplaint(params(), ceremony_.receiver(2), message_).value();
  }

  void ExpectUpheld(const Complaint& complaint, absl::string_view reason) {
    const absl::StatusOr<ComplaintVerdict> verdict =
        JudgeComplaint(params(), message_, complaint);
    ASSERT_THAT(verdict, IsOk());
    EXPECT_TRUE(verdict->upheld);
    EXPECT_EQ(verdict->to_blame, 1U);
    EXPECT_THAT(verdict->reason, ::testing::HasSubstr(std::string(reason)));
  }

  void ExpectRejected(const Complaint& complaint, absl::string_view reason) {
    const absl::StatusOr<ComplaintVerdict> verdict =
        JudgeComplaint(params(), message_, complaint);
    ASSERT_THAT(verdict, IsOk());
    EXPECT_FALSE(verdict->upheld);
    EXPECT_EQ(verdict->to_blame, 2U);
    EXPECT_THAT(verdict->reason, ::testing::HasSubstr(std::string(reason)));
  }

  Ceremony ceremony_ = RunCeremony(kTallyCommittee, {});
  DealerMessage message_ = ceremony_.messages[0];
};

TEST_F(ComplaintTest, BlamesADealerWhoseSharesDoNotDecrypt) {
  message_.shares[1].ciphertext[0] ^= 1;
  ExpectUpheld(Complain(), "do not decrypt");
}

TEST_F(ComplaintTest, BlamesADealerWhoseSharesDoNotMatch) {
  SecretBuffer wrong(64);
  wrong.mutable_bytes()[0] = 1;
  Deal(wrong);
  ExpectUpheld(Complain(), "do not match the commitments of secret 0");
}

TEST_F(ComplaintTest, BlamesADealerWhoseSharesAreNotCanonical) {
  SecretBuffer wrong(64);
  std::fill_n(wrong.mutable_bytes().begin(), 64, 0xff);
  Deal(wrong);
  ExpectUpheld(Complain(), "are not canonical");
}

TEST_F(ComplaintTest, BlamesTheComplainerAboutGoodShares) {
  ExpectRejected(Complain(), "the shares are good");
}

TEST_F(ComplaintTest, BlamesTheComplainerWhoOpensAnotherValue) {
  Complaint complaint = Complain();
  complaint.s = Element::Generator();
  ExpectRejected(complaint, "logarithms");
}

TEST_F(ComplaintTest, BlamesTheComplainerWhoProvesAnotherValueAsItIs) {
  const Receiver liar = {2, SecretScalar::Random()};
  ExpectRejected(MakeComplaint(params(), liar, message_).value(), "logarithms");
}

TEST_F(ComplaintTest, BlamesTheComplainerWhoseProofIsChanged) {
  message_.shares[1].ciphertext[0] ^= 1;
  Complaint complaint = Complain();
  complaint.proof.z = complaint.proof.z + Scalar::FromUint64(1);
  ExpectRejected(complaint, "logarithms");
  complaint = Complain();
  complaint.proof.e = complaint.proof.e + Scalar::FromUint64(1);
  ExpectRejected(complaint, "logarithms");
}

// The proof says about which session, committee and dealer it is.
TEST_F(ComplaintTest, BlamesTheComplainerWhoReplaysAProof) {
  const Complaint complaint = Complain();
  ceremony_.params.session_id[0] ^= 1;
  ExpectRejected(complaint, "logarithms");
  ceremony_.params.session_id[0] ^= 1;
  ceremony_.params.name = kIssuerCommittee;
  ExpectRejected(complaint, "logarithms");
}

TEST_F(ComplaintTest, RefusesToJudgeAnotherMessage) {
  EXPECT_THAT(JudgeComplaint(params(), ceremony_.messages[1], Complain()),
              FailsWith(StatusCode::kInvalidArgument, "not about the message"));
}

TEST_F(ComplaintTest, RefusesAComplainerWhoIsNoMember) {
  Complaint complaint = Complain();
  complaint.member = 0;
  EXPECT_THAT(JudgeComplaint(params(), message_, complaint),
              FailsWith(StatusCode::kInvalidArgument, "of member 0"));
  const Receiver stranger = {4, SecretScalar::Random()};
  EXPECT_THAT(MakeComplaint(params(), stranger, message_),
              FailsWith(StatusCode::kInvalidArgument, "no member"));
}

}  // namespace
}  // namespace pingyi

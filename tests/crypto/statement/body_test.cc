#include "crypto/statement/body.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "crypto/group/element.h"
#include "crypto/merkle/hash.h"
#include "crypto/statement/signing_key.h"

namespace pingyi {
namespace {

// Bodies are compared in hexadecimal with what protocol.md's table spells out.

Digest Filled(uint8_t byte) {
  Digest digest = {};
  digest.fill(byte);
  return digest;
}

std::string Hex32(absl::string_view byte) {
  std::string hex;
  for (int i = 0; i < 32; ++i) {
    hex.append(byte.data(), byte.size());
  }
  return hex;
}

// RFC 9496, appendix A: the generator.
constexpr char kGenerator[] =
    "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76";
// Twice the generator.
constexpr char kTwice[] =
    "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919";

Element Twice() {
  return Element::Generator() + Element::Generator();
}

const TreeHead& Head() {
  static const TreeHead kHead = {.size = 0x0102030405060708, .root = Filled(9)};
  return kHead;
}
const std::string& HeadHex() {
  static const std::string kHex = "0807060504030201" + Hex32("09");
  return kHex;
}

TEST(StatementBodyTest, RequestHoldsEveryBlindedElement) {
  const std::vector<Element> blinded = {Element::Generator(), Twice()};

  EXPECT_EQ(ToHex(RequestBody(Filled(0xaa), 0x11223344, blinded)),
            Hex32("aa") + "44332211" + "02000000" + kGenerator + kTwice);
}

TEST(StatementBodyTest, ConfirmSaysYesOrNo) {
  EXPECT_EQ(ToHex(ConfirmBody(1, 2, true, Filled(0xbb))),
            "0100000002000000"
            "01" +
                Hex32("bb"));
  EXPECT_EQ(ToHex(ConfirmBody(1, 2, false, Filled(0xbb))),
            "0100000002000000"
            "00" +
                Hex32("bb"));
}

TEST(StatementBodyTest, ConfirmDigestKeepsTheOrderSent) {
  const std::vector<ConfirmItem> items = {
      {.token_key = Element::Generator(), .part = Twice()},
      {.token_key = Twice(), .part = Element()}};
  const std::string hex =
      std::string(kGenerator) + kTwice + kTwice + Hex32("00");

  EXPECT_EQ(ConfirmDigest(items), Sha256(FromHex(hex).value()));
}

TEST(StatementBodyTest, DkgBodiesFrameTheCommittee) {
  const std::string start =
      "0500000000000000"
      "74616c6c79"
      "03000000";  // tally, member 3

  EXPECT_EQ(ToHex(DkgCommitBody("tally", 3, Filled(0xcc))),
            start + Hex32("cc"));
  EXPECT_EQ(ToHex(DkgMessageBody("tally", 3, Bytes{0xde, 0xad})),
            start + "dead");
}

TEST(StatementBodyTest, DkgConfirmHashesTheHashes) {
  const std::vector<Digest> hashes = {Filled(1), Filled(2)};
  const std::vector<Element> keys = {Twice(), Element::Generator()};
  const Digest all = Sha256(FromHex(Hex32("01") + Hex32("02")).value());

  EXPECT_EQ(ToHex(DkgConfirmBody("issuer", 1, hashes, keys)),
            "0600000000000000"
            "697373756572"
            "01000000" +
                ToHex(all) + kTwice + kGenerator);
}

TEST(StatementBodyTest, DkgComplaintNamesDealerThenMember) {
  const Bytes proof(64, 0xee);

  EXPECT_EQ(ToHex(DkgComplaintBody({.committee = "tally",
                                    .dealer = 2,
                                    .member = 3,
                                    .shared = Twice(),
                                    .proof = proof})),
            "0500000000000000"
            "74616c6c79"
            "02000000"
            "03000000" +
                std::string(kTwice) + Hex32("eeee"));
}

TEST(StatementBodyTest, ActiveSetCountsItsIssuers) {
  EXPECT_EQ(ToHex(ActiveSetBody(4, std::vector<uint32_t>{1, 3})),
            "04000000"
            "02000000"
            "01000000"
            "03000000");
}

TEST(StatementBodyTest, OpenFixesKeysActiveSetAndAttendance) {
  EXPECT_EQ(ToHex(OpenBody(Filled(0xaa), 0, Filled(0xbb), 117)),
            Hex32("aa") + "00000000" + Hex32("bb") + "75000000");
}

TEST(StatementBodyTest, ClosingIsTheRoundAlone) {
  EXPECT_EQ(ToHex(ClosingBody(5)), "05000000");
}

TEST(StatementBodyTest, CloseAndSharesStandOverATree) {
  EXPECT_EQ(ToHex(CloseBody(5, Head())), "05000000" + HeadHex());
  EXPECT_EQ(ToHex(ShareBody(5, Head(), Bytes{0xab})),
            "05000000" + HeadHex() + "ab");
}

TEST(StatementBodyTest, ObservationsStandOverATree) {
  EXPECT_EQ(ToHex(ObservationBody(Head(), {})), HeadHex());
  EXPECT_EQ(ToHex(ObservationBody(Head(), AsBytes("no"))), HeadHex() + "6e6f");
}

TEST(StatementBodyTest, AbortAndAnnounceStartWithTheRound) {
  EXPECT_EQ(ToHex(AbortBody(5, "fire")),
            "05000000"
            "66697265");
  EXPECT_EQ(ToHex(AnnounceBody(5, Filled(0xcc))), "05000000" + Hex32("cc"));
}

TEST(StatementBodyTest, ReceiptNamesTheBallotByHash) {
  EXPECT_EQ(ToHex(ReceiptBody(5, Filled(0xdd))), "05000000" + Hex32("dd"));
}

TEST(StatementBodyTest, ReissueNamesDeputyAndKey) {
  const SigningKey key = SigningKey::Random();

  EXPECT_EQ(ToHex(ReissueBody(7, key.verify_key())),
            "07000000" + ToHex(key.verify_key().bytes()));
}

TEST(StatementBodyTest, ServeAnswersTheChallengeInOneRole) {
  EXPECT_EQ(ToHex(ServeBody(Filled(0x11), "witness")), Hex32("11") +
                                                           "0700000000000000"
                                                           "7769746e657373");
}

TEST(CountsHashTest, TakesEachCountAsEightBytes) {
  const std::vector<uint64_t> counts = {1, 0x0203};
  const Bytes bytes = FromHex(
                          "0100000000000000"
                          "0302000000000000")
                          .value();

  EXPECT_EQ(CountsHash(counts), Sha256(bytes));
}

TEST(CountsHashTest, OfAWithheldResultIsTheHashOfNothing) {
  EXPECT_EQ(CountsHash({}), Sha256(Bytes()));
}

}  // namespace
}  // namespace pingyi

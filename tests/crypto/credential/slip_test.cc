#include "crypto/credential/slip.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "crypto/base/base32.h"
#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "crypto/statement/signing_key.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kTypeAgain[] = "type it again";

SlipSecret SecretFromHex(absl::string_view hex) {
  const Bytes bytes = FromHex(hex).value();
  return SlipSecret::Copy(ByteSpan(bytes).first<16>());
}

std::string CodeOf(const SlipSecret& secret) {
  return ToString(FormatSlip(secret).Expose());
}

// The secret 00112233445566778899aabbccddeeff, worked out apart from this code.
constexpr char kHex[] = "00112233445566778899aabbccddeeff";
constexpr char kCode[] = "008J4-CT4AN-K7F24-SNAXW-SQFEZ-W1";

TEST(FormatSlipTest, GroupsTwentySixSymbolsAndACheckSymbolByFive) {
  EXPECT_EQ(CodeOf(SecretFromHex(kHex)), kCode);
  EXPECT_EQ(CodeOf(SecretFromHex("00000000000000000000000000000000")),
            "00000-00000-00000-00000-00000-00");
}

TEST(ParseSlipTest, ReadsWhatWasPrinted) {
  for (int i = 0; i < 200; ++i) {
    const SlipSecret secret = SlipSecret::Random();
    EXPECT_TRUE(ParseSlip(CodeOf(secret)).value() == secret);
  }
}

TEST(ParseSlipTest, ReachesEveryCheckSymbol) {
  std::string seen;
  for (uint8_t i = 0; i < 255 && seen.size() < 37; ++i) {
    std::array<uint8_t, 16> bytes = {};
    bytes[3] = i;
    const SlipSecret secret = SlipSecret::Copy(bytes);
    const std::string code = CodeOf(secret);
    if (!absl::StrContains(seen, code.back())) {
      seen.push_back(code.back());
    }
    EXPECT_TRUE(ParseSlip(code).value() == secret);
  }
  EXPECT_EQ(seen.size(), 37U);
}

TEST(ParseSlipTest, ForgivesHowPeopleType) {
  // All zeros, then a secret that has a 1 in its code.
  const SlipSecret zero = SecretFromHex("00000000000000000000000000000000");
  EXPECT_TRUE(ParseSlip("OOOOO ooooo 00000 00000 00000 00").value() == zero);
  EXPECT_TRUE(ParseSlip("000000000000000000000000000").value() == zero);

  const SlipSecret secret = SecretFromHex(kHex);
  EXPECT_TRUE(ParseSlip(std::string(" ") + kCode + "\n").value() == secret);
  std::string lower = kCode;
  for (char& c : lower) {
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  EXPECT_TRUE(ParseSlip(lower).value() == secret);
}

TEST(ParseSlipTest, ReadsIAndLAsOne) {
  const SlipSecret secret = SecretFromHex("08421084210842108421084210842108");
  const std::string code = CodeOf(secret);
  ASSERT_NE(code.find('1'), std::string::npos);
  for (const char look_alike : {'I', 'i', 'L', 'l'}) {
    std::string typed = code;
    for (char& c : typed) {
      c = c == '1' ? look_alike : c;
    }
    EXPECT_TRUE(ParseSlip(typed).value() == secret) << look_alike;
  }
}

TEST(ParseSlipTest, CatchesEverySingleWrongSymbol) {
  const std::string code = kCode;
  for (size_t i = 0; i + 1 < code.size(); ++i) {
    if (code[i] == '-') {
      continue;
    }
    for (const char other : absl::string_view(kBase32Alphabet, 32)) {
      std::string typed = code;
      typed[i] = other;
      if (other != code[i]) {
        EXPECT_THAT(ParseSlip(typed), FailsWith(kInvalid, "check"))
            << i << " " << other;
      }
    }
  }
}

TEST(ParseSlipTest, CatchesAnyTwoSwappedSymbols) {
  const std::string code = kCode;
  for (size_t i = 0; i + 1 < code.size(); ++i) {
    for (size_t j = i + 1; j + 1 < code.size(); ++j) {
      if (code[i] == code[j] || code[i] == '-' || code[j] == '-') {
        continue;
      }
      std::string typed = code;
      std::swap(typed[i], typed[j]);
      EXPECT_THAT(ParseSlip(typed), FailsWith(kInvalid, "check"));
    }
  }
}

TEST(ParseSlipTest, RefusesAnotherCheckSymbol) {
  for (const char check : absl::string_view("09AZ*~$U!")) {
    std::string typed = kCode;
    if (typed.back() != check) {
      typed.back() = check;
      EXPECT_THAT(ParseSlip(typed), FailsWith(kInvalid, "does not fit"));
    }
  }
}

TEST(ParseSlipTest, SaysHowManySymbolsAreMissing) {
  EXPECT_THAT(ParseSlip(""), FailsWith(kInvalid, "27 symbols, not 0"));
  EXPECT_THAT(ParseSlip("00000-00000-00000-00000-00000-0"),
              FailsWith(kInvalid, "27 symbols, not 26"));
  EXPECT_THAT(ParseSlip("00000-00000-00000-00000-00000-000"),
              FailsWith(kInvalid, "27 symbols, not 28"));
  EXPECT_THAT(ParseSlip(std::string(100000, '0')),
              FailsWith(kInvalid, kTypeAgain));
  EXPECT_THAT(ParseSlip(kCode + std::string(200, ' ')),
              FailsWith(kInvalid, kTypeAgain));
}

TEST(ParseSlipTest, SaysWhichSymbolNoSlipHas) {
  std::string typed = kCode;
  typed[6] = 'U';
  EXPECT_THAT(ParseSlip(typed), FailsWith(kInvalid, "symbol 6 is none"));
  typed[6] = '\0';
  EXPECT_THAT(ParseSlip(typed), FailsWith(kInvalid, "symbol 6 is none"));
  typed[6] = '\xff';
  EXPECT_THAT(ParseSlip(typed), FailsWith(kInvalid, "symbol 6 is none"));
}

TEST(ParseSlipTest, RefusesPaddingThatIsNotZero) {
  // All zero but the last bit of padding; its check symbol is right.
  EXPECT_THAT(ParseSlip("00000-00000-00000-00000-00000-11"),
              FailsWith(kInvalid, "no slip has this code"));
  EXPECT_THAT(ParseSlip("00000-00000-00000-00000-00000-22"),
              FailsWith(kInvalid, "no slip has this code"));
}

TEST(ParseSlipTest, NeverRepeatsTheCode) {
  std::string typed = kCode;
  typed[0] = 'U';
  const std::string message(ParseSlip(typed).status().message());

  EXPECT_EQ(message.find("8J4"), std::string::npos);
}

Digest AnySession() {
  return Sha256(AsBytes("any session"));
}

std::string FragmentOf(const SlipSecret& secret, const Digest& session) {
  return ToString(FormatSlipFragment(secret, session).Expose());
}

TEST(SlipFragmentTest, IsSecretThenSessionInBase32) {
  const std::string fragment = FragmentOf(SecretFromHex(kHex), AnySession());

  EXPECT_EQ(fragment,
            EncodeBase32(FromHex(kHex).value()) + EncodeBase32(AnySession()));
  EXPECT_EQ(fragment.size(), kSlipFragmentSize);
}

TEST(ParseSlipPayloadTest, ReadsAScannedAddress) {
  const SlipSecret secret = SlipSecret::Random();
  const std::string fragment = FragmentOf(secret, AnySession());
  for (const std::string& payload :
       {fragment, "https://10.0.0.1:8443/#" + fragment}) {
    const ScannedSlip slip = ParseSlipPayload(payload).value();
    EXPECT_TRUE(slip.secret == secret);
    EXPECT_EQ(slip.session_id, AnySession());
  }
}

TEST(ParseSlipPayloadTest, RefusesAnotherQrCode) {
  const std::string fragment = FragmentOf(SecretFromHex(kHex), AnySession());
  const auto refused = FailsWith(kInvalid, "not the QR code of a slip");

  EXPECT_THAT(ParseSlipPayload(""), refused);
  EXPECT_THAT(ParseSlipPayload("https://example.com/"), refused);
  EXPECT_THAT(ParseSlipPayload("#" + fragment + "0"), refused);
  EXPECT_THAT(ParseSlipPayload("#" + fragment + "#"), refused);
}

TEST(ParseSlipPayloadTest, RefusesWhatIsNotBase32) {
  const std::string fragment = FragmentOf(SecretFromHex(kHex), AnySession());
  std::string bad = fragment;
  bad[3] = '!';
  EXPECT_THAT(ParseSlipPayload(bad), FailsWith(kInvalid, "symbol 4"));
  bad = fragment;
  bad[30] = '!';
  EXPECT_THAT(ParseSlipPayload(bad), FailsWith(kInvalid, "base32"));
  bad = fragment;
  bad[25] = 'Z';  // Padding of the secret.
  EXPECT_THAT(ParseSlipPayload(bad), FailsWith(kInvalid, "no slip has"));
  bad = fragment;
  bad[77] = 'Z';  // Padding of session_id.
  EXPECT_THAT(ParseSlipPayload(bad), FailsWith(kInvalid, "base32"));
}

TEST(CredentialKeyTest, ComesFromTheHashOfTheSecret) {
  Bytes input;
  AppendBytes(input, absl::string_view("pingyi-v1-credential\n"));
  AppendBytes(input, FromHex(kHex).value());
  const WideDigest digest = Sha512(input);
  const SigningKey expected =
      SigningKey::FromSeed(SigningSeed::Copy(std::span(digest).first<32>()));

  EXPECT_EQ(CredentialKey(SecretFromHex(kHex)).verify_key(),
            expected.verify_key());
}

TEST(CredentialKeyTest, DiffersFromSlipToSlip) {
  EXPECT_NE(CredentialKey(SlipSecret::Random()).verify_key(),
            CredentialKey(SlipSecret::Random()).verify_key());
}

}  // namespace
}  // namespace pingyi

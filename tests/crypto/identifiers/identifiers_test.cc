#include "crypto/identifiers/identifiers.h"

#include <gtest/gtest.h>

#include <vector>

#include "crypto/group/secret_scalar.h"
#include "tests/support/hex.h"

namespace pingyi {
namespace {

std::vector<Element> RandomElements(size_t count) {
  std::vector<Element> out;
  for (size_t i = 0; i < count; ++i) {
    out.push_back(Element::MulBase(SecretScalar::Random()));
  }
  return out;
}

TEST(IdentifiersTest, SessionIdCoversEveryByteOfTheManifest) {
  Bytes manifest = {1, 2, 3};
  const Digest id = SessionId(manifest);
  manifest[2] ^= 1;
  EXPECT_NE(SessionId(manifest), id);
}

TEST(IdentifiersTest, KeyIdCoversOrderAndBothCommittees) {
  const std::vector<Element> k = RandomElements(3);
  const std::vector<Element> swapped = {k[1], k[0], k[2]};
  const std::vector<Element> issuers = RandomElements(1);
  const Digest id = KeyId(k, issuers);
  EXPECT_NE(KeyId(swapped, issuers), id);
  EXPECT_NE(KeyId(k, RandomElements(1)), id);
}

TEST(IdentifiersTest, TrackingDigestCoversSessionRoundAndCiphertexts) {
  const std::vector<Element> b = RandomElements(2);
  const Element a = Element::Generator();
  const Digest session = {};
  Digest other_session = {};
  other_session[31] = 1;
  const Digest digest = TrackingDigest(session, 0, a, b);
  EXPECT_EQ(TrackingDigest(session, 0, a, b), digest);
  EXPECT_NE(TrackingDigest(other_session, 0, a, b), digest);
  EXPECT_NE(TrackingDigest(session, 1, a, b), digest);
  EXPECT_NE(TrackingDigest(session, 0, b[0], b), digest);
  EXPECT_NE(TrackingDigest(session, 0, a, RandomElements(2)), digest);
}

TEST(IdentifiersTest, TrackingCodeIsTenBytesInFourGroups) {
  Digest digest = {};
  const Bytes start = testing::FromHex("00443214c74254b635cf");
  std::copy(start.begin(), start.end(), digest.begin());
  EXPECT_EQ(TrackingCode(digest), "0123-4567-89AB-CDEF");
  digest[10] = 0xff;
  EXPECT_EQ(TrackingCode(digest), "0123-4567-89AB-CDEF");
}

}  // namespace
}  // namespace pingyi

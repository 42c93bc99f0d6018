#include "crypto/generators/generators.h"

#include <gtest/gtest.h>

#include <set>

namespace pingyi {
namespace {

TEST(GeneratorsTest, AllDifferAndNoneIsGOrTheIdentity) {
  std::set<Element> seen = {Element(), Element::Generator()};
  for (uint32_t i = 0; i < 200; ++i) {
    EXPECT_TRUE(seen.insert(Generator(i)).second) << i;
  }
}

TEST(GeneratorsTest, TablesHoldQThenTheOptions) {
  const Generators generators(5);
  EXPECT_EQ(generators.q(), Generator(0));
  EXPECT_EQ(generators.q_point().ToElement(), Generator(0));
  const auto p = generators.p(1, 3);
  ASSERT_EQ(p.size(), 3U);
  for (uint32_t k = 0; k < 3; ++k) {
    EXPECT_EQ(p[k], Generator(k + 2));
    EXPECT_EQ(generators.p_point(k + 1).ToElement(), Generator(k + 2));
  }
}

}  // namespace
}  // namespace pingyi

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "crypto/base/hash.h"
#include "crypto/voprf/voprf.h"
#include "tests/vectors/vector_file.h"

namespace pingyi {
namespace {

using ::nlohmann::json;
using ::pingyi::testing::BytesOf;
using ::pingyi::testing::ElementOf;
using ::pingyi::testing::LoadVectors;
using ::pingyi::testing::SecretOf;

// A field of several values, separated by commas.
std::vector<json> List(const json& field) {
  std::vector<json> out;
  std::stringstream stream(field.get<std::string>());
  for (std::string item; std::getline(stream, item, ',');) {
    out.emplace_back(item);
  }
  return out;
}

// Finalize of RFC 9497, which tokens do not use.
WideDigest Finalize(const Bytes& input, const Element& unblinded) {
  Bytes hashed;
  hashed.push_back(static_cast<uint8_t>(input.size() >> 8));
  hashed.push_back(static_cast<uint8_t>(input.size()));
  AppendBytes(hashed, input);
  hashed.push_back(0);
  hashed.push_back(kElementSize);
  AppendBytes(hashed, unblinded.bytes());
  AppendBytes(hashed, absl::string_view("Finalize"));
  return Sha512(hashed);
}

struct Exchange {
  std::vector<Element> blinded;
  std::vector<Element> evaluated;
};

// Blinds, evaluates, unblinds and finalizes every input of one vector.
Exchange ReproduceExchange(VoprfMode mode, const SecretScalar& key,
                           const json& vector) {
  Exchange out;
  const std::vector<json> inputs = List(vector["Input"]);
  for (size_t i = 0; i < inputs.size(); ++i) {
    const Bytes input = BytesOf(inputs[i]);
    const SecretScalar blind = SecretOf(List(vector["Blind"])[i]);
    out.blinded.push_back(Blind(mode, input, blind).value());
    EXPECT_EQ(out.blinded[i], ElementOf(List(vector["BlindedElement"])[i]));
    out.evaluated.push_back(BlindEvaluate(key, out.blinded[i]));
    EXPECT_EQ(out.evaluated[i],
              ElementOf(List(vector["EvaluationElement"])[i]));
    EXPECT_EQ(ToHex(Finalize(input, Unblind(blind, out.evaluated[i]))),
              List(vector["Output"])[i].get<std::string>());
  }
  return out;
}

TEST(VoprfVectors, EveryExchangeAndProofOfTheRfcIsReproduced) {
  const json file = LoadVectors("rfc9497.json");
  int proofs = 0;
  for (const json& suite : file) {
    const auto mode = static_cast<VoprfMode>(suite["mode"].get<int>());
    const SecretScalar key = SecretOf(suite["skSm"]);
    for (const json& vector : suite["vectors"]) {
      const Exchange exchange = ReproduceExchange(mode, key, vector);
      if (!vector.contains("Proof")) {
        continue;
      }
      ++proofs;
      const VoprfStatement statement = {.public_key = ElementOf(suite["pkSm"]),
                                        .blinded = exchange.blinded,
                                        .evaluated = exchange.evaluated};
      EXPECT_EQ(statement.public_key, Element::MulBase(key));
      const VoprfProof proof = GenerateProofWithNonce(
          key, statement, SecretOf(vector["Proof"]["r"]));
      EXPECT_EQ(ToHex(proof.bytes()),
                vector["Proof"]["proof"].get<std::string>());
      EXPECT_TRUE(VerifyProof(statement, proof).ok());
    }
  }
  EXPECT_GT(proofs, 0);
}

}  // namespace
}  // namespace pingyi

#include "tests/vectors/vector_file.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace pingyi::testing {
namespace {

// Fails the test with the message of the status.
template <typename T>
T Require(absl::StatusOr<T> value) {
  if (!value.ok()) {
    throw std::runtime_error(std::string(value.status().message()));
  }
  return *std::move(value);
}

}  // namespace

nlohmann::json LoadVectors(const std::string& name) {
  const char* const other = std::getenv("PINGYI_VECTORS");
  const std::string path =
      std::string(other != nullptr ? other : "tests/vectors/data") + "/" + name;
  std::ifstream file(path);
  if (!file) {
    throw std::runtime_error("cannot open " + path);
  }
  return nlohmann::json::parse(file);
}

Bytes BytesOf(const nlohmann::json& hex) {
  return Require(FromHex(hex.get<std::string>()));
}

Digest DigestOf(const nlohmann::json& hex) {
  return Require(ToDigest(BytesOf(hex), "vector"));
}

Element ElementOf(const nlohmann::json& hex) {
  return Require(Element::Parse(BytesOf(hex)));
}

std::vector<Element> ElementsOf(const nlohmann::json& list) {
  std::vector<Element> out;
  for (const nlohmann::json& hex : list) {
    out.push_back(ElementOf(hex));
  }
  return out;
}

Scalar ScalarOf(const nlohmann::json& hex) {
  return Require(Scalar::Parse(BytesOf(hex)));
}

SecretScalar SecretOf(const nlohmann::json& hex) {
  return SecretScalar::From(ScalarOf(hex));
}

std::vector<SecretScalar> SecretsOf(const nlohmann::json& list) {
  std::vector<SecretScalar> out;
  for (const nlohmann::json& hex : list) {
    out.push_back(SecretOf(hex));
  }
  return out;
}

}  // namespace pingyi::testing

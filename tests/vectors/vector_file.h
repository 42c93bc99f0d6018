#ifndef TESTS_VECTORS_VECTOR_FILE_H_
#define TESTS_VECTORS_VECTOR_FILE_H_

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/group/element.h"
#include "crypto/group/scalar.h"
#include "crypto/group/secret_scalar.h"

// Known answers, made by an independent reference. They lie in
// tests/vectors/data or, with PINGYI_VECTORS set, in the directory that it
// names.
namespace pingyi::testing {

// The file `name`, for example "ballots.json". Throws, which fails the test,
// if it is missing or no JSON.
nlohmann::json LoadVectors(const std::string& name);

// Values from their hexadecimal spelling. Each throws if it is not one.
Bytes BytesOf(const nlohmann::json& hex);
Digest DigestOf(const nlohmann::json& hex);
Element ElementOf(const nlohmann::json& hex);
std::vector<Element> ElementsOf(const nlohmann::json& list);
Scalar ScalarOf(const nlohmann::json& hex);
SecretScalar SecretOf(const nlohmann::json& hex);
std::vector<SecretScalar> SecretsOf(const nlohmann::json& list);

}  // namespace pingyi::testing

#endif  // TESTS_VECTORS_VECTOR_FILE_H_

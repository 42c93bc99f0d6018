#ifndef TESTS_CRYPTO_AUDIT_VERDICTS_H_
#define TESTS_CRYPTO_AUDIT_VERDICTS_H_

#include <string>

#include "crypto/audit/audit.h"

namespace pingyi::testing {

// All items with their verdicts, for the message of a test that fails.
std::string Describe(const Report& report);

// Fails the test unless `item` is the first at which the audit of `input` does
// not pass, fails, and says `why`.
void ExpectFails(AuditInput input, Item item, const std::string& why);

}  // namespace pingyi::testing

#endif  // TESTS_CRYPTO_AUDIT_VERDICTS_H_

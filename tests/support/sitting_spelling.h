#ifndef TESTS_SUPPORT_SITTING_SPELLING_H_
#define TESTS_SUPPORT_SITTING_SPELLING_H_

#include "crypto/audit/entry.h"
#include "crypto/audit/manifest.h"
#include "crypto/base/bytes.h"

// Bytes for manifests, rosters and entries that need no protobuf: different
// ones for different values, which is all that a test of crypto/audit needs.
namespace pingyi::testing {

Bytes SpellManifest(const Manifest& manifest);
Bytes SpellRoster(const Roster& roster);
Bytes SpellEntry(const Entry& entry);

}  // namespace pingyi::testing

#endif  // TESTS_SUPPORT_SITTING_SPELLING_H_

#ifndef TESTS_PROTO_CODEC_SAMPLES_H_
#define TESTS_PROTO_CODEC_SAMPLES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "crypto/audit/entry.h"
#include "crypto/audit/manifest.h"
#include "crypto/base/bytes.h"
#include "crypto/group/element.h"
#include "crypto/statement/signing_key.h"

// Well-formed values for tests of the codec, the same in every run. Equal
// numbers give equal values; nothing here is signed by anybody.
namespace pingyi::testing {

Digest AnyDigest(uint8_t number);
Signature AnySignature(uint8_t number);
Element AnyElement(uint8_t number);
VerifyKey AnyKey(uint8_t number);
Bytes AnyBytes(size_t size);

// Three trustees who are issuers, and the chair as one more witness.
Manifest AnyManifest();
// Deputies 1 to `size`.
Roster AnyRoster(uint8_t size);
// One entry of every kind, in the order of log.proto.
std::vector<Entry> EntriesOfEveryKind();

}  // namespace pingyi::testing

#endif  // TESTS_PROTO_CODEC_SAMPLES_H_

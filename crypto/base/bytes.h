#ifndef CRYPTO_BASE_BYTES_H_
#define CRYPTO_BASE_BYTES_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Byte strings and the three encodings that all of protocol.md is written in:
// le32, le64 and frame(x) = le64(len x) || x.
namespace pingyi {

// "pingyi-v1": separates everything we hash or sign from everybody else's.
inline constexpr char kSuite[] = "pingyi-v1";

using ByteSpan = std::span<const uint8_t>;
using Bytes = std::vector<uint8_t>;
// A SHA-256 digest: session_id, key_id, roots, leaf hashes.
using Digest = std::array<uint8_t, 32>;

void AppendBytes(Bytes& out, ByteSpan data);
void AppendBytes(Bytes& out, absl::string_view text);
void AppendLe32(Bytes& out, uint32_t value);
void AppendLe64(Bytes& out, uint64_t value);
void AppendFrame(Bytes& out, ByteSpan data);

std::array<uint8_t, 4> Le32(uint32_t value);
std::array<uint8_t, 8> Le64(uint64_t value);
uint32_t ReadLe32(std::span<const uint8_t, 4> bytes);

// Views of text as bytes and back; the viewed object must outlive the view.
ByteSpan AsBytes(absl::string_view text);
absl::string_view AsText(ByteSpan data);
std::string ToString(ByteSpan data);

// Lower case hexadecimal. FromHex returns INVALID_ARGUMENT on any other sign
// or an odd length; upper case is accepted.
std::string ToHex(ByteSpan data);
absl::StatusOr<Bytes> FromHex(absl::string_view hex);

// A digest from exactly 32 bytes; INVALID_ARGUMENT, naming `what`, otherwise.
absl::StatusOr<Digest> ToDigest(ByteSpan data, absl::string_view what);

}  // namespace pingyi

#endif  // CRYPTO_BASE_BYTES_H_

#include "crypto/transcript/transcript.h"

namespace pingyi {

Transcript::Transcript(absl::string_view label) : state_() {
  crypto_hash_sha512_init(&state_);
  AbsorbFrame(AsBytes(kSuite));
  AbsorbFrame(AsBytes(label));
}

void Transcript::Append(absl::string_view name, ByteSpan data) {
  AbsorbFrame(AsBytes(name));
  AbsorbFrame(data);
}

void Transcript::Append(absl::string_view name, const Element& element) {
  Append(name, ByteSpan(element.bytes()));
}

void Transcript::Append(absl::string_view name,
                        std::span<const Element> elements) {
  Bytes data;
  data.reserve(elements.size() * kElementSize);
  for (const Element& element : elements) {
    AppendBytes(data, element.bytes());
  }
  Append(name, data);
}

void Transcript::AppendLe32(absl::string_view name, uint32_t value) {
  Append(name, ByteSpan(Le32(value)));
}

Scalar Transcript::Challenge(absl::string_view name) {
  AbsorbFrame(AsBytes("challenge"));
  AbsorbFrame(AsBytes(name));
  crypto_hash_sha512_state copy = state_;  // Finishing would end the hash.
  WideDigest digest = {};
  crypto_hash_sha512_final(&copy, digest.data());
  return Scalar::Reduce(digest);
}

void Transcript::AbsorbFrame(ByteSpan data) {
  const std::array<uint8_t, 8> length = Le64(data.size());
  crypto_hash_sha512_update(&state_, length.data(), length.size());
  crypto_hash_sha512_update(&state_, data.data(), data.size());
}

Transcript Context::Start(absl::string_view label) const {
  Transcript transcript(label);
  transcript.Append("session", ByteSpan(session_id));
  transcript.Append("keys", ByteSpan(key_id));
  transcript.AppendLe32("round", round);
  return transcript;
}

}  // namespace pingyi

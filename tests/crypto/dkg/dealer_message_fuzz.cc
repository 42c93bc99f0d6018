// What a dealer posts, from anybody. Property: a message that is accepted is
// the only spelling of what was read, and its shares can be opened, which
// succeeds or fails but does not end the process.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "crypto/dkg/message.h"
#include "crypto/dkg/params.h"
#include "crypto/dkg/receive.h"

namespace pingyi {
namespace {

// One member with the transport secret 2, one secret.
CommitteeParams Params() {
  CommitteeParams params;
  params.name = kIssuerCommittee;
  params.threshold = 1;
  params.secrets = 1;
  params.transport_keys = {Element::MulBase(Scalar::FromUint64(2))};
  return params;
}

Bytes Spell(const DealerMessage& message) {
  Bytes out;
  AppendLe32(out, message.dealer);
  for (const Element& commitment : message.commitments) {
    AppendBytes(out, commitment.bytes());
  }
  AppendBytes(out, message.pok_r.bytes());
  AppendBytes(out, message.pok_z.bytes());
  for (const EncryptedShares& box : message.shares) {
    AppendBytes(out, box.ephemeral.bytes());
    AppendFrame(out, box.ciphertext);
  }
  return out;
}

}  // namespace
}  // namespace pingyi

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const pingyi::CommitteeParams params = pingyi::Params();
  const pingyi::ByteSpan bytes(data, size);
  const auto message = pingyi::ParseDealerMessage(params, 1, bytes);
  if (!message.ok()) {
    return 0;
  }
  const pingyi::Receiver receiver = {
      1, pingyi::SecretScalar::From(pingyi::Scalar::FromUint64(2))};
  static_cast<void>(pingyi::OpenShares(params, receiver, *message).ok());
  if (pingyi::Spell(*message) != pingyi::Bytes(data, data + size)) {
    std::abort();
  }
  return 0;
}

#include "tests/crypto/dkg/ceremony.h"

#include "crypto/base/hash.h"

namespace pingyi::testing {

Ceremony StartCeremony(const std::string& name, const CommitteeSize& size) {
  Ceremony out;
  out.params.session_id = Sha256(AsBytes("a session of the tests"));
  out.params.name = name;
  out.params.threshold = size.threshold;
  out.params.secrets = size.secrets;
  for (uint32_t m = 1; m <= size.members; ++m) {
    out.receivers.push_back(Receiver{m, SecretScalar::Random()});
    out.params.transport_keys.push_back(
        Element::MulBase(out.receivers.back().transport_secret));
  }
  return out;
}

Ceremony RunCeremony(const std::string& name, const CommitteeSize& size) {
  Ceremony out = StartCeremony(name, size);
  for (const Receiver& dealer : out.receivers) {
    out.message_bytes.push_back(
        MakeDealerMessage(out.params, dealer.index,
                          DealerSecrets::Random(out.params))
            .value());
    out.messages.push_back(
        ParseDealerMessage(out.params, dealer.index, out.message_bytes.back())
            .value());
  }
  out.keys = CombineKeys(out.params, out.messages).value();
  for (const Receiver& receiver : out.receivers) {
    out.shares.push_back(
        CombineShares(out.params, receiver, out.messages, out.keys).value());
  }
  return out;
}

}  // namespace pingyi::testing

#ifndef TESTS_CRYPTO_DKG_CEREMONY_H_
#define TESTS_CRYPTO_DKG_CEREMONY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "crypto/dkg/message.h"
#include "crypto/dkg/params.h"
#include "crypto/dkg/receive.h"

namespace pingyi::testing {

// A key generation in which everybody is honest, with everybody's secrets.
struct Ceremony {
  CommitteeParams params;
  // By index from 1, as all lists here.
  std::vector<Receiver> receivers;
  std::vector<Bytes> message_bytes;
  std::vector<DealerMessage> messages;
  CommitteeKeys keys;
  std::vector<MemberShares> shares;

  const Receiver& receiver(uint32_t index) const {
    return receivers[index - 1];
  }
};

struct CommitteeSize {
  uint32_t members = 3;
  uint32_t threshold = 2;
  uint32_t secrets = 2;
};

// Committee and members' transport secrets, before anybody has dealt.
Ceremony StartCeremony(const std::string& name, const CommitteeSize& size);

// Deals and combines everything.
Ceremony RunCeremony(const std::string& name, const CommitteeSize& size);

}  // namespace pingyi::testing

#endif  // TESTS_CRYPTO_DKG_CEREMONY_H_

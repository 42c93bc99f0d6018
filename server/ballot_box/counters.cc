#include "server/ballot_box/counters.h"

#include "server/base/log.h"

namespace pingyi {

void Counters::Log() {
  const int64_t accepted = accepted_.exchange(0);
  const int64_t repeated = repeated_.exchange(0);
  const int64_t refused = refused_.exchange(0);
  if (accepted + repeated + refused != 0) {
    LogTimeless("casting", {{LogKey::kBallots, accepted},
                            {LogKey::kRepeated, repeated},
                            {LogKey::kRefused, refused}});
  }
}

}  // namespace pingyi

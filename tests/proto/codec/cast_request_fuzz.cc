#include <cstddef>
#include <cstdint>

#include "pingyi/v1/ballot_box.pb.h"
#include "proto/codec/ballot_box.h"
#include "proto/codec/strict.h"
#include "tests/proto/codec/fuzz_check.h"

// A cast that is taken is read again as the same from what it is written as.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using pingyi::testing::Check;
  pingyi::testing::SilenceProtobuf();
  pingyi::v1::CastBallotRequest request;
  if (!request.ParseFromArray(data, static_cast<int>(size))) {
    return 0;
  }
  const auto cast = pingyi::DecodeCast(request);
  if (!cast.ok()) {
    return 0;
  }
  const auto again = pingyi::DecodeCast(pingyi::EncodeCast(*cast));
  Check(again.ok());
  Check(again->ballot == cast->ballot && again->parts == cast->parts &&
        again->round == cast->round);
  return 0;
}

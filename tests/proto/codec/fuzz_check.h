#ifndef TESTS_PROTO_CODEC_FUZZ_CHECK_H_
#define TESTS_PROTO_CODEC_FUZZ_CHECK_H_

#include <google/protobuf/stubs/logging.h>

#include <cstdlib>

// For fuzz targets of the codec.
namespace pingyi::testing {

// Ends the process unless a property holds, in every kind of build.
inline void Check(bool holds) {
  if (!holds) {
    std::abort();
  }
}

// Protobuf prints a line for each string that is not UTF-8.
inline void SilenceProtobuf() {
  google::protobuf::SetLogHandler(nullptr);
}

}  // namespace pingyi::testing

#endif  // TESTS_PROTO_CODEC_FUZZ_CHECK_H_

#ifndef PROTO_CODEC_STRICT_H_
#define PROTO_CODEC_STRICT_H_

#include <google/protobuf/message.h>

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "crypto/base/bytes.h"

// Reading and writing messages without tolerance.
namespace pingyi {

// INVALID_ARGUMENT, naming the path below `name`, if `message` or any message
// in it holds a field that its schema does not know.
absl::Status CheckNoUnknownFields(const google::protobuf::Message& message,
                                  absl::string_view name);

// Reads `bytes` into `message`. INVALID_ARGUMENT if they are longer than
// `max_size`, are no such message (a string that is not UTF-8 included), or
// hold an unknown field at any depth. Protobuf itself prints a line to stderr
// for bad UTF-8; programs silence it with google::protobuf::SetLogHandler.
absl::Status ParseStrict(ByteSpan bytes, size_t max_size,
                         absl::string_view name,
                         google::protobuf::Message& message);

// The one spelling of a message: fields in the order of their numbers, nothing
// that has its default value. Equal messages give equal bytes.
Bytes SerializeExactly(const google::protobuf::Message& message);

}  // namespace pingyi

#endif  // PROTO_CODEC_STRICT_H_

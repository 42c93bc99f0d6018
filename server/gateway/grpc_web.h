#ifndef SERVER_GATEWAY_GRPC_WEB_H_
#define SERVER_GATEWAY_GRPC_WEB_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// The gRPC-Web protocol between a browser and us, without any network: frames
// of five bytes (a flag, a length) and their content, the last one holding the
// trailers as text; in the text format all of it in base64.
namespace pingyi {

enum class WebFormat { kBinary, kText };

// Of a Content-Type; nullopt if it is none of gRPC-Web over protobuf.
std::optional<WebFormat> WebFormatOf(absl::string_view content_type);
absl::string_view ContentTypeOf(WebFormat format);

// The one message of a request's body. INVALID_ARGUMENT if there is none, more
// than one, a compressed one, or the base64 is not canonical (several padded
// pieces one after the other are fine).
absl::StatusOr<std::string> DecodeWebRequest(WebFormat format,
                                             std::string body);

// How a call ended.
struct Ending {
  int code = 0;         // Of grpc::StatusCode.
  std::string message;  // UTF-8.
  std::string details;  // A serialized google.rpc.Status; may be empty.
};

// The header of a frame with `size` bytes of message behind it.
std::string DataFrameHeader(uint32_t size);
// A whole frame of trailers.
std::string TrailersFrame(const Ending& ending);

// As it goes over the wire: itself, or its base64.
std::string InFormat(WebFormat format, std::string frames);

// Of a grpc-timeout field. nullopt if it is not written as gRPC says.
std::optional<std::chrono::milliseconds> ParseTimeout(absl::string_view text);

}  // namespace pingyi

#endif  // SERVER_GATEWAY_GRPC_WEB_H_

// Any bytes as the beginning of a connection.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "server/gateway/grpc_web.h"
#include "server/gateway/request.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const size_t end = pingyi::HeadEnd(input);
  if (end == std::string::npos) {
    return 0;
  }
  const auto parsed = pingyi::ParseRequestHead(input.substr(0, end));
  const auto* head = std::get_if<pingyi::RequestHead>(&parsed);
  if (head == nullptr) {
    return 0;
  }
  // What is passed on cannot be split in two by the next reader.
  if (head->path.find_first_of("\r\n ") != std::string::npos) {
    std::abort();
  }
  for (const auto& [name, value] : head->fields) {
    if (name.empty() || value.find_first_of("\r\n") != std::string::npos) {
      std::abort();
    }
  }
  const auto format = pingyi::WebFormatOf(head->Field("content-type"));
  if (format.has_value()) {
    (void)pingyi::DecodeWebRequest(*format, input.substr(end));
  }
  (void)pingyi::ParseTimeout(head->Field("grpc-timeout"));
  return 0;
}

#include "proto/codec/strict.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/unknown_field_set.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// A field's messages, one for a single field.
absl::Status CheckField(const Message& message, const FieldDescriptor& field,
                        absl::string_view path) {
  const Reflection& reflection = *message.GetReflection();
  if (!field.is_repeated()) {
    return CheckNoUnknownFields(reflection.GetMessage(message, &field), path);
  }
  const int size = reflection.FieldSize(message, &field);
  for (int i = 0; i < size; ++i) {
    RETURN_IF_ERROR(
        CheckNoUnknownFields(reflection.GetRepeatedMessage(message, &field, i),
                             absl::StrCat(path, "[", i, "]")));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckNoUnknownFields(const Message& message,
                                  absl::string_view name) {
  const Reflection& reflection = *message.GetReflection();
  const auto& unknown = reflection.GetUnknownFields(message);
  if (!unknown.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(name, ": unknown field ", unknown.field(0).number(),
                     "; this program may be older than the other side"));
  }
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      RETURN_IF_ERROR(
          CheckField(message, *field, absl::StrCat(name, ".", field->name())));
    }
  }
  return absl::OkStatus();
}

absl::Status ParseStrict(ByteSpan bytes, size_t max_size,
                         absl::string_view name, Message& message) {
  const size_t limit =
      std::min(max_size, size_t{std::numeric_limits<int>::max()});
  if (bytes.size() > limit) {
    return absl::InvalidArgumentError(absl::StrCat(
        name, ": want at most ", limit, " bytes, got ", bytes.size()));
  }
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::InvalidArgumentError(absl::StrCat(
        name, ": the bytes are no ", message.GetDescriptor()->full_name()));
  }
  return CheckNoUnknownFields(message, name);
}

Bytes SerializeExactly(const Message& message) {
  std::string out;
  google::protobuf::io::StringOutputStream stream(&out);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  // Fails only above 2 GiB, which no message of ours can reach.
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return {out.begin(), out.end()};
}

}  // namespace pingyi

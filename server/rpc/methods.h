#ifndef SERVER_RPC_METHODS_H_
#define SERVER_RPC_METHODS_H_

#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// Who may call what. Callers are known by what they sign, never by their
// connection; this table says it for people, and a server with a method that
// stands not in it does not start.
namespace pingyi {

struct NamedMethod {
  absl::string_view method;  // "pingyi.v1.BoardService.Follow"
  absl::string_view caller;
};

std::span<const NamedMethod> NamedMethods();

// FAILED_PRECONDITION naming the first method of `services` (full names, all
// linked in) that `named` lacks; NOT_FOUND for a service that is not linked in.
absl::Status CheckNamed(std::span<const std::string> services,
                        std::span<const NamedMethod> named);

}  // namespace pingyi

#endif  // SERVER_RPC_METHODS_H_

#ifndef CRYPTO_AUDIT_KNOWN_H_
#define CRYPTO_AUDIT_KNOWN_H_

#include <cassert>
#include <optional>

namespace pingyi {

// The value of an optional that the order of the entries has set by now: that
// it is there was asked before, somewhere else. For this module's own files.
template <typename T>
const T& Known(const std::optional<T>& value) {
  assert(value.has_value());
  return *value;
}
template <typename T>
T& Known(std::optional<T>& value) {
  assert(value.has_value());
  return *value;
}

}  // namespace pingyi

#endif  // CRYPTO_AUDIT_KNOWN_H_

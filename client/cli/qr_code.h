#ifndef CLIENT_CLI_QR_CODE_H_
#define CLIENT_CLI_QR_CODE_H_

#include <cstddef>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "crypto/base/secret_buffer.h"

namespace pingyi {

// A QR code (error correction M). What it encodes may be a secret: it wipes
// itself; what is drawn from it is the caller's to wipe.
class QrCode {
 public:
  // RESOURCE_EXHAUSTED if `text` is too long for a QR code.
  static absl::StatusOr<QrCode> Make(const std::string& text);

  // As an <svg> of 4 modules' quiet zone.
  std::string Svg() const;
  // As lines of half blocks, two modules high each. `colour` asks for a
  // terminal's own black and white, so that its theme does not matter; without
  // it dark modules are ink, as on paper.
  std::string Terminal(bool colour) const;

 private:
  QrCode(SecretBuffer modules, size_t width)
      : modules_(std::move(modules)), width_(width) {}
  // Outside of the code everything is light.
  bool Dark(size_t x, size_t y) const;
  // The modules at x, y and below it, as one character.
  absl::string_view HalfBlocks(size_t x, size_t y) const;

  SecretBuffer modules_;  // Row by row, one byte each.
  size_t width_;
};

}  // namespace pingyi

#endif  // CLIENT_CLI_QR_CODE_H_

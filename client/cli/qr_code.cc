#include "client/cli/qr_code.h"

#include <qrencode.h>
#include <sodium.h>

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace pingyi {
namespace {

constexpr size_t kQuietZone = 4;
constexpr size_t kTerminalQuietZone = 2;  // Enough where there is a frame.

struct FreeCode {
  void operator()(QRcode* code) const {
    sodium_memzero(code->data, static_cast<size_t>(code->width) *
                                   static_cast<size_t>(code->width));
    QRcode_free(code);
  }
};

}  // namespace

absl::StatusOr<QrCode> QrCode::Make(const std::string& text) {
  const std::unique_ptr<QRcode, FreeCode> code(
      QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
  if (code == nullptr) {
    return absl::ResourceExhaustedError("too long for a QR code");
  }
  const auto width = static_cast<size_t>(code->width);
  SecretBuffer modules(width * width);
  for (size_t i = 0; i < width * width; ++i) {
    modules.mutable_bytes()[i] = code->data[i] & 1;
  }
  return QrCode(std::move(modules), width);
}

bool QrCode::Dark(size_t x, size_t y) const {
  return x < width_ && y < width_ && modules_.Expose()[y * width_ + x] != 0;
}

// Black modules as one path, row by row.
std::string QrCode::Svg() const {
  const size_t side = width_ + 2 * kQuietZone;
  std::string out = absl::StrCat(
      "<svg viewBox=\"0 0 ", side, " ", side,
      "\" role=\"img\" aria-label=\"QR\" shape-rendering=\"crispEdges\">"
      "<path d=\"");
  for (size_t y = 0; y < width_; ++y) {
    for (size_t x = 0; x < width_; ++x) {
      if (Dark(x, y)) {
        absl::StrAppend(&out, "M", x + kQuietZone, " ", y + kQuietZone,
                        "h1v1h-1z");
      }
    }
  }
  return absl::StrCat(out, "\"/></svg>");
}

absl::string_view QrCode::HalfBlocks(size_t x, size_t y) const {
  if (Dark(x, y)) {
    return Dark(x, y + 1) ? "█" : "▀";
  }
  return Dark(x, y + 1) ? "▄" : " ";
}

std::string QrCode::Terminal(bool colour) const {
  const absl::string_view begin = colour ? "\x1b[38;5;16;48;5;231m" : "";
  const absl::string_view end = colour ? "\x1b[0m\n" : "\n";
  const size_t side = width_ + 2 * kTerminalQuietZone;
  std::string out;
  for (size_t y = 0; y < side; y += 2) {
    absl::StrAppend(&out, begin);
    for (size_t x = 0; x < side; ++x) {
      // Below zero wraps around, and is outside too.
      absl::StrAppend(
          &out, HalfBlocks(x - kTerminalQuietZone, y - kTerminalQuietZone));
    }
    absl::StrAppend(&out, end);
  }
  return out;
}

}  // namespace pingyi

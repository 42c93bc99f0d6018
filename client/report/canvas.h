#ifndef CLIENT_REPORT_CANVAS_H_
#define CLIENT_REPORT_CANVAS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Pages of A4 with text and lines, as a PDF. Lengths are points (1/72 inch)
// from the upper left corner. One thread.
namespace pingyi {

inline constexpr double kPageWidth = 595.28;
inline constexpr double kPageHeight = 841.89;

// Text of size 1: lines are so far apart, and the first one's characters begin
// and end so far below the top.
inline constexpr double kLeading = 1.3;
inline constexpr double kInkTop = 0.14;
inline constexpr double kInkBottom = 1.16;

enum class Align { kLeft, kCentre, kRight };

struct TextStyle {
  double size = 8;  // Points.
  bool bold = false;
  Align align = Align::kLeft;
  double grey = 0;    // 0 black, 1 white.
  int max_lines = 0;  // What does not fit ends in "..."; 0: no end.
};

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
};

class Canvas {
 public:
  // `title` and `date` (YYYY-MM-DD) go into the file's description; nothing
  // else does, no clock, so the same drawing is the same bytes.
  // FAILED_PRECONDITION, saying what to install, without the font.
  static absl::StatusOr<std::unique_ptr<Canvas>> Create(
      const std::string& title, const std::string& date);
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;
  ~Canvas();

  // Without ink nothing is drawn: what is painted is measured only.
  void set_ink(bool ink) { ink_ = ink; }

  // Wraps `text` into the width of `box`, downwards from its y. Returns the
  // height that it takes.
  double Text(absl::string_view text, const TextStyle& style, const Box& box);
  // Width of `text` on one line.
  double Width(absl::string_view text, const TextStyle& style);
  // `style` with the size lowered, down to `smallest`, until `text` fits in
  // `width` on one line.
  TextStyle Fit(absl::string_view text, TextStyle style, double width,
                double smallest);
  // Across the whole page, slanting upwards, pale, below everything that is
  // drawn after it.
  void Watermark(absl::string_view text);
  void Line(double x1, double y1, double x2, double y2, double thickness);
  void Frame(const Box& box, double height, double thickness);
  void Fill(const Box& box, double height, double grey);
  void EndPage();

  // The file. INTERNAL, saying what cairo said, if it could not be made.
  absl::StatusOr<std::string> Finish();

 private:
  struct Inside;
  explicit Canvas(std::unique_ptr<Inside> inside);
  void Set(absl::string_view text, const TextStyle& style);

  std::unique_ptr<Inside> inside_;
  bool ink_ = true;
};

}  // namespace pingyi

#endif  // CLIENT_REPORT_CANVAS_H_

#ifndef CLIENT_REPORT_PAPER_H_
#define CLIENT_REPORT_PAPER_H_

#include <string>

#include "client/report/canvas.h"
#include "client/report/language.h"

// A4 with the result sheet's margins, and texts on it in the sheet's language:
// two lines where it is both. Lengths are points.
namespace pingyi {

inline constexpr double kPageMargin = 40;
inline constexpr double kPageTop = 34;
inline constexpr double kPageBottom = kPageHeight - 46;
inline constexpr double kTextWidth = kPageWidth - 2 * kPageMargin;
inline constexpr double kTextRight = kPageMargin + kTextWidth;
inline constexpr double kHairLine = 0.4;
inline constexpr double kThickLine = 0.9;

// One thread.
class Paper {
 public:
  // `canvas` must outlive the paper.
  Paper(Language language, Canvas& canvas)
      : language_(language), canvas_(canvas) {}

  Language language() const { return language_; }
  bool two_lines() const { return language_ == Language::kBoth; }
  const char* colon() const;
  Canvas& canvas() { return canvas_; }

  // From margin to margin; returns the height that it takes.
  double Text(const std::string& text, const TextStyle& style, double y);
  // Both lines of a name, one below the other; returns their height.
  double Pair(const Name& name, const TextStyle& first, double second_size,
              const Box& box);
  // `style`, small enough that no word of `text` is broken.
  TextStyle FitWords(const std::string& text, TextStyle style, double width);

 private:
  const Language language_;
  Canvas& canvas_;
};

}  // namespace pingyi

#endif  // CLIENT_REPORT_PAPER_H_

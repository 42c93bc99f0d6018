#include "client/report/paper.h"

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace pingyi {

const char* Paper::colon() const {
  return language_ == Language::kEnglish ? ": " : "：";
}

double Paper::Text(const std::string& text, const TextStyle& style, double y) {
  return canvas_.Text(text, style,
                      {.x = kPageMargin, .y = y, .width = kTextWidth});
}

double Paper::Pair(const Name& name, const TextStyle& first, double second_size,
                   const Box& box) {
  double height = canvas_.Text(FirstLine(name, language_), first, box);
  const std::string below = SecondLine(name, language_);
  if (!below.empty()) {
    height += canvas_.Text(
        below,
        FitWords(below, {.size = second_size, .align = first.align}, box.width),
        {.x = box.x, .y = box.y + height, .width = box.width});
  }
  return height;
}

TextStyle Paper::FitWords(const std::string& text, TextStyle style,
                          double width) {
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    style = canvas_.Fit(word, style, width, 4);
  }
  return style;
}

}  // namespace pingyi

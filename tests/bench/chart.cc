#include "tests/bench/chart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"

namespace pingyi::bench {
namespace {

constexpr double kWidth = 960;
constexpr double kHeight = 600;
constexpr double kLeft = 90;
constexpr double kRight = 290;  // Room for the names of the lines.
constexpr double kTop = 60;
constexpr double kBottom = 70;

// Told apart by the colour-blind, too (Okabe and Ito, 2008).
constexpr std::array<absl::string_view, 6> kColours = {
    "#555555", "#d55e00", "#009e73", "#0072b2", "#cc79a7", "#000000"};
constexpr std::array<absl::string_view, 6> kDashes = {"2 4",  "8 4", "12 3 2 3",
                                                      "none", "4 2", "none"};

// Whole powers of ten around all values.
struct Axis {
  double low = 0;
  double high = 1;

  void Cover(double value, bool first) {
    const double exponent = std::log10(value);
    low = first ? std::floor(exponent) : std::min(low, std::floor(exponent));
    high = first ? std::ceil(exponent) : std::max(high, std::ceil(exponent));
  }
  // 0 to 1.
  double At(double value) const {
    return (std::log10(value) - low) / (high - low);
  }
};

class Drawing {
 public:
  explicit Drawing(const Chart& chart) : chart_(chart) {
    bool first = true;
    for (const Chart::Line& line : chart.lines) {
      for (const Chart::Point& point : line.points) {
        x_.Cover(point.x, first);
        y_.Cover(point.y, first);
        first = false;
      }
    }
  }

  std::string Svg() {
    absl::StrAppendFormat(
        &svg_,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" "
        "font-family=\"sans-serif\" font-size=\"16\">\n"
        "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
        kWidth, kHeight);
    Text(kLeft, kTop / 2, "start", chart_.title, 20);
    Grid();
    std::vector<double> taken;
    for (size_t i = 0; i < chart_.lines.size(); ++i) {
      DrawLine(i, taken);
    }
    return svg_ + "</svg>\n";
  }

 private:
  double X(double value) const {
    return kLeft + x_.At(value) * (kWidth - kLeft - kRight);
  }
  double Y(double value) const {
    return kHeight - kBottom - y_.At(value) * (kHeight - kTop - kBottom);
  }

  void Text(double x, double y, absl::string_view anchor,
            absl::string_view text, int size = 16) {
    absl::StrAppendFormat(&svg_,
                          "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" "
                          "font-size=\"%d\">%s</text>\n",
                          x, y, anchor, size, text);
  }

  void Rule(double x1, double y1, double x2, double y2) {
    absl::StrAppendFormat(&svg_,
                          "<path d=\"M%.1f %.1fL%.1f %.1f\" "
                          "stroke=\"#ddd\"/>\n",
                          x1, y1, x2, y2);
  }

  void Grid() {
    const double bottom = kHeight - kBottom;
    const double right = kWidth - kRight;
    for (double e = x_.low; e <= x_.high; ++e) {
      const double x = X(std::pow(10, e));
      Rule(x, kTop, x, bottom);
      Text(x, bottom + 22, "middle", Label(std::pow(10, e)));
    }
    for (double e = y_.low; e <= y_.high; ++e) {
      const double y = Y(std::pow(10, e));
      Rule(kLeft, y, right, y);
      Text(kLeft - 8, y + 5, "end", Label(std::pow(10, e)));
    }
    Text((kLeft + right) / 2, kHeight - 16, "middle", chart_.x_title);
    Text(kLeft - 8, kTop - 10, "end", chart_.y_title);
  }

  // 1,000 as people write it, and three digits of what is smaller.
  static std::string Label(double value) {
    if (value < 999.5) {
      return absl::StrFormat("%.3g", value);
    }
    std::string label = absl::StrFormat("%.0f", value);
    for (size_t at = label.size(); at > 3;) {
      at -= 3;
      label.insert(at, ",");
    }
    return label;
  }

  void DrawLine(size_t i, std::vector<double>& taken) {
    const Chart::Line& line = chart_.lines[i];
    const absl::string_view colour = kColours[i % kColours.size()];
    std::string path;
    for (const Chart::Point& point : line.points) {
      absl::StrAppendFormat(&path, "%s%.1f %.1f", path.empty() ? "M" : "L",
                            X(point.x), Y(point.y));
      absl::StrAppendFormat(&svg_,
                            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" "
                            "fill=\"%s\"/>\n",
                            X(point.x), Y(point.y), colour);
    }
    absl::StrAppendFormat(&svg_,
                          "<path d=\"%s\" fill=\"none\" stroke=\"%s\" "
                          "stroke-width=\"2.5\" stroke-dasharray=\"%s\"/>\n",
                          path, colour, kDashes[i % kDashes.size()]);
    // Names must not lie over each other.
    constexpr double kApart = 20;
    const Chart::Point& end = line.points.back();
    double y = Y(end.y) + 5;
    while (std::any_of(taken.begin(), taken.end(), [&](double other) {
      return std::abs(other - y) < kApart;
    })) {
      y += 2;
    }
    taken.push_back(y);
    Text(X(end.x) + 10, y, "start",
         absl::StrCat(line.name, ": ", Label(end.y)));
  }

  const Chart& chart_;
  Axis x_;
  Axis y_;
  std::string svg_;
};

}  // namespace

bool WriteSvg(const Chart& chart, const std::string& file) {
  std::ofstream out(file);
  out << Drawing(chart).Svg();
  out.close();
  return out.good();
}

}  // namespace pingyi::bench

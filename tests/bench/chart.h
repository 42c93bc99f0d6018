#ifndef TESTS_BENCH_CHART_H_
#define TESTS_BENCH_CHART_H_

#include <string>
#include <vector>

namespace pingyi::bench {

// Lines over two logarithmic axes, as an SVG that needs nothing else. Each line
// bears its name at its end; names and dashes tell lines apart, not colours
// alone.
struct Chart {
  struct Point {
    double x = 0;
    double y = 0;
  };
  struct Line {
    std::string name;
    std::vector<Point> points;  // Ascending x; all values above 0.
  };
  std::string title;
  std::string x_title;
  std::string y_title;
  std::vector<Line> lines;
};

// False if the file cannot be written.
bool WriteSvg(const Chart& chart, const std::string& file);

}  // namespace pingyi::bench

#endif  // TESTS_BENCH_CHART_H_

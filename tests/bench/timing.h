#ifndef TESTS_BENCH_TIMING_H_
#define TESTS_BENCH_TIMING_H_

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

namespace pingyi::bench {

// CPU time of this process in nanoseconds: others on the machine disturb it
// less than the clock on the wall.
inline double CpuNanoseconds() {
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e9 * static_cast<double>(now.tv_sec) +
         static_cast<double>(now.tv_nsec);
}

// The median CPU time of `run` in nanoseconds. A run that returns false ends
// the program: what is wrong is not worth measuring.
template <class Run>
double Median(int repetitions, const Run& run) {
  std::vector<double> times;
  for (int i = 0; i < repetitions; ++i) {
    const double start = CpuNanoseconds();
    if (!run()) {
      std::fprintf(stderr, "a good ballot was refused\n");
      std::exit(1);
    }
    times.push_back(CpuNanoseconds() - start);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

}  // namespace pingyi::bench

#endif  // TESTS_BENCH_TIMING_H_

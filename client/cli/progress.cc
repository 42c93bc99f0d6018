#include "client/cli/progress.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace pingyi {
namespace {

constexpr size_t kBarWidth = 30;
constexpr size_t kGroup = 3;
// To the line's begin, and nothing on it.
constexpr char kEraseLine[] = "\r\x1b[K";

}  // namespace

std::string FormatBar(size_t done, size_t all) {
  const size_t filled =
      all == 0 ? kBarWidth : std::min(done, all) * kBarWidth / all;
  return absl::StrCat("[", std::string(filled, '#'),
                      std::string(kBarWidth - filled, '.'), "]");
}

std::string FormatCount(uint64_t number) {
  std::string text = absl::StrCat(number);
  for (size_t place = text.size(); place > kGroup; place -= kGroup) {
    text.insert(place - kGroup, ",");
  }
  return text;
}

std::string FormatRough(double number) {
  if (number < 0.1) {
    return absl::StrFormat("%.2g", number);
  }
  if (number < 1) {
    return absl::StrFormat("%.2f", number);
  }
  if (number < 9.95) {
    return absl::StrFormat("%.1f", number);
  }
  const double unit = std::pow(10.0, std::floor(std::log10(number)) - 1);
  return FormatCount(static_cast<uint64_t>(std::round(number / unit) * unit));
}

std::string FormatWait(absl::Duration duration) {
  const double seconds = absl::ToDoubleSeconds(duration);
  if (seconds < 120) {
    return absl::StrFormat("%.0f s", seconds);
  }
  if (seconds < 120 * 60) {
    return absl::StrFormat("%.0f min", seconds / 60);
  }
  return absl::StrFormat("%.1f h", seconds / 3600);
}

std::string FormatProgress(size_t done, size_t all, absl::Duration spent) {
  std::string text = absl::StrCat(FormatBar(done, all), " ", FormatCount(done),
                                  " of ", FormatCount(all), " ballots");
  const double seconds = absl::ToDoubleSeconds(spent);
  if (done > 0 && seconds > 0) {
    const double rate = static_cast<double>(done) / seconds;
    absl::StrAppend(
        &text, ", ", FormatRough(rate), "/s, ",
        FormatWait(absl::Seconds(static_cast<double>(all - done) / rate)),
        " left");
  }
  return text;
}

void ProgressLine::Show(size_t done, size_t all) {
  if (terminal_) {
    out_ << kEraseLine << FormatProgress(done, all, absl::Now() - begin_)
         << std::flush;
    drawn_ = true;
  }
}

void ProgressLine::Erase() {
  if (drawn_) {
    out_ << kEraseLine << std::flush;
    drawn_ = false;
  }
}

}  // namespace pingyi

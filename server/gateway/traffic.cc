#include "server/gateway/traffic.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace pingyi {
namespace {

struct Series {
  absl::string_view name;
  absl::string_view labels;
  absl::string_view help;  // Empty: the same metric as the one before.
  bool gauge = false;
};

// In the order of Count.
constexpr std::array<Series, kCountKinds> kSeries = {{
    {"connections_total", "", "Connections accepted."},
    {"connections_open", "", "Connections at the last full minute.", true},
    {"requests_total", "{kind=\"page\"}", "Requests, by their kind."},
    {"requests_total", "{kind=\"tile\"}", ""},
    {"requests_total", "{kind=\"call\"}", ""},
    {"requests_total", "{kind=\"stream\"}", ""},
    {"refused_total", "{what=\"connection\"}", "What was not taken."},
    {"refused_total", "{what=\"request\"}", ""},
    {"refused_total", "{what=\"slow\"}", ""},
    {"refused_total", "{what=\"shed\"}", ""},
    {"bytes_total", "{way=\"in\"}", "Bytes of content, without TLS."},
    {"bytes_total", "{way=\"out\"}", ""},
}};

void AppendHeader(std::string& out, absl::string_view name,
                  absl::string_view help, bool gauge) {
  absl::StrAppend(&out, "# HELP ", name, " ", help, "\n# TYPE ", name,
                  gauge ? " gauge\n" : " counter\n");
}

void AppendGauge(std::string& out, absl::string_view name,
                 absl::string_view help, uint64_t value) {
  const std::string full = absl::StrCat("pingyi_", name);
  AppendHeader(out, full, help, /*gauge=*/true);
  absl::StrAppend(&out, full, " ", value, "\n");
}

}  // namespace

void Traffic::CloseMinute() {
  const std::lock_guard lock(mutex_);
  for (size_t i = 0; i < kCountKinds; ++i) {
    shown_[i] = counts_[i].load(std::memory_order_relaxed);
  }
}

std::string Traffic::Text() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  for (size_t i = 0; i < kCountKinds; ++i) {
    const Series& series = kSeries[i];
    const std::string name = absl::StrCat("pingyi_gateway_", series.name);
    if (!series.help.empty()) {
      AppendHeader(out, name, series.help, series.gauge);
    }
    absl::StrAppend(&out, name, series.labels, " ", shown_[i], "\n");
  }
  return out;
}

std::string FiguresText(const SessionFigures& figures) {
  std::string out;
  AppendGauge(out, "log_size", "Leaves of the log.", figures.log_size);
  AppendGauge(out, "log_quorum_size",
              "Leaves under the newest checkpoint with quorum.",
              figures.quorum_size);
  AppendGauge(out, "phase", "State of the session: pingyi.v1.Phase.",
              figures.phase);
  AppendGauge(out, "entitled", "Deputies of the roster.", figures.entitled);
  AppendGauge(out, "checked_in", "Deputies checked in.", figures.checked_in);
  AppendGauge(out, "returned", "Ballots in the log: in batches.",
              figures.returned);
  return out;
}

}  // namespace pingyi

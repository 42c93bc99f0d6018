#include "crypto/engine/engine.h"

#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace pingyi {
namespace engine {
namespace {

constexpr char kVariable[] = "PINGYI_ENGINE";

#if defined(PINGYI_IFMA_BACKEND)
// The instructions, and that the operating system keeps their registers.
bool HasIfma() {
  // The builtin is an int to g++ and a bool to clang.
  const bool f = __builtin_cpu_supports("avx512f");
  const bool dq = __builtin_cpu_supports("avx512dq");
  const bool bw = __builtin_cpu_supports("avx512bw");
  const bool vl = __builtin_cpu_supports("avx512vl");
  const bool ifma = __builtin_cpu_supports("avx512ifma");
  const bool bmi2 = __builtin_cpu_supports("bmi2");
  return f && dq && bw && vl && ifma && bmi2;
}
#endif

#if defined(PINGYI_AVX2_BACKEND)
bool HasAvx2() {
  const bool avx2 = __builtin_cpu_supports("avx2");
  const bool fma = __builtin_cpu_supports("fma");
  return avx2 && fma;
}
#endif

const Backend* Find(absl::string_view name) {
  for (const Backend* backend : AvailableBackends()) {
    if (name == backend->name) {
      return backend;
    }
  }
  return nullptr;
}

std::string Wanted() {
  const char* const value = std::getenv(kVariable);
  return value == nullptr ? "" : value;
}

const Backend& Choose() {
  const Backend* const wanted = Find(Wanted());
  return wanted != nullptr ? *wanted : *AvailableBackends().front();
}

}  // namespace

std::vector<const Backend*> AvailableBackends() {
  std::vector<const Backend*> out;
#if defined(PINGYI_IFMA_BACKEND)
  if (HasIfma()) {
    out.push_back(&kIfmaBackend);
  }
#endif
#if defined(PINGYI_AVX2_BACKEND)
  if (HasAvx2()) {
    out.push_back(&kAvx2Backend);
  }
#endif
  out.push_back(&kPortableBackend);
  out.push_back(&kReferenceBackend);
  return out;
}

const Backend& ActiveBackend() {
  static const Backend* const kChosen = &Choose();
  return *kChosen;
}

}  // namespace engine

absl::Status StartEngine() {
  const std::string wanted = engine::Wanted();
  if (!wanted.empty() && engine::Find(wanted) == nullptr) {
    const auto name = [](std::string* out, const engine::Backend* backend) {
      absl::StrAppend(out, backend->name);
    };
    return absl::InvalidArgumentError(absl::StrCat(
        engine::kVariable, ": this machine has no \"", wanted, "\"; it has ",
        absl::StrJoin(engine::AvailableBackends(), ", ", name)));
  }
  return engine::SelfTest(engine::ActiveBackend());
}

absl::string_view EngineName() {
  return engine::ActiveBackend().name;
}

}  // namespace pingyi

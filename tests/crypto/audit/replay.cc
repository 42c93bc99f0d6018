#include "tests/crypto/audit/replay.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "crypto/merkle/hash.h"

namespace pingyi::testing {

Session StartSession(const Sitting& sitting, const Session::Options& options) {
  return Session::Start(std::get<ManifestEntry>(sitting.entries().front()),
                        sitting.manifest(), sitting.roster(),
                        LeafHash(sitting.leaves().front()), options)
      .value();
}

absl::Status CatchUp(Session& session, const Sitting& sitting) {
  for (uint64_t i = session.size(); i < sitting.entries().size(); ++i) {
    const absl::Status applied =
        session.Apply(sitting.entries()[i], LeafHash(sitting.leaves()[i]));
    if (!applied.ok()) {
      return absl::Status(applied.code(),
                          absl::StrCat("leaf ", i, ": ", applied.message()));
    }
  }
  return absl::OkStatus();
}

Session Replay(const Sitting& sitting, const Session::Options& options) {
  Session session = StartSession(sitting, options);
  EXPECT_EQ(CatchUp(session, sitting), absl::OkStatus());
  return session;
}

}  // namespace pingyi::testing

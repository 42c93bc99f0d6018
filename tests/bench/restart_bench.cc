// How long the server takes from its start until it answers, with so many
// ballots of 27 contests of 4 levels in the log (default 10,000).
//
//   restart_bench [BALLOTS]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "crypto/audit/entry.h"
#include "crypto/ballot/layout.h"
#include "crypto/base/random.h"
#include "crypto/merkle/hash.h"
#include "crypto/merkle/tree.h"
#include "proto/codec/entry.h"
#include "server/storage/sqlite_store.h"
#include "tests/server/rig/rig.h"

namespace pingyi::testing {
namespace {

constexpr size_t kGroup = 256;

// A log knows ballots by their bytes alone until they are counted, so what
// stands in them makes no difference to a start.
Bytes SomeLeaf(size_t ballot_size) {
  BallotEntry entry;
  entry.ballot.resize(ballot_size);
  FillRandom(entry.ballot);
  return EncodeLogEntry(entry)->leaf;
}

absl::Status FillLog(const std::string& path, size_t ballots,
                     size_t ballot_size) {
  auto store = OpenSqliteStore(path);
  if (!store.ok()) {
    return store.status();
  }
  Tree tree;
  absl::Status status = (*store)->ForEachLeaf([&tree](ByteSpan leaf) {
    tree.Append(LeafHash(leaf));
    return absl::OkStatus();
  });
  for (size_t done = 0; status.ok() && done < ballots; done += kGroup) {
    StoreBatch batch;
    for (size_t i = done; i < std::min(ballots, done + kGroup); ++i) {
      batch.leaves.push_back(SomeLeaf(ballot_size));
      tree.Append(LeafHash(batch.leaves.back()));
    }
    batch.head = SignedHead{.size = tree.size(), .root = tree.Root()};
    status = (*store)->Commit(batch);
  }
  return status;
}

int Run(size_t ballots) {
  Rig rig({.deputies = 2, .contests = 27, .levels = 4});
  rig.RunToVoting();
  const size_t size = rig.sitting().manifest().Layout()->ballot_size();
  rig.StopServer();
  const absl::Status filled =
      FillLog(rig.config().data_folder + "/pingyi.db", ballots, size);
  if (!filled.ok()) {
    std::fprintf(stderr, "%s\n", filled.ToString().c_str());
    return EXIT_FAILURE;
  }
  const auto begin = std::chrono::steady_clock::now();
  rig.StartServer();
  const uint32_t returned = rig.Status().returned();
  const std::chrono::duration<double> took =
      std::chrono::steady_clock::now() - begin;
  std::printf("%u ballots of %zu bytes in the log: answering after %.2f s\n",
              returned, size, took.count());
  return returned == ballots ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace pingyi::testing

int main(int argc, char** argv) {
  const char* const count = argc > 1 ? argv[1] : "10000";
  return pingyi::testing::Run(std::strtoul(count, nullptr, 10));
}

#ifndef TESTS_BENCH_BALLOT_FILE_H_
#define TESTS_BENCH_BALLOT_FILE_H_

#include <cstddef>
#include <fstream>
#include <string>
#include <vector>

#include "crypto/ballot/parameters.h"
#include "crypto/base/bytes.h"

// Many ballots of one rehearsal round, made once for all backends: making one
// takes longer than verifying it. The file has the round's keys and then the
// ballots, as bytes. Whatever fails ends the program and says why.
namespace pingyi::bench {

// Makes `count` different ballots on all cores.
void WriteBallots(const std::string& path, size_t count);

class BallotReader {
 public:
  explicit BallotReader(const std::string& path);

  const BallotParameters& parameters() const { return parameters_; }
  // The next `count` ballots.
  std::vector<Bytes> Next(size_t count);
  // To the first ballot.
  void Rewind();

 private:
  Bytes Read(size_t size);

  std::ifstream file_;
  BallotParameters parameters_;
  std::streampos first_ballot_;
};

}  // namespace pingyi::bench

#endif  // TESTS_BENCH_BALLOT_FILE_H_

#include "tests/bench/ballot_file.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "crypto/ballot/layout.h"
#include "crypto/rehearsal/rehearsal_round.h"
#include "tests/bench/threads.h"

namespace pingyi::bench {
namespace {

constexpr RehearsalForm kForm;

[[noreturn]] void Fail(const char* what) {
  std::perror(what);
  std::exit(1);
}

BallotLayout Layout() {
  return *BallotLayout::Create(
      std::vector<uint32_t>(kForm.contests, kForm.levels), kForm.pack);
}

template <class Container>
void Append(std::ofstream& file, const Container& bytes) {
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

void WriteBallots(const std::string& path, size_t count) {
  constexpr size_t kAtOnce = 10'000;  // 48 MB.
  const RehearsalRound rehearsal = *RehearsalRound::Create(kForm);
  Threads executor(std::thread::hardware_concurrency());
  std::ofstream file(path, std::ios::binary);
  for (const Element& key : rehearsal.parameters().keys()) {
    Append(file, key.bytes());
  }
  for (size_t done = 0; done < count; done += kAtOnce) {
    for (const Bytes& ballot :
         rehearsal.MakeBallots(std::min(kAtOnce, count - done), executor)) {
      Append(file, ballot);
    }
  }
  file.close();
  if (!file) {
    Fail(path.c_str());
  }
}

BallotReader::BallotReader(const std::string& path)
    : file_(path, std::ios::binary),
      parameters_([this] {
        BallotLayout layout = Layout();
        std::vector<Element> keys;
        for (size_t i = 0; i < layout.ciphertexts(); ++i) {
          keys.push_back(*Element::Parse(Read(kElementSize)));
        }
        return *BallotParameters::Create(Context(), std::move(layout),
                                         std::move(keys));
      }()),
      first_ballot_(file_.tellg()) {}

std::vector<Bytes> BallotReader::Next(size_t count) {
  std::vector<Bytes> out;
  out.reserve(count);
  while (out.size() < count) {
    out.push_back(Read(parameters_.layout().ballot_size()));
  }
  return out;
}

void BallotReader::Rewind() {
  file_.seekg(first_ballot_);
}

Bytes BallotReader::Read(size_t size) {
  Bytes out(size);
  file_.read(reinterpret_cast<char*>(out.data()),
             static_cast<std::streamsize>(size));
  if (!file_) {
    Fail("the ballots' file");
  }
  return out;
}

}  // namespace pingyi::bench

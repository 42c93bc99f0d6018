#include "tests/bench/engine_parts.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "crypto/ballot/equations.h"
#include "crypto/ballot/verifier.h"
#include "crypto/engine/engine.h"
#include "crypto/engine/msm.h"
#include "crypto/engine/point.h"
#include "crypto/group/secret_scalar.h"
#include "crypto/merkle/hash.h"
#include "crypto/rehearsal/rehearsal_round.h"
#include "crypto/statement/signing_key.h"
#include "crypto/token/token.h"
#include "tests/bench/ballot_file.h"
#include "tests/bench/threads.h"
#include "tests/bench/timing.h"

namespace pingyi::bench {
namespace {

constexpr int kRepetitions = 7;
constexpr size_t kBatch = BallotVerifier::kBatchSize;

bool AllGood(const BallotVerifier& verifier, std::span<const ByteSpan> ballots,
             Executor& executor) {
  for (const auto& result : verifier.ParseAndVerify(ballots, executor)) {
    if (!result.ok()) {
      return false;
    }
  }
  return true;
}

void Report(const char* what, size_t n, double value) {
  std::printf("%s %zu %.6g\n", what, n, value);
  std::fflush(stdout);
}

std::vector<Scalar> RandomScalars(size_t n) {
  std::vector<Scalar> out;
  for (size_t i = 0; i < n; ++i) {
    out.push_back(SecretScalar::Random().Publish());
  }
  return out;
}

// The terms of a sum of n different points with Z = 1, as ballots have them.
std::vector<Point> DifferentPoints(size_t n) {
  std::vector<uint8_t> encodings;
  Point next = SecretScalar::Random().Publish() * Point::Generator();
  const Point step = SecretScalar::Random().Publish() * Point::Generator();
  for (size_t i = 0; i < n; ++i) {
    const Element element = next.ToElement();
    encodings.insert(encodings.end(), element.bytes().begin(),
                     element.bytes().end());
    next += step;
  }
  return *ParsePoints(encodings, "point");
}

void MeasureShares(const BallotParameters& parameters,
                   const std::vector<Bytes>& ballots) {
  std::vector<ParsedBallot> parsed;
  for (size_t b = 0; b < kBatch; ++b) {
    parsed.push_back(*ParseBallot(parameters.layout(), ballots[b]));
  }
  constexpr auto kMany = static_cast<double>(kBatch);
  Report("parse", 0,
         Median(kRepetitions, [&] {
           for (size_t b = 0; b < kBatch; ++b) {
             if (!ParseBallot(parameters.layout(), ballots[b]).ok()) {
               return false;
             }
           }
           return true;
         }) / kMany);
  FastScalar seen;
  Report("hash", 0, Median(kRepetitions, [&] {
                      for (const ParsedBallot& ballot : parsed) {
                        seen += DrawChallenges(parameters, ballot).x;
                      }
                      return seen.ToScalar() != Scalar();
                    }) / kMany);
  const BallotLayout& layout = parameters.layout();
  const size_t terms =
      kBatch * layout.points() + layout.options() + layout.ciphertexts() + 2;
  const std::vector<Scalar> scalars = RandomScalars(terms);
  const std::vector<Point> points = DifferentPoints(terms);
  Report("msm", 0, Median(kRepetitions, [&] {
                     return !MultiScalarMul(scalars, points).IsIdentity();
                   }) / kMany);
}

// What a deputy costs a verifier beside the ballot's proof.
void MeasureDeputies(const Bytes& ballot) {
  constexpr size_t kDeputies = 1024;
  constexpr auto kMany = static_cast<double>(kDeputies);
  std::vector<Token> tokens;
  std::vector<SignatureCheck> requests;
  for (size_t i = 0; i < kDeputies; ++i) {
    tokens.push_back({.y = Element::MulBase(SecretScalar::Random()),
                      .n = Element::Generator()});
    const SigningKey key = SigningKey::FromSeed(SigningSeed::Random());
    Bytes message(100, static_cast<uint8_t>(i));
    const Signature signature = key.Sign(message);
    requests.push_back({.key = key.verify_key(),
                        .message = std::move(message),
                        .signature = signature});
  }
  Report("leaf", 0, Median(kRepetitions, [&] {
                      for (size_t i = 0; i < kDeputies; ++i) {
                        if (LeafHash(ballot) == Digest()) {
                          return false;
                        }
                      }
                      return true;
                    }) / kMany);
  Report("base", 0, Median(kRepetitions, [&] {
                      return TokenBasePoints(TokenScope(), tokens).size() ==
                             kDeputies;
                    }) / kMany);
  SerialExecutor serial;
  Report("signature", 0,
         Median(kRepetitions, [&] {
           return FindInvalidSignatures(requests, serial).empty();
         }) / kMany);
}

}  // namespace

void MeasureBallots() {
  const RehearsalRound rehearsal = *RehearsalRound::Create({});
  const BallotVerifier verifier(rehearsal.parameters());
  SerialExecutor serial;
  const std::vector<Bytes> ballots = rehearsal.MakeBallots(512, serial);
  for (const size_t size : kBatchSizes) {
    // One batch each: larger ones are more than one to the verifier.
    const std::vector<ByteSpan> batch(
        ballots.begin(), ballots.begin() + static_cast<ptrdiff_t>(size));
    const double time =
        Median(kRepetitions, [&] { return AllGood(verifier, batch, serial); });
    Report("ballot", size, time / static_cast<double>(size));
  }
  MeasureShares(rehearsal.parameters(), ballots);
  MeasureDeputies(ballots.front());
  constexpr size_t kMade = 100;
  Report("simulated", 0, Median(kRepetitions, [&] {
                           return rehearsal.MakeBallots(kMade, serial).size() ==
                                  kMade;
                         }) / static_cast<double>(kMade));
}

void MeasurePoints() {
  constexpr size_t kMost = 65'536;
  const std::vector<Point> points = DifferentPoints(kMost);
  const std::vector<Scalar> scalars = RandomScalars(kMost);
  std::vector<uint8_t> encodings;
  for (const Point& point : points) {
    const Element element = point.ToElement();
    encodings.insert(encodings.end(), element.bytes().begin(),
                     element.bytes().end());
  }
  std::vector<Point> decoded(kMost);
  for (const size_t n : kSumSizes) {
    const auto many = static_cast<double>(n);
    const double decode = Median(kRepetitions, [&] {
      return DecodePoints(std::span(encodings).first(n * kElementSize),
                          std::span(decoded).first(n)) == n;
    });
    const double sum = Median(kRepetitions, [&] {
      return !MultiScalarMul(std::span(scalars).first(n),
                             std::span(points).first(n))
                  .IsIdentity();
    });
    Report("decode", n, decode / many);
    Report("sum", n, sum / many);
  }
}

void MeasureThreads() {
  const RehearsalRound rehearsal = *RehearsalRound::Create({});
  const BallotVerifier verifier(rehearsal.parameters());
  SerialExecutor serial;
  const std::vector<Bytes> ballots = rehearsal.MakeBallots(8 * kBatch, serial);
  const std::vector<ByteSpan> all(ballots.begin(), ballots.end());
  for (size_t threads = 1; threads <= std::thread::hardware_concurrency();
       threads *= 2) {
    Threads executor(threads);
    // The best of some: whoever else uses the cores makes it only worse.
    double best = 0;
    for (int i = 0; i < kRepetitions; ++i) {
      const auto start = std::chrono::steady_clock::now();
      if (!AllGood(verifier, all, executor)) {
        std::exit(1);
      }
      const double time = std::chrono::duration<double, std::nano>(
                              std::chrono::steady_clock::now() - start)
                              .count();
      best = i == 0 ? time : std::min(best, time);
    }
    Report("wall", threads, best / static_cast<double>(all.size()));
  }
}

void MeasureGrowth(const std::string& ballots) {
  BallotReader reader(ballots);
  const BallotVerifier verifier(reader.parameters());
  SerialExecutor serial;
  for (const size_t n : kGrowth) {
    double spent = 0;
    reader.Rewind();
    // As a ledger settles them: some batches at a time, then forgotten.
    for (size_t done = 0; done < n;) {
      const std::vector<Bytes> some =
          reader.Next(std::min(2 * kBatch, n - done));
      const std::vector<ByteSpan> chunk(some.begin(), some.end());
      const double start = CpuNanoseconds();
      if (!AllGood(verifier, chunk, serial)) {
        std::exit(1);
      }
      spent += CpuNanoseconds() - start;
      done += some.size();
    }
    Report("growth", n, spent / 1e9);
  }
}

}  // namespace pingyi::bench

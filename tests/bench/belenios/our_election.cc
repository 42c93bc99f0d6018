// Pingyi's half of the comparison with Belenios: makes an election's ballots,
// verifies them, and decrypts the result, with one trustee, over the crypto
// library alone. Prints CPU times of one core and the counts as JSON.
//
//   our_election CONTESTS OPTIONS < choices
//
// Each ballot is CONTESTS numbers from 0, with spaces between them all.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_join.h"
#include "crypto/ballot/prover.h"
#include "crypto/ballot/verifier.h"
#include "crypto/base/status_macros.h"
#include "crypto/rehearsal/rehearsal_round.h"
#include "crypto/tally/counts.h"
#include "crypto/tally/share.h"

namespace pingyi {
namespace {

constexpr uint32_t kTrustee = 1;
// Each time is the mean over this many repetitions.
constexpr int kRepetitions = 5;

double CpuMilliseconds() {
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) +
         1e-6 * static_cast<double>(now.tv_nsec);
}

absl::StatusOr<std::vector<Bytes>> Vote(
    const BallotParameters& parameters,
    const std::vector<std::vector<uint32_t>>& votes) {
  const BallotProver prover(parameters);
  std::vector<Bytes> out;
  for (const std::vector<uint32_t>& choices : votes) {
    ASSIGN_OR_RETURN(EncryptedBallot ballot, prover.Encrypt(choices));
    // Of a token only the spending is in a ballot; its issuing is not compared.
    const SecretScalar y = SecretScalar::Random();
    const Element n = Element::MulBase(SecretScalar::Random());
    out.push_back(prover.Prove(std::move(ballot), {.key = y, .n = n}));
  }
  return out;
}

// The sum of the ballots, each verified.
absl::StatusOr<Totals> VerifyAndAdd(const BallotVerifier& verifier,
                                    const std::vector<Bytes>& ballots) {
  SerialExecutor executor;
  TotalsSum sum(verifier.parameters().layout().ciphertexts());
  for (const auto& ballot : verifier.ParseAndVerify(
           std::vector<ByteSpan>(ballots.begin(), ballots.end()), executor)) {
    RETURN_IF_ERROR(ballot.status());
    RETURN_IF_ERROR(sum.Add(ballot->a, ballot->b));
  }
  return sum.Total();
}

// The trustee's share with its proof, its check, and the counts.
absl::StatusOr<std::vector<uint32_t>> Count(const RehearsalRound& rehearsal,
                                            const Totals& totals) {
  const BallotLayout& layout = rehearsal.parameters().layout();
  const std::vector<Element>& keys = rehearsal.parameters().keys();
  ASSIGN_OR_RETURN(const TallyShare share,
                   MakeTallyShare(Context(), totals,
                                  {kTrustee, rehearsal.secret_keys(), keys}));
  RETURN_IF_ERROR(VerifyTallyShare(Context(), totals, keys, share));
  ASSIGN_OR_RETURN(const std::vector<Element> sums,
                   DecryptTotals(totals, 1, {&share, 1}));
  CountLayout counts = {.options = {}, .pack = layout.pack()};
  for (size_t k = 0; k < layout.contests(); ++k) {
    counts.options.push_back(static_cast<uint32_t>(layout.options_of(k)));
  }
  return FindCounts(counts, sums, totals.ballots);
}

absl::Status Run(uint32_t contests, uint32_t options) {
  std::vector<std::vector<uint32_t>> votes;
  std::vector<uint32_t> row;
  for (uint32_t choice = 0; std::cin >> choice;) {
    row.push_back(choice);
    if (row.size() == contests) {
      votes.push_back(std::exchange(row, {}));
    }
  }
  if (!row.empty() || votes.empty()) {
    return absl::InvalidArgumentError("want whole ballots on standard input");
  }
  ASSIGN_OR_RETURN(
      const RehearsalRound rehearsal,
      RehearsalRound::Create({.contests = contests, .levels = options}));
  const BallotParameters& parameters = rehearsal.parameters();
  const BallotVerifier verifier(parameters);
  double make = 0;
  double single = 0;
  double verify = 0;
  double count = 0;
  size_t bytes = 0;
  std::vector<uint32_t> counts;
  for (int i = 0; i < kRepetitions; ++i) {
    const double begin = CpuMilliseconds();
    ASSIGN_OR_RETURN(const std::vector<Bytes> ballots, Vote(parameters, votes));
    const double made = CpuMilliseconds();
    RETURN_IF_ERROR(VerifyAndAdd(verifier, {ballots[0]}).status());
    const double one = CpuMilliseconds();
    ASSIGN_OR_RETURN(const Totals totals, VerifyAndAdd(verifier, ballots));
    const double verified = CpuMilliseconds();
    ASSIGN_OR_RETURN(counts, Count(rehearsal, totals));
    count += CpuMilliseconds() - verified;
    make += made - begin;
    single += one - made;
    verify += verified - one;
    bytes = ballots[0].size();
  }
  const double ballots = kRepetitions * static_cast<double>(votes.size());
  std::printf(
      "{\"make_ms\": %.4f, \"verify_one_ms\": %.4f, \"verify_ms\": %.4f, "
      "\"ballot_bytes\": %zu, \"count_ms\": %.4f, \"counts\": [%s]}\n",
      make / ballots, single / kRepetitions, verify / ballots, bytes,
      count / kRepetitions, absl::StrJoin(counts, ", ").c_str());
  return absl::OkStatus();
}

}  // namespace
}  // namespace pingyi

int main(int argc, char** argv) {
  const auto number = [&](int index) {
    return argc == 3
               ? static_cast<uint32_t>(std::strtoul(argv[index], nullptr, 10))
               : uint32_t{0};
  };
  const absl::Status status = pingyi::Run(number(1), number(2));
  if (!status.ok()) {
    std::fprintf(stderr, "our_election: %s\n", status.ToString().c_str());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}

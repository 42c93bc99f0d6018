#include "client/trustee/run.h"

#include <memory>
#include <utility>

#include "absl/time/clock.h"
#include "client/cpp/board_reader.h"
#include "client/trustee/committee_stream.h"
#include "client/trustee/duties.h"
#include "client/trustee/submitter.h"
#include "crypto/ballot/verifier.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

// When there is no news: for repeats, and for ballots that wait to be verified.
constexpr absl::Duration kTick = absl::Milliseconds(500);

// One round of looking and sending. Fails only where Duties::Next does.
class Office {
 public:
  Office(BoardReader& reader, CommitteeStream& stream, Duties& duties,
         Submitter& submitter)
      : reader_(reader),
        stream_(stream),
        duties_(duties),
        submitter_(submitter) {}

  // Returns whether there is more to do at once.
  absl::StatusOr<bool> Step() {
    const uint64_t connection = stream_.connection();
    if (connection != connection_) {
      connection_ = connection;
      duties_.StreamRenewed();
    }
    ASSIGN_OR_RETURN(const Work work, reader_.With([&](BoardLog& log) {
      return duties_.Next(log);
    }));
    // Cosignatures first: everybody waits for a quorum.
    if (work.cosignature.has_value()) {
      stream_.Send(connection_, *work.cosignature);
    }
    if (!work.parts.empty()) {
      stream_.Send(connection_, work.parts);
    }
    submitter_.Submit(work.statements);
    return work.more;
  }

  // Uses a quiet moment to verify ballots that have come.
  void SettleSome() {
    reader_.With([](BoardLog& log) { log.Settle(BallotVerifier::kBatchSize); });
  }

 private:
  BoardReader& reader_;
  CommitteeStream& stream_;
  Duties& duties_;
  Submitter& submitter_;
  uint64_t connection_ = 0;
};

}  // namespace

absl::Status RunTrustee(const RunOptions& options, KeyFileStore& store,
                        const Stop& stop, Wakeup& wakeup) {
  const PublicSession& session = options.session;
  ASSIGN_OR_RETURN(
      const std::unique_ptr<Duties> duties,
      Duties::Create(store, session.manifest, session.session_id,
                     {.attest = options.attest, .say = options.say, .now = [] {
                        return static_cast<uint64_t>(
                            absl::ToUnixSeconds(absl::Now()));
                      }}));
  const auto wake = [&wakeup] { wakeup.Notify(); };
  BoardReader::Options reading;
  reading.endpoint = session.endpoint;
  reading.log = {.session_id = session.session_id,
                 .remembered = duties->Remembered(),
                 .settle = true};
  reading.on_change = wake;
  ASSIGN_OR_RETURN(const std::unique_ptr<BoardReader> reader,
                   BoardReader::Start(std::move(reading)));
  CommitteeStream stream(store.keys().signing_key.Clone(),
                         {.endpoint = session.endpoint,
                          .session_id = session.session_id,
                          .official = duties->official(),
                          .desk = duties->confirm_desk(),
                          .say = options.say,
                          .on_change = wake});
  Submitter submitter(session.endpoint, options.say);
  Office office(*reader, stream, *duties, submitter);
  while (!stop.requested()) {
    ASSIGN_OR_RETURN(const bool more, office.Step());
    if (more) {
      continue;
    }
    if (!wakeup.WaitFor(kTick) && !stop.requested()) {
      office.SettleSome();
    }
  }
  return absl::OkStatus();
}

}  // namespace pingyi

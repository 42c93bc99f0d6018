// One member lies, each way it can. The way through the rules is tested with
// crypto/audit and server; here each lie goes through the real server.
#include "tests/e2e/liar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <variant>

#include "absl/strings/match.h"
#include "client/trustee/duties.h"
#include "crypto/ballot/prover.h"
#include "crypto/dkg/message.h"
#include "crypto/note/checkpoint.h"
#include "crypto/statement/body.h"
#include "crypto/statement/statement.h"
#include "crypto/tally/share.h"
#include "crypto/token/audit.h"
#include "pingyi/v1/ballot_box.grpc.pb.h"
#include "pingyi/v1/registrar.grpc.pb.h"
#include "proto/codec/ballot_box.h"
#include "proto/codec/entry.h"
#include "proto/codec/registrar.h"
#include "tests/e2e/hall.h"
#include "tests/e2e/tablets.h"
#include "tests/support/status_matchers.h"

namespace pingyi::testing {
namespace {

using ::testing::HasSubstr;

// The other officials run as they should; the ceremony ends.
void StartAround(Hall& hall, const std::vector<std::string>& honest) {
  for (const std::string& name : honest) {
    hall.StartOfficial(name);
  }
  hall.MustPingyi({"ceremony", "--session", "{P}"});
}

// From check-in to the vote of all simulated deputies.
void HoldTheVote(Hall& hall, size_t present) {
  hall.MustChair("check-in");
  const auto deputies =
      hall.Simulate({"--deputies", std::to_string(present), "--choices-out",
                     hall.Path("choices.csv")});
  EXPECT_TRUE(deputies->WaitForOutput("Waiting for the chair"))
      << deputies->Output();
  hall.MustChair("open");
  EXPECT_EQ(deputies->Wait(), 0) << deputies->Output();
}

void CloseAndVerify(Hall& hall, bool compare = true) {
  hall.MustChair("close");
  hall.MustPingyi({"watch", "--session", "{P}", "--until", "tallied"});
  hall.MustChair("announce");
  const std::string record = hall.Export("record");
  const Outcome verified = hall.Verify(record);
  EXPECT_EQ(verified.exit_code, 0) << verified.output;
  if (compare) {
    const Outcome compared =
        hall.Pingyi({"result", record, "--compare", hall.Path("choices.csv")});
    EXPECT_EQ(compared.exit_code, 0) << compared.output;
  }
}

BlobSource BlobOf(const Posting& posting) {
  return [&posting](const Digest&) { return posting.blob; };
}

// `work` with every share of kind E spoilt and signed again.
template <typename E>
void Respell(const KeyFile& keys, const BoardLog& log, StatementKind kind,
             const std::function<void(E&)>& spoil, Work& work) {
  for (Posting& posting : work.statements) {
    auto entry = DecodeLogEntry(posting.entry, BlobOf(posting));
    if (!entry.ok() || !std::holds_alternative<E>(*entry)) {
      continue;
    }
    auto& share = std::get<E>(*entry);
    spoil(share);
    share.signature = SignStatement(
        keys.signing_key, kind, log.session()->session_id(),
        ShareBody(0, {.size = share.size, .root = share.root}, share.payload));
    posting = *MakePosting(*entry);
  }
}

// `liar`, who is official A, hands in a wrong share after the close; it is
// refused by name, and the shares of B and C make the result.
void ExpectRefusedAndTheOthersSuffice(Hall& hall, Liar& liar,
                                      const std::string& named) {
  StartAround(hall, {"B", "C", "W"});
  HoldTheVote(hall, 5);
  hall.StopOfficial("C");
  hall.MustChair("close");

  EXPECT_TRUE(liar.WaitFor("refused: INVALID_ARGUMENT")) << liar.Said();
  EXPECT_THAT(liar.Said(), HasSubstr(named));
  hall.StartOfficial("C");

  hall.MustPingyi({"watch", "--session", "{P}", "--until", "tallied"});
  hall.MustChair("announce");
  const Outcome verified = hall.Verify(hall.Export("record"));
  EXPECT_EQ(verified.exit_code, 0) << verified.output;
}

TEST(LiarTest, AWrongTallyShareIsRefusedAndTheOthersSuffice) {
  Hall hall({});
  hall.StartServer();
  Liar liar(hall, "A",
            {.bend = [](const KeyFile& keys, const BoardLog& log, Work& work) {
              Respell<TallyShareEntry>(
                  keys, log, StatementKind::kTallyShare,
                  [&log](TallyShareEntry& entry) {
                    auto share = *TallyShare::Parse(
                        entry.payload, log.session()->layout().ciphertexts());
                    share.d.front() = share.d.front() + Element::Generator();
                    entry.payload = share.Payload();
                  },
                  work);
            }});
  ExpectRefusedAndTheOthersSuffice(hall, liar, "trustee 1");
}

TEST(LiarTest, AWrongAuditShareIsRefusedAndTheOthersSuffice) {
  Hall hall({});
  hall.StartServer();
  Liar liar(hall, "A",
            {.bend = [](const KeyFile& keys, const BoardLog& log, Work& work) {
              Respell<AuditShareEntry>(
                  keys, log, StatementKind::kAuditShare,
                  [](AuditShareEntry& entry) {
                    auto share = *AuditShare::Parse(entry.payload);
                    share.u.front() = share.u.front() + Element::Generator();
                    entry.payload = share.Payload();
                  },
                  work);
            }});
  ExpectRefusedAndTheOthersSuffice(hall, liar, "issuer 1");
}

TEST(LiarTest, ADealerOfBadSharesIsNamedAndEndsTheCeremony) {
  Hall hall({});
  hall.StartServer();
  Liar liar(hall, "B", {.prepare = [](KeyFile& keys, const BoardLog& log) {
              if (!keys.trustee->dealt.empty()) {
                return;
              }
              const CommitteeParams& params =
                  log.session()->ceremony(Committee::kTally).params();
              Bytes dealt =
                  *MakeDealerMessage(params, 2, DealerSecrets::Random(params));
              // The ciphertext for member 1, behind E and its length.
              const size_t vector_size = params.secrets * 32 + 16;
              dealt[dealt.size() - 3 * (32 + 8 + vector_size) + 40] ^= 1;
              keys.trustee->dealt = dealt;
            }});
  for (const char* name : {"A", "C", "W"}) {
    hall.StartOfficial(name);
  }

  const Outcome ceremony = hall.Pingyi({"ceremony", "--session", "{P}"});

  EXPECT_EQ(ceremony.exit_code, 1);
  EXPECT_THAT(ceremony.output, HasSubstr("ceremony failed"));
  EXPECT_THAT(ceremony.output, HasSubstr("B"));
  EXPECT_TRUE(hall.official("A").WaitForOutput("member 2 dealt me bad shares"))
      << hall.official("A").Output();
}

TEST(LiarTest, OfTwoCommitmentsAndTwoMessagesOnlyTheFirstStands) {
  Hall hall({});
  hall.StartServer();
  Liar liar(
      hall, "B",
      {.bend = [](const KeyFile& keys, const BoardLog& log, Work& work) {
        const Session& session = *log.session();
        const std::vector<Posting> honest = work.statements;
        for (const Posting& posting : honest) {
          auto entry = DecodeLogEntry(posting.entry, BlobOf(posting));
          if (auto* commit = std::get_if<DkgCommitEntry>(&*entry)) {
            commit->message_sha256[0] ^= 1;
            commit->signature = SignStatement(
                keys.signing_key, StatementKind::kDkgCommit,
                session.session_id(),
                DkgCommitBody(CommitteeLabel(commit->committee), commit->member,
                              commit->message_sha256));
          } else if (auto* message = std::get_if<DkgMessageEntry>(&*entry)) {
            const CommitteeParams& params =
                session.ceremony(message->committee).params();
            message->message = *MakeDealerMessage(
                params, message->member, DealerSecrets::Random(params));
            message->signature = SignStatement(
                keys.signing_key, StatementKind::kDkgMessage,
                session.session_id(),
                DkgMessageBody(CommitteeLabel(message->committee),
                               message->member, message->message));
          } else {
            continue;
          }
          work.statements.push_back(*MakePosting(*entry));
        }
      }});

  StartAround(hall, {"A", "C", "W"});

  EXPECT_TRUE(liar.WaitFor("refused: ALREADY_EXISTS")) << liar.Said();
  HoldTheVote(hall, 4);
  CloseAndVerify(hall);
}

TEST(LiarTest, AnIssuerThatAlwaysSaysNoIsOutvoted) {
  Hall hall({});
  hall.StartServer();
  Liar liar(hall, "B", {.always_says = false});
  StartAround(hall, {"A", "C", "W"});

  HoldTheVote(hall, 5);

  EXPECT_TRUE(liar.WaitFor("said no")) << liar.Said();
  CloseAndVerify(hall);
}

TEST(LiarTest, AnIssuerThatEvaluatesWithAnotherKeyIsTakenOff) {
  Hall hall({.officials = {{"A", "trustee,issuer,witness"},
                           {"B", "trustee,issuer,witness"},
                           {"C", "trustee,issuer,witness"},
                           {"D", "issuer,witness"},
                           {"W", "scrutineer,witness"}}});
  hall.StartServer();
  Liar liar(
      hall, "B", {.bend = [](const KeyFile&, const BoardLog&, Work& work) {
        for (EvaluatedPart& part : work.parts) {
          part.part.evaluation.z = Element::MulBase(SecretScalar::Random());
        }
      }});
  StartAround(hall, {"A", "C", "D", "W"});
  hall.MustChair("check-in", {"--issuers", "1,2,3"});
  Tablets tablets(hall);
  std::vector<Voter> voters;
  for (uint32_t number = 1; number <= 2; ++number) {
    voters.push_back(tablets.Impatient(number));
  }
  EXPECT_THAT(voters.front().CheckIn(),
              FailsWith(absl::StatusCode::kUnavailable, "not all issuers"));
  EXPECT_TRUE(hall.server().WaitForOutput("wrong part of a token dropped"));

  hall.MustChair("check-in", {"--issuers", "1,3,4"});
  ASSERT_THAT(tablets.reader().WaitUntil(
                  [](const BoardLog& log) {
                    return log.session()->active_set()->version == 2 &&
                           log.Agreed(log.active_set_leaf());
                  },
                  absl::Minutes(1)),
              IsOk());
  for (Voter& voter : voters) {
    voter.Renew(tablets.View());
    EXPECT_THAT(voter.CheckIn(), IsOk());
  }
  hall.MustChair("open");
  for (Voter& voter : voters) {
    voter.Renew(tablets.View(/*opened=*/true));
    ASSERT_THAT(voter.Encrypt(Everywhere(0)), IsOk());
    ASSERT_THAT(voter.Seal(), IsOk());
    EXPECT_THAT(voter.SendNow(), IsOk());
  }
  CloseAndVerify(hall, /*compare=*/false);
}

// A deputy's own token, bent with the help of issuer 2: parts 2 and 3 are not
// what those issuers made, but all three lie on one line.
grpc::Status CastBentToken(Hall& hall, Tablets& tablets) {
  const auto view = tablets.View();
  const SlipSecret slip = tablets.SlipOf(9);
  const TokenSecret secret = TokenSecret::Random();
  const TokenScope scope{.session_id = view->session_id, .round = 0};
  TokenRequestEntry request{.deputy = 9, .blinded = {*secret.Blinded(scope)}};
  request.signature = SignStatement(
      CredentialKey(slip), StatementKind::kRequest, view->session_id,
      RequestBody(view->context.key_id, 9, request.blinded));
  const auto channel = *MakeChannel(tablets.endpoint(), ChannelUse::kCasting);
  grpc::ClientContext asking;
  SetDeadline(asking, absl::Seconds(15));
  v1::RequestTokenResponse issued;
  EXPECT_TRUE(v1::RegistrarService::NewStub(channel)
                  ->RequestToken(&asking, EncodeRequestToken(request), &issued)
                  .ok());
  const auto answer = DecodeIssuedParts(issued);
  EXPECT_THAT(answer, IsOk());
  std::vector<TokenPart> parts;
  for (const IssuedPart& part : answer->parts) {
    parts.push_back(*secret.Unblind(
        request.blinded.front(), part.issuer,
        view->issuer_keys.public_shares[part.issuer - 1].front(),
        part.evaluation));
  }
  EXPECT_EQ(parts.size(), 3U);
  parts[1].n = parts[1].n + Element::Generator();
  parts[2].n = parts[1].n + parts[1].n - parts[0].n;
  hall.MustChair("open");
  const auto opened = tablets.View(/*opened=*/true);
  const Token token = *CombineParts(opened->active, secret.public_key(), parts);
  const BallotProver prover(*opened->parameters);
  auto ballot = *prover.Encrypt(Everywhere(3));
  grpc::ClientContext casting;
  SetDeadline(casting, absl::Seconds(15));
  v1::CastBallotResponse receipt;
  return v1::BallotBoxService::NewStub(channel)->CastBallot(
      &casting,
      EncodeCast({.round = 0,
                  .ballot = prover.Prove(std::move(ballot),
                                         {.key = secret.key(), .n = token.n}),
                  .parts = parts}),
      &receipt);
}

TEST(LiarTest, ATokenThatOneIssuerLiesForIsFoundByTheAuditAndVoid) {
  Hall hall({});
  hall.StartServer();
  Liar liar(hall, "B", {.always_says = true});
  StartAround(hall, {"A", "C", "W"});
  hall.MustChair("check-in");
  const auto deputies = hall.Simulate(
      {"--deputies", "4", "--choices-out", hall.Path("choices.csv")});
  EXPECT_TRUE(deputies->WaitForOutput("Waiting for the chair"))
      << deputies->Output();
  Tablets tablets(hall);

  const grpc::Status cast = CastBentToken(hall, tablets);

  // One honest yes and one lie are two of three.
  EXPECT_TRUE(cast.ok()) << cast.error_message();
  EXPECT_EQ(deputies->Wait(), 0) << deputies->Output();
  CloseAndVerify(hall);
  EXPECT_TRUE(hall.official("A").WaitForOutput("a share for every token"));
  EXPECT_THAT(hall.Verify(hall.Path("record")).output, HasSubstr("void"));
}

TEST(LiarTest, AWitnessThatCosignsAnotherRootIsNotHeard) {
  Hall hall({});
  hall.StartServer();
  Liar liar(hall, "W",
            {.bend = [](const KeyFile& keys, const BoardLog& log, Work& work) {
              if (!work.cosignature.has_value()) {
                return;
              }
              const std::string& origin = log.policy().origin;
              TreeHead other = log.signed_head().head;
              other.root[0] ^= 1;
              work.cosignature->line = CosignCheckpoint(
                  *keys.witness_key, WitnessName(origin, 4),
                  {.origin = origin, .head = other}, 1'600'000'000);
            }});
  StartAround(hall, {"A", "B", "C"});

  HoldTheVote(hall, 4);

  EXPECT_TRUE(liar.WaitFor("the stream has ended"));
  CloseAndVerify(hall);
}

}  // namespace
}  // namespace pingyi::testing

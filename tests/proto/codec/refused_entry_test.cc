#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "pingyi/v1/log.pb.h"
#include "proto/codec/entry.h"
#include "proto/codec/limits.h"
#include "proto/codec/strict.h"
#include "tests/proto/codec/samples.h"
#include "tests/proto/codec/wire_entry.h"
#include "tests/support/status_matchers.h"

// Good entries with one field changed: every reason to refuse one, by the
// phase of the sitting that it belongs to.
namespace pingyi {
namespace {

using testing::EntriesOfEveryKind;
using testing::FailsWith;
using testing::NoBlobs;
using testing::Wire;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

struct Change {
  const char* name;
  // Which of EntriesOfEveryKind is changed.
  size_t kind;
  std::function<void(v1::LogEntry&)> make;
  const char* message;
};

class RefusedEntryTest : public ::testing::TestWithParam<Change> {};

TEST_P(RefusedEntryTest, IsRefusedNamingTheField) {
  v1::LogEntry wire = Wire(EntriesOfEveryKind()[GetParam().kind]);
  GetParam().make(wire);

  EXPECT_THAT(DecodeLogEntry(SerializeExactly(wire), NoBlobs),
              FailsWith(kInvalid, GetParam().message));
}

using E = v1::LogEntry;
const std::string kZeroElement(32, '\0');
const std::string kNoElement(32, '\xff');

INSTANTIATE_TEST_SUITE_P(
    Ceremony, RefusedEntryTest,
    ::testing::Values(
        Change{"EmptyManifest", 0, [](E& e) { e.set_manifest(""); },
               "log_entry.manifest: is empty"},
        Change{"Committee", 1,
               [](E& e) { e.mutable_dkg_commit()->clear_committee(); },
               "log_entry.dkg_commit.committee: unknown committee 0"},
        Change{"Member", 1,
               [](E& e) { e.mutable_dkg_commit()->clear_member(); },
               "log_entry.dkg_commit.member: numbers begin at 1"},
        Change{"MessageHash", 1,
               [](E& e) { e.mutable_dkg_commit()->set_message_sha256("x"); },
               "dkg_commit.message_sha256: want 32 bytes, got 1"},
        Change{"Signature", 1,
               [](E& e) { e.mutable_dkg_commit()->clear_signature(); },
               "dkg_commit.signature: want 64 bytes, got 0"},
        Change{"NoPayload", 2,
               [](E& e) { e.mutable_dkg_message()->clear_message(); },
               "dkg_message.message: is missing"},
        Change{"EmptyPayload", 2,
               [](E& e) {
                 e.mutable_dkg_message()->mutable_message()->set_inline_("");
               },
               "dkg_message.message.inline: want 1 to 32768"},
        Change{"LongInline", 2,
               [](E& e) {
                 e.mutable_dkg_message()->mutable_message()->set_inline_(
                     std::string(kMaxInlinePayload + 1, 'x'));
               },
               "dkg_message.message.inline: want 1 to 32768 bytes, got 32769"},
        Change{"BlobName", 2,
               [](E& e) {
                 e.mutable_dkg_message()->mutable_message()->set_blob_sha256(
                     "x");
               },
               "dkg_message.message.blob_sha256: want 32"},
        Change{"ConfirmMember", 3,
               [](E& e) { e.mutable_dkg_confirm()->clear_member(); },
               "dkg_confirm.member"},
        Change{"Dealer", 4,
               [](E& e) { e.mutable_dkg_complaint()->clear_dealer(); },
               "dkg_complaint.dealer"},
        Change{"SharedSecret", 4,
               [](E& e) {
                 e.mutable_dkg_complaint()->set_shared_secret(kNoElement);
               },
               "dkg_complaint.shared_secret"},
        Change{"Proof", 4,
               [](E& e) { e.mutable_dkg_complaint()->set_proof("x"); },
               "dkg_complaint.proof: want 64"},
        Change{"Unknown", 3,
               [](E& e) {
                 auto& confirm = *e.mutable_dkg_confirm();
                 confirm.GetReflection()
                     ->MutableUnknownFields(&confirm)
                     ->AddVarint(9, 1);
               },
               "log_entry.dkg_confirm: unknown field 9"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    CheckIn, RefusedEntryTest,
    ::testing::Values(
        Change{"Version", 5,
               [](E& e) { e.mutable_active_set()->clear_version(); },
               "active_set.version"},
        Change{"NoIssuers", 5,
               [](E& e) { e.mutable_active_set()->clear_issuers(); },
               "active_set.issuers: want 1 to 200 of them, got 0"},
        Change{"IssuersNotAscending", 5,
               [](E& e) { e.mutable_active_set()->set_issuers(1, 1); },
               "active_set.issuers: must ascend"},
        Change{"IssuerZero", 5,
               [](E& e) { e.mutable_active_set()->set_issuers(0, 0); },
               "active_set.issuers: must ascend"},
        Change{
            "ReissueKey", 6,
            [](E& e) { e.mutable_reissue()->set_credential_key(kZeroElement); },
            "reissue.credential_key"},
        Change{"Deputy", 7,
               [](E& e) { e.mutable_token_request()->clear_deputy(); },
               "token_request.deputy"},
        Change{"NothingBlinded", 7,
               [](E& e) { e.mutable_token_request()->clear_blinded(); },
               "token_request.blinded: want 1 to 1 of them, got 0"},
        Change{"BlindedTwice", 7,
               [](E& e) { e.mutable_token_request()->add_blinded("x"); },
               "token_request.blinded: want 1 to 1 of them, got 2"},
        Change{"BlindedIdentity", 7,
               [](E& e) {
                 e.mutable_token_request()->set_blinded(0, kZeroElement);
               },
               "token_request.blinded: is the identity"},
        Change{
            "BlindedNoElement", 7,
            [](E& e) { e.mutable_token_request()->set_blinded(0, kNoElement); },
            "token_request.blinded"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Voting, RefusedEntryTest,
    ::testing::Values(
        Change{"Round", 8, [](E& e) { e.mutable_open()->set_round(1); },
               "open.round: this version has round 0 only"},
        Change{"KeyId", 8, [](E& e) { e.mutable_open()->clear_key_id(); },
               "open.key_id: want 32"},
        Change{"ActiveSet", 8,
               [](E& e) { e.mutable_open()->clear_active_set_sha256(); },
               "open.active_set_sha256: want 32"},
        Change{"EmptyBallot", 9,
               [](E& e) { e.mutable_ballot()->clear_ballot(); },
               "ballot.ballot: want 1 to 65000"},
        Change{"BallotRound", 9, [](E& e) { e.mutable_ballot()->set_round(1); },
               "ballot.round"},
        Change{"ClosingRound", 10,
               [](E& e) { e.mutable_closing()->set_round(1); },
               "closing.round"},
        Change{"CloseRoot", 11, [](E& e) { e.mutable_close()->clear_root(); },
               "close.root: want 32"},
        Change{"AuditMember", 12,
               [](E& e) { e.mutable_audit_share()->clear_member(); },
               "audit_share.member"},
        Change{"TallyPayload", 13,
               [](E& e) { e.mutable_tally_share()->clear_payload(); },
               "tally_share.payload: is missing"},
        Change{"CountsOfWithheld", 14,
               [](E& e) { e.mutable_result()->set_withheld(true); },
               "result.counts: want 0 to 0 of them, got 3"},
        Change{"NoCounts", 14, [](E& e) { e.mutable_result()->clear_counts(); },
               "result.counts: want 1"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Afterwards, RefusedEntryTest,
    ::testing::Values(
        Change{"CountsInZeroCheck", 15,
               [](E& e) {
                 e.mutable_zero_check()->set_counts_sha256(kZeroElement);
               },
               "zero_check.counts_sha256: stands with"},
        Change{"NoCountsInVerified", 16,
               [](E& e) { e.mutable_verified()->clear_counts_sha256(); },
               "verified.counts_sha256: want 32"},
        Change{"Official", 16,
               [](E& e) { e.mutable_verified()->clear_official(); },
               "verified.official"},
        Change{"LongObjection", 17,
               [](E& e) {
                 e.mutable_objection()->set_text(std::string(4001, 'x'));
               },
               "objection.text: want at most 4000 bytes, got 4001"},
        Change{"AnnouncedCounts", 18,
               [](E& e) { e.mutable_announce()->clear_counts_sha256(); },
               "announce.counts_sha256"},
        Change{
            "LongReason", 19,
            [](E& e) { e.mutable_abort()->set_reason(std::string(4001, 'x')); },
            "abort.reason: want at most 4000"}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace pingyi

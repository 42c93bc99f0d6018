#include "proto/codec/entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "crypto/merkle/tile.h"
#include "pingyi/v1/log.pb.h"
#include "proto/codec/limits.h"
#include "proto/codec/manifest.h"
#include "proto/codec/strict.h"
#include "tests/proto/codec/samples.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::AnyBytes;
using testing::AnyDigest;
using testing::AnyManifest;
using testing::AnySignature;
using testing::EntriesOfEveryKind;
using testing::FailsWith;
using testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

absl::StatusOr<Bytes> NoBlobs(const Digest& /*sha256*/) {
  return absl::NotFoundError("no such blob");
}

// A source with one blob under the name asked for, whatever it is.
BlobSource OneBlob(Bytes blob) {
  return [blob = std::move(blob)](const Digest& /*sha256*/) { return blob; };
}

v1::LogEntry Wire(const Entry& entry) {
  v1::LogEntry wire;
  const Bytes leaf = EncodeLogEntry(entry).value().leaf;
  wire.ParseFromArray(leaf.data(), static_cast<int>(leaf.size()));
  return wire;
}

DkgMessageEntry MessageOf(size_t size) {
  return {.committee = Committee::kTally,
          .member = 1,
          .message = AnyBytes(size),
          .signature = AnySignature(1)};
}

TEST(LogEntryTest, EveryKindIsReadAsItWasWritten) {
  for (const Entry& entry : EntriesOfEveryKind()) {
    const absl::StatusOr<EncodedEntry> encoded = EncodeLogEntry(entry);
    ASSERT_THAT(encoded, IsOk());

    const absl::StatusOr<Entry> read = DecodeLogEntry(encoded->leaf, NoBlobs);

    ASSERT_THAT(read, IsOk()) << "kind " << entry.index();
    EXPECT_EQ(read->index(), entry.index());
    EXPECT_EQ(ToHex(EncodeLogEntry(*read)->leaf), ToHex(encoded->leaf));
    EXPECT_THAT(CheckCanonicalEntry(encoded->leaf), IsOk());
  }
}

TEST(LogEntryTest, KindsStandInTheOrderOfTheSchema) {
  int number = 1;
  for (const Entry& entry : EntriesOfEveryKind()) {
    EXPECT_EQ(static_cast<int>(Wire(entry).kind_case()), number++);
  }
  EXPECT_EQ(number, 21);
}

TEST(LogEntryTest, ReadsTheFieldsOfAnObjection) {
  const Entry written = EntriesOfEveryKind()[17];

  const absl::StatusOr<Entry> read =
      DecodeLogEntry(EncodeLogEntry(written)->leaf, NoBlobs);

  ASSERT_THAT(read, IsOk());
  const auto& objection = std::get<ObjectionEntry>(*read);
  EXPECT_EQ(objection.official, 2U);
  EXPECT_EQ(objection.size, 50U);
  EXPECT_EQ(objection.root, AnyDigest(5));
  EXPECT_EQ(objection.text, "二号箱的封条不对");
  EXPECT_EQ(objection.signature, AnySignature(13));
}

TEST(LogEntryTest, ALongPayloadStandsInABlob) {
  const absl::StatusOr<EncodedEntry> encoded =
      EncodeLogEntry(MessageOf(kMaxInlinePayload + 1));
  ASSERT_THAT(encoded, IsOk());
  ASSERT_EQ(encoded->blobs.size(), 1U);

  const absl::StatusOr<Entry> read =
      DecodeLogEntry(encoded->leaf, OneBlob(encoded->blobs[0]));

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(std::get<DkgMessageEntry>(*read).message.size(),
            kMaxInlinePayload + 1);
}

TEST(LogEntryTest, APayloadAtTheLimitStandsInline) {
  const absl::StatusOr<EncodedEntry> encoded =
      EncodeLogEntry(MessageOf(kMaxInlinePayload));

  ASSERT_THAT(encoded, IsOk());
  EXPECT_TRUE(encoded->blobs.empty());
  EXPECT_THAT(DecodeLogEntry(encoded->leaf, NoBlobs), IsOk());
}

TEST(LogEntryTest, PassesOnThatABlobIsMissing) {
  const Bytes leaf = EncodeLogEntry(MessageOf(40'000))->leaf;

  EXPECT_THAT(DecodeLogEntry(leaf, NoBlobs),
              FailsWith(absl::StatusCode::kNotFound,
                        "log_entry.dkg_message.message.blob_sha256: no such"));
}

TEST(LogEntryTest, RefusesABlobWithAnotherHash) {
  const Bytes leaf = EncodeLogEntry(MessageOf(40'000))->leaf;

  EXPECT_THAT(DecodeLogEntry(leaf, OneBlob(Bytes(40'000))),
              FailsWith(kInvalid, "is not the hash of the blob"));
}

TEST(LogEntryTest, RefusesABlobThatMustStandInline) {
  v1::LogEntry wire = Wire(MessageOf(10));
  wire.mutable_dkg_message()->mutable_message()->set_blob_sha256(
      ToString(Sha256(AnyBytes(10))));

  EXPECT_THAT(DecodeLogEntry(SerializeExactly(wire), OneBlob(AnyBytes(10))),
              FailsWith(kInvalid, "must stand inline"));
}

TEST(LogEntryTest, RefusesABlobAboveTheLimit) {
  const Bytes leaf = EncodeLogEntry(MessageOf(kMaxBlobSize + 1))->leaf;

  EXPECT_THAT(DecodeLogEntry(leaf, OneBlob(AnyBytes(kMaxBlobSize + 1))),
              FailsWith(kInvalid, "above the limit"));
}

TEST(LogEntryTest, RefusesALeafAboveTheLimit) {
  v1::LogEntry wire;
  wire.set_manifest(std::string(kMaxLeafSize, 'm'));

  EXPECT_THAT(DecodeLogEntry(SerializeExactly(wire), NoBlobs),
              FailsWith(kInvalid, "want at most 65535 bytes"));
  EXPECT_THAT(EncodeLogEntry(ManifestEntry{Bytes(kMaxLeafSize)}),
              FailsWith(kInvalid, "want at most 65535 bytes"));
}

TEST(LogEntryTest, RefusesALeafWithoutAKind) {
  EXPECT_THAT(DecodeLogEntry({}, NoBlobs),
              FailsWith(kInvalid, "log_entry.kind: has no kind"));
}

TEST(LogEntryTest, ReadsALeafThatIsNotCanonicalButSaysSoOfIt) {
  // The round is written although it is 0: a second spelling of one entry.
  Bytes leaf =
      EncodeLogEntry(ClosingEntry{.round = 0, .signature = AnySignature(1)})
          ->leaf;
  leaf[1] = static_cast<uint8_t>(leaf[1] + 2);
  leaf.insert(leaf.end(), {0x08, 0x00});

  EXPECT_THAT(DecodeLogEntry(leaf, NoBlobs), IsOk());
  EXPECT_THAT(CheckCanonicalEntry(leaf),
              FailsWith(kInvalid, "shortest spelling"));
}

TEST(LogEntryTest, OfTwoKindsTheLastCountsButIsNotCanonical) {
  const std::vector<Entry> all = EntriesOfEveryKind();
  Bytes leaf = EncodeLogEntry(all[10])->leaf;
  AppendBytes(leaf, EncodeLogEntry(all[11])->leaf);

  const absl::StatusOr<Entry> read = DecodeLogEntry(leaf, NoBlobs);

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->index(), 11U);
  EXPECT_THAT(CheckCanonicalEntry(leaf), FailsWith(kInvalid, "spelling"));
}

TEST(NamedBlobsTest, NamesTheRosterOfAManifest) {
  const ManifestEntry entry{EncodeManifest(AnyManifest())};

  const auto named = NamedBlobs(EncodeLogEntry(entry)->leaf);

  ASSERT_THAT(named, IsOk());
  EXPECT_THAT(*named, ::testing::ElementsAre(AnyManifest().roster_sha256));
}

TEST(NamedBlobsTest, NamesTheBlobOfEachPayload) {
  const Digest hash = Sha256(AnyBytes(40'000));
  ShareEntry share;
  share.payload = AnyBytes(40'000);
  for (const Entry& entry :
       {Entry(MessageOf(40'000)), Entry(AuditShareEntry{share}),
        Entry(TallyShareEntry{share})}) {
    const auto named = NamedBlobs(EncodeLogEntry(entry)->leaf);

    ASSERT_THAT(named, IsOk());
    EXPECT_THAT(*named, ::testing::ElementsAre(hash));
  }
}

TEST(NamedBlobsTest, NamesNothingWhereAllStandsInline) {
  for (const Entry& entry : {Entry(MessageOf(10)), Entry(ClosingEntry{})}) {
    const auto named = NamedBlobs(EncodeLogEntry(entry)->leaf);

    ASSERT_THAT(named, IsOk());
    EXPECT_TRUE(named->empty());
  }
}

TEST(NamedBlobsTest, RefusesANameThatIsNoHash) {
  v1::LogEntry wire = Wire(MessageOf(10));
  wire.mutable_dkg_message()->mutable_message()->set_blob_sha256("short");

  EXPECT_THAT(NamedBlobs(SerializeExactly(wire)), FailsWith(kInvalid, "blob"));
  EXPECT_THAT(NamedBlobs(AsBytes("\xff")), FailsWith(kInvalid, "log_entry"));
  EXPECT_THAT(NamedBlobs(EncodeLogEntry(ManifestEntry{{0xff}})->leaf),
              FailsWith(kInvalid, "manifest"));
}

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

#include "proto/codec/entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
#include "tests/proto/codec/wire_entry.h"
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
using testing::NoBlobs;
using testing::Wire;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

// A source with one blob under the name asked for, whatever it is.
BlobSource OneBlob(Bytes blob) {
  return [blob = std::move(blob)](const Digest& /*sha256*/) { return blob; };
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

}  // namespace
}  // namespace pingyi

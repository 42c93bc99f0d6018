#include "proto/codec/control.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "absl/status/status.h"
#include "crypto/base/bytes.h"
#include "proto/codec/limits.h"
#include "tests/proto/codec/samples.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::AnyBytes;
using testing::AnySignature;
using testing::EntriesOfEveryKind;
using testing::FailsWith;
using testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

Entry MessageOf(size_t size) {
  return DkgMessageEntry{.committee = Committee::kTally,
                         .member = 1,
                         .message = AnyBytes(size),
                         .signature = AnySignature(1)};
}

TEST(SubmissionTest, CarriesAnEntryWithItsBlob) {
  const auto request = EncodeSubmission(MessageOf(40'000));
  ASSERT_THAT(request, IsOk());

  const auto read = DecodeSubmission(*request);

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(std::get<DkgMessageEntry>(read->entry).message.size(), 40'000U);
  EXPECT_EQ(ToString(read->leaf), request->entry());
  ASSERT_EQ(read->blobs.size(), 1U);
  EXPECT_EQ(read->blobs[0].size(), 40'000U);
}

TEST(SubmissionTest, RefusesAMissingBlob) {
  v1::SubmitStatementRequest request = *EncodeSubmission(MessageOf(40'000));
  request.clear_blobs();

  EXPECT_THAT(DecodeSubmission(request),
              FailsWith(kInvalid, "blob_sha256: that blob was not sent"));
}

TEST(SubmissionTest, RefusesABlobThatNothingNames) {
  v1::SubmitStatementRequest request = *EncodeSubmission(MessageOf(40'000));
  request.add_blobs("more");

  EXPECT_THAT(DecodeSubmission(request),
              FailsWith(kInvalid, "submit_statement.blobs: holds a blob"));
}

TEST(SubmissionTest, RefusesTooManyTooLargeAndEmptyBlobs) {
  v1::SubmitStatementRequest request = *EncodeSubmission(MessageOf(10));
  request.add_blobs("");
  EXPECT_THAT(DecodeSubmission(request),
              FailsWith(kInvalid, "submit_statement.blobs: want 1 to"));
  request.set_blobs(0, std::string(kMaxBlobSize + 1, 'x'));
  EXPECT_THAT(DecodeSubmission(request),
              FailsWith(kInvalid, "submit_statement.blobs: want 1 to"));
  for (int i = 0; i < kMaxBlobs; ++i) {
    request.add_blobs("x");
  }
  EXPECT_THAT(DecodeSubmission(request), FailsWith(kInvalid, "got 5"));
}

TEST(SubmissionTest, RefusesKindsThatNobodySubmits) {
  const std::vector<Entry> all = EntriesOfEveryKind();
  for (const size_t kind : {0U, 7U, 9U, 14U}) {
    EXPECT_THAT(DecodeSubmission(*EncodeSubmission(all[kind])),
                FailsWith(kInvalid, "of a kind that nobody submits"));
  }
}

TEST(SubmissionTest, TakesEveryOtherKind) {
  const std::vector<Entry> all = EntriesOfEveryKind();
  for (const size_t kind : {1U, 2U, 3U, 4U, 5U, 6U, 8U, 10U, 11U, 12U, 13U, 15U,
                            16U, 17U, 18U, 19U}) {
    EXPECT_THAT(DecodeSubmission(*EncodeSubmission(all[kind])), IsOk());
  }
}

TEST(SubmissionTest, RefusesAnEntryInAnotherSpelling) {
  v1::SubmitStatementRequest request =
      *EncodeSubmission(EntriesOfEveryKind()[10]);
  // The same entry twice: protobuf reads both as one.
  request.set_entry(request.entry() + request.entry());

  EXPECT_THAT(DecodeSubmission(request),
              FailsWith(kInvalid, "shortest spelling"));
}

TEST(SubmissionTest, RefusesUnknownFields) {
  v1::SubmitStatementRequest request = *EncodeSubmission(MessageOf(10));
  request.GetReflection()->MutableUnknownFields(&request)->AddVarint(9, 1);

  EXPECT_THAT(DecodeSubmission(request),
              FailsWith(kInvalid, "submit_statement: unknown field 9"));
}

TEST(SubmissionTest, RefusesToWriteWhatFitsNoLeaf) {
  EXPECT_THAT(EncodeSubmission(ManifestEntry{AnyBytes(70'000)}),
              FailsWith(kInvalid, "log_entry: want at most"));
}

}  // namespace
}  // namespace pingyi

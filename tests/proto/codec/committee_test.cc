#include "proto/codec/committee.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <variant>

#include "absl/status/status.h"
#include "crypto/base/bytes.h"
#include "tests/proto/codec/samples.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using testing::AnyBytes;
using testing::AnyDigest;
using testing::AnyElement;
using testing::AnySignature;
using testing::FailsWith;
using testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

MemberMessage AnyParts() {
  const IssuedPart part = {
      .issuer = 2,
      .round = 0,
      .evaluation = {
          .z = AnyElement(1),
          .proof = {.c = Scalar::FromUint64(2), .s = Scalar::FromUint64(3)}}};
  return EvaluatedParts{{.deputy = 7, .part = part},
                        {.deputy = 8, .part = part}};
}

MemberMessage AnyCosignature() {
  return CheckpointCosignature{.size = 12,
                               .line = {.name = "pingyi.local/0011/witness/1",
                                        .key_id = {1, 2, 3, 4},
                                        .signature = AnyBytes(72)}};
}

MemberMessage AnyConfirmation() {
  return Confirmation{
      .task = 4,
      .answers = {{.items = 3, .yes = true, .signature = AnySignature(1)},
                  {.items = 1, .yes = false, .signature = AnySignature(2)}}};
}

ConfirmTask AnyTask() {
  ConfirmTask task = {
      .task = 4,
      .round = 0,
      .items = {{.token_key = AnyElement(1), .part = AnyElement(3)},
                {.token_key = AnyElement(2), .part = AnyElement(4)}}};
  std::sort(task.items.begin(), task.items.end(),
            [](const ConfirmItem& a, const ConfirmItem& b) {
              return a.token_key < b.token_key;
            });
  return task;
}

TEST(MemberMessageTest, EveryKindIsReadAsItWasWritten) {
  for (const MemberMessage& message :
       {MemberMessage(Hello{.official = 2, .signature = AnySignature(1)}),
        AnyParts(), AnyCosignature(), AnyConfirmation()}) {
    const v1::ServeRequest wire = EncodeMemberMessage(message);

    const auto read = DecodeMemberMessage(wire);

    ASSERT_THAT(read, IsOk());
    EXPECT_EQ(read->index(), message.index());
    EXPECT_EQ(EncodeMemberMessage(*read).SerializeAsString(),
              wire.SerializeAsString());
  }
}

TEST(MemberMessageTest, ReadsTheLineOfACosignature) {
  const auto read = DecodeMemberMessage(EncodeMemberMessage(AnyCosignature()));

  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(std::get<CheckpointCosignature>(*read).line,
            std::get<CheckpointCosignature>(AnyCosignature()).line);
}

TEST(CommitteeTaskTest, EveryKindIsReadAsItWasWritten) {
  for (const CommitteeTask& task :
       {CommitteeTask(Challenge{AnyDigest(1)}),
        CommitteeTask(Welcome{AnyDigest(2)}), CommitteeTask(AnyTask())}) {
    const v1::ServeResponse wire = EncodeCommitteeTask(task);

    const auto read = DecodeCommitteeTask(wire);

    ASSERT_THAT(read, IsOk());
    EXPECT_EQ(read->index(), task.index());
    EXPECT_EQ(EncodeCommitteeTask(*read).SerializeAsString(),
              wire.SerializeAsString());
  }
}

struct MemberChange {
  const char* name;
  MemberMessage message;
  std::function<void(v1::ServeRequest&)> make;
  const char* error;
};

class RefusedMemberMessageTest : public ::testing::TestWithParam<MemberChange> {
};

TEST_P(RefusedMemberMessageTest, IsRefusedNamingTheField) {
  v1::ServeRequest wire = EncodeMemberMessage(GetParam().message);
  GetParam().make(wire);

  EXPECT_THAT(DecodeMemberMessage(wire), FailsWith(kInvalid, GetParam().error));
}

using R = v1::ServeRequest;

INSTANTIATE_TEST_SUITE_P(
    All, RefusedMemberMessageTest,
    ::testing::Values(
        MemberChange{"NoKind", Hello{}, [](R& r) { r.Clear(); },
                     "serve.kind: is missing"},
        MemberChange{"Unknown", Hello{},
                     [](R& r) {
                       r.GetReflection()->MutableUnknownFields(&r)->AddVarint(
                           9, 1);
                     },
                     "serve: unknown field 9"},
        MemberChange{"Official", Hello{}, [](R& /*r*/) {},
                     "serve.hello.official"},
        MemberChange{"Signature", Hello{.official = 1},
                     [](R& r) { r.mutable_hello()->clear_signature(); },
                     "serve.hello.signature: want 64"},
        MemberChange{"NoParts", EvaluatedParts{}, [](R& /*r*/) {},
                     "serve.parts: want 1 to 256 of them, got 0"},
        MemberChange{"TooManyParts", AnyParts(),
                     [](R& r) {
                       while (r.parts().parts_size() < 257) {
                         *r.mutable_parts()->add_parts() = r.parts().parts(0);
                       }
                     },
                     "serve.parts: want 1 to 256 of them, got 257"},
        MemberChange{
            "Deputy", AnyParts(),
            [](R& r) { r.mutable_parts()->mutable_parts(1)->clear_deputy(); },
            "serve.parts[1].deputy"},
        MemberChange{
            "Part", AnyParts(),
            [](R& r) { r.mutable_parts()->mutable_parts(1)->clear_part(); },
            "serve.parts[1].part.issuer"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    More, RefusedMemberMessageTest,
    ::testing::Values(
        MemberChange{"TwoLines", AnyCosignature(),
                     [](R& r) {
                       auto& line = *r.mutable_cosignature()->mutable_line();
                       line += "\n" + line;
                     },
                     "serve.cosignature.line: holds a line break"},
        MemberChange{
            "NoLine", AnyCosignature(),
            [](R& r) { r.mutable_cosignature()->set_line("signed: me"); },
            "serve.cosignature.line"},
        MemberChange{"NoAnswers", Confirmation{}, [](R& /*r*/) {},
                     "serve.confirmation.answers: want 1"},
        MemberChange{
            "NoItems", AnyConfirmation(),
            [](R& r) {
              r.mutable_confirmation()->mutable_answers(0)->clear_items();
            },
            "serve.confirmation.answers[0].items: want 1 to 256"},
        MemberChange{"NoForMany", AnyConfirmation(),
                     [](R& r) {
                       r.mutable_confirmation()->mutable_answers(0)->set_yes(
                           false);
                     },
                     "answers[0].items: a no covers one item"},
        MemberChange{
            "AnswerSignature", AnyConfirmation(),
            [](R& r) {
              r.mutable_confirmation()->mutable_answers(1)->set_signature("x");
            },
            "answers[1].signature"}),
    [](const auto& test) { return test.param.name; });

struct TaskChange {
  const char* name;
  std::function<void(v1::ServeResponse&)> make;
  const char* error;
};

class RefusedTaskTest : public ::testing::TestWithParam<TaskChange> {};

TEST_P(RefusedTaskTest, IsRefusedNamingTheField) {
  v1::ServeResponse wire = EncodeCommitteeTask(AnyTask());
  GetParam().make(wire);

  EXPECT_THAT(DecodeCommitteeTask(wire), FailsWith(kInvalid, GetParam().error));
}

using S = v1::ServeResponse;

INSTANTIATE_TEST_SUITE_P(
    All, RefusedTaskTest,
    ::testing::Values(
        TaskChange{"NoKind", [](S& s) { s.Clear(); }, "serve.kind: is missing"},
        TaskChange{"Unknown",
                   [](S& s) {
                     s.GetReflection()->MutableUnknownFields(&s)->AddVarint(9,
                                                                            1);
                   },
                   "serve: unknown field 9"},
        TaskChange{"Challenge", [](S& s) { s.set_challenge("x"); },
                   "serve.challenge: want 32"},
        TaskChange{"Welcome", [](S& s) { s.mutable_welcome(); },
                   "serve.welcome.session_id: want 32"},
        TaskChange{"Round", [](S& s) { s.mutable_confirm()->set_round(1); },
                   "serve.confirm.round"},
        TaskChange{"NoItems", [](S& s) { s.mutable_confirm()->clear_items(); },
                   "serve.confirm.items: want 1 to 256"},
        TaskChange{"Order",
                   [](S& s) {
                     s.mutable_confirm()->mutable_items()->SwapElements(0, 1);
                   },
                   "serve.confirm.items[1].token_key: must ascend"},
        TaskChange{"Identity",
                   [](S& s) {
                     s.mutable_confirm()->mutable_items(0)->set_token_key(
                         std::string(32, '\0'));
                   },
                   "serve.confirm.items[0].token_key: is the identity"},
        TaskChange{"Part",
                   [](S& s) {
                     s.mutable_confirm()->mutable_items(1)->set_element("x");
                   },
                   "serve.confirm.items[1].element"}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace pingyi

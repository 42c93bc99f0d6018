#include "proto/codec/committee.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "crypto/base/status_macros.h"
#include "proto/codec/fields.h"
#include "proto/codec/limits.h"
#include "proto/codec/strict.h"

namespace pingyi {
namespace {

constexpr char kName[] = "serve";

Hello ReadHello(Fields& parent, const v1::Hello& wire) {
  Fields in(parent, "hello");
  return {.official = in.ReadIndex("official", wire.official()),
          .signature = in.ReadSignature(wire.signature())};
}

EvaluatedParts ReadParts(Fields& parent, const v1::EvaluatedParts& wire) {
  EvaluatedParts out;
  const int count =
      parent.ReadCount("parts", wire.parts_size(), {1, kMaxBatch});
  for (int i = 0; i < count; ++i) {
    Fields item(parent, "parts", i);
    Fields part(item, "part");
    out.push_back({.deputy = item.ReadIndex("deputy", wire.parts(i).deputy()),
                   .part = ReadIssuedPart(part, wire.parts(i).part())});
  }
  return out;
}

CheckpointCosignature ReadCosignature(Fields& parent,
                                      const v1::Cosignature& wire) {
  Fields in(parent, "cosignature");
  in.Require(!absl::StrContains(wire.line(), '\n'), "line",
             "holds a line break");
  absl::StatusOr<NoteSignature> line =
      ParseNoteSignature(absl::StrCat(wire.line(), "\n"));
  in.Fail("line", line.status());
  return {.size = wire.size(), .line = line.value_or(NoteSignature{})};
}

Confirmation ReadConfirmation(Fields& parent, const v1::Confirmation& wire) {
  Fields in(parent, "confirmation");
  Confirmation out = {.task = wire.task(), .answers = {}};
  const int count =
      in.ReadCount("answers", wire.answers_size(), {1, kMaxBatch});
  for (int i = 0; i < count; ++i) {
    Fields item(in, "answers", i);
    const v1::ConfirmAnswer& answer = wire.answers(i);
    out.answers.push_back(
        {.items = item.ReadNumber("items", answer.items(), {1, kMaxBatch}),
         .yes = answer.yes(),
         .signature = item.ReadSignature(answer.signature())});
    item.Require(answer.yes() || answer.items() == 1, "items",
                 "a no covers one item");
  }
  return out;
}

ConfirmTask ReadTask(Fields& parent, const v1::ConfirmTask& wire) {
  Fields in(parent, "confirm");
  ConfirmTask out = {
      .task = wire.task(), .round = in.ReadRound(wire.round()), .items = {}};
  const int count = in.ReadCount("items", wire.items_size(), {1, kMaxBatch});
  for (int i = 0; i < count; ++i) {
    Fields item(in, "items", i);
    out.items.push_back(
        {.token_key =
             item.ReadNonIdentity("token_key", wire.items(i).token_key()),
         .part = item.ReadNonIdentity("element", wire.items(i).element())});
    item.Require(
        i == 0 || wire.items(i).token_key() > wire.items(i - 1).token_key(),
        "token_key", "must ascend");
  }
  return out;
}

class MemberWriter {
 public:
  explicit MemberWriter(v1::ServeRequest& wire) : wire_(wire) {}

  void operator()(const Hello& hello) {
    wire_.mutable_hello()->set_official(hello.official);
    wire_.mutable_hello()->set_signature(ToString(hello.signature));
  }
  void operator()(const EvaluatedParts& parts) {
    v1::EvaluatedParts& out = *wire_.mutable_parts();
    for (const EvaluatedPart& part : parts) {
      v1::EvaluatedPart& item = *out.add_parts();
      item.set_deputy(part.deputy);
      WriteIssuedPart(part.part, *item.mutable_part());
    }
  }
  void operator()(const CheckpointCosignature& cosignature) {
    v1::Cosignature& out = *wire_.mutable_cosignature();
    out.set_size(cosignature.size);
    std::string line = FormatNoteSignature(cosignature.line);
    line.pop_back();  // Its line break.
    out.set_line(line);
  }
  void operator()(const Confirmation& confirmation) {
    v1::Confirmation& out = *wire_.mutable_confirmation();
    out.set_task(confirmation.task);
    for (const ConfirmAnswer& answer : confirmation.answers) {
      v1::ConfirmAnswer& item = *out.add_answers();
      item.set_items(answer.items);
      item.set_yes(answer.yes);
      item.set_signature(ToString(answer.signature));
    }
  }

 private:
  v1::ServeRequest& wire_;
};

class TaskWriter {
 public:
  explicit TaskWriter(v1::ServeResponse& wire) : wire_(wire) {}

  void operator()(const Challenge& challenge) {
    wire_.set_challenge(ToString(challenge.challenge));
  }
  void operator()(const Welcome& welcome) {
    wire_.mutable_welcome()->set_session_id(ToString(welcome.session_id));
  }
  void operator()(const ConfirmTask& task) {
    v1::ConfirmTask& out = *wire_.mutable_confirm();
    out.set_task(task.task);
    out.set_round(task.round);
    for (const ConfirmItem& item : task.items) {
      v1::ConfirmItem& wire = *out.add_items();
      wire.set_token_key(ToString(item.token_key.bytes()));
      wire.set_element(ToString(item.part.bytes()));
    }
  }

 private:
  v1::ServeResponse& wire_;
};

MemberMessage ReadMember(Fields& in, const v1::ServeRequest& request) {
  switch (request.kind_case()) {
    case v1::ServeRequest::kHello:
      return ReadHello(in, request.hello());
    case v1::ServeRequest::kParts:
      return ReadParts(in, request.parts());
    case v1::ServeRequest::kCosignature:
      return ReadCosignature(in, request.cosignature());
    case v1::ServeRequest::kConfirmation:
      return ReadConfirmation(in, request.confirmation());
    default:
      in.Fail("kind", "is missing");
      return {};
  }
}

CommitteeTask ReadCommitteeTask(Fields& in, const v1::ServeResponse& response) {
  switch (response.kind_case()) {
    case v1::ServeResponse::kChallenge:
      return Challenge{in.ReadDigest("challenge", response.challenge())};
    case v1::ServeResponse::kWelcome: {
      Fields welcome(in, "welcome");
      return Welcome{
          welcome.ReadDigest("session_id", response.welcome().session_id())};
    }
    case v1::ServeResponse::kConfirm:
      return ReadTask(in, response.confirm());
    default:
      in.Fail("kind", "is missing");
      return {};
  }
}

}  // namespace

absl::StatusOr<MemberMessage> DecodeMemberMessage(
    const v1::ServeRequest& request) {
  RETURN_IF_ERROR(CheckNoUnknownFields(request, kName));
  Fields in(kName);
  return in.Finish(ReadMember(in, request));
}

v1::ServeRequest EncodeMemberMessage(const MemberMessage& message) {
  v1::ServeRequest request;
  std::visit(MemberWriter(request), message);
  return request;
}

absl::StatusOr<CommitteeTask> DecodeCommitteeTask(
    const v1::ServeResponse& response) {
  RETURN_IF_ERROR(CheckNoUnknownFields(response, kName));
  Fields in(kName);
  return in.Finish(ReadCommitteeTask(in, response));
}

v1::ServeResponse EncodeCommitteeTask(const CommitteeTask& task) {
  v1::ServeResponse response;
  std::visit(TaskWriter(response), task);
  return response;
}

}  // namespace pingyi

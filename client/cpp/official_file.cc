#include "client/cpp/official_file.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/cpp/key_file.h"
#include "client/cpp/private_file.h"
#include "crypto/base/status_macros.h"
#include "crypto/group/secret_scalar.h"
#include "pingyi/config/v1/official.pb.h"

namespace pingyi {
namespace {

constexpr std::array<Role, 5> kRoles = {Role::kChair, Role::kScrutineer,
                                        Role::kTrustee, Role::kIssuer,
                                        Role::kWitness};
constexpr size_t kMaxNameSize = 400;

// The wire enum counts from 1, in the same order.
v1::OfficialRole ToWire(Role role) {
  return static_cast<v1::OfficialRole>(static_cast<int>(role) + 1);
}

absl::Status CheckRoles(const std::vector<Role>& roles) {
  const auto has = [&roles](Role role) {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
  };
  if (roles.empty()) {
    return absl::InvalidArgumentError(
        "role: name at least one of chair, scrutineer, trustee, issuer, "
        "witness");
  }
  if ((has(Role::kTrustee) || has(Role::kIssuer)) && !has(Role::kWitness)) {
    return absl::InvalidArgumentError(
        "role: a trustee or issuer is a witness too; add \"witness\"");
  }
  return absl::OkStatus();
}

// Keeps the first error with its place.
class FirstError final : public google::protobuf::io::ErrorCollector {
 public:
  explicit FirstError(absl::string_view path) : path_(path) {}
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    if (text_.empty()) {
      text_ =
          absl::StrCat(path_, ":", line + 1, ":", column + 1, ": ", message);
    }
  }
  const std::string& text() const { return text_; }

 private:
  std::string path_;
  std::string text_;
};

absl::StatusOr<VerifyKey> ReadKey(absl::string_view path, absl::string_view hex,
                                  absl::string_view field) {
  const auto bytes = FromHex(hex);
  if (bytes.ok()) {
    auto key = VerifyKey::Parse(*bytes);
    if (key.ok()) {
      return key;
    }
  }
  return absl::InvalidArgumentError(absl::StrCat(
      path, ": ", field, " is not an Ed25519 key of 64 hexadecimal digits"));
}

absl::StatusOr<Element> ReadTransportKey(absl::string_view path,
                                         absl::string_view hex,
                                         absl::string_view field) {
  const auto bytes = FromHex(hex);
  if (bytes.ok()) {
    auto key = Element::ParseNonIdentity(*bytes, field);
    if (key.ok()) {
      return key;
    }
  }
  return absl::InvalidArgumentError(absl::StrCat(
      path, ": ", field, " is not a transport key of 64 hexadecimal digits"));
}

// A field must be there for exactly those with the role.
absl::Status CheckPresence(absl::string_view path, absl::string_view field,
                           bool present, bool wanted) {
  if (present == wanted) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat(path, ": ", field,
                   wanted ? " is missing for this role" : " has no role"));
}

absl::Status ReadKeys(absl::string_view path,
                      const config::v1::OfficialFile& file, Official& out) {
  ASSIGN_OR_RETURN(out.signing_key,
                   ReadKey(path, file.signing_key(), "signing_key"));
  RETURN_IF_ERROR(CheckPresence(path, "trustee_transport_key",
                                !file.trustee_transport_key().empty(),
                                out.Has(Role::kTrustee)));
  RETURN_IF_ERROR(CheckPresence(path, "issuer_transport_key",
                                !file.issuer_transport_key().empty(),
                                out.Has(Role::kIssuer)));
  RETURN_IF_ERROR(CheckPresence(path, "witness_key",
                                !file.witness_key().empty(),
                                out.Has(Role::kWitness)));
  if (out.Has(Role::kTrustee)) {
    ASSIGN_OR_RETURN(out.trustee_transport_key,
                     ReadTransportKey(path, file.trustee_transport_key(),
                                      "trustee_transport_key"));
  }
  if (out.Has(Role::kIssuer)) {
    ASSIGN_OR_RETURN(out.issuer_transport_key,
                     ReadTransportKey(path, file.issuer_transport_key(),
                                      "issuer_transport_key"));
  }
  if (out.Has(Role::kWitness)) {
    ASSIGN_OR_RETURN(out.witness_key,
                     ReadKey(path, file.witness_key(), "witness_key"));
  }
  return absl::OkStatus();
}

KeyFile MakeKeys(const EnrolmentRequest& request, const SlipSecret& slip) {
  KeyFile keys(CredentialKey(slip));
  keys.name = request.name;
  keys.roles = request.roles;
  if (keys.Has(Role::kWitness)) {
    keys.witness_key = SigningKey::Random();
  }
  if (keys.Has(Role::kTrustee)) {
    keys.trustee.emplace().transport_secret = SecretScalar::Random();
  }
  if (keys.Has(Role::kIssuer)) {
    keys.issuer.emplace().transport_secret = SecretScalar::Random();
  }
  return keys;
}

}  // namespace

absl::string_view RoleName(Role role) {
  switch (role) {
    case Role::kChair:
      return "chair";
    case Role::kScrutineer:
      return "scrutineer";
    case Role::kTrustee:
      return "trustee";
    case Role::kIssuer:
      return "issuer";
    case Role::kWitness:
      return "witness";
  }
  return "";
}

absl::StatusOr<std::vector<Role>> ParseRoles(absl::string_view list) {
  std::vector<Role> roles;
  for (const absl::string_view name :
       absl::StrSplit(list, absl::ByAnyChar(", "), absl::SkipEmpty())) {
    const auto* const role =
        std::find_if(kRoles.begin(), kRoles.end(),
                     [&](Role known) { return RoleName(known) == name; });
    if (role == kRoles.end()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "role: \"", name,
          "\" is none of chair, scrutineer, trustee, issuer, witness"));
    }
    roles.push_back(*role);
  }
  std::sort(roles.begin(), roles.end());
  if (std::adjacent_find(roles.begin(), roles.end()) != roles.end()) {
    return absl::InvalidArgumentError("role: one is named twice");
  }
  RETURN_IF_ERROR(CheckRoles(roles));
  return roles;
}

std::string FormatOfficialFile(const Official& official) {
  config::v1::OfficialFile file;
  file.set_name(official.name);
  for (const Role role : official.roles) {
    file.add_roles(ToWire(role));
  }
  file.set_signing_key(ToHex(official.signing_key.bytes()));
  if (official.Has(Role::kTrustee)) {
    file.set_trustee_transport_key(
        ToHex(official.trustee_transport_key.bytes()));
  }
  if (official.Has(Role::kIssuer)) {
    file.set_issuer_transport_key(ToHex(official.issuer_transport_key.bytes()));
  }
  if (official.witness_key.has_value()) {
    file.set_witness_key(ToHex(official.witness_key->bytes()));
  }
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  printer.PrintToString(file, &text);
  return absl::StrCat(
      "# The public half of an enrolment: give this file to the operator.\n",
      text);
}

absl::StatusOr<Official> ParseOfficialFile(absl::string_view path,
                                           absl::string_view text) {
  config::v1::OfficialFile file;
  FirstError errors(path);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  if (!parser.ParseFromString(std::string(text), &file)) {
    return absl::InvalidArgumentError(errors.text());
  }
  if (file.name().empty() || file.name().size() > kMaxNameSize) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": name must have 1 to ", kMaxNameSize, " bytes"));
  }
  Official out{.name = file.name(), .signing_key = {}};
  for (const int role : file.roles()) {
    if (role < 1 || role > static_cast<int>(kRoles.size()) ||
        (!out.roles.empty() &&
         kRoles[static_cast<size_t>(role - 1)] <= out.roles.back())) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, ": roles must be known and ascend"));
    }
    out.roles.push_back(kRoles[static_cast<size_t>(role - 1)]);
  }
  RETURN_IF_ERROR(CheckRoles(out.roles));
  RETURN_IF_ERROR(ReadKeys(path, file, out));
  return out;
}

absl::StatusOr<SlipSecret> Enrol(const EnrolmentRequest& request) {
  RETURN_IF_ERROR(CheckRoles(request.roles));
  if (request.name.empty() || request.name.size() > kMaxNameSize) {
    return absl::InvalidArgumentError(
        absl::StrCat("name: must have 1 to ", kMaxNameSize, " bytes"));
  }
  if (request.passphrase.empty()) {
    return absl::InvalidArgumentError("passphrase: must not be empty");
  }
  SlipSecret slip = SlipSecret::Random();
  const KeyFile keys = MakeKeys(request, slip);
  const std::string text = FormatOfficialFile(keys.ToOfficial());
  RETURN_IF_ERROR(KeyFileStore::Create(absl::StrCat(request.base, ".key"), keys,
                                       request.passphrase, request.cost));
  RETURN_IF_ERROR(CreateFile(absl::StrCat(request.base, ".official"),
                             AsBytes(text), false));
  return slip;
}

}  // namespace pingyi

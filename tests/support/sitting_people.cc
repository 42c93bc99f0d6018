#include "tests/support/sitting_people.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace pingyi::testing {
namespace {

Official MakeMember(bool trustee, bool issuer, People& people) {
  people.officials.emplace_back();
  const OfficialSecrets& secrets = people.officials.back();
  Official official = {
      .name = absl::StrCat("official ", people.officials.size()),
      .signing_key = secrets.signing.verify_key(),
      .roles = {Role::kScrutineer},
      .witness_key = secrets.witness.verify_key()};
  if (trustee) {
    official.roles.push_back(Role::kTrustee);
    official.trustee_transport_key =
        Element::MulBase(secrets.trustee_transport);
  }
  if (issuer) {
    official.roles.push_back(Role::kIssuer);
    official.issuer_transport_key = Element::MulBase(secrets.issuer_transport);
  }
  official.roles.push_back(Role::kWitness);
  return official;
}

}  // namespace

std::vector<Official> MakeOfficials(const OfficialsPlan& plan, People& people) {
  people.officials.emplace_back();
  std::vector<Official> officials = {
      {.name = "the chair",
       .signing_key = people.officials.front().signing.verify_key(),
       .roles = {Role::kChair, Role::kWitness},
       .witness_key = people.officials.front().witness.verify_key()}};
  if (plan.same_people) {
    for (uint32_t k = 0; k < std::max(plan.trustees, plan.issuers); ++k) {
      officials.push_back(
          MakeMember(k < plan.trustees, k < plan.issuers, people));
    }
    return officials;
  }
  for (uint32_t k = 0; k < plan.trustees; ++k) {
    officials.push_back(MakeMember(true, false, people));
  }
  for (uint32_t k = 0; k < plan.issuers; ++k) {
    officials.push_back(MakeMember(false, true, people));
  }
  return officials;
}

Roster MakeRoster(uint32_t deputies, People& people) {
  Roster roster;
  for (uint32_t d = 1; d <= deputies; ++d) {
    people.deputies.emplace_back();
    roster.push_back(
        {.deputy = d,
         .credential_key = people.deputies.back().slip.verify_key()});
  }
  return roster;
}

}  // namespace pingyi::testing

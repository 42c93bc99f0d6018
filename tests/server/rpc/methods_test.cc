#include "server/rpc/methods.h"

#include <string>
#include <vector>

#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::pingyi::testing::IsOk;

const std::vector<std::string>& Ours() {
  static const auto& names = *new std::vector<std::string>{
      "pingyi.v1.BoardService", "pingyi.v1.RegistrarService",
      "pingyi.v1.BallotBoxService", "pingyi.v1.ControlService",
      "pingyi.v1.CommitteeService"};
  return names;
}

TEST(MethodsTest, EveryMethodNamesItsCaller) {
  EXPECT_THAT(CheckNamed(Ours(), NamedMethods()), IsOk());
  for (const NamedMethod& method : NamedMethods()) {
    EXPECT_FALSE(method.caller.empty()) << method.method;
  }
}

TEST(MethodsTest, AnUnnamedMethodIsFound) {
  std::vector<NamedMethod> named(NamedMethods().begin(), NamedMethods().end());
  named.erase(named.begin() + 3);

  EXPECT_THAT(CheckNamed(Ours(), named),
              FailsWith(absl::StatusCode::kFailedPrecondition,
                        "pingyi.v1.BoardService.GetBlob"));
}

TEST(MethodsTest, AServiceThatIsNotThereIsFound) {
  EXPECT_THAT(CheckNamed(std::vector<std::string>{"pingyi.v1.NoService"},
                         NamedMethods()),
              FailsWith(absl::StatusCode::kNotFound, "NoService"));
}

}  // namespace
}  // namespace pingyi

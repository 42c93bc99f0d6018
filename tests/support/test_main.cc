// The main function of all test programs: what testing::TempDir() names is a
// folder of this process alone, so that cases may run at the same time. It goes
// when all is well and stays when something failed.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  std::string folder = testing::TempDir() + "/pingyi-test-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr ||
      setenv("TEST_TMPDIR", (folder + "/").c_str(), /*overwrite=*/1) != 0) {
    std::perror(folder.c_str());
    return 1;
  }
  const int result = RUN_ALL_TESTS();
  if (result == 0) {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  } else {
    std::fprintf(stderr, "files of this test: %s\n", folder.c_str());
  }
  return result;
}

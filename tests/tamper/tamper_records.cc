#include <fstream>
#include <iostream>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "client/record/files.h"
#include "tests/tamper/forgery.h"
#include "tests/tamper/hand_in.h"

// Writes the corpus as folders; README.md says what for.
namespace pingyi::testing {
namespace {

absl::Status Write(const std::string& root, const Forgery& forgery,
                   std::string& index) {
  const Exhibit exhibit = forgery.make();
  absl::StrAppend(
      &index, forgery.name, "\t", VerdictName(forgery.verdict), "\t",
      ItemId(forgery.item), "\t",
      exhibit.fingerprint.has_value() ? ToHex(*exhibit.fingerprint) : "-", "\t",
      forgery.change, "\n");
  return HandIn(exhibit, absl::StrCat(root, "/", forgery.name));
}

Forgery Honest() {
  return {
      "honest", "Nothing is wrong.", Item::kCheckpoint, Verdict::kPass, "", [] {
        Workshop workshop;
        workshop.Hold();
        return workshop.Show();
      }};
}

absl::Status WriteAll(const std::string& root,
                      const std::set<std::string>& names) {
  std::string index;
  std::vector<Forgery> all = AllForgeries();
  all.insert(all.begin(), Honest());
  for (const Forgery& forgery : all) {
    if (!names.empty() && !names.contains(forgery.name)) {
      continue;
    }
    if (const absl::Status written = Write(root, forgery, index);
        !written.ok()) {
      return written;
    }
  }
  return WriteFile(absl::StrCat(root, "/index.tsv"), AsBytes(index));
}

}  // namespace
}  // namespace pingyi::testing

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: tamper_records OUTDIR [NAME ...]\n";
    return 2;
  }
  const std::set<std::string> names(argv + 2, argv + argc);
  if (const absl::Status status = pingyi::testing::WriteAll(argv[1], names);
      !status.ok()) {
    std::cerr << "tamper_records: " << status.message() << "\n";
    return 1;
  }
  return 0;
}

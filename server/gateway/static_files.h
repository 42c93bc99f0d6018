#ifndef SERVER_GATEWAY_STATIC_FILES_H_
#define SERVER_GATEWAY_STATIC_FILES_H_

#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/gateway/request.h"
#include "server/gateway/response.h"

namespace pingyi {

// The pages, read into memory once: what is asked for later is looked up in a
// table and nowhere else, so no path leads out of the folder. Immutable after
// loading, so thread-safe.
class StaticFiles {
 public:
  static constexpr size_t kMaxBytes = size_t{64} << 20;
  static constexpr size_t kMaxFiles = 4096;

  // Without any file: answers with how to build the pages.
  StaticFiles();

  // Reads every regular file below `folder`; "index.html" also stands for its
  // folder, and so does the folder's name without "/" by redirection. Symbolic
  // links are left out. NOT_FOUND: no such folder; RESOURCE_EXHAUSTED: more
  // than the bounds above.
  static absl::StatusOr<StaticFiles> Load(const std::string& folder);

  // Adds one file, or replaces it, at `path` ("/ca.crt").
  void Add(const std::string& path, const std::string& type,
           std::string content);

  // Answers GET and HEAD; 404 for everything that is not there.
  Response Answer(const RequestHead& head) const;

 private:
  struct File {
    std::string fields;
    std::string tag;
    std::shared_ptr<const std::string> body;
  };

  std::map<std::string, File> files_;
  bool has_pages_ = false;
};

}  // namespace pingyi

#endif  // SERVER_GATEWAY_STATIC_FILES_H_

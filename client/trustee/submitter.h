#ifndef CLIENT_TRUSTEE_SUBMITTER_H_
#define CLIENT_TRUSTEE_SUBMITTER_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "client/cpp/channel.h"
#include "client/cpp/key_file.h"
#include "client/cpp/retry.h"
#include "crypto/base/bytes.h"

namespace pingyi {

// Hands statements in, again and again until the log shows them: whoever asks
// stops asking then. Not thread-safe.
class Submitter {
 public:
  Submitter(Endpoint endpoint, std::function<void(const std::string&)> say)
      : endpoint_(std::move(endpoint)), say_(std::move(say)) {}

  // Submits those whose time has come, one after the other; blocks for their
  // calls. Says why one was refused.
  void Submit(const std::vector<Posting>& statements);

 private:
  struct Attempt {
    absl::Time next;
    Backoff backoff{{.first_delay = absl::Milliseconds(200),
                     .max_delay = absl::Seconds(5)}};
    int refusals = 0;
    std::string said;
  };

  absl::Status SubmitOne(const Posting& posting);

  Endpoint endpoint_;
  std::function<void(const std::string&)> say_;
  std::map<Digest, Attempt> attempts_;
  size_t calls_ = 0;
};

}  // namespace pingyi

#endif  // CLIENT_TRUSTEE_SUBMITTER_H_

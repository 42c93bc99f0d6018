#ifndef CLIENT_CLI_SERVER_PLACE_H_
#define CLIENT_CLI_SERVER_PLACE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace pingyi {

// Where the server listens and under which names it is found.
struct ServerPlace {
  std::string listen;              // HOST:PORT.
  std::vector<std::string> hosts;  // For the certificate.
  // HOST:PORT for the clients, one for each host.
  std::vector<std::string> addresses;
  bool plain_text = false;

  // What browsers reach; all empty without a gateway.
  std::string gateway = {};  // HOST:PORT.
  std::vector<std::string> pages =
      {};                // https://HOST:PORT, the first for slips.
  std::string web = {};  // Folder of the pages; may be empty.
};
// INVALID_ARGUMENT if `listen` is no HOST:PORT, or listens everywhere and no
// host is named, or is plain text off this machine.
absl::StatusOr<ServerPlace> PlaceServer(const std::string& listen,
                                        const std::vector<std::string>& hosts,
                                        bool plain_text);

// Adds where browsers find the pages: at `gateway`, in TLS with the same
// certificate, or in plain text where the server has it. `web` is the folder of
// the pages; empty: the folder `web` beside that of this program or one above,
// if there is one. INVALID_ARGUMENT as above; NOT_FOUND if `web` is no folder.
absl::Status PlaceGateway(const std::string& gateway, const std::string& web,
                          ServerPlace& place);

}  // namespace pingyi

#endif  // CLIENT_CLI_SERVER_PLACE_H_

#ifndef SERVER_RPC_CREDENTIALS_H_
#define SERVER_RPC_CREDENTIALS_H_

#include <grpcpp/grpcpp.h>

#include <memory>
#include <optional>

#include "server/base/config.h"

namespace pingyi {

// To be called before anything else of gRPC in the process: leaves no cipher
// suite that a TLS below 1.3 could use with a certificate.
void AllowOnlyTls13();

// TLS 1.3 with the given files, or plain text (config has made sure that it is
// on loopback).
std::shared_ptr<grpc::ServerCredentials> MakeCredentials(
    const std::optional<TlsFiles>& tls);

}  // namespace pingyi

#endif  // SERVER_RPC_CREDENTIALS_H_

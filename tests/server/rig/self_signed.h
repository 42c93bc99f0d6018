#ifndef TESTS_SERVER_RIG_SELF_SIGNED_H_
#define TESTS_SERVER_RIG_SELF_SIGNED_H_

#include "server/base/config.h"

namespace pingyi::testing {

// A key and a certificate that it signs itself.
TlsFiles SelfSigned();

}  // namespace pingyi::testing

#endif  // TESTS_SERVER_RIG_SELF_SIGNED_H_

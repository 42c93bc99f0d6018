#include <unistd.h>

#include <iostream>
#include <string>

#include "absl/status/status.h"
#include "client/cli/command.h"
#include "client/cli/commands.h"
#include "client/cli/qr_code.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

absl::Status Run(const Arguments& arguments) {
  std::string text = arguments.At(0);
  if (text == "-" && !std::getline(std::cin, text)) {
    return absl::InvalidArgumentError("nothing to read on standard input");
  }
  ASSIGN_OR_RETURN(const QrCode code, QrCode::Make(text));
  std::cout << code.Terminal(arguments.Has("colour") ||
                             isatty(STDOUT_FILENO) == 1);
  return absl::OkStatus();
}

}  // namespace

Command QrCommand() {
  return {.name = "qr",
          .summary = "Show a text, such as a page's address, as a QR code",
          .teach =
              "Draws the code in the terminal, for a tablet's camera. \"-\" "
              "reads the text from\nstandard input: a secret does not belong "
              "on a command line, where others see it.",
          .example = "pingyi qr https://192.168.1.10:7444/",
          .positionals = {"TEXT"},
          .options = {{.name = "colour",
                       .value = "",
                       .help = "In a terminal's black and white even where "
                               "the output goes elsewhere."}},
          .run = Run};
}

}  // namespace pingyi

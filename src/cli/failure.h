// The one way a command gives up: a message that names the attempt and the remedy, and a status.
#ifndef SYSASSERT_CLI_FAILURE_H_
#define SYSASSERT_CLI_FAILURE_H_

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "cli/exit_status.h"
#include "sysassert/result.h"

namespace sysassert::cli {

// Thrown within a command, printed by Main() as
//   sysassert: MESSAGE
//     LABEL   TEXT
class Failure : public std::exception {
 public:
  using Lines = std::vector<std::pair<std::string, std::string>>;  // label → text
  Failure(int status, std::string message, Lines lines = {})
      : status_(status), message_(std::move(message)), lines_(std::move(lines)) {}

  int status() const { return status_; }
  const char* what() const noexcept override { return message_.c_str(); }
  std::string text() const;  // as printed; ends with a newline
  // The same with another status and one more line.
  Failure With(int status, std::pair<std::string, std::string> line) const;

 private:
  int status_;
  std::string message_;
  Lines lines_;
};

// The reader asked for something that we do not offer.
Failure UsageFailure(std::string message, std::string remedy = "");
// An Error of the library: its operation and errno, then cause and remedy on lines of their own.
Failure FailureOf(int status, const Error& error, const std::string& attempt = "");

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_FAILURE_H_

#include "sysassert/result.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tables/row.h"

namespace sysassert {

std::string Error::Message() const {
  std::string message = operation;
  if (error_number != 0) {
    const std::string_view name = tables::ErrnoName(error_number);
    message += ": " + (name.empty() ? std::to_string(error_number) : std::string(name)) + " (" +
               strerror(error_number) + ")";
  }
  if (!context.empty()) message += (error_number != 0 ? "; " : ": ") + context;
  if (!remedy.empty()) message += "\n  remedy  " + remedy;
  return message;
}

namespace internal {

void DieOfMisusedResult(const Error* error) {
  std::fprintf(stderr, "sysassert: %s\n",
               error != nullptr
                   ? ("the value of a failed Result was taken: " + error->Message()).c_str()
                   : "the error of a Result that succeeded was taken");
  std::abort();
}

}  // namespace internal
}  // namespace sysassert

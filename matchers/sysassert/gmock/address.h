// What a string says of a socket's address.
#ifndef SYSASSERT_GMOCK_ADDRESS_H_
#define SYSASSERT_GMOCK_ADDRESS_H_

#include <gmock/gmock.h>

#include <string>
#include <string_view>

#include "sysassert/gmock/path.h"
#include "sysassert/rules.h"

namespace sysassert::internal {

// "127.0.0.1:9" of "[::ffff:127.0.0.1]:9": the same address, as a socket of AF_INET6 has it.
inline std::string Unmapped(std::string_view address) {
  constexpr std::string_view kMapped = "[::ffff:";
  const std::size_t end = address.find(']');
  if (address.substr(0, kMapped.size()) != kMapped || end == std::string_view::npos ||
      address.find('.') > end)
    return std::string(address);
  return std::string(address.substr(kMapped.size(), end - kMapped.size())) +
         std::string(address.substr(end + 1));
}

inline Condition AddressThat(const testing::Matcher<std::string>& matcher) {
  return AddressCondition("one that " + testing::DescribeMatcher<std::string>(matcher),
                          [matcher](std::string_view address, const Call&) {
                            return matcher.Matches(std::string(address)) ||
                                   matcher.Matches(Unmapped(address));
                          });
}

// A literal one. The name of a socket is a path like any other: relative to where the command
// started, and through the links of this machine.
inline Condition AddressOf(const std::string& text) {
  constexpr std::string_view kUnix = "unix:";
  const std::string expected = "\"" + text + "\"";
  const bool is_path =
      text.size() > kUnix.size() && text.rfind(kUnix, 0) == 0 && text[kUnix.size()] != '@';
  if (!is_path) {
    return AddressCondition(expected,
                            [wanted = Unmapped(text)](std::string_view address, const Call&) {
                              return Unmapped(address) == wanted;
                            });
  }
  const PathCondition path = EqualPath(text.substr(kUnix.size()));
  return AddressCondition(expected, [path, kUnix](std::string_view address, const Call& call) {
    return address.substr(0, kUnix.size()) == kUnix &&
           path.matches(address.substr(kUnix.size()), call);
  });
}

}  // namespace sysassert::internal

#endif  // SYSASSERT_GMOCK_ADDRESS_H_

// Address patterns: "127.0.0.0/8:*", "[::1]:443", "*:53", "unix:/run/x", "unix:@name".
#ifndef SYSASSERT_POLICY_ADDRESS_H_
#define SYSASSERT_POLICY_ADDRESS_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sysassert/glob.h"

namespace sysassert::policy {

class AddressPattern {
 public:
  // Nullopt, and *mistake says why, where `text` is no pattern.
  static std::optional<AddressPattern> Parse(std::string_view text, std::string* mistake);
  // `address` as Call::sockaddr() gives it.
  bool Matches(std::string_view address) const;

 private:
  bool any_host_ = false;
  int family_ = 0;
  std::array<std::uint8_t, 16> host_{};
  int bits_ = 0;
  int port_ = -1;                         // -1: any
  std::shared_ptr<const PathGlob> unix_;  // a glob over the name behind "unix:"
};

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_ADDRESS_H_

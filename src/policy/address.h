// Address patterns: "127.0.0.0/8:*", "[::1]:443", "*:53", "unix:/run/x", "unix:@name".
#ifndef SYSASSERT_POLICY_ADDRESS_H_
#define SYSASSERT_POLICY_ADDRESS_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sysassert/glob.h"

namespace sysassert::policy {

// Begins the name of a socket that is in no filesystem.
inline constexpr char kAbstract = '@';
// Stands for no address at all: a send to where the socket is connected.
inline constexpr std::string_view kNoAddress = "none";

// Of "unix:NAME" its name, a pattern of paths or "@" and an abstract one; nullopt of any other
// text.
std::optional<std::string_view> SocketIn(std::string_view text);

// An abstract name is one name, whatever its bytes: for a glob, with another byte for each slash.
// Any other is what it was.
std::string AsOneName(std::string_view socket);

// What is wrong with an address pattern, whatever the run. Empty if nothing is.
std::string MistakeInAddress(std::string_view text);

class AddressPattern {
 public:
  // Nullopt, and *mistake says why, where `text` is no pattern. The name of a socket is taken as it
  // stands: without variables, and not resolved.
  static std::optional<AddressPattern> Parse(std::string_view text, std::string* mistake);
  // A socket of AF_UNIX that one of these names.
  static AddressPattern OfSocket(std::vector<PathGlob> names);
  // `address` as Call::sockaddr() gives it, or with a path that was resolved; `pid`: whose call it
  // is, for <self>.
  bool Matches(std::string_view address, int pid = 0) const;
  // Can a socket of this family (AF_INET…) have such an address? An IPv4 one, of AF_INET6 too.
  bool CanBeOf(int family) const;

 private:
  bool HostMatches(int family, const std::array<std::uint8_t, 16>& host) const;

  bool any_host_ = false;
  int family_ = 0;
  std::array<std::uint8_t, 16> host_{};
  int bits_ = 0;
  int port_ = -1;                                      // -1: any
  std::shared_ptr<const std::vector<PathGlob>> unix_;  // over the name behind "unix:"
};

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_ADDRESS_H_

#include "policy/address.h"

#include <arpa/inet.h>

#include <charconv>
#include <utility>

namespace sysassert::policy {
namespace {

constexpr std::string_view kUnix = "unix:";

bool ParseNumber(std::string_view text, int most, int* number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
  return error == std::errc() && end == text.data() + text.size() && *number >= 0 &&
         *number <= most;
}

// "[::1]:443" → "::1", "443"; "127.0.0.1:9" → "127.0.0.1", "9".
std::optional<std::pair<std::string, std::string>> Split(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  std::string bits;
  if (const std::size_t slash = host.rfind('/'); slash != std::string_view::npos) {
    bits = host.substr(slash);
    host = host.substr(0, slash);
  }
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  return std::make_pair(std::string(host) + bits, std::string(text.substr(colon + 1)));
}

}  // namespace

std::optional<AddressPattern> AddressPattern::Parse(std::string_view text, std::string* mistake) {
  AddressPattern pattern;
  if (text.substr(0, kUnix.size()) == kUnix) {
    pattern.unix_ = std::make_shared<PathGlob>(text.substr(kUnix.size()));
    return pattern;
  }
  const auto parts = Split(text);
  if (!parts) {
    *mistake = "an address without a port; write \"host:port\", \"host:*\" or \"unix:/path\"";
    return std::nullopt;
  }
  if (parts->second != "*" && !ParseNumber(parts->second, 65535, &pattern.port_)) {
    *mistake = "a port is 0 to 65535, or *";
    return std::nullopt;
  }
  if (parts->first == "*") {
    pattern.any_host_ = true;
    return pattern;
  }
  std::string host = parts->first;
  int bits = -1;
  if (const std::size_t slash = host.find('/'); slash != std::string::npos) {
    if (!ParseNumber(std::string_view(host).substr(slash + 1), 128, &bits)) {
      *mistake = "a prefix length is a number of bits";
      return std::nullopt;
    }
    host.resize(slash);
  }
  const bool v4 = inet_pton(AF_INET, host.c_str(), pattern.host_.data()) == 1;
  if (!v4 && inet_pton(AF_INET6, host.c_str(), pattern.host_.data()) != 1) {
    *mistake =
        "a host is an IPv4 or IPv6 address, with a prefix length if need be, or *: names are not "
        "looked up";
    return std::nullopt;
  }
  pattern.family_ = v4 ? AF_INET : AF_INET6;
  pattern.bits_ = bits < 0 ? (v4 ? 32 : 128) : bits;
  if (v4 && pattern.bits_ > 32) {
    *mistake = "an IPv4 prefix has at most 32 bits";
    return std::nullopt;
  }
  return pattern;
}

bool AddressPattern::Matches(std::string_view address) const {
  const bool is_unix = address.substr(0, kUnix.size()) == kUnix;
  if (unix_ != nullptr) return is_unix && unix_->Matches(address.substr(kUnix.size()));
  if (is_unix) return false;
  const auto parts = Split(address);
  int port = 0;
  if (!parts || !ParseNumber(parts->second, 65535, &port)) return false;
  if (port_ >= 0 && port != port_) return false;
  if (any_host_) return true;
  std::array<std::uint8_t, 16> host{};
  if (inet_pton(family_, parts->first.c_str(), host.data()) != 1) return false;
  for (int bit = 0; bit < bits_; ++bit) {
    const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
    const auto at = static_cast<std::size_t>(bit / 8);
    if ((host[at] & mask) != (host_[at] & mask)) return false;
  }
  return true;
}

}  // namespace sysassert::policy

#include "policy/address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "decode/sockaddr.h"
#include "policy/variables.h"

namespace sysassert::policy {
namespace {

constexpr std::string_view kUnix = decode::kUnixPrefix;

// An IPv4 address as a socket of AF_INET6 has it, ::ffff:127.0.0.1, is that IPv4 address.
using Host = std::array<std::uint8_t, 16>;
constexpr int kMappedBits = 96;

bool IsMapped(const Host& host) {
  static constexpr std::uint8_t kPrefix[kMappedBits / 8] = {0, 0, 0, 0, 0,    0,
                                                            0, 0, 0, 0, 0xff, 0xff};
  return std::equal(std::begin(kPrefix), std::end(kPrefix), host.begin());
}

Host Unmapped(const Host& host) {
  Host v4{};
  std::copy(host.begin() + kMappedBits / 8, host.end(), v4.begin());
  return v4;
}

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

std::optional<std::string_view> SocketIn(std::string_view text) {
  if (text.substr(0, kUnix.size()) != kUnix) return std::nullopt;
  return text.substr(kUnix.size());
}

std::string AsOneName(std::string_view socket) {
  std::string name(socket);
  if (!name.empty() && name.front() == kAbstract) std::replace(name.begin(), name.end(), '/', '\1');
  return name;
}

std::string MistakeInAddress(std::string_view text) {
  std::string mistake;
  const auto socket = SocketIn(text);
  if (!socket)
    AddressPattern::Parse(text, &mistake);
  else if (socket->empty())
    mistake = "a socket without a name; write \"unix:/run/x\", \"unix:@name\" or \"unix:**\"";
  else if (socket->front() == kAbstract)
    mistake = MistakeInVariables(*socket);
  else
    mistake = MistakeIn(*socket);
  return mistake;
}

AddressPattern AddressPattern::OfSocket(std::vector<PathGlob> names) {
  AddressPattern pattern;
  pattern.unix_ = std::make_shared<std::vector<PathGlob>>(std::move(names));
  return pattern;
}

std::optional<AddressPattern> AddressPattern::Parse(std::string_view text, std::string* mistake) {
  AddressPattern pattern;
  if (const auto socket = SocketIn(text)) return OfSocket({PathGlob(*socket)});
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
  if (!v4 && text.front() != '[') {
    *mistake =
        fmt::format("an IPv6 address stands in brackets: \"[{}]:{}\"", parts->first, parts->second);
    return std::nullopt;
  }
  pattern.family_ = v4 ? AF_INET : AF_INET6;
  pattern.bits_ = bits < 0 ? (v4 ? 32 : 128) : bits;
  if (v4 && pattern.bits_ > 32) {
    *mistake = "an IPv4 prefix has at most 32 bits";
    return std::nullopt;
  }
  if (!v4 && pattern.bits_ >= kMappedBits && IsMapped(pattern.host_)) {
    pattern.family_ = AF_INET;
    pattern.bits_ -= kMappedBits;
    pattern.host_ = Unmapped(pattern.host_);
  }
  return pattern;
}

bool AddressPattern::Matches(std::string_view address, int pid) const {
  const bool is_unix = address.substr(0, kUnix.size()) == kUnix;
  if (unix_ != nullptr) {
    return is_unix && std::any_of(unix_->begin(), unix_->end(), [&](const PathGlob& name) {
             const std::string_view socket = address.substr(kUnix.size());
             return name.Matches(socket, pid) || name.Matches(AsOneName(socket), pid);
           });
  }
  if (is_unix) return false;
  const auto parts = Split(address);
  int port = 0;
  if (!parts || !ParseNumber(parts->second, 65535, &port)) return false;
  if (port_ >= 0 && port != port_) return false;
  if (any_host_) return true;
  Host host{};
  if (inet_pton(AF_INET, parts->first.c_str(), host.data()) == 1) return HostMatches(AF_INET, host);
  if (inet_pton(AF_INET6, parts->first.c_str(), host.data()) != 1) return false;
  return HostMatches(AF_INET6, host) || (IsMapped(host) && HostMatches(AF_INET, Unmapped(host)));
}

bool AddressPattern::CanBeOf(int family) const {
  if (unix_ != nullptr) return family == AF_UNIX;
  return family == AF_INET6 || (family == AF_INET && (any_host_ || family_ == AF_INET));
}

bool AddressPattern::HostMatches(int family, const Host& host) const {
  if (family != family_) return false;
  for (int bit = 0; bit < bits_; ++bit) {
    const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
    const auto at = static_cast<std::size_t>(bit / 8);
    if ((host[at] & mask) != (host_[at] & mask)) return false;
  }
  return true;
}

}  // namespace sysassert::policy

#include "decode/network_text.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>

#include "decode/fields.h"
#include "decode/strings.h"
#include "tables/row.h"

namespace sysassert::decode {
namespace {

std::string Spelt(std::string_view bytes, const std::string& words) {
  return tables::Spelt(Quote(bytes, false, Hex::kAll), words);
}

// The call without its end: inet_pton(AF_INET6, "::1"
std::string Conversion(std::string_view bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  std::array<char, sizeof(in6_addr)> address{};
  bytes.copy(address.data(), address.size());
  inet_ntop(AF_INET6, address.data(), text.data(), text.size());
  return fmt::format("inet_pton(AF_INET6, \"{}\"", text.data());
}

}  // namespace

std::string PortText(std::string_view bytes) {
  return Spelt(bytes, fmt::format("htons({})", ntohs(Fields(bytes).U16(0))));
}

std::string InetText(std::string_view bytes) {
  std::array<char, INET_ADDRSTRLEN> text{};
  std::array<char, sizeof(in_addr)> address{};
  bytes.copy(address.data(), address.size());
  inet_ntop(AF_INET, address.data(), text.data(), text.size());
  return Spelt(bytes, fmt::format("inet_addr(\"{}\")", text.data()));
}

std::string Inet6Text(std::string_view bytes) { return Spelt(bytes, Conversion(bytes) + ")"); }

std::string Inet6MemberText(std::string_view name, std::string_view bytes) {
  const std::string call = Conversion(bytes), spelt = Spelt(bytes, call + ")");
  return spelt == call + ")" ? fmt::format("{}, &{})", call, name)
                             : fmt::format("{}={}", name, spelt);
}

std::string HardwareText(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes)
    text += fmt::format("{}{:02x}", text.empty() ? "" : ":", static_cast<unsigned char>(byte));
  return Spelt(bytes, text);
}

}  // namespace sysassert::decode

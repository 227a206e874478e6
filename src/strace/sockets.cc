#include "strace/sockets.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <linux/genetlink.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/xattr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string_view>
#include <vector>

#include "decode/strings.h"
#include "decode/style.h"
#include "strace/live_names.h"
#include "strace/netlink_question.h"
#include "tables/names.h"

namespace sysassert::strace {
namespace {

std::string ProtocolOf(const std::string& link) {
  std::array<char, 64> name{};
  const ssize_t bytes =
      getxattr(link.c_str(), "system.sockprotoname", name.data(), name.size() - 1);
  return bytes > 0 ? std::string(name.data()) : std::string();
}

// The line of a table in /proc/TID/net whose field `column` (from 0) is the inode, in words.
std::vector<std::string> LineOf(int tid, std::string_view table, std::size_t column,
                                const std::string& inode) {
  std::ifstream file(fmt::format("/proc/{}/net/{}", tid, table));
  for (std::string line; std::getline(file, line);) {
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    if (words.size() > column && words[column] == inode) return words;
  }
  return {};
}

// "0100007F:0050" as the kernel writes it: words in the machine's order, the port in hexadecimal.
std::string Endpoint(const std::string& text) {
  const std::size_t colon = text.find(':');
  std::array<std::uint32_t, 4> words{};
  const std::size_t count = colon / 8;
  if (colon == std::string::npos || (count != 1 && count != 4)) return "";
  for (std::size_t i = 0; i < count; ++i)
    words[i] = static_cast<std::uint32_t>(std::stoul(text.substr(i * 8, 8), nullptr, 16));
  const unsigned long port = std::stoul(text.substr(colon + 1), nullptr, 16);
  std::array<char, INET6_ADDRSTRLEN> address{};
  inet_ntop(count == 1 ? AF_INET : AF_INET6, words.data(), address.data(), address.size());
  return count == 1 ? fmt::format("{}:{}", address.data(), port)
                    : fmt::format("[{}]:{}", address.data(), port);
}

// A TCP socket that is bound and neither listens nor is connected: no table of /proc has it, but
// sock_diag(7) does, since Linux 6.8.
std::optional<std::string> BoundName(int family, const std::string& inode) {
  constexpr std::uint32_t kBoundInactive = 1U << 13U;  // TCP_BOUND_INACTIVE; net/tcp_states.h
  struct {
    nlmsghdr header;
    inet_diag_req_v2 request;
  } ask{};
  ask.header = {sizeof ask, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST | NLM_F_DUMP, 0, 0};
  ask.request.sdiag_family = static_cast<std::uint8_t>(family);
  ask.request.sdiag_protocol = IPPROTO_TCP;
  ask.request.idiag_states = kBoundInactive;
  std::optional<std::string> name;
  AskNetlink(NETLINK_SOCK_DIAG, ask, [&](std::string_view answer) {
    inet_diag_msg socket{};
    if (answer.size() < sizeof socket) return false;
    std::memcpy(&socket, answer.data(), sizeof socket);
    if (std::to_string(socket.idiag_inode) != inode) return true;
    std::array<char, INET6_ADDRSTRLEN> address{};
    inet_ntop(family, socket.id.idiag_src, address.data(), address.size());
    const int port = ntohs(socket.id.idiag_sport);
    name = family == AF_INET ? fmt::format("{}:{}", address.data(), port)
                             : fmt::format("[{}]:{}", address.data(), port);
    return false;
  });
  return name;
}

std::optional<std::string> InternetName(int tid, const std::string& protocol,
                                        const std::string& inode) {
  constexpr std::pair<std::string_view, std::string_view> kTables[] = {
      {"TCP", "tcp"},          {"TCPv6", "tcp6"},         {"UDP", "udp"}, {"UDPv6", "udp6"},
      {"UDP-Lite", "udplite"}, {"UDPLITEv6", "udplite6"}, {"RAW", "raw"}, {"RAWv6", "raw6"}};
  for (const auto& [name, table] : kTables) {
    if (name != protocol) continue;
    constexpr std::size_t kInode = 9;
    const auto words = LineOf(tid, table, kInode, inode);
    if (words.empty())
      return name.substr(0, 3) == "TCP" ? BoundName(name == "TCP" ? AF_INET : AF_INET6, inode)
                                        : std::nullopt;
    const std::string from = Endpoint(words[1]), to = Endpoint(words[2]);
    const bool connected = words[2].find_first_not_of("0:") != std::string::npos;
    return connected ? from + "->" + to : from;
  }
  return std::nullopt;
}

// The inode at the other end of a unix(7) socket, which only sock_diag(7) tells; 0: none.
std::uint32_t PeerOf(std::uint32_t inode) {
  struct {
    nlmsghdr header;
    unix_diag_req request;
  } ask{};
  ask.header = {sizeof ask, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST, 0, 0};
  ask.request.sdiag_family = AF_UNIX;
  ask.request.udiag_states = ~0U;
  ask.request.udiag_ino = inode;
  ask.request.udiag_show = UDIAG_SHOW_PEER;
  ask.request.udiag_cookie[0] = ask.request.udiag_cookie[1] = ~0U;
  std::uint32_t peer = 0;
  AskNetlink(NETLINK_SOCK_DIAG, ask, [&peer](std::string_view answer) {
    EachAttribute(answer.substr(std::min(answer.size(), sizeof(unix_diag_msg))),
                  [&peer](int type, std::string_view payload) {
                    if (type == UNIX_DIAG_PEER && payload.size() >= sizeof peer)
                      std::memcpy(&peer, payload.data(), sizeof peer);
                  });
    return true;
  });
  return peer;
}

std::optional<std::string> UnixName(int tid, const std::string& inode, decode::Hex hex) {
  constexpr std::size_t kInode = 6, kPath = 7;
  const auto words = LineOf(tid, "unix", kInode, inode);
  if (words.empty()) return std::nullopt;
  std::string text = inode;
  if (const std::uint32_t peer = PeerOf(static_cast<std::uint32_t>(std::stoul(inode))); peer != 0)
    text += fmt::format("->{}", peer);
  if (words.size() > kPath) {
    const bool abstract = words[kPath][0] == '@';
    text += fmt::format(",{}{}", abstract ? "@" : "",
                        decode::Quote(words[kPath].substr(abstract), false, hex));
  }
  return text;
}

std::optional<std::string> NetlinkName(int tid, const std::string& inode) {
  constexpr std::size_t kInode = 9, kProtocol = 1, kPort = 2;
  const auto words = LineOf(tid, "netlink", kInode, inode);
  if (words.empty()) return std::nullopt;
  const tables::ByNameOnly within_a_name;
  std::string protocol = tables::EnumText(tables::kNetlinkProtocols, std::stoul(words[kProtocol]));
  if (protocol.rfind("NETLINK_", 0) == 0) protocol.erase(0, std::strlen("NETLINK_"));
  return protocol + ":" + words[kPort];
}

// "8123" of "socket:[8123]".
std::string InodeOf(const std::string& target) {
  const std::size_t bracket = target.find('[');
  return bracket == std::string::npos ? ""
                                      : target.substr(bracket + 1, target.size() - bracket - 2);
}

}  // namespace

int NetlinkProtocol(int tid, int fd) {
  const std::string link = fmt::format("/proc/{}/fd/{}", tid, fd);
  if (ProtocolOf(link) != "NETLINK") return decode::Sockets::kNoNetlink;
  constexpr std::size_t kInode = 9, kProtocol = 1;
  const auto words = LineOf(tid, "netlink", kInode, InodeOf(LinkOf(tid, fd)));
  return words.empty() ? decode::Sockets::kUnknown : std::stoi(words[kProtocol]);
}

namespace {

// All families of generic netlink by their number, as the kernel lists them now.
std::map<int, std::string> GenericFamilies() {
  std::map<int, std::string> families;
  struct {
    nlmsghdr header;
    genlmsghdr body;
  } ask{};
  ask.header = {sizeof ask, GENL_ID_CTRL, NLM_F_REQUEST | NLM_F_DUMP, 0, 0};
  ask.body.cmd = CTRL_CMD_GETFAMILY;
  ask.body.version = 1;
  AskNetlink(NETLINK_GENERIC, ask, [&families](std::string_view answer) {
    std::uint16_t id = 0;
    std::string name;
    EachAttribute(answer.substr(std::min<std::size_t>(answer.size(), GENL_HDRLEN)),
                  [&](int type, std::string_view payload) {
                    if (type == CTRL_ATTR_FAMILY_ID && payload.size() >= sizeof id)
                      std::memcpy(&id, payload.data(), sizeof id);
                    if (type == CTRL_ATTR_FAMILY_NAME)
                      name = std::string(payload.substr(0, payload.find('\0')));
                  });
    if (!name.empty()) families[id] = name;
    return true;
  });
  return families;
}

}  // namespace

std::string GenericFamilyName(int type) {
  static const auto* const families = new std::map<int, std::string>(GenericFamilies());
  const auto found = families->find(type);
  return found == families->end() ? "" : found->second;
}

std::string SocketName(int tid, const std::string& link, const std::string& target,
                       decode::Hex hex) {
  const std::string protocol = ProtocolOf(link);
  if (protocol.empty()) return "";
  const std::string inode = InodeOf(target);
  std::optional<std::string> name;
  if (protocol.rfind("UNIX", 0) == 0)
    name = UnixName(tid, inode, hex);
  else if (protocol == "NETLINK")
    name = NetlinkName(tid, inode);
  else
    name = InternetName(tid, protocol, inode);
  return protocol + ":[" + name.value_or(inode) + "]";
}

}  // namespace sysassert::strace

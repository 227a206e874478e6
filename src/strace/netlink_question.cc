#include "strace/netlink_question.h"

#include <linux/netlink.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace sysassert::strace {
namespace {

// Answers whether more is to come.
bool ShowAnswers(std::string_view datagram, std::uint16_t type, bool dump,
                 const std::function<bool(std::string_view answer)>& visit) {
  while (datagram.size() >= sizeof(nlmsghdr)) {
    nlmsghdr header{};
    std::memcpy(&header, datagram.data(), sizeof header);
    const bool whole = header.nlmsg_len >= sizeof header && header.nlmsg_len <= datagram.size();
    if (!whole || header.nlmsg_type != type) return false;
    if (!visit(datagram.substr(sizeof header, header.nlmsg_len - sizeof header))) return false;
    datagram.remove_prefix(std::min<std::size_t>(NLMSG_ALIGN(header.nlmsg_len), datagram.size()));
  }
  return dump;
}

}  // namespace

void AskNetlink(int protocol, std::span<const std::byte> message,
                const std::function<bool(std::string_view answer)>& visit) {
  nlmsghdr header{};
  if (message.size() < sizeof header) return;
  std::memcpy(&header, message.data(), sizeof header);
  const int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
  if (fd < 0) return;
  alignas(nlmsghdr) std::array<char, 32768> answer{};
  const bool dump = (header.nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
  bool more = send(fd, message.data(), message.size(), 0) == static_cast<ssize_t>(message.size());
  while (more) {
    const ssize_t got = recv(fd, answer.data(), answer.size(), 0);
    more = got > 0 && ShowAnswers({answer.data(), static_cast<std::size_t>(got)}, header.nlmsg_type,
                                  dump, visit);
  }
  close(fd);
}

void EachAttribute(std::string_view bytes,
                   const std::function<void(int type, std::string_view payload)>& visit) {
  while (bytes.size() >= NLA_HDRLEN) {
    nlattr attribute{};
    std::memcpy(&attribute, bytes.data(), sizeof attribute);
    if (attribute.nla_len < NLA_HDRLEN || attribute.nla_len > bytes.size()) return;
    visit(attribute.nla_type & NLA_TYPE_MASK,
          bytes.substr(NLA_HDRLEN, attribute.nla_len - NLA_HDRLEN));
    bytes.remove_prefix(std::min<std::size_t>(NLA_ALIGN(attribute.nla_len), bytes.size()));
  }
}

}  // namespace sysassert::strace

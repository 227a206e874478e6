// Netlink's messages: what the kernel's layouts say, and what a hostile program may send.
#include "decode/netlink.h"

#include <gtest/gtest.h>
#include <linux/netlink.h>

#include <random>

namespace sysassert::decode {
namespace {

std::string Word(std::uint32_t value, std::size_t bytes = 4) {
  std::string text;
  for (std::size_t i = 0; i < bytes; ++i) text += static_cast<char>((value >> (8 * i)) & 0xffU);
  return text;
}
std::string Message(std::uint32_t length, std::uint32_t type, std::uint32_t flags,
                    const std::string& payload) {
  return Word(length) + Word(type, 2) + Word(flags, 2) + Word(7) + Word(0) + payload;
}
std::string Text(const std::string& bytes, int protocol) {
  return NetlinkText(bytes, protocol, Style{});
}

TEST(Netlink, ShowsARequestForRoutes) {
  const std::string header = std::string("\2", 1) + std::string(11, '\0');
  const std::string attribute = Word(8, 2) + Word(15, 2) + Word(254);
  EXPECT_EQ(Text(Message(36, 26, 0x301, header + attribute), NETLINK_ROUTE),
            "[{nlmsg_len=36, nlmsg_type=RTM_GETROUTE, nlmsg_flags=NLM_F_REQUEST|NLM_F_DUMP, "
            "nlmsg_seq=7, nlmsg_pid=0}, {rtm_family=AF_INET, rtm_dst_len=0, rtm_src_len=0, "
            "rtm_tos=0, rtm_table=RT_TABLE_UNSPEC, rtm_protocol=RTPROT_UNSPEC, "
            "rtm_scope=RT_SCOPE_UNIVERSE, rtm_type=RTN_UNSPEC, rtm_flags=0}, "
            "[{nla_len=8, nla_type=RTA_TABLE}, RT_TABLE_MAIN]]");
}

TEST(Netlink, ShowsAnErrorWithTheMessageItIsFor) {
  const std::string asked = Message(17, 18, 5, std::string(1, '\0'));
  EXPECT_EQ(Text(Message(37, 2, 0, Word(~18U) + asked), NETLINK_ROUTE),
            "[{nlmsg_len=37, nlmsg_type=NLMSG_ERROR, nlmsg_flags=0, nlmsg_seq=7, nlmsg_pid=0}, "
            "{error=-ENODEV, msg=[{nlmsg_len=17, nlmsg_type=RTM_GETLINK, "
            "nlmsg_flags=NLM_F_REQUEST|NLM_F_ACK, nlmsg_seq=7, nlmsg_pid=0}, "
            "{ifi_family=AF_UNSPEC, ...}]}]");
}

TEST(Netlink, ShowsBytesWhereTheProtocolIsNotKnown) {
  EXPECT_EQ(Text(Message(20, 1100, 5, "op=x"), -1),
            "[{nlmsg_len=20, nlmsg_type=0x44c /* NLMSG_??? */, "
            "nlmsg_flags=NLM_F_REQUEST|NLM_F_ACK, nlmsg_seq=7, nlmsg_pid=0}, "
            "\"\\x6f\\x70\\x3d\\x78\"]");
}

TEST(Netlink, ShowsASubsystemsMessageAndItsHeader) {
  const std::string header = std::string("\2\0\0\12", 4);
  const std::string attribute = Word(9, 2) + Word(1, 2) + std::string("name\0\0\0\0", 8);
  EXPECT_EQ(Text(Message(32, 10 << 8 | 1, 0x301, header + attribute), NETLINK_NETFILTER),
            "[{nlmsg_len=32, nlmsg_type=NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_GETTABLE, "
            "nlmsg_flags=NLM_F_REQUEST|NLM_F_DUMP, nlmsg_seq=7, nlmsg_pid=0}, "
            "{nfgen_family=AF_INET, version=NFNETLINK_V0, res_id=htons(NFNL_SUBSYS_NFTABLES)}, "
            "[{nla_len=9, nla_type=0x1}, \"\\x6e\\x61\\x6d\\x65\\x00\"]]");
  EXPECT_EQ(Text(Message(18, 1 << 8, 0x501, std::string("\2\0", 2)), NETLINK_NETFILTER),
            "[{nlmsg_len=18, nlmsg_type=NFNL_SUBSYS_CTNETLINK<<8|IPCTNL_MSG_CT_NEW, "
            "nlmsg_flags=NLM_F_REQUEST|NLM_F_REPLACE|NLM_F_CREATE, nlmsg_seq=7, nlmsg_pid=0}, "
            "\"\\x02\\x00\"]");
}

TEST(Netlink, ShowsSeveralMessagesInBrackets) {
  const std::string done = Message(20, 3, 2, Word(0));
  EXPECT_EQ(Text(done + Message(0, 0, 0, ""), NETLINK_ROUTE),
            "[[{nlmsg_len=20, nlmsg_type=NLMSG_DONE, nlmsg_flags=NLM_F_MULTI, nlmsg_seq=7, "
            "nlmsg_pid=0}, 0], {nlmsg_len=0, nlmsg_type=0 /* NLMSG_??? */, nlmsg_flags=0, "
            "nlmsg_seq=7, nlmsg_pid=0}]");
}

TEST(Netlink, EndsWhateverTheLengthsSay) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 400, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random() % 4 == 0 ? random() : random() % 20);
    if (bytes.size() > 6) bytes[4] = static_cast<char>(16 + random() % 40);
    for (const int protocol : {-1, 0, 4, 9, 16}) EXPECT_FALSE(Text(bytes, protocol).empty());
  }
  // Attributes within attributes within attributes: a message may hold thousands.
  std::string nested;
  for (int i = 0; i < 5000; ++i)
    nested =
        Word(static_cast<std::uint32_t>(nested.size() + 4) & 0xffffU, 2) + Word(26, 2) + nested;
  const std::string message = Message(static_cast<std::uint32_t>(32 + nested.size()), 16, 0,
                                      std::string(16, '\0') + nested);
  EXPECT_LT(Text(message, NETLINK_ROUTE).size(), 1U << 20U);
}

}  // namespace
}  // namespace sysassert::decode

/* Options of sockets: what is set and what is answered, of every length. A part of families.c. */
#ifndef SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_OPTIONS_H_
#define SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_OPTIONS_H_

/* One byte, then as many as an option may have; then a group_req with an address of IPv6. */
static unsigned char group_option[268] = {
#ifdef __i386__
    1, 0, 0, 0, AF_INET6, 0, 0x1f,    0x90,
    0, 0, 0, 0, 0xff,     2, [27] = 1
#else
    1,    0,    0, 0, 0, 0, 0,    0, AF_INET6, 0,
    0x1f, 0x90, 0, 0, 0, 0, 0xff, 2, [31] = 1
#endif
};
static const unsigned char inet_group[12] = {224, 0, 0, 251, 127, 0, 0, 1, 1};
static const unsigned char inet6_group[20] = {0xff, 2, [15] = 0xfb, 1};
static const unsigned char packet_group[17] = {1, 0, 0, 0, 1, 0, 6, 0, 2, 1, 3, 5, 7, 9};
static const char one_device[1024] = "lo";
static const unsigned packet_ring[5] = {4096, 2, 2048, 4, 0};
static unsigned option_words[300] = {0xfffffffe, 2, 3, 4};
static const unsigned all_types = ~0U, few_types = 0x1102, many_types = 0x3ffff, rehash = 255;
static socklen_t lengths[] = {-1, 0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 40, 136};
#define SET(level, option, object, length) CALL(setsockopt, NOFD, level, option, A(object), length)
/* From a length that is negative to one that is too long. */
#define SET_ALL(level, option, object, length)                                 \
  SET(level, option, object, length), SET(level, option, object, (length)-1),  \
      SET(level, option, object, (length) + 1), SET(level, option, object, 1), \
      SET(level, option, object, 0), SET(level, option, object, -1),           \
      SET(level, option, 0, length), SET(level, option, BAD, length)
static const struct call socket_options[] = {
    SET_ALL(SOL_SOCKET, SO_SNDBUF, option_words, 4),
    SET_ALL(SOL_SOCKET, SO_LINGER, option_words, 8),
    SET_ALL(SOL_SOCKET, SO_ATTACH_FILTER, option_words, 2 * sizeof(long)),
    SET_ALL(SOL_SOCKET, SO_BINDTODEVICE, one_device, 3),
    SET_ALL(SOL_SOCKET, 74, &rehash, 4),
    SET(SOL_SOCKET, 74, &one, 4),
    SET(SOL_SOCKET, 74, &few_types, 4),
    SET(SOL_SOCKET, SO_RCVTIMEO, &half, sizeof half),
    SET(SOL_SOCKET, SO_BINDTODEVICE, long_string, 60),
    SET_ALL(IPPROTO_IP, IP_ADD_MEMBERSHIP, inet_group, 8),
    SET(IPPROTO_IP, IP_DROP_MEMBERSHIP, inet_group, 12),
    SET_ALL(IPPROTO_IP, MCAST_JOIN_GROUP, group_option, 128 + sizeof(long)),
    SET(IPPROTO_IP, MCAST_LEAVE_GROUP, group_option, 128 + sizeof(long)),
    SET(IPPROTO_IP, MCAST_BLOCK_SOURCE, group_option, 256 + sizeof(long)),
    SET_ALL(IPPROTO_IPV6, 20, inet6_group, 20),
    SET(IPPROTO_IPV6, 21, inet6_group, 20),
    SET(IPPROTO_IPV6, 27, inet6_group, 20),
    SET(IPPROTO_IPV6, 28, inet6_group, 20),
    SET(IPPROTO_IPV6, MCAST_JOIN_GROUP, group_option, 128 + sizeof(long)),
    SET(IPPROTO_IPV6, MCAST_LEAVE_GROUP, group_option, 128 + sizeof(long)),
    SET_ALL(255, 1, &few_types, 4),
    SET(255, 1, &all_types, 4),
    SET(255, 1, &many_types, 4),
    SET(255, 1, &zero, 4),
    SET_ALL(263, 1, packet_group, 16),
    SET(263, 2, packet_group, 16),
    SET_ALL(263, 5, packet_ring, 16),
    SET(263, 13, packet_ring, 16),
    SET(263, 18, option_words, 4),
    SET_ALL(270, 1, option_words, 4),
    SET(270, 9, option_words, 8),
    /* One number, and what netfilter means by it. */
    SET(IPPROTO_IP, 64, option_words, 4),
    SET(IPPROTO_IP, 97, option_words, 4),
    SET(IPPROTO_IP, 129, option_words, 4),
    SET(IPPROTO_IP, 0x482, option_words, 4),
    SET(IPPROTO_IPV6, 65, option_words, 4),
    CALL(getsockopt, NOFD, IPPROTO_IP, 64, A(option_words), A(&int_length)),
    CALL(getsockopt, NOFD, IPPROTO_IP, 99, A(option_words), A(&int_length)),
    CALL(getsockopt, NOFD, IPPROTO_IP, 131, A(option_words), A(&int_length)),
    CALL(getsockopt, NOFD, IPPROTO_IP, 0x481, A(option_words), A(&int_length)),
    CALL(getsockopt, NOFD, IPPROTO_IPV6, 69, A(option_words), A(&int_length)),
    /* Levels of the rarer families. */
    SET(AF_VSOCK, 2, option_words, 8),
    SET(100, 1, option_words, 4),
    SET(101, 3, option_words, 4),
    SET(256, 1, option_words, 4),
    SET(257, 2, option_words, 4),
    SET(266, 4, option_words, 4),
    SET(267, 1, option_words, 4),
    SET(268, 5, option_words, 4),
    SET(269, 12, option_words, 4),
    SET(271, 130, option_words, 4),
    SET(272, 4, option_words, 4),
    SET(273, 5, option_words, 4),
    SET(275, 1, option_words, 4),
    SET(276, 10, option_words, 4),
    SET(277, 0x1000, option_words, 4),
    SET(278, 128, option_words, 4),
    SET(280, 2, option_words, 4),
    SET(281, 1, option_words, 4),
    SET(281, 9, option_words, 4),
    SET(258, -1, option_words, 4),
};

#define GET(level, option, i) CALL(getsockopt, NOFD, level, option, A(option_words), A(&lengths[i]))
#define GET_ALL(level, option)                                                                    \
  GET(level, option, 0), GET(level, option, 1), GET(level, option, 2), GET(level, option, 3),     \
      GET(level, option, 4), GET(level, option, 5), GET(level, option, 6), GET(level, option, 7), \
      GET(level, option, 8), GET(level, option, 9), GET(level, option, 10),                       \
      GET(level, option, 11), GET(level, option, 12), GET(level, option, 13),                     \
      GET(level, option, 14), CALL(getsockopt, NOFD, level, option, 0, A(&lengths[5])),           \
      CALL(getsockopt, NOFD, level, option, A(BAD), A(&lengths[5])),                              \
      CALL(getsockopt, NOFD, level, option, A(option_words), 0),                                  \
      CALL(getsockopt, NOFD, level, option, A(option_words), A(BAD))
/* What they answer is what stands there: run with results that are injected. */
static const struct call socket_answers[] = {
    GET_ALL(SOL_SOCKET, SO_SNDBUF),
    GET_ALL(SOL_SOCKET, SO_ERROR),
    GET_ALL(SOL_SOCKET, SO_LINGER),
    GET_ALL(SOL_SOCKET, SO_PEERCRED),
    GET_ALL(SOL_SOCKET, SO_ATTACH_FILTER),
    GET_ALL(SOL_SOCKET, SO_TYPE),
    GET_ALL(SOL_SOCKET, 74),
    GET_ALL(IPPROTO_IP, IP_ADD_MEMBERSHIP),
    GET_ALL(IPPROTO_TCP, TCP_INFO),
    GET_ALL(255, 1),
    GET_ALL(263, 6),
    GET_ALL(263, 5),
    GET_ALL(270, 1),
    GET_ALL(270, 9),
};

/* Addresses of the rarer families; their first two bytes are the family's. */
#define ADDRESS(name, family, ...) \
  static const unsigned char name[136] = {(family)&0xff, (family) >> 8, __VA_ARGS__}
ADDRESS(netlink_padded, AF_NETLINK, 1, 2, 3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff);
ADDRESS(ax25, AF_AX25, 'N' << 1, '0' << 1, 'C' << 1, 'A' << 1, 'L' << 1, 'L' << 1, 14);
ADDRESS(ax25_odd, AF_AX25, 'N' << 1, '0' << 1, '?' << 1, 'A' << 1, 'L' << 1, 'L' << 1, 15);
ADDRESS(ax25_star, AF_AX25, '*' << 1, '0' << 1, 'C' << 1, 'A' << 1, 'L' << 1, 'L' << 1, 14);
ADDRESS(ax25_none, AF_AX25, 64, 64, 64, 64, 64, 64);
ADDRESS(ax25_far, AF_AX25, 'N' << 1, '0' << 1, 64, 64, 64, 64, 2, 0, 0, 0, 3, 0, 0, 0, 'X' << 1,
        '1' << 1, 64, 64, 64, 64, 4, 'Y' << 1, '2' << 1, 64, 64, 64, 64, 0, 1, 1, 1, 1, 1, 1, 1);
ADDRESS(ipx, AF_IPX, 4, 0x51, 1, 2, 3, 4, 0, 7, 0, 9, 0, 11, 4, 0);
ADDRESS(ipx_odd, AF_IPX, 4, 0x51, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 0, 1);
ADDRESS(x25, AF_X25, '1', '2', '3', '4', '5');
ADDRESS(x25_whole, AF_X25, '1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '1', '2', '3', '4',
        '5', '6');
ADDRESS(rxrpc, 33, 1, 0, 2, 0, 16, 0, AF_INET, 0, 0x1b, 0x59, 127, 0, 0, 1);
ADDRESS(rxrpc6, 33, 0xc4, 9, 2, 0, 28, 0, AF_INET6, 0, 0x1b, 0x59, 0, 0, 0, 0, [31] = 1);
ADDRESS(rxrpc_odd, 33, 7, 0, 9, 0, 6, 0, AF_X25, 0, 'o', 'd', 'd', 0);
ADDRESS(ieee802154, 36, 0, 0, 3, 0, 0, 0, 0xff, 0xff, 1, 2, 3, 4, 5, 6, 7, 8);
ADDRESS(ieee802154_short, 36, 0, 0, 2, 0, 0, 0, 1, 2, 0xfe, 0xff);
ADDRESS(ieee802154_none, 36, 0);
ADDRESS(nfc, 39, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 5, 'u', 'r', 'n', [88] = 2);
ADDRESS(xdp, 44, 3, 0, 1, 0, 0, 0, 2, 0, 0, 0, 9);
ADDRESS(xdp_own, 44, 4, 0, 1, 0, 0, 0, 2, 0, 0, 0, 9);
ADDRESS(mctp, 45, 1, 0, 0, 0, 0, 0, 0xff, 1, 8, 1);
ADDRESS(mctp_odd, 45, 0, 0, 5, 0, 0, 0, 9, 0, 0);
ADDRESS(qrtr, 42, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff);
ADDRESS(vsock_odd, AF_VSOCK, 1, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 7);
ADDRESS(packet_long, AF_PACKET, 8, 0, 1, 0, 0, 0, 1, 0, 0, 10, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
ADDRESS(bluetooth, AF_BLUETOOTH, 1, 0x10, 1, 2, 3, 4, 5, 6, 0x45, 0, 1);
ADDRESS(algorithm, AF_ALG, 'h', 'a', 's', 'h', [17] = 0x10, [24] = 's', 'h', 'a', '1');
ADDRESS(scoped6, AF_INET6, 0, 7, 0, 0, 0, 0, 0xfe, 0x80, [24] = 1);
static const unsigned char long_path[136] = {AF_UNIX, 0, [2 ... 120] = 'p'};
#define BIND(address, length) CALL(bind, NOFD, A(address), length)
static const struct call socket_addresses[] = {
    BIND(netlink_padded, 12),
    BIND(ax25, 16),
    BIND(ax25, 15),
    BIND(ax25, 18),
    BIND(ax25_odd, 16),
    BIND(ax25_star, 16),
    BIND(ax25_none, 16),
    BIND(ax25_far, 16),
    BIND(ax25_far, 23),
    BIND(ax25_far, 37),
    BIND(ax25_far, 72),
    BIND(ax25_far, 80),
    BIND(ipx, 16),
    BIND(ipx_odd, 20),
    BIND(x25, 18),
    BIND(x25, 17),
    BIND(x25_whole, 18),
    BIND(rxrpc, 36),
    BIND(rxrpc, 35),
    BIND(rxrpc6, 36),
    BIND(rxrpc_odd, 36),
    BIND(ieee802154, 20),
    BIND(ieee802154_short, 20),
    BIND(ieee802154_none, 20),
    BIND(ieee802154_none, 19),
    BIND(nfc, 16),
    BIND(nfc, 15),
    BIND(nfc, 40),
    BIND(xdp, 16),
    BIND(xdp_own, 16),
    BIND(mctp, 12),
    BIND(mctp_odd, 12),
    BIND(qrtr, 12),
    BIND(vsock_odd, 16),
    BIND(packet_long, 20),
    BIND(packet_long, 24),
    BIND(bluetooth, 4),
    BIND(bluetooth, 6),
    BIND(bluetooth, 8),
    BIND(bluetooth, 10),
    BIND(bluetooth, 12),
    BIND(bluetooth, 13),
    BIND(bluetooth, 14),
    BIND(bluetooth, 15),
    BIND(algorithm, 88),
    BIND(algorithm, 27),
    BIND(algorithm, 24),
    BIND(scoped6, 23),
    BIND(scoped6, 24),
    BIND(scoped6, 25),
    BIND(scoped6, 28),
    BIND(long_path, 108),
    BIND(long_path, 110),
    BIND(long_path, 111),
    BIND(long_path, 130),
    BIND(ax25, -1),
    BIND(ax25, 1),
    BIND(ax25, 0),
};

/* Control messages of each shape, too long and too short. */
CONTROL(control_error, 32, IPPROTO_IP, IP_RECVERR)
CONTROL(control_short_error, 31, IPPROTO_IP, IP_RECVERR)
CONTROL(control_two_ttls, 8, IPPROTO_IP, IP_TTL)
CONTROL(control_short_ttl, 3, IPPROTO_IP, IP_TTL)
CONTROL(control_many_options, 40, IPPROTO_IP, IP_RECVOPTS)
CONTROL(control_far_destination, 28, IPPROTO_IP, 20)
CONTROL(control_long_time, 2 * sizeof(long) + 3, SOL_SOCKET, 29)
CONTROL(control_new_time, 16, SOL_SOCKET, 63)
CONTROL(control_short_rights, 3, SOL_SOCKET, 1)
CONTROL(control_many_rights, 20, SOL_SOCKET, 1)
CONTROL(control_short_credentials, 11, SOL_SOCKET, 2)
CONTROL(control_long_credentials, 16, SOL_SOCKET, 2)
CONTROL(control_of_nobody, 4, 777, 1)
CONTROL(control_of_inet6, 20, IPPROTO_IPV6, 50)
#define SEND(control) CALL(sendmsg, NOFD, A(&(control)), 0)
static struct {
  struct cmsghdr first;
  int rights[2];
  struct cmsghdr second;
  int credentials[4];
} both_data = {{sizeof(struct cmsghdr) + 8, SOL_SOCKET, 1},
               {1, 2},
               {sizeof(struct cmsghdr) + 12, SOL_SOCKET, 2},
               {1, 0, -1}};
static struct msghdr control_both = {
    .msg_control = &both_data,
    .msg_controllen = sizeof(struct cmsghdr) + 8 + sizeof(struct cmsghdr) + 12};
static struct {
  struct cmsghdr first;
  int rights[2];
  struct cmsghdr second;
} broken_data = {{sizeof(struct cmsghdr) + 8, SOL_SOCKET, 1}, {1, 2}, {3, SOL_SOCKET, 2}};
static struct msghdr control_broken = {.msg_control = &broken_data,
                                       .msg_controllen = sizeof broken_data};
static struct msghdr control_cut = {.msg_control = &both_data,
                                    .msg_controllen = sizeof(struct cmsghdr) + 3};
static struct msghdr control_stub = {.msg_control = &both_data, .msg_controllen = 5};
static struct msghdr control_nowhere = {.msg_control = BAD, .msg_controllen = 40};
static const struct call socket_controls[] = {
    SEND(control_error),
    SEND(control_short_error),
    SEND(control_two_ttls),
    SEND(control_short_ttl),
    SEND(control_many_options),
    SEND(control_far_destination),
    SEND(control_long_time),
    SEND(control_new_time),
    SEND(control_short_rights),
    SEND(control_many_rights),
    SEND(control_short_credentials),
    SEND(control_long_credentials),
    SEND(control_of_nobody),
    SEND(control_of_inet6),
    SEND(control_both),
    SEND(control_cut),
    SEND(control_stub),
    SEND(control_nowhere),
    SEND(control_broken),
};

#endif /* SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_OPTIONS_H_ */

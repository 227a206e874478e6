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

#endif /* SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_OPTIONS_H_ */

/* Arguments that are wider than the kernel takes them, lengths that no call takes, and words of all
 * bits. A part of families.c; each of its calls fails, or changes nothing.
 */
#ifndef SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_WIDTHS_H_
#define SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_WIDTHS_H_

#define UPPER(half, low)                                                  \
  ((long)((unsigned long long)(half) << 32 | (low))) /* i386: the low one \
                                                      */

static uint64_t ones[64] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
#ifdef __x86_64__
static uint64_t no_handler[4] = {-1, 0xfc000007, 8, -1};
#endif
static uint64_t last_signal = 1ull << 63 | 1;
static uint64_t processors[64] = {[1] = 6, [15] = 1, [16] = 1, [63] = 8};
static uint64_t first_processors[64] = {[0] = 5};
static uint32_t words_of_sets[6] = {1, 2, 3, 4, 5, 6};
static struct {
  uint32_t version;
  int pid;
} no_version = {0, 0}, other_version = {7, 0}, first_version = {0x19980330, NOBODY},
  second_version = {0x20071026, NOBODY};
static struct pollfd many_polled[300] = {[0] = {NOFD, POLLIN, 0}, [299] = {NOFD, POLLOUT, 0}};
static struct iovec long_pieces[3] = {
    {"abc", (size_t)-1 / 2}, {long_string, (size_t)-1 / 2}, {"xyz", 3}};
static struct msghdr many_pieces = {.msg_iov = long_pieces, .msg_iovlen = 3};
static struct {
  uint64_t data;
  uint32_t key, rw_flags;
  uint16_t operation, priority;
  uint32_t fd;
  uint64_t buffer, bytes, offset, spare;
  uint32_t flags, event_fd;
} no_operation = {1, 2, 3, 99, 7 << 13 | 5, NOFD, 0, 0, 0, 0, 7, NOFD},
  with_priority = {1, 0, 0, 0, 2 << 13 | 5, NOFD, 8, 9, 10, 0, 2, 0};

static const struct call widths[] = {
    CALL(open, A("/nonexistent/x"), O_CREAT, UPPER(1, 0x3ffff)),
    CALL(creat, A("/nonexistent/x"), -1),
    CALL(mkdir, A("/nonexistent/x"), 0x10000),
    CALL(chmod, A("/nonexistent/x"), 0x1ffff),
    CALL(mknod, A("/nonexistent/x"), 070644, 0),
    CALL(mknod, A("/nonexistent/x"), 0x3f1ff, 5),
    CALL(mknodat, NOFD, A("x"), 0x1a1ff, 5),
    CALL(getdents, NOFD, A(buffer), UPPER(7, 100)),
    CALL(getdents64, NOFD, A(buffer), -1),
#ifdef SYS_close_range
    CALL(close_range, UPPER(5, 0xfffffff0), UPPER(6, 3), 0),
#endif
    CALL(bpf, 999, A(buffer), -1),
    CALL(sched_getattr, 0, A(buffer), UPPER(5, 12), UPPER(1, 3)),
    CALL(sched_setattr, NOBODY, 0, UPPER(1, 5)),
    CALL(sched_setaffinity, NOBODY, sizeof processors, A(processors)),
    CALL(sched_setaffinity, NOBODY, sizeof first_processors, A(first_processors)),
    CALL(io_getevents, 0, -5, -7, A(BAD), 0),
    CALL(io_submit, 0, -1, A(BAD)),
    CALL(io_cancel, 0, A(&no_operation), A(buffer)),
    CALL(io_cancel, 0, A(&with_priority), A(buffer)),
    CALL(mprotect, A(BAD), 4096, UPPER(0x70, 1)),
    CALL(unshare, UPPER(0x70, 1)),
    CALL(mremap, A(BAD), 1, 1, UPPER(3, 0), 0),
    CALL(pkey_alloc, UPPER(1, 5), UPPER(2, 3)),
    CALL(get_mempolicy, 0, 0, 0, 0, UPPER(5, 0x10)),
    CALL(mbind, A(BAD), 0, 0, 0, 0, 0xf0),
    CALL(ioperm, UPPER(1, 0), -1, 1),
    CALL(kcmp, NOBODY, NOBODY, 99, -1, UPPER(2, 3)),
    CALL(sethostname, A(long_string), 65),
    CALL(sethostname, A(long_string), -1),
    CALL(setdomainname, A(long_string), 66),
    CALL(flock, NOFD, 192 | 3),
    CALL(flock, NOFD, 64),
    CALL(wait4, NOBODY, 0, -1, 0),
    CALL(waitid, 99, 0, 0, 0x7f, 0),
    CALL(setns, NOFD, 0x20000080),
    CALL(userfaultfd, 1 | 04000 | 0x80),
    CALL(rt_sigprocmask, 0, A(&last_signal), 0, 16),
    CALL(rt_sigprocmask, 0, A(&last_signal), 0, 4),
    CALL(rt_sigsuspend, A(&last_signal), 7),
    CALL(rt_sigtimedwait, A(&last_signal), 0, 0, 9),
    CALL(rt_sigpending, A(BAD), 9),
    CALL(signalfd, -1, A(&last_signal), 16),
    CALL(epoll_pwait, NOFD, A(buffer), 1, 0, A(&last_signal), 12),
#ifdef __x86_64__
    CALL(rt_sigaction, 99, A(no_handler), 0, 8),
#endif
    CALL(setitimer, 99, A(ones), 0),
    CALL(timer_settime, -1, 0, A(ones), 0),
    CALL(timer_create, 99, A(ones), A(buffer)),
    CALL(nanosleep, A(ones), 0),
    CALL(utimes, A("/nonexistent/x"), A(ones)),
    CALL(mq_getsetattr, NOFD, A(ones), 0),
    CALL(capset, A(&no_version), A(words_of_sets)),
    CALL(capset, A(&other_version), A(words_of_sets)),
    CALL(capset, A(&first_version), A(words_of_sets)),
    CALL(capset, A(&second_version), A(words_of_sets)),
    CALL(capget, A(&first_version), A(words_of_sets)),
    CALL(modify_ldt, 1, A(ones), 15),
    CALL(personality, 0xffffffff),
    CALL(mount, 0, A("/nonexistent/x"), 0, 0xe0000000, 0),
    CALL(writev, NOFD, A(long_pieces), 3),
    CALL(sendmsg, NOFD, A(&many_pieces), -1),
    CALL(poll, A(many_polled), 300, 0),
    CALL(lookup_dcookie, -1, A(buffer), 9),
    CALL(ioctl, NOFD, 0xc0104d03, A(buffer)), /* of i386 another request */
    CALL(ioctl, NOFD, 0xc0104d04, A(buffer)),
};

#endif

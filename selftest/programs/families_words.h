/* Words that are spelt in parts, pids and descriptors within structures, and arrays whose memory
 * ends before they do. A part of families.c.
 */
#ifndef SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_WORDS_H_
#define SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_WORDS_H_

#define OWN_PID 0x7d616405L /* becomes getpid() */

static struct { uint32_t efd, tfd, toff; } polled_file = {1, 2, 3};
static struct {
  unsigned short number;
  short operation, flags;
} undone[3] = {{0, 1, 04000 | 010000}, {1, -1, 0x7000}, {2, 0, 0x6000}};
static struct {
  int type, pid;
} owner_thread = {0, OWN_PID}, owner_process = {1, OWN_PID}, owner_group = {2, OWN_PID};
static struct {
  uint32_t version;
  int pid;
} own_capabilities = {0x20080522, OWN_PID};

static struct {
  uint32_t size, policy;
  uint64_t flags;
  int32_t nice;
  uint32_t priority;
  uint64_t runtime, deadline, period;
  uint32_t least, most;
} utilised = {56, 0, 0x20, 0, 0, 1, 2, 3, 5, 10}, kept = {56, 0, 0x7f, 0, 0, 1, 2, 3, 5, 10},
  former_size = {48, 6, 0x100, 0, 0, 1, 2, 3, 5, 10}, sizeless = {0, 1, 0, 0, 7, 1, 2, 3, 5, 10},
  short_one = {12, 1, 0, 0, 7, 1, 2, 3, 5, 10}, long_one = {100, 1, 0, 0, 7, 1, 2, 3, 5, 10};
static int64_t from[2], to[2];
static int short_name = 3, no_name;
static struct iovec read_here[1] = {{buffer + 512, 3}}, read_there[1] = {{long_string, 3}};

static const struct call spellings[] = {
    CALL(open, A("/proc/self/exe"), O_RDONLY),
    CALL(sendfile, 1, 3, A(from), 5),
    CALL(sendfile, 1, 3, A(from), 0),
    CALL(sendfile, 1, NOFD, A(from), 5),
    CALL(socket, AF_UNIX, SOCK_STREAM, 0),
    CALL(getsockname, 4, A(buffer), A(&short_name)),
    CALL(getsockname, 4, A(buffer), A(&no_name)),
    CALL(process_vm_readv, OWN_PID, A(read_here), 1, A(read_there), 1, 0),
    CALL(process_vm_writev, OWN_PID, A(read_there), 1, A(read_here), 1, 0),
    CALL(process_vm_readv, 0x3fffffff, A(read_here), 1, A(read_there), 1, 0),
    CALL(landlock_create_ruleset, 0, 0, 1),
    CALL(sched_getattr, 0, A(buffer), 56, 0),
    CALL(sched_getattr, 0, A(buffer), 48, 0),
    CALL(sched_getattr, 0, A(buffer), 100, 0),
    CALL(sched_setattr, 0x3fffffff, A(&utilised), 0),
    CALL(sched_setattr, 0x3fffffff, A(&kept), 0),
    CALL(sched_setattr, 0x3fffffff, A(&former_size), 0),
    CALL(sched_setattr, 0x3fffffff, A(&sizeless), 0),
    CALL(sched_setattr, 0x3fffffff, A(&short_one), 0),
    CALL(sched_setattr, 0x3fffffff, A(&long_one), 0),
    CALL(sched_setattr, 0x3fffffff, A(BAD), 0),
    CALL(futex, A(&number), 5, 1, 2, A(&number), 0x91123456),
    CALL(futex, A(&number), 5 | 128, 1, 2, A(BAD), 0xff777777),
    CALL(futex, A(&number), 4, 1, 2, A(BAD), 0x123456),
    CALL(futex, A(&number), 12, 1, 2, A(BAD), 0x123456),
    CALL(futex, A(&number), 9, 4, 0, A(BAD), -1),
    CALL(semop, NOFD, A(undone), 3),
    CALL(kexec_load, 1, 0, 0, 0x3f0003),
    CALL(kexec_load, 1, 0, 0, 0x3e0001),
    CALL(kexec_load, 1, 0, 0, 0x990000),
    CALL(kexec_load, 1, 0, 0, 0x70),
    CALL(statx, AT_FDCWD, 0, 0x2000, 1, A(BAD)),
    CALL(statx, AT_FDCWD, 0, 0x6000, 1, A(BAD)),
    CALL(statx, AT_FDCWD, 0, 0x7900, 1, A(BAD)),
    CALL(statx, AT_FDCWD, 0, 0x80000, 1, A(BAD)),
    CALL(mbind, 0, 4096, 0xc001, 0, 0, 0),
    CALL(mbind, 0, 4096, 0x804d, 0, 0, 0),
    CALL(set_mempolicy, 0x4d, 0, 0),
    CALL(syslog, 8, 0, 0),
    CALL(syslog, 8, 0, 77),
    CALL(syslog, 8, 0, -1),
    CALL(syslog, 7, 0, 5),
    CALL(syslog, 10, A(BAD), 5),
    CALL(syslog, 3, A(BAD), -1),
    CALL(getrusage, -1, A(BAD)),
    CALL(getrusage, -2, A(BAD)),
    CALL(waitid, 0, OWN_PID, 0, 0, 0),
    CALL(waitid, 1, OWN_PID, 0, 0, 0),
    CALL(waitid, 2, OWN_PID, 0, 0, 0),
    CALL(waitid, 3, 1, 0, 0, 0),
    CALL(kcmp, OWN_PID, OWN_PID, 0, 3, 3),
    CALL(kcmp, OWN_PID, OWN_PID, 1, 3, 4),
    CALL(kcmp, OWN_PID, OWN_PID, 6, 3, 4),
    CALL(kcmp, OWN_PID, OWN_PID, 7, NOFD, A(&polled_file)),
    CALL(kcmp, OWN_PID, OWN_PID, 7, NOFD, A(BAD)),
    CALL(kcmp, OWN_PID, OWN_PID, 99, 3, 4),
    CALL(getpriority, 0, OWN_PID),
    CALL(getpriority, 1, OWN_PID),
    CALL(setpriority, 0, 0x3fffffff, 0),
    CALL(ioprio_get, 1, OWN_PID),
    CALL(ioprio_get, 2, 0x3fffffff),
    CALL(setpgid, 0x3fffffff, OWN_PID),
    CALL(getpgid, 0x3fffffff),
    CALL(capget, A(&own_capabilities), 0),
    CALL(fcntl, 1, F_GETSIG),
    CALL(fcntl, NOFD, F_SETOWN_EX, A(&owner_thread)),
    CALL(fcntl, NOFD, F_SETOWN_EX, A(&owner_process)),
    CALL(fcntl, NOFD, F_SETOWN_EX, A(&owner_group)),
    CALL(set_tid_address, 0),
    CALL(rseq, 0, 0, 0, 0),
    CALL(prctl, 0x59616d61, -1),
    CALL(prctl, 0x59616d61, OWN_PID),
    CALL(prctl, PR_SET_NAME, A("a name that is longer than fifteen bytes")),
    CALL(prctl, PR_GET_NAME, A(buffer)),
#ifdef __x86_64__
    CALL(arch_prctl, 0x1023, 0),
    CALL(arch_prctl, 0x1023, 5),
    CALL(arch_prctl, 0x1023, 14),
    CALL(arch_prctl, 0x1025, 18),
    CALL(arch_prctl, 0x1021, A(buffer)),
#endif
    CALL(mknod, A("/nonexistent/x"), 0, 0),
    CALL(mknod, A("/nonexistent/x"), S_IFIFO | 7, 0),
    CALL(symlink, A("a target that is longer than thirty-two bytes"), A("/nonexistent/x")),
    CALL(mq_unlink, A("a name that is longer than thirty-two bytes")),
    CALL(mount, A("a source that is longer than thirty-two bytes"), A("/nonexistent/x"), 0, 0, 0),
#ifdef SYS_kexec_file_load
    CALL(kexec_file_load, NOFD, NOFD, 5, A("words of a command line"), 0),
#endif
};

/* What a signal says of itself, by what sent it. The kernel refuses each. */
struct said {
  int number, error, code, padding[29];
};
#ifdef __i386__
#define SAID(number, code)                         \
  {                                                \
    number, 7, code, { 5, 1000, 3, 4, 5, 6, 7, 8 } \
  }
#else
#define SAID(number, code)                                     \
  {                                                            \
    number, 7, code, { 0, 5, 1000, 3, 0xc000003e, 5, 6, 7, 8 } \
  }
#endif
static struct said said[] = {
    SAID(SIGHUP, 0),   SAID(SIGHUP, -1), SAID(SIGHUP, -2),   SAID(SIGHUP, -3), SAID(SIGHUP, -5),
    SAID(SIGHUP, -6),  SAID(SIGHUP, -7), SAID(SIGHUP, -60),  SAID(SIGHUP, -9), SAID(SIGHUP, 5),
    SAID(SIGHUP, 128), SAID(SIGILL, 1),  SAID(SIGFPE, 14),   SAID(SIGFPE, 16), SAID(SIGSEGV, 1),
    SAID(SIGSEGV, 3),  SAID(SIGSEGV, 4), SAID(SIGSEGV, 128), SAID(SIGBUS, 4),  SAID(SIGBUS, 5),
    SAID(SIGTRAP, 6),  SAID(SIGCHLD, 1), SAID(SIGCHLD, 2),   SAID(SIGCHLD, 9), SAID(SIGPOLL, 1),
    SAID(SIGPOLL, 7),  SAID(SIGSYS, 1),  SAID(SIGSYS, 2),    SAID(0, 1),       SAID(77, 1),
};
static const struct call signalled[] = {
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGHUP, A(&said[0])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGHUP, A(&said[1])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGHUP, A(&said[2])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGHUP, A(&said[3])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGHUP, A(&said[4])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGHUP, A(&said[5])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGHUP, A(&said[6])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGHUP, A(&said[7])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGHUP, A(&said[8])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGHUP, A(&said[9])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGHUP, A(&said[10])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGILL, A(&said[11])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGFPE, A(&said[12])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGFPE, A(&said[13])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGSEGV, A(&said[14])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGSEGV, A(&said[15])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGSEGV, A(&said[16])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGSEGV, A(&said[17])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGBUS, A(&said[18])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGBUS, A(&said[19])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGTRAP, A(&said[20])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGCHLD, A(&said[21])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGCHLD, A(&said[22])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGCHLD, A(&said[23])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGPOLL, A(&said[24])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGPOLL, A(&said[25])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGSYS, A(&said[26])),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGSYS, A(&said[27])),
    CALL(rt_sigqueueinfo, 0x3fffffff, 0, A(&said[28])),
    CALL(rt_sigqueueinfo, 0x3fffffff, 77, A(&said[29])),
};

/* One page, and nothing behind it. */
#define EDGE 0x20001000UL
#define BEFORE_EDGE(bytes) (EDGE - (bytes))

static const struct call cut[] = {
    CALL(poll, BEFORE_EDGE(24), 3, 0),
    CALL(poll, BEFORE_EDGE(24), 5, 0),
    CALL(poll, BEFORE_EDGE(20), 5, 0),
    CALL(poll, BEFORE_EDGE(7), 5, 0),
    CALL(poll, A(polled), -1, 0),
    CALL(ppoll, BEFORE_EDGE(24), 5, A(&tiny), 0, 8),
    CALL(semop, NOFD, BEFORE_EDGE(7), 3),
    CALL(semop, NOFD, BEFORE_EDGE(5), 3),
    CALL(setgroups, 9, BEFORE_EDGE(8)),
    CALL(setgroups, 9, BEFORE_EDGE(3)),
    CALL(execve, A("/nonexistent/x"), BEFORE_EDGE(2 * sizeof(long)), 0),
    CALL(execve, A("/nonexistent/x"), BEFORE_EDGE(4 * sizeof(long)), BEFORE_EDGE(sizeof(long))),
    CALL(execve, A("/nonexistent/x"), BEFORE_EDGE(1), BEFORE_EDGE(1)),
    CALL(nanosleep, BEFORE_EDGE(6), 0),
    CALL(writev, NOFD, BEFORE_EDGE(3 * sizeof(long)), 2),
};

static void set_edge(void) {
  char* page = mmap((void*)(EDGE - 4096), 8192, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  munmap(page + 4096, 4096);
  static const char* strings[] = {"first", BAD, "a", "b"};
  memcpy((void*)BEFORE_EDGE(sizeof strings), strings, sizeof strings);
  owner_thread.pid = owner_process.pid = owner_group.pid = own_capabilities.pid = getpid();
}

#endif /* SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_WORDS_H_ */

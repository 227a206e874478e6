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

static const struct call spellings[] = {
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
    CALL(kcmp, OWN_PID, OWN_PID, 0, 3, 4),
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

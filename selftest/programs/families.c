// link: static
/* families NAME: makes the calls of one family, with good arguments and with bad ones, by number,
 * so that nothing stands between the table below and the kernel. Every call returns. What fails is
 * meant to: a tracer must show it all the same. Without NAME: all of them. Their names: `families
 * -`.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/futex.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BAD ((void*)8) /* mapped by nobody */
#define NOFD 777       /* open in nobody */

static char buffer[4096] = "some bytes: \1\2\377\n";
static char long_string[] = "a string that is longer than the thirty-two bytes that are shown";
static struct stat status;
static struct timespec now = {1, 5}, wrong_time = {-1, 2000000000}, tiny = {0, 1};
static struct timeval moments[2] = {{1, 2}, {3, 4}}, half = {0, 500000};
static struct timespec file_times[2] = {{1, 2}, {0, UTIME_NOW}};
static struct itimerspec timer_spec = {{0, 0}, {1000, 0}}, no_timer;
static struct itimerval interval, no_interval;
static struct rlimit limit = {4096, 8192};
static struct rlimit infinite = {RLIM_INFINITY, RLIM_INFINITY};
static struct rusage usage;
static struct iovec pieces[3] = {{"one", 3}, {"", 0}, {long_string, sizeof long_string - 1}};
static struct iovec room[2] = {{buffer, 3}, {buffer + 16, 100}};
static struct iovec bad_pieces[1] = {{BAD, 10}};
static uint64_t set1[1] = {0x202}, full_set[1] = {~0ULL}, no_set[1] = {0};
static struct sigaction action;
static stack_t alternative = {0, 0, 8192};
static siginfo_t information = {.si_signo = SIGUSR1, .si_code = SI_QUEUE};
static struct pollfd polled[3] = {{1, POLLOUT, 0}, {-1, POLLIN, 0}, {NOFD, POLLIN | POLLPRI, 0}};
static fd_set read_set, write_set;
static struct epoll_event event = {EPOLLIN | EPOLLET, {.u64 = 0x123456789abcdefULL}}, events[4];
static struct sockaddr_in inet = {AF_INET, 0x901f, {0x0100007f}, {0}};
static struct sockaddr_in6 inet6 = {
    AF_INET6, 0x901f, 5, {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}}, 0};
static struct sockaddr_un local = {AF_UNIX, "no/such/socket"};
static struct sockaddr_un hidden = {AF_UNIX, "\0hidden"};
static struct sockaddr odd = {77, "odd"};
static socklen_t address_length = sizeof inet, int_length = sizeof(int), credentials_length = 12;
static int one = 1, zero, number, pair[2];
static struct linger lingering = {1, 10};
static struct msghdr message = {&inet, sizeof inet, pieces, 3, NULL, 0, 0};
static struct msghdr plain = {NULL, 0, pieces, 1, NULL, 0, 0};
static struct msghdr receiving = {NULL, 0, room, 2, NULL, 0, 0};
static unsigned futex_word = 5;
static struct sched_param priority = {0}, high = {99};
static unsigned long cpus[16];
static unsigned capability_header[2] = {0x20080522, 0}, capabilities[6];
static aio_context_t context;
static long offset = 3;
static char* const arguments[] = {"first", "second", NULL};
static char* const environment[] = {"A=1", "B=2", NULL};

#ifdef __i386__
#include "families_folded.h"
#endif

struct call {
  long number;
  long args[6];
};
#define A(x) ((long)(x))
#define CALL(name, ...)         \
  {                             \
    SYS_##name, { __VA_ARGS__ } \
  }

static const struct call opening[] = {
    CALL(open, A("/etc/hostname"), O_RDONLY),
    CALL(open, A("/etc/hostname"), O_RDONLY | O_CLOEXEC | O_NOFOLLOW),
    CALL(open, A("made"), O_RDWR | O_CREAT | O_TRUNC, 0640),
    CALL(open, A("made"), O_WRONLY | O_CREAT | O_EXCL, 0),
    CALL(open, A("/nonexistent"), O_WRONLY | O_APPEND | O_NONBLOCK),
    CALL(open, A(BAD), O_RDONLY),
    CALL(open, 0, O_RDONLY),
    CALL(open, A("/tmp"), O_RDWR | O_DIRECTORY),
    CALL(open, A("/tmp"), O_PATH),
    CALL(open, A("."), 0x40000003),
    CALL(openat, AT_FDCWD, A("."), O_RDONLY | O_DIRECTORY),
    CALL(openat, NOFD, A("x"), O_RDWR | O_SYNC),
    CALL(openat, NOFD, A(""), O_RDONLY | O_TMPFILE, 0600),
    CALL(openat, AT_FDCWD, A("made"), O_WRONLY | O_DSYNC | O_NOATIME),
    CALL(creat, A("made"), 0600),
    CALL(creat, A("/nonexistent/x"), 04755),
    CALL(close, NOFD),
    CALL(close, -1),
    CALL(close_range, 700, 800, 0),
    CALL(close_range, 700, 800, 4),
    CALL(close_range, 800, 700, 2),
    CALL(dup, NOFD),
    CALL(dup2, NOFD, 5),
    CALL(dup2, 1, 1),
    CALL(dup3, 1, 1, O_CLOEXEC),
    CALL(dup3, 1, 60, O_CLOEXEC),
    CALL(dup3, 1, 61, 0x777),
    CALL(pipe, A(pair)),
    CALL(pipe, A(BAD)),
    CALL(pipe2, A(pair), O_CLOEXEC | O_NONBLOCK),
    CALL(pipe2, A(pair), O_DIRECT),
    CALL(pipe2, 0, 0x1234),
    CALL(memfd_create, A("memory"), 1),
    CALL(memfd_create, A("memory"), 3),
    CALL(memfd_create, A(BAD), 0x70),
    CALL(umask, 022),
    CALL(umask, 07777),
};

static const struct call data[] = {
    CALL(open, A("made"), O_RDWR | O_CREAT | O_TRUNC, 0640),
    CALL(write, 3, A("hello\n"), 6),
    CALL(write, 3, A(long_string), sizeof long_string - 1),
    CALL(write, 3, A("tab\tquote\"back\\nul\0oct\1\0012\377"), 27),
    CALL(write, 3, A(buffer), 0),
    CALL(write, NOFD, A("x"), 1),
    CALL(write, 3, A(BAD), 10),
    CALL(write, 3, 0, 0),
    CALL(lseek, 3, 0, SEEK_SET),
    CALL(lseek, 3, -5, SEEK_END),
    CALL(lseek, 3, 2, 3),
    CALL(lseek, 3, 0, 77),
    CALL(lseek, NOFD, (long)0x7fffffffffULL, SEEK_CUR),
    CALL(read, 3, A(buffer), 10),
    CALL(read, 3, A(buffer), 4000),
    CALL(read, 3, A(buffer), 10),
    CALL(read, 3, A(BAD), 10),
    CALL(read, NOFD, A(buffer), 1),
    CALL(pread64, 3, A(buffer), 5, 1),
    CALL(pread64, 3, A(buffer), 5, -1),
    CALL(pwrite64, 3, A("xyz"), 3, 100),
    CALL(pwrite64, 3, A("xyz"), 3, -3),
    CALL(writev, 3, A(pieces), 3),
    CALL(writev, 3, A(bad_pieces), 1),
    CALL(writev, 3, A(BAD), 1),
    CALL(writev, 3, A(pieces), -1),
    CALL(writev, 3, A(pieces), 0),
    CALL(lseek, 3, 0, SEEK_SET),
    CALL(readv, 3, A(room), 2),
    CALL(readv, NOFD, A(room), 2),
    CALL(preadv, 3, A(room), 1, 4, 0),
    CALL(pwritev, 3, A(pieces), 1, 4, 0),
    CALL(preadv2, 3, A(room), 1, 4, 0, 2),
    CALL(pwritev2, 3, A(pieces), 1, 4, 0, 0x10),
    CALL(sendfile, 1, 3, A(&offset), 0),
    CALL(sendfile, NOFD, 3, 0, 10),
    CALL(copy_file_range, 3, 0, 3, A(&offset), 0, 0),
    CALL(copy_file_range, 3, 0, NOFD, 0, 5, 1),
    CALL(splice, 3, 0, NOFD, 0, 10, 5),
    CALL(tee, NOFD, 1, 10, 2),
    CALL(vmsplice, NOFD, A(pieces), 1, 8),
    CALL(fsync, 3),
    CALL(fdatasync, NOFD),
    CALL(syncfs, NOFD),
    CALL(sync_file_range, 3, 0, 10, 7),
    CALL(sync_file_range, 3, 0, 10, 0x100),
    CALL(truncate, A("made"), 10),
    CALL(truncate, A("/nonexistent"), -1),
    CALL(ftruncate, 3, 5),
    CALL(ftruncate, NOFD, 5),
    CALL(fallocate, 3, 0, 0, 100),
    CALL(fallocate, 3, 3, 0, 10),
    CALL(fallocate, 3, 0x1000, 0, 10),
    CALL(fadvise64, 3, 0, 0, 4),
    CALL(fadvise64, 3, 0, 0, 44),
    CALL(readahead, 3, 0, 10),
    CALL(flock, 3, 2),
    CALL(flock, 3, 4 | 8),
    CALL(flock, NOFD, 0x40),
};

static struct flock lock = {F_WRLCK, SEEK_SET, 1, 2, 0};
static struct f_owner_ex owner = {F_OWNER_PID, 0};
static const struct call fcntls[] = {
    CALL(open, A("made"), O_RDWR | O_CREAT | O_TRUNC, 0640),
    CALL(fcntl, 3, F_GETFD),
    CALL(fcntl, 3, F_SETFD, FD_CLOEXEC),
    CALL(fcntl, 3, F_SETFD, 0x77),
    CALL(fcntl, 3, F_GETFD),
    CALL(fcntl, 3, F_GETFL),
    CALL(fcntl, 3, F_SETFL, O_RDWR | O_APPEND | O_NONBLOCK),
    CALL(fcntl, 3, F_DUPFD, 50),
    CALL(fcntl, 3, F_DUPFD_CLOEXEC, 50),
    CALL(fcntl, NOFD, F_DUPFD, 50),
    CALL(fcntl, 3, F_SETLK, A(&lock)),
    CALL(fcntl, 3, F_GETLK, A(&lock)),
    CALL(fcntl, 3, F_SETLKW, A(BAD)),
    CALL(fcntl, 3, F_OFD_SETLK, A(&lock)),
    CALL(fcntl, 3, F_GETOWN),
    CALL(fcntl, 3, F_SETOWN, 0),
    CALL(fcntl, 3, F_GETOWN_EX, A(&owner)),
    CALL(fcntl, 3, F_GETSIG),
    CALL(fcntl, 3, F_SETSIG, SIGUSR1),
    CALL(fcntl, 3, F_SETLEASE, F_RDLCK),
    CALL(fcntl, 3, F_GETLEASE),
    CALL(fcntl, 3, F_SETPIPE_SZ, 4096),
    CALL(fcntl, 3, F_GETPIPE_SZ),
    CALL(fcntl, 3, F_ADD_SEALS, 3),
    CALL(fcntl, 3, F_GET_SEALS),
    CALL(fcntl, 3, F_NOTIFY, 0x80000001),
    CALL(fcntl, 3, 0x7777, 5),
};

static const struct call names[] = {
    CALL(mkdir, A("dir"), 0755),
    CALL(mkdir, A("dir"), 01777),
    CALL(mkdirat, AT_FDCWD, A("dir/sub"), 0),
    CALL(mkdirat, NOFD, A("x"), 0700),
    CALL(rmdir, A("dir/sub")),
    CALL(rmdir, A("/nonexistent")),
    CALL(symlink, A("target"), A("link")),
    CALL(symlinkat, A("target"), NOFD, A("x")),
    CALL(readlink, A("link"), A(buffer), 100),
    CALL(readlink, A("link"), A(buffer), 3),
    CALL(readlink, A("dir"), A(buffer), 100),
    CALL(readlinkat, AT_FDCWD, A("link"), A(buffer), 100),
    CALL(readlinkat, NOFD, A("x"), A(BAD), 100),
    CALL(link, A("link"), A("second")),
    CALL(linkat, AT_FDCWD, A("link"), NOFD, A("x"), 0x400),
    CALL(linkat, AT_FDCWD, A("link"), NOFD, A("x"), 0x1400),
    CALL(rename, A("second"), A("third")),
    CALL(rename, A("/nonexistent"), A(BAD)),
    CALL(renameat, AT_FDCWD, A("third"), AT_FDCWD, A("fourth")),
    CALL(renameat2, AT_FDCWD, A("fourth"), AT_FDCWD, A("link"), 1),
    CALL(renameat2, AT_FDCWD, A("fourth"), AT_FDCWD, A("link"), 2),
    CALL(renameat2, AT_FDCWD, A("fourth"), AT_FDCWD, A("link"), 0x70),
    CALL(unlink, A("fourth")),
    CALL(unlink, A(BAD)),
    CALL(unlinkat, AT_FDCWD, A("link"), 0),
    CALL(unlinkat, AT_FDCWD, A("dir"), AT_REMOVEDIR),
    CALL(unlinkat, NOFD, A("x"), 0x7000),
    CALL(mknod, A("fifo"), S_IFIFO | 0600, 0),
    CALL(mknod, A("/nonexistent/null"), S_IFCHR | 0666, 0x103),
    CALL(mknodat, NOFD, A("x"), S_IFBLK | 0600, 0x12345),
    CALL(chmod, A("fifo"), 04711),
    CALL(chmod, A("/nonexistent"), 0),
    CALL(fchmod, NOFD, 0777),
    CALL(fchmodat, NOFD, A("x"), 0600),
    CALL(chown, A("/nonexistent"), 1, -1),
    CALL(lchown, A("/nonexistent"), -1, 1),
    CALL(fchown, NOFD, 0, 0),
    CALL(fchownat, NOFD, A("x"), 1, 2, 0x100),
    CALL(fchownat, NOFD, A("x"), 1, 2, 0x1000),
    CALL(utime, A("/nonexistent"), A(&now)),
    CALL(utime, A("/nonexistent"), 0),
    CALL(utimes, A("/nonexistent"), A(moments)),
    CALL(futimesat, NOFD, A("x"), A(moments)),
    CALL(utimensat, NOFD, A("x"), A(file_times), 0x100),
    CALL(utimensat, NOFD, 0, 0, 0),
    CALL(chdir, A("/nonexistent")),
    CALL(chdir, A(".")),
    CALL(fchdir, NOFD),
    CALL(chroot, A("/nonexistent")),
    CALL(getcwd, A(buffer), 1),
    CALL(getcwd, A(BAD), 4096),
    CALL(access, A("/etc"), 0),
    CALL(access, A("/etc"), R_OK | X_OK),
    CALL(access, A("/nonexistent"), W_OK),
    CALL(access, A("/nonexistent"), 0x18),
    CALL(faccessat, NOFD, A("x"), 7),
    CALL(faccessat2, NOFD, A("x"), 4, 0x300),
    CALL(faccessat2, NOFD, A("x"), 4, 0x10000),
    CALL(unlink, A("fifo")),
};

static const struct call statuses[] = {
    CALL(stat, A("/"), A(&status)),
    CALL(stat, A("/nonexistent"), A(&status)),
    CALL(stat, A("/"), A(BAD)),
    CALL(lstat, A("/proc/self"), A(&status)),
    CALL(fstat, NOFD, A(&status)),
    CALL(stat, A("/dev/null"), A(&status)),
    CALL(newfstatat, AT_FDCWD, A("/etc/passwd"), A(&status), 0),
    CALL(newfstatat, NOFD, A("x"), A(&status), 0x100),
    CALL(newfstatat, NOFD, A(""), A(&status), 0x1900),
    CALL(newfstatat, NOFD, A(""), 0, 0x70000),
    CALL(statx, AT_FDCWD, A("/etc/passwd"), 0, 0x7ff, A(buffer)),
    CALL(statx, NOFD, A("x"), 0x100, 0xfff, A(buffer)),
    CALL(statx, NOFD, A("x"), 0x4000, 0x80000000, A(BAD)),
    CALL(statfs, A("/nonexistent"), A(buffer)),
    CALL(fstatfs, NOFD, A(buffer)),
    CALL(statfs, A("/proc"), A(buffer)),
    CALL(getxattr, A("/etc/passwd"), A("user.none"), A(buffer), 10),
    CALL(lgetxattr, A("/nonexistent"), A("user.none"), A(buffer), 10),
    CALL(fgetxattr, NOFD, A("user.none"), A(buffer), 10),
    CALL(setxattr, A("/nonexistent"), A("user.x"), A("value"), 5, 1),
    CALL(fsetxattr, NOFD, A("user.x"), A("value"), 5, 2),
    CALL(lsetxattr, A("/nonexistent"), A("user.x"), A(BAD), 5, 4),
    CALL(listxattr, A("/nonexistent"), A(buffer), 100),
    CALL(flistxattr, NOFD, A(buffer), 100),
    CALL(removexattr, A("/nonexistent"), A("user.x")),
    CALL(lremovexattr, A("/nonexistent"), A(BAD)),
    CALL(fremovexattr, NOFD, A("user.x")),
    CALL(inotify_init),
    CALL(inotify_init1, O_CLOEXEC | O_NONBLOCK),
    CALL(inotify_init1, 0x3),
    CALL(inotify_add_watch, NOFD, A("/etc"), 0xfff),
    CALL(inotify_add_watch, NOFD, A("/etc"), 0x81000102),
    CALL(inotify_rm_watch, NOFD, 3),
    CALL(fanotify_mark, NOFD, 1, 0x3b, AT_FDCWD, A("/etc")),
    CALL(name_to_handle_at, NOFD, A("x"), A(BAD), A(&number), 0x1000),
    CALL(mount, A("none"), A("/nonexistent"), A("tmpfs"), 6, A("size=1")),
    CALL(mount, 0, A("/nonexistent"), 0, 0x5000, 0),
    CALL(umount2, A("/nonexistent"), 10),
    CALL(umount2, A("/nonexistent"), 0x80),
    CALL(pivot_root, A("/nonexistent"), A("/nonexistent")),
    CALL(swapon, A("/nonexistent"), 0x8005),
    CALL(swapoff, A("/nonexistent")),
};

static const struct call memory[] = {
    CALL(mmap, 0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
    CALL(mmap, 0, 4096, PROT_NONE, MAP_SHARED | MAP_NORESERVE, NOFD, 4096),
    CALL(mmap, 0, 0, PROT_EXEC, MAP_PRIVATE | MAP_FIXED | MAP_POPULATE, -1, 0),
    CALL(mmap, 0, 4096, 0x8, 0x80000022, -1, 0),
    CALL(munmap, 0x1000, 0),
    CALL(munmap, 1, 4096),
    CALL(mprotect, 1, 4096, PROT_READ | PROT_EXEC),
    CALL(mprotect, 0x10000, 4096, 0x1000007),
    CALL(mremap, 0x10000, 4096, 8192, 1),
    CALL(mremap, 0x10000, 4096, 8192, 3, 0x20000),
    CALL(mremap, 0x10000, 4096, 8192, 8),
    CALL(madvise, 0x10000, 4096, 4),
    CALL(madvise, 0x10001, 4096, 14),
    CALL(madvise, 0x10000, 4096, 999),
    CALL(msync, 0x10000, 4096, 4),
    CALL(msync, 0x10000, 4096, 3),
    CALL(msync, 0x10000, 4096, 0x10),
    CALL(mlock, 0x10000, 4096),
    CALL(mlock2, 0x10000, 4096, 1),
    CALL(mlock2, 0x10000, 4096, 6),
    CALL(munlock, 0x10000, 4096),
    CALL(mlockall, 8),
    CALL(mlockall, 0),
    CALL(mincore, 0x10001, 4096, A(buffer)),
    CALL(brk, 1),
    CALL(mbind, 0x10001, 4096, 1, 0, 0, 3),
    CALL(set_mempolicy, 77, 0, 0),
    CALL(get_mempolicy, A(&number), 0, 0, 0, 0),
    CALL(get_mempolicy, 0, 0, 0, 0, 0x70),
    CALL(pkey_alloc, 0, 3),
    CALL(pkey_free, 77),
    CALL(pkey_mprotect, 0x10001, 4096, 1, 77),
    CALL(membarrier, 0, 0),
    CALL(membarrier, 77, 1),
    CALL(userfaultfd, 0x777),
    CALL(remap_file_pages, 0x10000, 4096, 0, 0, 0),
    CALL(process_vm_readv, -1, A(room), 1, A(room), 1, 0),
    CALL(process_madvise, NOFD, A(pieces), 1, 20, 0),
};

static const struct call signals[] = {
    CALL(rt_sigaction, SIGUSR1, 0, A(&action), 8),
    CALL(rt_sigaction, SIGKILL, A(&action), 0, 8),
    CALL(rt_sigaction, 77, A(BAD), 0, 8),
    CALL(rt_sigaction, SIGUSR1, A(&action), 0, 4),
    CALL(rt_sigprocmask, SIG_BLOCK, A(set1), 0, 8),
    CALL(rt_sigprocmask, SIG_SETMASK, A(full_set), A(no_set), 8),
    CALL(rt_sigprocmask, SIG_SETMASK, A(no_set), 0, 8),
    CALL(rt_sigprocmask, 77, A(set1), 0, 8),
    CALL(rt_sigprocmask, SIG_BLOCK, A(BAD), 0, 8),
    CALL(rt_sigpending, A(set1), 8),
    CALL(rt_sigpending, A(BAD), 8),
    CALL(rt_sigtimedwait, A(set1), 0, A(&tiny), 8),
    CALL(rt_sigtimedwait, A(set1), 0, A(&wrong_time), 8),
    CALL(rt_sigsuspend, A(BAD), 8),
    CALL(rt_sigqueueinfo, 0x3fffffff, SIGUSR1, A(&information)),
    CALL(rt_tgsigqueueinfo, 0x3fffffff, 1, SIGUSR1, A(&information)),
    CALL(sigaltstack, A(&alternative), 0),
    CALL(sigaltstack, 0, A(&alternative)),
    CALL(kill, 0x3fffffff, SIGTERM),
    CALL(kill, 0x3fffffff, 0),
    CALL(kill, 0x3fffffff, 77),
    CALL(tkill, 0x3fffffff, SIGUSR2),
    CALL(tgkill, 0x3fffffff, 0x3fffffff, 34),
    CALL(signalfd4, -1, A(set1), 8, O_CLOEXEC),
    CALL(signalfd4, NOFD, A(set1), 8, 0x77),
    CALL(signalfd, -1, A(set1), 8),
    CALL(pidfd_send_signal, NOFD, SIGTERM, 0, 0),
    CALL(pidfd_open, 0x3fffffff, 0),
    CALL(pidfd_open, 1, 0x77),
    CALL(pidfd_getfd, NOFD, 3, 0),
    CALL(alarm, 0),
};

static const struct call times[] = {
    CALL(nanosleep, A(&tiny), A(&now)),
    CALL(nanosleep, A(&wrong_time), 0),
    CALL(nanosleep, A(BAD), 0),
    CALL(clock_nanosleep, CLOCK_MONOTONIC, 0, A(&tiny), 0),
    CALL(clock_nanosleep, CLOCK_REALTIME, TIMER_ABSTIME, A(&now), 0),
    CALL(clock_nanosleep, 77, 0, A(&tiny), 0),
    CALL(clock_getres, CLOCK_MONOTONIC_COARSE, A(&now)),
    CALL(clock_getres, 77, A(&now)),
    CALL(clock_gettime, 77, A(&now)),
    CALL(clock_settime, 77, A(&tiny)),
    CALL(settimeofday, A(BAD), 0),
    CALL(getitimer, ITIMER_REAL, A(&interval)),
    CALL(getitimer, 77, A(&interval)),
    CALL(setitimer, ITIMER_VIRTUAL, A(&no_interval), A(&interval)),
    CALL(setitimer, 77, A(&no_interval), 0),
    CALL(timer_create, 77, 0, A(&number)),
    CALL(timer_create, CLOCK_MONOTONIC, 0, A(&number)),
    CALL(timer_settime, 0, 0, A(&timer_spec), A(&no_timer)),
    CALL(timer_settime, 77, 1, A(&timer_spec), 0),
    CALL(timer_gettime, 77, A(&no_timer)),
    CALL(timer_getoverrun, 0),
    CALL(timer_delete, 0),
    CALL(timer_delete, 77),
    CALL(timerfd_create, CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK),
    CALL(timerfd_create, 77, 0x3),
    CALL(timerfd_settime, NOFD, 1, A(&timer_spec), 0),
    CALL(timerfd_settime, NOFD, 7, A(BAD), 0),
    CALL(timerfd_gettime, NOFD, A(&timer_spec)),
    CALL(adjtimex, A(BAD)),
    CALL(clock_adjtime, 77, A(BAD)),
};

static const struct call processes[] = {
    CALL(getrlimit, RLIMIT_NOFILE, A(BAD)),
    CALL(getrlimit, 77, A(&limit)),
    CALL(setrlimit, 77, A(&limit)),
    CALL(setrlimit, RLIMIT_CORE, A(&limit)),
    CALL(prlimit64, 0, RLIMIT_CORE, 0, A(&limit)),
    CALL(prlimit64, 0x3fffffff, RLIMIT_AS, A(&infinite), 0),
    CALL(getrusage, 77, A(&usage)),
    CALL(getrusage, RUSAGE_CHILDREN, A(&usage)),
    CALL(times, A(BAD)),
    CALL(getpriority, PRIO_PROCESS, 0),
    CALL(getpriority, 77, 0),
    CALL(setpriority, PRIO_USER, 0x3fffffff, 5),
    CALL(wait4, -1, A(&number), WNOHANG, 0),
    CALL(wait4, 0x3fffffff, A(&number), WNOHANG | WUNTRACED | __WALL, A(&usage)),
    CALL(wait4, 0x3fffffff, 0, 0x77000, 0),
    CALL(waitid, P_ALL, 0, A(&information), WNOHANG | WEXITED, 0),
    CALL(waitid, P_PID, 0x3fffffff, A(&information), WEXITED, A(&usage)),
    CALL(waitid, 77, 1, 0, 0, 0),
    CALL(execve, A("/nonexistent"), A(arguments), A(environment)),
    CALL(execve, A(BAD), A(BAD), A(BAD)),
    CALL(execve, A("/nonexistent"), 0, 0),
    CALL(execveat, NOFD, A("x"), A(arguments), A(environment), 0x1000),
    CALL(unshare, 0x777),
    CALL(setns, NOFD, 0x40000000),
    CALL(setns, NOFD, 0x777),
    CALL(personality, 0xffffffff),
    CALL(getpgid, 0x3fffffff),
    CALL(setpgid, 0x3fffffff, 0),
    CALL(getsid, 0x3fffffff),
    CALL(setuid, -1),
    CALL(setreuid, -1, -1),
    CALL(setresuid, -1, -1, -1),
    CALL(getresuid, A(&number), A(&number), A(&number)),
    CALL(getresgid, A(BAD), A(BAD), A(BAD)),
    CALL(setgroups, 2, A(BAD)),
    CALL(setgroups, -1, 0),
    CALL(getgroups, 0, 0),
    CALL(getgroups, -1, A(buffer)),
    CALL(capget, A(capability_header), A(capabilities)),
    CALL(capget, A(BAD), 0),
    CALL(capset, A(BAD), A(BAD)),
    CALL(prctl, PR_GET_DUMPABLE),
    CALL(prctl, PR_SET_NAME, A("renamed")),
    CALL(prctl, PR_GET_NAME, A(buffer)),
    CALL(prctl, PR_SET_PDEATHSIG, SIGTERM),
    CALL(prctl, PR_GET_PDEATHSIG, A(&number)),
    CALL(prctl, PR_SET_PDEATHSIG, 77),
    CALL(prctl, PR_CAPBSET_READ, 5),
    CALL(prctl, PR_GET_SECCOMP),
    CALL(prctl, PR_SET_TIMERSLACK, 50000),
    CALL(prctl, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0),
    CALL(prctl, PR_GET_TSC, A(&number)),
    CALL(prctl, 7777, 1, 2, 3, 4),
    CALL(arch_prctl, 0x1003, A(buffer)),
    CALL(arch_prctl, 0x7777, 1),
    CALL(kcmp, 0x3fffffff, 1, 0, 3, 4),
    CALL(ptrace, 77, 0x3fffffff, 1, 2),
    CALL(ptrace, 7, 0x3fffffff, 0, SIGTERM),
    CALL(ptrace, 0x4206, 0x3fffffff, 0, 0x100001),
    CALL(setfsuid, -1),
    CALL(reboot, 1, 2, 3, 0),
    CALL(sethostname, A(BAD), 5),
    CALL(syslog, 77, 0, 0),
    CALL(acct, A("/nonexistent/x")),
    CALL(init_module, A(BAD), 5, A("x=1")),
    CALL(delete_module, A("none"), O_NONBLOCK),
    CALL(getcpu, A(BAD), 0, 0),
    CALL(getrandom, A(BAD), 8, 1),
    CALL(getrandom, A(buffer), 0, 0x77),
};

static const struct call scheduling[] = {
    CALL(sched_yield),
    CALL(sched_getscheduler, 0x3fffffff),
    CALL(sched_getparam, 0, A(&priority)),
    CALL(sched_setparam, 0x3fffffff, A(&high)),
    CALL(sched_setscheduler, 0x3fffffff, SCHED_FIFO, A(&high)),
    CALL(sched_setscheduler, 0, 0x4000000f, A(&priority)),
    CALL(sched_get_priority_max, SCHED_RR),
    CALL(sched_get_priority_min, 77),
    CALL(sched_rr_get_interval, 0x3fffffff, A(&now)),
    CALL(sched_getaffinity, 0x3fffffff, 128, A(cpus)),
    CALL(sched_setaffinity, 0x3fffffff, 8, A(cpus)),
    CALL(sched_getattr, 0x3fffffff, A(buffer), 48, 0),
    CALL(sched_setattr, 0x3fffffff, A(BAD), 0),
    CALL(ioprio_get, 1, 0x3fffffff),
    CALL(ioprio_set, 1, 0x3fffffff, 0x4004),
    CALL(futex, A(&futex_word), FUTEX_WAIT, 4, A(&now)),
    CALL(futex, A(&futex_word), FUTEX_WAIT_PRIVATE, 5, A(&tiny)),
    CALL(futex, A(&futex_word), FUTEX_WAKE, 1),
    CALL(futex, A(&futex_word), FUTEX_WAKE_PRIVATE, 0x7fffffff),
    CALL(futex, A(&futex_word), FUTEX_REQUEUE, 1, 2, A(&number)),
    CALL(futex, A(&futex_word), FUTEX_CMP_REQUEUE, 1, 2, A(&number), 4),
    CALL(futex, A(&futex_word), FUTEX_WAKE_OP, 1, 1, A(&number), 0x1000001),
    CALL(futex, A(&futex_word), FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 4, 0, 0, -1),
    CALL(futex, A(&futex_word), FUTEX_WAKE_BITSET_PRIVATE, 1, 0, 0, 0x5),
    CALL(futex, A(&futex_word), FUTEX_UNLOCK_PI),
    CALL(futex, A(&futex_word), 0x77),
    CALL(set_robust_list, A(buffer), 24),
    CALL(set_robust_list, A(buffer), 1),
    CALL(get_robust_list, 0x3fffffff, A(&number), A(&number)),
    CALL(membarrier, 0, 0),
};

/* A control message of each shape: of so many bytes, with a level and a type. */
#define CONTROL(name, bytes, level, type)                                                     \
  static struct {                                                                             \
    struct cmsghdr head;                                                                      \
    int data[12];                                                                             \
  } name##_data = {{sizeof(struct cmsghdr) + (bytes), level, type}, {2, 0x100007f, 3, 4, 5}}; \
  static struct msghdr name = {.msg_control = &name##_data,                                   \
                               .msg_controllen = sizeof(struct cmsghdr) + (bytes)};
CONTROL(control_tos, 1, IPPROTO_IP, IP_TOS)
CONTROL(control_ttl, 4, IPPROTO_IP, IP_TTL)
CONTROL(control_options, 8, IPPROTO_IP, IP_RETOPTS)
CONTROL(control_packet, 12, IPPROTO_IP, IP_PKTINFO)
CONTROL(control_destination, 16, IPPROTO_IP, 20)
CONTROL(control_checksum, 4, IPPROTO_IP, 23)
CONTROL(control_of_no_type, 4, IPPROTO_IP, 9)
CONTROL(control_of_tcp, 4, IPPROTO_TCP, 7)
CONTROL(control_label, 5, SOL_SOCKET, 3)
CONTROL(control_time, 2 * sizeof(long), SOL_SOCKET, 29)
CONTROL(control_nanotime, 2 * sizeof(long), SOL_SOCKET, 35)
CONTROL(control_times, 6 * sizeof(long), SOL_SOCKET, 37)
CONTROL(control_odd_time, 3, SOL_SOCKET, 29)
CONTROL(control_credentials, 12, SOL_SOCKET, 2)
CONTROL(control_rights, 8, SOL_SOCKET, 1)
CONTROL(control_too_short, -3, SOL_SOCKET, 1)
static const struct call sockets[] = {
    CALL(socket, AF_INET, SOCK_STREAM, IPPROTO_TCP),
    CALL(socket, AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, IPPROTO_IP),
    CALL(socket, AF_INET6, SOCK_STREAM | SOCK_NONBLOCK, 0),
    CALL(socket, AF_UNIX, SOCK_SEQPACKET, 0),
    CALL(socket, AF_NETLINK, SOCK_RAW, 0),
    CALL(socket, 77, 88, 99),
    CALL(socket, AF_INET, SOCK_STREAM, 77),
    CALL(socketpair, AF_UNIX, SOCK_STREAM, 0, A(pair)),
    CALL(socketpair, AF_INET, SOCK_STREAM, 0, A(pair)),
    CALL(socketpair, AF_UNIX, SOCK_STREAM, 0, A(BAD)),
    CALL(bind, NOFD, A(&inet), sizeof inet),
    CALL(bind, NOFD, A(&inet6), sizeof inet6),
    CALL(bind, NOFD, A(&local), sizeof local),
    CALL(bind, NOFD, A(&hidden), 9),
    CALL(bind, NOFD, A(&local), 2),
    CALL(bind, NOFD, A(&odd), sizeof odd),
    CALL(bind, NOFD, A(BAD), 16),
    CALL(bind, NOFD, 0, 0),
    CALL(bind, NOFD, A(&inet), 1),
    CALL(bind, NOFD, A(&inet), -1),
    CALL(connect, 3, A(&inet), sizeof inet),
    CALL(connect, 6, A(&local), sizeof local),
    CALL(connect, NOFD, A(&inet6), sizeof inet6),
    CALL(listen, NOFD, 5),
    CALL(accept, NOFD, A(&inet), A(&address_length)),
    CALL(accept, NOFD, 0, 0),
    CALL(accept4, NOFD, 0, 0, SOCK_CLOEXEC | SOCK_NONBLOCK),
    CALL(accept4, NOFD, 0, 0, 0x77),
    CALL(getsockname, 3, A(&inet), A(&address_length)),
    CALL(getsockname, NOFD, A(&inet), A(&address_length)),
    CALL(getpeername, 3, A(&inet), A(&address_length)),
    CALL(getpeername, 8, A(buffer), A(&address_length)),
    CALL(sendto, NOFD, A("data"), 4, MSG_NOSIGNAL, A(&inet), sizeof inet),
    CALL(sendto, 8, A(long_string), 40, 0, 0, 0),
    CALL(recvfrom, 9, A(buffer), 100, MSG_DONTWAIT, 0, 0),
    CALL(recvfrom, 9, A(buffer), 100, MSG_DONTWAIT, 0, 0),
    CALL(recvfrom, NOFD, A(buffer), 100, 0x10000000, A(&inet), A(&address_length)),
    CALL(sendmsg, NOFD, A(&message), MSG_DONTWAIT),
    CALL(sendmsg, 8, A(&plain), 0),
    CALL(sendmsg, 8, A(BAD), 0),
    CALL(recvmsg, 9, A(&receiving), MSG_DONTWAIT),
    CALL(recvmsg, NOFD, A(&receiving), 0),
    CALL(shutdown, 8, SHUT_WR),
    CALL(shutdown, NOFD, 77),
};

static const struct call options[] = {
    CALL(socket, AF_INET, SOCK_STREAM, IPPROTO_TCP),
    CALL(sendmsg, NOFD, A(&control_tos), 0),
    CALL(sendmsg, NOFD, A(&control_ttl), 0),
    CALL(sendmsg, NOFD, A(&control_options), 0),
    CALL(sendmsg, NOFD, A(&control_packet), 0),
    CALL(sendmsg, NOFD, A(&control_destination), 0),
    CALL(sendmsg, NOFD, A(&control_checksum), 0),
    CALL(sendmsg, NOFD, A(&control_of_no_type), 0),
    CALL(sendmsg, NOFD, A(&control_of_tcp), 0),
    CALL(sendmsg, NOFD, A(&control_label), 0),
    CALL(sendmsg, NOFD, A(&control_time), 0),
    CALL(sendmsg, NOFD, A(&control_nanotime), 0),
    CALL(sendmsg, NOFD, A(&control_times), 0),
    CALL(sendmsg, NOFD, A(&control_odd_time), 0),
    CALL(sendmsg, NOFD, A(&control_credentials), 0),
    CALL(sendmsg, NOFD, A(&control_rights), 0),
    CALL(sendmsg, NOFD, A(&control_too_short), 0),
    CALL(setsockopt, NOFD, 17, 1, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 17, 103, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 17, 9, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 132, 0, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 132, 3, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 132, 12, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 255, 2, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 263, 18, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 274, 4, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 279, 1, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 279, 5, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 279, 9, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 282, 1, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 282, 2, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 283, 1, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 283, 8, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 0, 8, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 0, 23, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 0, 49, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 41, 2, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 41, 50, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 41, 72, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 270, 6, A(&zero), sizeof zero),
    CALL(setsockopt, NOFD, 6, 15, A(&zero), sizeof zero),
    CALL(getsockopt, 3, SOL_SOCKET, SO_PEERCRED, A(buffer), A(&credentials_length)),
    CALL(setsockopt, 3, SOL_SOCKET, SO_REUSEADDR, A(&one), sizeof one),
    CALL(setsockopt, 3, SOL_SOCKET, SO_LINGER, A(&lingering), sizeof lingering),
    CALL(setsockopt, 3, SOL_SOCKET, SO_RCVTIMEO, A(&half), sizeof half),
    CALL(setsockopt, 3, IPPROTO_TCP, TCP_NODELAY, A(&one), sizeof one),
    CALL(setsockopt, 3, IPPROTO_TCP, TCP_KEEPIDLE, A(&zero), sizeof zero),
    CALL(setsockopt, 3, IPPROTO_IP, IP_TTL, A(&one), sizeof one),
    CALL(setsockopt, 3, IPPROTO_IPV6, IPV6_V6ONLY, A(&one), sizeof one),
    CALL(setsockopt, 3, SOL_SOCKET, 777, A(&one), sizeof one),
    CALL(setsockopt, 3, 777, 1, A(&one), sizeof one),
    CALL(setsockopt, 3, SOL_SOCKET, SO_SNDBUF, A(BAD), sizeof one),
    CALL(setsockopt, NOFD, SOL_SOCKET, SO_KEEPALIVE, 0, 0),
    CALL(getsockopt, 3, SOL_SOCKET, SO_TYPE, A(&number), A(&int_length)),
    CALL(getsockopt, 3, SOL_SOCKET, SO_ERROR, A(&number), A(&int_length)),
    CALL(getsockopt, 3, SOL_SOCKET, SO_ACCEPTCONN, A(&number), A(&int_length)),
    CALL(getsockopt, 3, IPPROTO_TCP, TCP_MAXSEG, A(&number), A(&int_length)),
    CALL(getsockopt, NOFD, SOL_SOCKET, SO_TYPE, A(&number), A(&int_length)),
    CALL(getsockopt, 3, SOL_SOCKET, SO_TYPE, A(BAD), A(BAD)),
};

static const struct call waiting[] = {
    CALL(poll, A(polled), 1, 0),
    CALL(poll, A(polled), 3, 100),
    CALL(poll, A(BAD), 1, -1),
    CALL(poll, 0, 0, 1),
    CALL(ppoll, A(polled), 2, A(&tiny), A(set1), 8),
    CALL(ppoll, A(BAD), 1, A(&wrong_time), 0, 8),
    CALL(select, 2, A(&read_set), A(&write_set), 0, A(&half)),
    CALL(select, 0, 0, 0, 0, A(moments) + 8),
    CALL(select, -1, 0, 0, 0, 0),
    CALL(select, 1024, A(BAD), 0, 0, 0),
    CALL(pselect6, 2, 0, A(&write_set), 0, A(&tiny), 0),
    CALL(epoll_create, 10),
    CALL(epoll_create, -1),
    CALL(epoll_create1, O_CLOEXEC),
    CALL(epoll_create1, 0x77),
    CALL(epoll_ctl, 3, 1, 1, A(&event)),
    CALL(epoll_ctl, 3, 3, NOFD, A(&event)),
    CALL(epoll_ctl, 3, 2, NOFD, 0),
    CALL(epoll_ctl, NOFD, 77, 1, A(BAD)),
    CALL(epoll_wait, 3, A(events), 4, 0),
    CALL(epoll_wait, NOFD, A(events), 4, -1),
    CALL(epoll_wait, 3, A(events), -1, 0),
    CALL(epoll_pwait, 3, A(events), 4, 0, A(set1), 8),
    CALL(eventfd, 5),
    CALL(eventfd2, 0, O_CLOEXEC | O_NONBLOCK | 1),
    CALL(eventfd2, 0, 0x77000),
};

static struct {
  long type;
  char text[8];
} queued = {3, "queued"};
static struct semaphore_operation {
  unsigned short num;
  short op, flg;
} operation = {0, -1, 04000};
/* A key of no other process: what is made by it may be there only once. After those of MADE_SEGMENT
   and its like. */
#define OWN_KEY 0x7d616404L
#define OWN_KEYS 0x51000000L
static const struct call ipc[] = {
    CALL(shmget, 0, 4096, 01600),
    CALL(shmget, 0x1234567, 4096, 0),
    CALL(shmat, -1, 0, 010000),
    CALL(shmdt, 1),
    CALL(shmctl, -1, 0, 0),
    CALL(shmctl, -1, 2, A(buffer)),
    CALL(semget, 0, 1, 01600),
    CALL(semget, OWN_KEY, 1, 03000),
    CALL(semop, -1, A(&operation), 1),
    CALL(semop, -1, A(BAD), 1),
    CALL(semtimedop, -1, A(&operation), 1, A(&tiny)),
    CALL(semctl, -1, 0, 0, 0),
    CALL(semctl, -1, 0, 16, 5),
    CALL(msgget, 0x1234567, 0),
    CALL(msgsnd, -1, A(&queued), 6, 04000),
    CALL(msgrcv, -1, A(&queued), 6, 3, 04000),
    CALL(msgctl, -1, 0, 0),
    CALL(mq_open, A("none"), O_RDONLY, 0, 0),
    CALL(mq_unlink, A("none")),
    CALL(mq_timedsend, NOFD, A("text"), 4, 5, A(&tiny)),
    CALL(mq_timedreceive, NOFD, A(buffer), 4, A(&number), A(&tiny)),
    CALL(mq_getsetattr, NOFD, 0, 0),
    CALL(io_setup, -1, A(&context)),
    CALL(io_destroy, 5),
    CALL(io_getevents, 5, 1, 1, A(buffer), A(&tiny)),
    CALL(io_submit, 5, 0, 0),
    CALL(add_key, A("user"), A("name"), A("payload"), 7, -77),
    CALL(request_key, A("nosuch"), A("name"), 0, 0),
    CALL(keyctl, 0, -3, 0),
    CALL(keyctl, 777, 1, 2, 3, 4),
    CALL(bpf, 777, A(BAD), 8),
    CALL(perf_event_open, A(BAD), 0, -1, -1, 8),
    CALL(seccomp, 777, 0, 0),
    CALL(seccomp, 2, 0, A(BAD)),
    CALL(landlock_create_ruleset, 0, 0, 1),
    CALL(landlock_restrict_self, NOFD, 0),
};

static struct {
  uint64_t start, length;
  unsigned flags, mapped, count, reserved;
} extents = {0, ~0ULL, 0, 0, 0, 0};
static const struct call ioctls[] = {
    CALL(ioctl, NOFD, 0x5401, A(buffer)),
    CALL(ioctl, NOFD, 0x5413, A(buffer)),
    CALL(ioctl, NOFD, 0x5402, A(buffer)),
    CALL(ioctl, NOFD, 0x541b, A(&number)),
    CALL(ioctl, NOFD, 0x5421, A(&one)),
    CALL(ioctl, NOFD, 0x5451),
    CALL(ioctl, NOFD, 0x5450),
    CALL(ioctl, NOFD, 0x40049409, 3),
    CALL(ioctl, NOFD, 0xc020660b, A(buffer)),
    CALL(open, A("/etc/passwd"), O_RDONLY),
    CALL(ioctl, 3, 0xc020660b, A(&extents)),
    CALL(ioctl, NOFD, 0x8901, A(&number)),
    CALL(ioctl, NOFD, 0x8912, A(buffer)),
    CALL(ioctl, NOFD, 0x80081272, A(buffer)),
    CALL(ioctl, NOFD, 0x4c00, 5),
    CALL(ioctl, NOFD, 0x12345678, 9),
    CALL(ioctl, NOFD, 0xc0ffee77, A(BAD)),
};

static struct sockaddr_nl routes = {AF_NETLINK, 0, 0, 0};
static struct {
  unsigned length;
  unsigned short type, flags;
  unsigned sequence, pid;
  unsigned char body[16];
  unsigned short attribute_length, attribute_type;
  unsigned attribute;
} ask_links = {40, 18, 1, 5, 0, {0, 0, 0, 0, 99, 99}, 8, 29, 9};
static struct f_owner { int type, pid; } group_owner = {2, 0}, odd_owner = {77, 5};
static char many[4096];
static const struct call prctls[] = {
    CALL(prctl, 1, SIGTERM),
    CALL(prctl, 1, 777),
    CALL(prctl, 2, A(&number)),
    CALL(prctl, 2, A(BAD)),
    CALL(prctl, 4, 1),
    CALL(prctl, 4, 7),
    CALL(prctl, 3),
    CALL(prctl, 5, A(&number)),
    CALL(prctl, 6, 1),
    CALL(prctl, 7),
    CALL(prctl, 8, 0),
    CALL(prctl, 9, A(&number)),
    CALL(prctl, 10, 1),
    CALL(prctl, 11, A(&number)),
    CALL(prctl, 12, 1),
    CALL(prctl, 13),
    CALL(prctl, 14, 1),
    CALL(prctl, 15, A("named")),
    CALL(prctl, 15, A(BAD)),
    CALL(prctl, 16, A(buffer)),
    CALL(prctl, 19, A(&number)),
    CALL(prctl, 20, 1),
    CALL(prctl, 21),
    CALL(prctl, 22, 2, A(BAD)),
    CALL(prctl, 22, 77),
    CALL(prctl, 23, 5),
    CALL(prctl, 23, 77),
    CALL(prctl, 24, 77),
    CALL(prctl, 25, A(&number)),
    CALL(prctl, 25, A(BAD)),
    CALL(prctl, 26, 1),
    CALL(prctl, 26, 77),
    CALL(prctl, 27),
    CALL(prctl, 28, 0),
    CALL(prctl, 28, 0x33),
    CALL(prctl, 28, 0x1234),
    CALL(prctl, 29, 50000),
    CALL(prctl, 30),
    CALL(prctl, 31, 1, 2, 3, 4),
    CALL(prctl, 32, 1),
    CALL(prctl, 33, 0, 0, 0, 0),
    CALL(prctl, 33, 1, 2, 0, 0),
    CALL(prctl, 33, 1, 77, 5, 0),
    CALL(prctl, 34, 0, 0, 0, 0),
    CALL(prctl, 34, 7),
    CALL(prctl, 35, 1, 0x1234, 0, 0),
    CALL(prctl, 35, 77, 0x1234, 5, 6),
    CALL(prctl, 35, 14, 0x1234, 8, 0),
    CALL(prctl, 36, 1),
    CALL(prctl, 37, A(&number)),
    CALL(prctl, 38, 0, 1, 2, 3),
    CALL(prctl, 39, 0, 0, 0, 0),
    CALL(prctl, 40, A(buffer)),
    CALL(prctl, 40, A(BAD)),
    CALL(prctl, 41, 0, 0, 0, 0),
    CALL(prctl, 41, 7, 1, 2, 3),
    CALL(prctl, 42, 0, 0, 0, 0),
    CALL(prctl, 45, 1),
    CALL(prctl, 46),
    CALL(prctl, 47, 1, 0, 0, 0),
    CALL(prctl, 47, 2, 5, 0, 0),
    CALL(prctl, 47, 4, 0, 0, 0),
    CALL(prctl, 47, 9, 7, 6, 5),
    CALL(prctl, 50, 16),
    CALL(prctl, 51),
    CALL(prctl, 52, 0),
    CALL(prctl, 52, 77),
    CALL(prctl, 53, 0, 0x10, 0, 0),
    CALL(prctl, 53, 77, 0x1234, 0, 0),
    CALL(prctl, 54, 0x1f, 0, 0, 0),
    CALL(prctl, 55, 1, 0, 0, 0),
    CALL(prctl, 56),
    CALL(prctl, 57, 1, 0, 0, 0),
    CALL(prctl, 58, 0, 0, 0, 0),
    CALL(prctl, 62, 0, 0, 0, 0),
    CALL(prctl, 62, 1, 1073741823, 1, 0),
    CALL(prctl, 0x53564d41, 0, 0x1234, 5, A("name")),
    CALL(prctl, 0x53564d41, 7, 0x1234, 5, A("name")),
    CALL(prctl, 0x59616d61, -1),
    CALL(prctl, 0x59616d61, 5),
    CALL(prctl, 777, 1, 2, 3, 4),
    CALL(arch_prctl, 0x1001, 0),
    CALL(arch_prctl, 0x1004, A(&number)),
    CALL(arch_prctl, 0x1011, 0),
    CALL(arch_prctl, 0x1012, 1),
    CALL(arch_prctl, 0x1021, A(&number)),
    CALL(arch_prctl, 0x1022, A(&number)),
    CALL(arch_prctl, 0x1023, 18),
    CALL(arch_prctl, 0x7777, 5),
    CALL(ioprio_set, 1, 0x3fffffff, 0x2003),
    CALL(ioprio_set, 2, 0x3fffffff, 0x8001),
    CALL(ioprio_set, 9, 5, 7),
    CALL(ioprio_get, 1, 0),
    CALL(fcntl, 1, 15, A(&group_owner)),
    CALL(fcntl, NOFD, 15, A(&odd_owner)),
    CALL(fcntl, NOFD, 16, A(&odd_owner)),
    CALL(fcntl, NOFD, 16, 0),
    CALL(fcntl, NOFD, 1036, A(&one)),
    CALL(fcntl, NOFD, 1037, A(BAD)),
    CALL(fcntl, NOFD, 17, A(buffer)),
    CALL(futex, A(&futex_word), 5, 1, 2, A(&number), 0x1234567),
    CALL(futex, A(&futex_word), 0x85, 1, 2, A(&number), 0x9a005003),
    CALL(futex, A(&futex_word), 5, 1, 2, A(BAD), 0xf7fff777),
    CALL(ptrace, 0x4200, 1, 0, 0x7f),
    CALL(ptrace, 0x4206, 0x3fffffff, 0, 0x100001),
    CALL(ptrace, 7, 0x3fffffff, 0, 15),
    CALL(ptrace, 24, 0x3fffffff, 1, 9),
    CALL(ptrace, 0x4204, 0x3fffffff, 1, A(pieces)),
    CALL(ptrace, 0x4204, 0x3fffffff, 0x202, 0),
    CALL(ptrace, 3, 0x3fffffff, 8, A(buffer)),
    CALL(ptrace, 3, 0x3fffffff, 120, A(buffer)),
    CALL(ptrace, 6, 0x3fffffff, 16, 5),
    CALL(ptrace, 17, 0x3fffffff, 1, 5),
    CALL(ptrace, 0x4203, 0x3fffffff, 0, A(&information)),
    CALL(ptrace, 0x420a, 0x3fffffff, 8, A(set1)),
    CALL(ptrace, 0x420e, 0x3fffffff, 88, A(buffer)),
    CALL(ptrace, 0x4209, 0x3fffffff, A(buffer), A(&information)),
    CALL(ptrace, 2, 0x3fffffff, A(buffer), A(buffer)),
    CALL(ptrace, 5, 0x3fffffff, A(buffer), 7),
    CALL(ptrace, 0x4201, 0x3fffffff, 0, A(&number)),
    CALL(ptrace, 0x4202, 0x3fffffff, 0, A(&information)),
    CALL(ptrace, 12, 0x3fffffff, 0, A(buffer)),
    CALL(ptrace, 13, 0x3fffffff, 0, A(buffer)),
    CALL(ptrace, 16, 0x3fffffff, 0, 0),
    CALL(ptrace, 8, 0x3fffffff, 0, 0),
    CALL(ptrace, 0x4207, 0x3fffffff, 0, 0),
    CALL(ptrace, 777, 0x3fffffff, 1, 2),
    CALL(personality, 0xffffffff),
    CALL(personality, 0x0040000),
    CALL(personality, 0x777777),
    CALL(reboot, 0xfee1dead, 0x28121969, 0x7777777),
    CALL(reboot, 0xfee1dead, 5, 0xa1b2c3d4, A("now")),
};
static struct mmsghdr sent[2] = {{{NULL, 0, pieces, 1, NULL, 0, 0}, 0},
                                 {{NULL, 0, pieces + 2, 1, NULL, 0, 0}, 0}},
                      received[2] = {{{NULL, 0, room + 1, 1, NULL, 0, 0}, 0},
                                     {{NULL, 0, room + 1, 1, NULL, 0, 0}, 0}};
static char interface[40] = "lo", no_interface[40] = "none\0\0\0\0\0\0\0\0\0\0\0\0\1";
static const struct call messages[] = {
    CALL(socketpair, AF_UNIX, SOCK_DGRAM, 0, A(pair)),
    CALL(sendmmsg, 3, A(sent), 2, MSG_NOSIGNAL),
    CALL(sendmmsg, NOFD, A(sent), 2, 0),
    CALL(sendmmsg, 3, A(BAD), 2, 0),
    CALL(sendmmsg, 3, 0, 0, 0),
    CALL(recvmmsg, 4, A(received), 2, MSG_DONTWAIT, 0),
    CALL(recvmmsg, 4, A(received), 2, MSG_DONTWAIT, 0),
    CALL(recvmmsg, NOFD, A(received), 2, 0, A(&tiny)),
    CALL(recvmmsg, NOFD, A(BAD), 2, 0, A(BAD)),
    CALL(socket, AF_INET, SOCK_DGRAM, 0),
    CALL(ioctl, 5, 0x8913, A(interface)),
    CALL(ioctl, 5, 0x8921, A(interface)),
    CALL(ioctl, 5, 0x8933, A(interface)),
    CALL(ioctl, 5, 0x8915, A(interface)),
    CALL(ioctl, 5, 0x8927, A(interface)),
    CALL(ioctl, 5, 0x891b, A(interface)),
    CALL(ioctl, 5, 0x8913, A(no_interface)),
    CALL(ioctl, NOFD, 0x8914, A(no_interface)),
    CALL(ioctl, NOFD, 0x8922, A(no_interface)),
    CALL(ioctl, NOFD, 0x8913, A(BAD)),
    CALL(socket, AF_NETLINK, SOCK_RAW, 0),
    CALL(bind, 6, A(&routes), sizeof routes),
    CALL(sendto, 6, A(&ask_links), sizeof ask_links, 0, 0, 0),
    CALL(sendto, 6, A(&ask_links), 20, 0, A(&routes), sizeof routes),
    CALL(sendto, 6, A(&ask_links), 17, 0, 0, 0),
    CALL(recvfrom, 6, A(buffer), sizeof buffer, MSG_DONTWAIT, 0, 0),
    CALL(msgsnd, -1, A(&queued), 40, 0),
    CALL(msgsnd, -1, A(BAD), 6, 0),
    CALL(msgrcv, -1, A(&queued), 8, 3, 04000),
};
static struct {
  unsigned short length;
  void* filter;
} program = {1, buffer}, no_program = {0, BAD};
static unsigned allow = 0x7fff0000, odd_action = 0x1234;
static uint64_t accesses = 0x1fff, odd_access = 0xff0000;
static struct {
  uint64_t access;
  int parent;
} __attribute__((packed)) beneath = {7, 1};
static char clock_state[208];
static const struct call objects[] = {
    CALL(seccomp, 1, 0x40, A(&program)),
    CALL(seccomp, 1, 0x40, A(&no_program)),
    CALL(seccomp, 1, 0x40, A(BAD)),
    CALL(seccomp, 2, 0, A(&allow)),
    CALL(seccomp, 2, 0, A(&odd_action)),
    CALL(seccomp, 3, 0, A(buffer)),
    CALL(seccomp, 3, 0, A(BAD)),
    CALL(landlock_create_ruleset, A(&accesses), 8, 77),
    CALL(landlock_create_ruleset, A(&odd_access), 8, 0),
    CALL(landlock_create_ruleset, A(BAD), 8, 0),
    CALL(landlock_add_rule, NOFD, 1, A(&beneath), 0),
    CALL(landlock_add_rule, NOFD, 1, A(BAD), 0),
    CALL(landlock_add_rule, NOFD, 7, A(&beneath), 0),
    CALL(adjtimex, A(clock_state)),
    CALL(adjtimex, A(BAD)),
    CALL(clock_adjtime, CLOCK_REALTIME, A(clock_state)),
    CALL(clock_adjtime, 77, A(clock_state)),
};
static const struct call keys[] = {
    CALL(add_key, A("user"), A("name"), A("payload"), 7, -3),
    CALL(add_key, A(BAD), A(BAD), A(BAD), 7, 5),
    CALL(add_key, A("user"), A("name"), 0, 0, -77),
    CALL(request_key, A("user"), A("nosuch"), 0, -4),
    CALL(request_key, A("nosuch"), A("name"), A("callout"), 0),
    CALL(keyctl, 0, -3, 0),
    CALL(keyctl, 0, -3, 1),
    CALL(keyctl, 1, A("ring")),
    CALL(keyctl, 1, 0),
    CALL(keyctl, 2, 12345678, A("payload"), 7),
    CALL(keyctl, 3, 12345678),
    CALL(keyctl, 4, 12345678, 5, -1),
    CALL(keyctl, 5, 12345678, 0x3f3f0000),
    CALL(keyctl, 5, 12345678, 0x1f1f1f1f),
    CALL(keyctl, 6, -3, A(buffer), 100),
    CALL(keyctl, 6, 12345678, A(buffer), 100),
    CALL(keyctl, 7, 12345678),
    CALL(keyctl, 8, 12345678, -3),
    CALL(keyctl, 9, 12345678, -3),
    CALL(keyctl, 10, -3, A("user"), A("nosuch"), 0),
    CALL(keyctl, 10, -3, A("user"), A("nosuch"), -2),
    CALL(keyctl, 11, 12345678, A(buffer), 100),
    CALL(keyctl, 12, 12345678, A("payload"), 7, -3),
    CALL(keyctl, 13, 12345678, 60, -3),
    CALL(keyctl, 14, 0),
    CALL(keyctl, 14, 777),
    CALL(keyctl, 14, -1),
    CALL(keyctl, 15, 12345678, 60),
    CALL(keyctl, 16, 12345678),
    CALL(keyctl, 17, -3, A(buffer), 100),
    CALL(keyctl, 19, 12345678, 60, 126, -3),
    CALL(keyctl, 20, 12345678, A(pieces), 2, -3),
    CALL(keyctl, 21, 12345678),
    CALL(keyctl, 22, -1, 12345678),
    CALL(keyctl, 23, A(buffer), A(buffer), 5, 0),
    CALL(keyctl, 24, 12345678, 0, A("info"), A(buffer)),
    CALL(keyctl, 29, 12345678, A("asymmetric"), A("rule")),
    CALL(keyctl, 30, 1, 2, 3),
    CALL(keyctl, 31, A(buffer), 40),
    CALL(keyctl, 32, 12345678, A(buffer), 4),
    CALL(keyctl, 777, 1, 2, 3, 4),
};

#include "families_blocks.h"
#include "families_consoles.h"
#include "families_devices.h"
#include "families_hardware.h"
#include "families_input.h"
#include "families_kernel.h"
#include "families_lines.h"
#include "families_objects.h"
#include "families_options.h"
#include "families_widths.h"
#include "families_words.h"
#ifdef __i386__
#include "families_narrow.h"
#else
static long perform(long number, const long* a) {
  return syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
#endif

static const struct {
  const char* name;
  const struct call* calls;
  size_t count;
} families[] = {
#define FAMILY(name) \
  { #name, name, sizeof name / sizeof name[0] }
    FAMILY(opening),
    FAMILY(data),
    FAMILY(fcntls),
    FAMILY(names),
    FAMILY(statuses),
    FAMILY(memory),
    FAMILY(signals),
    FAMILY(times),
    FAMILY(processes),
    FAMILY(scheduling),
    FAMILY(sockets),
    FAMILY(options),
    FAMILY(waiting),
    FAMILY(ipc),
    FAMILY(ioctls),
    FAMILY(prctls),
    FAMILY(keys),
    FAMILY(messages),
    FAMILY(objects),
    FAMILY(memories),
    FAMILY(system_v),
    FAMILY(oddities),
    FAMILY(quotas),
    FAMILY(handles),
    FAMILY(filters),
    FAMILY(rings),
    FAMILY(events_opened),
    FAMILY(programs),
    FAMILY(addresses),
    FAMILY(diagnostics),
    FAMILY(devices),
    FAMILY(netfilters),
    FAMILY(inputs),
    FAMILY(informed),
    FAMILY(socket_options),
    FAMILY(socket_answers),
    FAMILY(devices_asked),
    FAMILY(devices_told),
    FAMILY(filesystems_asked),
    FAMILY(consoles_asked),
    FAMILY(interfaces_asked),
    FAMILY(lines_asked),
    FAMILY(trees_asked),
    FAMILY(blocks_asked),
    FAMILY(spellings),
    FAMILY(widths),
    FAMILY(cut),
    FAMILY(signalled),
    FAMILY(mounted),
    FAMILY(entrusted),
    FAMILY(socket_addresses),
    FAMILY(socket_controls),
#ifdef __i386__
    FAMILY(folded),
    FAMILY(system_v_folded),
    FAMILY(former),
    FAMILY(halves),
    FAMILY(wide_times),
#endif
};

static long made[5];
/* What stands for a number that main asked the kernel for. */
static long resolved(long word) {
  return word >= MADE_SEGMENT && word <= OWN_PID ? made[word - MADE_SEGMENT] : word;
}

/* System V's objects outlive who makes them. */
static void remove_made(const struct call* call, long id) {
  long number = call->number;
  if (id < 0) return;
#ifdef __i386__
  if (number == SYS_ipc)
    number = call->args[0] == 2    ? SYS_semget
             : call->args[0] == 13 ? SYS_msgget
             : call->args[0] == 23 ? SYS_shmget
                                   : 0;
#endif
  if (number == SYS_shmget) shmctl((int)id, IPC_RMID, NULL);
  if (number == SYS_semget) semctl((int)id, 0, IPC_RMID);
  if (number == SYS_msgget) msgctl((int)id, IPC_RMID, NULL);
}

int main(int argc, char** argv) {
  const char* wanted = argc > 1 ? argv[1] : "";
  action.sa_handler = SIG_IGN;
  for (size_t i = 0; i < 2048; ++i) words[i] = i % 8 + 1;
  set_wide_pointers();
  made[3] = OWN_KEYS | getpid();
  made[4] = getpid();
  set_edge();
  for (size_t i = 0; i < sizeof families / sizeof families[0]; ++i) {
    if (strcmp(wanted, "-") == 0) printf("%s %zu\n", families[i].name, families[i].count);
    if (*wanted != '\0' && strcmp(wanted, families[i].name) != 0) continue;
    if (strncmp(families[i].name, "system_v", 8) == 0) {
      made[0] = shmget(IPC_PRIVATE, 8192, 0640);
      made[1] = semget(IPC_PRIVATE, 4, 0640);
      made[2] = msgget(IPC_PRIVATE, 0640);
    }
    syscall(SYS_close_range, 3, ~0U, 0);
    syscall(SYS_access, "/families/begin", 0); /* what comes before is the C library's */
    for (size_t k = 0; k < families[i].count; ++k) {
      const struct call* call = &families[i].calls[k];
      long a[6];
      for (int i = 0; i < 6; ++i) a[i] = resolved(call->args[i]);
      FD_ZERO(&read_set);
      FD_ZERO(&write_set);
      FD_SET(1, &write_set);
      half = (struct timeval){0, 500000};
      address_length = sizeof inet;
      remove_made(call, perform(call->number, a));
    }
  }
  return 0;
}

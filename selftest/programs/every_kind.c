// One call of each kind that text shows in its own way: for comparison with strace, line by line.
// Works in its own, empty working directory; does not look at results.
#define _GNU_SOURCE
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

static void Files(void) {
  const struct timespec times[2] = {{1577836800, 5}, {0, UTIME_OMIT}};
  const struct iovec one = {"abc", 3};
  const unsigned long long how[3] = {O_CREAT | O_WRONLY, 0640, 8};
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 10};
  char buffer[64];
  int fd = open("a", O_RDWR | O_CREAT | O_TRUNC, 0644);
  write(fd, "one\n\t\"two\"\33[0m\0001\377", 18);
  write(fd, "a text that is longer than the thirty-two bytes that are shown", 62);
  pwritev(fd, &one, 1, 2);
  lseek(fd, -3, SEEK_END);
  read(fd, buffer, sizeof buffer);
  read(fd, buffer, sizeof buffer);
  fsync(fd);
  fcntl(fd, F_GETFL);
  fcntl(fd, F_SETFL, O_APPEND | O_NONBLOCK);
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  fcntl(fd, F_GETFD);
  fcntl(fd, F_SETLK, &lock);
  fcntl(fd, F_GETLK, &lock);
  flock(fd, LOCK_EX | LOCK_NB);
  ftruncate(fd, 5);
  fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, 10);
  fchmod(fd, 04755);
  fchown(fd, -1, 0);
  posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
  futimens(fd, times);
  close(fcntl(fd, F_DUPFD_CLOEXEC, 20));
  close(dup3(fd, 21, O_CLOEXEC));
  ioctl(fd, TCGETS, buffer);
  ioctl(fd, FIOCLEX);
  ioctl(fd, 0x12345678, 1);
  syscall(SYS_openat2, AT_FDCWD, "b", how, sizeof how);
  open("/nonexistent/x", O_WRONLY | O_SYNC);
  open(".", O_TMPFILE | O_RDWR, 0600);
  open(".", O_DIRECTORY | O_PATH | 0x40000000);
  mkdir("d", 0700);
  symlink("target", "d/l");
  readlink("d/l", buffer, sizeof buffer);
  link("a", "d/a");
  rename("d/a", "c");
  renameat2(AT_FDCWD, "c", AT_FDCWD, "b", RENAME_EXCHANGE);
  unlink("c");
  unlinkat(AT_FDCWD, "d", AT_REMOVEDIR);
  mknod("q", S_IFIFO | 0640, 0);
  access("a", R_OK | X_OK);
  faccessat(AT_FDCWD, "a", F_OK, AT_EACCESS);
  setxattr("a", "user.x", "v\0w", 3, XATTR_CREATE);
  getxattr("a", "user.x", buffer, sizeof buffer);
  umask(077);
  getcwd(buffer, 2);
  syscall(SYS_statx, AT_FDCWD, "a", AT_SYMLINK_NOFOLLOW, STATX_SIZE | STATX_BTIME, NULL);
  struct stat status;
  stat("a", &status);
  lstat("d/l", &status);
  stat("/dev/null", &status);
  syscall(SYS_memfd_create, "m", 3);
}

static void Descriptors(void) {
  int pair[2];
  pipe2(pair, O_CLOEXEC | O_NONBLOCK);
  const struct itimerspec timer = {{0, 0}, {1, 5}};
  struct pollfd fds[2] = {{pair[0], POLLIN, 0}, {pair[1], POLLOUT, 0}};
  struct epoll_event event = {EPOLLIN | EPOLLET, {.u64 = 7}};
  const struct timespec short_time = {0, 1000000};
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  write(pair[1], "x", 1);
  poll(fds, 2, 10);
  poll(fds, 0, 1);
  ppoll(fds, 1, &short_time, &set);
  int epoll = epoll_create1(EPOLL_CLOEXEC);
  epoll_ctl(epoll, EPOLL_CTL_ADD, pair[0], &event);
  epoll_wait(epoll, &event, 1, 10);
  read(pair[0], &event, 1);
  epoll_wait(epoll, &event, 1, 0);
  eventfd(3, EFD_SEMAPHORE | EFD_CLOEXEC);
  signalfd(-1, &set, SFD_NONBLOCK);
  timerfd_settime(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC), TFD_TIMER_ABSTIME, &timer, NULL);
  inotify_add_watch(inotify_init1(IN_NONBLOCK), ".", IN_CREATE | IN_DELETE);
}

static void Sockets(void) {
  struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons(9)};
  struct sockaddr_in6 in6 = {.sin6_family = AF_INET6, .sin6_port = htons(9)};
  struct sockaddr_un un = {.sun_family = AF_UNIX, .sun_path = "s"};
  const int on = 1;
  int pair[2];
  in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  in6.sin6_addr = in6addr_loopback;
  int tcp = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  setsockopt(tcp, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  setsockopt(tcp, IPPROTO_TCP, 1, &on, sizeof on);
  connect(tcp, (struct sockaddr*)&in, sizeof in);
  int udp = socket(AF_INET6, SOCK_DGRAM, IPPROTO_UDP);
  sendto(udp, "q", 1, MSG_DONTWAIT | MSG_NOSIGNAL, (struct sockaddr*)&in6, sizeof in6);
  int local = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
  bind(local, (struct sockaddr*)&un, sizeof un);
  listen(local, 5);
  accept4(local, NULL, NULL, SOCK_CLOEXEC);
  un.sun_path[0] = '\0';
  un.sun_path[1] = 'n';
  connect(socket(AF_UNIX, SOCK_DGRAM, 0), (struct sockaddr*)&un,
          offsetof(struct sockaddr_un, sun_path) + 2);
  socket(AF_NETLINK, SOCK_RAW, 0);
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  send(pair[0], "hello", 5, 0);
  char buffer[16];
  recv(pair[1], buffer, sizeof buffer, MSG_PEEK);
  shutdown(pair[1], SHUT_WR);
}

static void Processes(void) {
  struct rlimit limit;
  struct rusage usage;
  stack_t stack = {.ss_sp = &stack, .ss_flags = SS_DISABLE, .ss_size = 0};
  struct sigaction action = {.sa_flags = SA_RESTART | SA_SIGINFO};
  sigset_t set;
  action.sa_handler = SIG_IGN;
  sigaddset(&action.sa_mask, SIGTERM);
  sigaction(SIGUSR1, &action, NULL);
  sigfillset(&set);
  sigprocmask(SIG_BLOCK, &set, NULL);
  sigprocmask(SIG_SETMASK, &action.sa_mask, &set);
  sigaltstack(&stack, NULL);
  getrlimit(RLIMIT_NOFILE, &limit);
  prlimit(0, RLIMIT_CORE, &limit, NULL);
  prctl(PR_SET_NAME, "kinds");
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_CAPBSET_READ, 21);
  setpriority(PRIO_PROCESS, 0, 1);
  getpriority(PRIO_PROCESS, 0);
  getrusage(7, &usage);
  kill(0x7ffffff0, 0);
  kill(0x7ffffff0, 40);
  const struct timespec short_time = {0, 1000000};
  nanosleep(&short_time, NULL);
  clock_nanosleep(CLOCK_MONOTONIC, 0, &short_time, NULL);
  pid_t child = fork();
  if (child == 0) _exit(3);
  int status;
  waitpid(child, &status, 0);
  waitpid(-1, &status, WNOHANG);
  syscall(999, 1L, 2L, 3L, 4L, 5L, 6L);  // the last is passed in memory, and an int in half of it
}

static void Memory(void) {
  char* memory = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  mprotect(memory, 4096, PROT_NONE);
  madvise(memory, 4096, MADV_DONTNEED);
  madvise(memory, 4096, 99);
  msync(memory, 4096, MS_SYNC);
  mremap(memory, 8192, 4096, MREMAP_MAYMOVE);
  mlock(NULL, 0);
  munmap(memory, 4096);
  syscall(SYS_open, 0x1234, 0);
  write(1, (void*)0x1234, 5);
}

int main(void) {
  Files();
  Descriptors();
  Sockets();
  Processes();
  Memory();
  return 0;
}

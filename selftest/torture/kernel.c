/* What the kernel offers besides: rings, faults in user space, descriptors of every kind,
 * terminals. */
#define FAMILY "Kernel"
#include <linux/io_uring.h>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <termios.h>

#include "torture.h"

BEHAVIOUR(ring, "io_uring_setup 1, blind io-uring") {
  struct io_uring_params params;
  memset(&params, 0, sizeof params);
  const long fd = syscall(SYS_io_uring_setup, 4, &params);
  if (fd < 0) return UNAVAILABLE;
  return 0;
}

/* A thread that brings a page when somebody reads it, and not before the main thread said so. */
static char* lazy_page;
static int fault_fd;
static void* bring_page(void* nothing) {
  struct uffd_msg message;
  static char bytes[4096] __attribute__((aligned(4096))) = "/dev/null";
  MUST(read(fault_fd, &message, sizeof message) == sizeof message);
  struct uffdio_copy copy = {.dst = (uintptr_t)lazy_page, .src = (uintptr_t)bytes, .len = 4096};
  MUST(ioctl(fault_fd, UFFDIO_COPY, &copy) == 0);
  return nothing;
}

static int make_lazy_page(int flags) {
  fault_fd = (int)syscall(SYS_userfaultfd, O_CLOEXEC | flags);
  if (fault_fd < 0) return 0;
  struct uffdio_api api = {.api = UFFD_API};
  MUST(ioctl(fault_fd, UFFDIO_API, &api) == 0);
  lazy_page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  struct uffdio_register range = {.range = {(uintptr_t)lazy_page, 4096},
                                  .mode = UFFDIO_REGISTER_MODE_MISSING};
  MUST(ioctl(fault_fd, UFFDIO_REGISTER, &range) == 0);
  return 1;
}

BEHAVIOUR(path_that_another_thread_brings, "openat 1, blind unreadable-arguments") {
  if (!make_lazy_page(0)) return UNAVAILABLE;
  pthread_t thread;
  MUST(pthread_create(&thread, NULL, bring_page, NULL) == 0);
  MUST(syscall(SYS_openat, AT_FDCWD, lazy_page, O_RDONLY) >= 0);
  pthread_join(thread, NULL);
  return 0;
}

BEHAVIOUR(buffer_that_another_thread_brings, "write=ok 1+, blind unreadable-arguments") {
  if (!make_lazy_page(0)) return UNAVAILABLE;
  pthread_t thread;
  int ends[2];
  MUST(pipe(ends) == 0 && pthread_create(&thread, NULL, bring_page, NULL) == 0);
  MUST(write(ends[1], lazy_page, 10) == 10);
  pthread_join(thread, NULL);
  return 0;
}

BEHAVIOUR(page_that_never_comes, "openat=unfinished 1, ends SIGKILL, blind unreadable-arguments") {
  if (!make_lazy_page(0)) return UNAVAILABLE;
  const pid_t parent = getpid();
  if (fork() == 0) {
    await_sleep(parent); /* in the fault */
    kill(parent, SIGKILL);
    _exit(0);
  }
  syscall(SYS_openat, AT_FDCWD, lazy_page, O_RDONLY);
  return 1;
}

BEHAVIOUR(memory_file_with_seals, "memfd_create=ok 1, fcntl=ok 2, write=EPERM 1") {
  const int fd = memfd_create("sealed", MFD_ALLOW_SEALING);
  MUST(fd >= 0 && fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE) == 0 &&
       fcntl(fd, F_GET_SEALS) == F_SEAL_WRITE);
  MUST_FAIL(EPERM, write(fd, "x", 1));
  return 0;
}

BEHAVIOUR(secret_memory, "memfd_secret=ok 1, openat 1, blind unreadable-arguments") {
  const int fd = (int)syscall(SYS_memfd_secret, 0);
  if (fd < 0) return UNAVAILABLE;
  MUST(ftruncate(fd, 4096) == 0);
  char* page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  MUST(page != MAP_FAILED);
  strcpy(page, "/dev/null");
  MUST(open(page, O_RDONLY) >= 0 || errno == EFAULT);
  return 0;
}

BEHAVIOUR(event_descriptors,
          "eventfd2=ok 1, timerfd_create=ok 1, epoll_create1=ok 1, epoll_wait=ok 1") {
  const int event = eventfd(1, EFD_CLOEXEC);
  const int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
  const int epoll = epoll_create1(EPOLL_CLOEXEC);
  MUST(event >= 0 && timer >= 0 && epoll >= 0);
  struct epoll_event wanted = {.events = EPOLLIN, .data.u32 = 17};
  MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, event, &wanted) == 0);
  struct epoll_event got;
  MUST(epoll_wait(epoll, &got, 1, -1) == 1);
  printf("%u\n", got.data.u32);
  return 0;
}

BEHAVIOUR(descriptor_through_a_socket, "sendmsg=ok 1, recvmsg=ok 1, wait4=ok 1") {
  int pair[2];
  MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
  union {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(sizeof(int))];
  } control;
  memset(&control, 0, sizeof control);
  struct iovec byte = {"x", 1};
  struct msghdr message = {
      .msg_iov = &byte, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  const pid_t pid = fork();
  if (pid == 0) {
    char room;
    byte.iov_base = &room;
    MUST(recvmsg(pair[1], &message, 0) == 1);
    int fd;
    memcpy(&fd, CMSG_DATA(&control.head), sizeof fd);
    MUST(write(fd, "passed", 6) == 6);
    _exit(0);
  }
  const int fd = open("passed", O_WRONLY | O_CREAT, 0600);
  control.head = (struct cmsghdr){
      .cmsg_len = CMSG_LEN(sizeof fd), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
  memcpy(CMSG_DATA(&control.head), &fd, sizeof fd);
  MUST(sendmsg(pair[0], &message, 0) == 1);
  must_exit(pid, 0);
  return 0;
}

BEHAVIOUR(abstract_socket, "bind=ok 1, listen=ok 1, connect=ok 1, accept4=ok 1") {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  /* Named by the kernel: no two runs share it. */
  const int server = socket(AF_UNIX, SOCK_STREAM, 0);
  MUST(bind(server, (struct sockaddr*)&address, sizeof(sa_family_t)) == 0 &&
       listen(server, 1) == 0);
  socklen_t bytes = sizeof address;
  MUST(getsockname(server, (struct sockaddr*)&address, &bytes) == 0 && address.sun_path[0] == '\0');
  const int client = socket(AF_UNIX, SOCK_STREAM, 0);
  MUST(connect(client, (struct sockaddr*)&address, bytes) == 0 &&
       accept4(server, NULL, NULL, 0) >= 0);
  return 0;
}

BEHAVIOUR(file_that_is_deleted, "unlink=ok 1, write=ok 1+") {
  const int fd = open("deleted", O_RDWR | O_CREAT, 0600);
  MUST(fd >= 0 && unlink("deleted") == 0 && write(fd, "still", 5) == 5);
  return 0;
}

BEHAVIOUR(file_without_a_name, "linkat=ok 1") {
  const int fd = open(".", O_TMPFILE | O_RDWR, 0600);
  if (fd < 0) return UNAVAILABLE;
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  MUST(write(fd, "named", 5) == 5 &&
       linkat(AT_FDCWD, path, AT_FDCWD, "named", AT_SYMLINK_FOLLOW) == 0);
  return 0;
}

BEHAVIOUR(copies_in_the_kernel, "sendfile=ok 1, splice=ok 1, copy_file_range=ok 1") {
  make_file("from", "0123456789", 0600);
  const int from = open("from", O_RDONLY);
  const int to = open("to", O_RDWR | O_CREAT, 0600);
  int ends[2];
  off_t zero = 0;
  MUST(pipe(ends) == 0 && sendfile(to, from, &zero, 10) == 10);
  loff_t at = 0;
  MUST(splice(from, &at, ends[1], NULL, 10, 0) == 10);
  loff_t out = 10;
  at = 0;
  MUST(copy_file_range(from, &at, to, &out, 5, 0) == 5);
  return 0;
}

BEHAVIOUR(locks_of_files, "flock=ok 1, flock=EAGAIN 1, fcntl=ok 1") {
  make_file("locked", "", 0600);
  const int first = open("locked", O_RDWR);
  const int second = open("locked", O_RDWR);
  MUST(flock(first, LOCK_EX) == 0);
  MUST_FAIL(EWOULDBLOCK, flock(second, LOCK_EX | LOCK_NB));
  struct flock lock = {.l_type = F_WRLCK};
  MUST(fcntl(first, F_SETLK, &lock) == 0);
  return 0;
}

BEHAVIOUR(watches_of_files, "inotify_init1=ok 1, inotify_add_watch=ok 1, read=ok 1+") {
  const int fd = inotify_init1(IN_CLOEXEC);
  MUST(fd >= 0 && inotify_add_watch(fd, ".", IN_CREATE) >= 0);
  make_file("made", "", 0600);
  char buffer[4096] __attribute__((aligned(8)));
  MUST(read(fd, buffer, sizeof buffer) > 0);
  printf("%s\n", ((struct inotify_event*)buffer)->name);
  return 0;
}

/* A session of our own, and its terminal. */
static int lead_a_session(int* master) {
  MUST(setsid() > 0);
  *master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  MUST(*master >= 0 && grantpt(*master) == 0 && unlockpt(*master) == 0);
  const int terminal = open(ptsname(*master), O_RDWR | O_NOCTTY);
  MUST(terminal >= 0 && ioctl(terminal, TIOCSCTTY, 0) == 0);
  return terminal;
}

/* Job control: a child in the background of a terminal of our own that reads it is stopped. */
BEHAVIOUR(background_read_of_a_terminal, "setsid=ok 1, signal SIGTTIN 1, wait4=ok 3") {
  const pid_t session = fork();
  if (session == 0) {
    int master;
    const int terminal = lead_a_session(&master);
    const pid_t job = fork();
    if (job == 0) {
      MUST(setpgid(0, 0) == 0);
      char byte;
      _exit(read(terminal, &byte, 1) == 1 ? byte : 1);
    }
    int status = 0;
    MUST(waitpid(job, &status, WUNTRACED) == job && WIFSTOPPED(status) &&
         WSTOPSIG(status) == SIGTTIN);
    signal(SIGTTOU, SIG_IGN);
    MUST(tcsetpgrp(terminal, job) == 0 && kill(-job, SIGCONT) == 0);
    MUST(write(master, "Q\n", 2) == 2);
    must_exit(job, 'Q');
    _exit(0);
  }
  must_exit(session, 0);
  return 0;
}

BEHAVIOUR(interrupt_by_a_terminal, "signal SIGINT 1, wait4=ok 2") {
  const pid_t session = fork();
  if (session == 0) {
    int master;
    const int terminal = lead_a_session(&master);
    signal(SIGTTOU, SIG_IGN);
    const pid_t job = fork();
    if (job == 0) {
      MUST(setpgid(0, 0) == 0 && tcsetpgrp(terminal, getpid()) == 0);
      signal(SIGTTOU, SIG_DFL);
      signal(SIGINT, SIG_DFL); /* whoever began the tests may ignore it */
      while (1) pause();
    }
    await_sleep(job);
    MUST(write(master, "\x03", 1) == 1);
    must_end(job, SIGINT);
    _exit(0);
  }
  must_exit(session, 0);
  return 0;
}

BEHAVIOUR(shared_memory_of_system_v, "shmget=ok 1, shmat=ok 1, shmctl=ok 1") {
  const int id = (int)syscall(SYS_shmget, 0, 4096, 0600 | 01000);
  MUST(id >= 0);
  char* at = (char*)syscall(SYS_shmat, id, NULL, 0);
  MUST(at != (char*)-1 && syscall(SYS_shmctl, id, 0, NULL) == 0);
  at[0] = 'x';
  return 0;
}

/* What is forbidden, done through a blind spot: an assertion that passes here passed because we did
 * not see. */
#define FAMILY "Planted"
#include <linux/aio_abi.h>
#include <linux/io_uring.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <time.h>

#include "torture.h"

/* The forbidden file, in the current directory. */
static const char kSecret[] = "secret";
static void make_secret(void) { make_file(kSecret, "secret", 0600); }

HELPER(calls_its_parent) {
  syscall(SYS_getppid);
  return 0;
}

HELPER(asks_for_a_vsock) {
  syscall(SYS_socket, 40 /* AF_VSOCK */, 1, 0);
  return 0;
}

HELPER(calls_often) {
  for (int i = 0; i < 60000; ++i) syscall(SYS_access, "/", F_OK);
  return 0;
}

/* Puts one entry into a ring, that opens the secret; its arrays lie where the kernel said. */
static void queue_an_open(int ring, unsigned array, unsigned tail) {
  char* sq = mmap(NULL, array + 4 * sizeof(unsigned), PROT_READ | PROT_WRITE, MAP_SHARED, ring,
                  IORING_OFF_SQ_RING);
  struct io_uring_sqe* entries =
      mmap(NULL, 4 * sizeof *entries, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQES);
  MUST(sq != MAP_FAILED && entries != MAP_FAILED);
  memset(entries, 0, sizeof *entries);
  entries[0].opcode = IORING_OP_OPENAT;
  entries[0].fd = AT_FDCWD;
  entries[0].addr = (uintptr_t)kSecret;
  entries[0].open_flags = O_RDONLY;
  ((unsigned*)(sq + array))[0] = 0;
  __atomic_store_n((unsigned*)(sq + tail), 1, __ATOMIC_RELEASE);
}

/* Opened by an entry of a ring; the kernel does it, and no call of open(2) is made. */
static int open_by_a_ring(unsigned flags) {
  struct io_uring_params params;
  memset(&params, 0, sizeof params);
  params.flags = flags;
  make_secret();
  const int ring = (int)syscall(SYS_io_uring_setup, 4, &params);
  if (ring < 0) return 0; /* refused: it does without */
  queue_an_open(ring, params.sq_off.array, params.sq_off.tail);
  MUST(syscall(SYS_io_uring_enter, ring, 1, 1,
               IORING_ENTER_GETEVENTS | (flags != 0 ? IORING_ENTER_SQ_WAKEUP : 0), NULL, 0) == 1);
  return 0;
}
HELPER(opens_by_a_ring) { return open_by_a_ring(0); }
HELPER(opens_by_a_polled_ring) { return open_by_a_ring(IORING_SETUP_SQPOLL); }

/* Uses the ring of a descriptor that it began with, made by make_ring() of its test. */
HELPER(opens_by_an_inherited_ring) {
  const int ring = atoi(getenv("RING"));
  const unsigned array = (unsigned)atoi(getenv("RING_ARRAY"));
  const unsigned tail = (unsigned)atoi(getenv("RING_TAIL"));
  make_secret();
  queue_an_open(ring, array, tail);
  const long entered = syscall(SYS_io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0);
  MUST(entered == 1 || errno == ENOSYS);
  return entered == 1 ? 0 : ENOSYS;
}

HELPER(opens_by_x32) {
  make_secret();
  const long fd = syscall(0x40000000L | SYS_open, kSecret, O_RDONLY);
  MUST(fd >= 0 || errno == ENOSYS);
  return 0;
}

static int open_secret(void* nothing) {
  (void)nothing;
  MUST(open(kSecret, O_RDONLY) >= 0);
  return 0;
}

HELPER(opens_in_an_untraced_child) {
  static char stack[65536] __attribute__((aligned(16)));
  make_secret();
  const pid_t pid = clone(open_secret, stack + sizeof stack, CLONE_UNTRACED | SIGCHLD, NULL);
  MUST(pid > 0);
  must_exit(pid, 0);
  return 0;
}

/* A path that cannot be read when the call is made. */
static int fault_fd;
static char* lazy;
static void* bring_secret(void* nothing) {
  struct uffd_msg message;
  static char bytes[4096] __attribute__((aligned(4096)));
  memcpy(bytes, kSecret, sizeof kSecret);
  MUST(read(fault_fd, &message, sizeof message) == sizeof message);
  struct uffdio_copy copy = {.dst = (uintptr_t)lazy, .src = (uintptr_t)bytes, .len = 4096};
  MUST(ioctl(fault_fd, UFFDIO_COPY, &copy) == 0);
  return nothing;
}

HELPER(asks_by_a_name_that_comes_later) {
  pthread_t thread;
  make_secret();
  fault_fd = (int)syscall(SYS_userfaultfd, O_CLOEXEC);
  if (fault_fd < 0) return UNAVAILABLE;
  struct uffdio_api api = {.api = UFFD_API};
  lazy = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  struct uffdio_register range = {.range = {(uintptr_t)lazy, 4096},
                                  .mode = UFFDIO_REGISTER_MODE_MISSING};
  MUST(ioctl(fault_fd, UFFDIO_API, &api) == 0 && ioctl(fault_fd, UFFDIO_REGISTER, &range) == 0);
  MUST(pthread_create(&thread, NULL, bring_secret, NULL) == 0);
  MUST(syscall(SYS_access, lazy, F_OK) == 0);
  pthread_join(thread, NULL);
  return 0;
}

/* The clock and the CPU, as any program asks for them. */
HELPER(asks_the_vdso) {
  struct timespec now;
  struct timeval then;
  unsigned cpu = 0;
  MUST(clock_gettime(CLOCK_MONOTONIC, &now) == 0 && gettimeofday(&then, NULL) == 0);
  MUST(getcpu(&cpu, NULL) == 0);
  return 0;
}

HELPER(execs_what_asks_the_vdso) { return exec_as("asks_the_vdso"); }

/* The page at which old programs ask for the time: its calls enter the kernel by a fault. */
HELPER(asks_the_vsyscall_page) {
  const char* found = NULL;
  char line[256];
  FILE* maps = fopen("/proc/self/maps", "r");
  while (found == NULL && fgets(line, sizeof line, maps) != NULL)
    found = strstr(line, "[vsyscall]");
  fclose(maps);
  if (found == NULL) return 77;
  long (*time_by_page)(long*) = (long (*)(long*))0xffffffffff600400UL;
  MUST(time_by_page(NULL) > 1000000);
  return 0;
}

static void submit(int operation, int fd, void* bytes, size_t length) {
  aio_context_t context = 0;
  MUST(syscall(SYS_io_setup, 1, &context) == 0);
  struct iocb block = {.aio_lio_opcode = (unsigned short)operation,
                       .aio_fildes = (unsigned)fd,
                       .aio_buf = (uintptr_t)bytes,
                       .aio_nbytes = length};
  struct iocb* blocks[] = {&block};
  struct io_event event;
  MUST(syscall(SYS_io_submit, context, 1, blocks) == 1);
  MUST(syscall(SYS_io_getevents, context, 1, 1, &event, NULL) == 1);
  MUST(event.res == (long long)length);
  syscall(SYS_io_destroy, context);
}

HELPER(writes_by_submission) {
  make_secret();
  submit(IOCB_CMD_PWRITE, open(kSecret, O_RDWR), "SECRET", 6);
  return 0;
}

HELPER(reads_by_submission) {
  char bytes[6];
  make_secret();
  submit(IOCB_CMD_PREAD, open(kSecret, O_RDONLY), bytes, sizeof bytes);
  return 0;
}

HELPER(writes_by_a_mapping) {
  make_secret();
  const int fd = open(kSecret, O_RDWR);
  char* page = mmap(NULL, 6, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  MUST(page != MAP_FAILED);
  memcpy(page, "SECRET", 6);
  return 0;
}

HELPER(opens_after_the_deadline) {
  make_secret();
  while (1) pause();
  return 0;
}

/* The tracer's end is the program's, too; what it did until then stays known. */
HELPER(kills_its_tracer) {
  char line[64];
  int tracer = 0;
  make_secret();
  FILE* status = fopen("/proc/self/status", "re");
  while (status != NULL && fgets(line, sizeof line, status) != NULL)
    sscanf(line, "TracerPid: %d", &tracer);
  if (tracer > 0) kill(tracer, SIGKILL);
  while (tracer > 0) pause();
  return 0;
}

/* What a debugger does, and what a program does that looks for one: refused below us alone. */
HELPER(asks_for_a_tracer) {
  const pid_t pid = fork();
  if (pid == 0) _exit(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 ? 0 : errno);
  int status = 0;
  MUST(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
  return WEXITSTATUS(status);
}

HELPER(traces_its_child) {
  const pid_t pid = fork();
  if (pid == 0) {
    while (1) pause();
  }
  const int refused = ptrace(PTRACE_SEIZE, pid, NULL, NULL) == 0 ? 0 : errno;
  MUST(kill(pid, SIGKILL) == 0);
  must_end(pid, SIGKILL);
  return refused;
}

HELPER(traces_nobody) {
  MUST_FAIL(ESRCH, ptrace(PTRACE_SEIZE, 0x3fffffff, NULL, NULL));
  return 0;
}

/* The socket "server" of the current directory, and whoever listens there. */
static int connect_to_server(void) {
  const struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "server"};
  const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  MUST(fd >= 0 && connect(fd, (const struct sockaddr*)&address, sizeof address) == 0);
  return fd;
}

HELPER(asks_a_server) {
  MUST(write(connect_to_server(), "open it", 7) == 7);
  return 0;
}

HELPER(asks_a_server_of_its_own) {
  const struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "server"};
  const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  MUST(bind(fd, (const struct sockaddr*)&address, sizeof address) == 0 && listen(fd, 1) == 0);
  const pid_t pid = fork();
  if (pid == 0) {
    connect_to_server();
    _exit(0);
  }
  must_exit(pid, 0);
  return 0;
}

/* Links in the place of files that `trace -ff -o tt` is to make for the processes to come. */
HELPER(plants_links) {
  for (int i = 1; i < 300; ++i) {
    char name[32];
    snprintf(name, sizeof name, "tt.%d", getpid() + i);
    symlink("victim", name);
  }
  const pid_t pid = fork();
  if (pid == 0) {
    say("child");
    _exit(0);
  }
  must_exit(pid, 0);
  return 0;
}

/* Names that a terminal, or a reader of a report, would obey: escape sequences, carriage returns,
 * text that runs backwards. */
static const char kHostile[] = "\x1b]0;owned\x07\x1b[2J\r::error::x\n\xe2\x80\xae\xff%n<&\"'";

/* What hints are given about, and causes of failures named for. */
HELPER(hostile_names_often) {
  char absent[64];
  snprintf(absent, sizeof absent, "no/%s", kHostile);
  for (int i = 0; i < 300; ++i) {
    const int fd = open(kHostile, O_RDWR | O_CREAT, 0600);
    MUST(fd >= 0 && write(fd, "x", 1) == 1 && close(fd) == 0);
    access(absent, F_OK);
    access(absent + 3, F_OK);
  }
  const int fd = open(kHostile, O_RDONLY);
  MUST_FAIL(EBADF, write(fd, "x", 1));
  MUST(rename(kHostile, absent + 3) == 0);
  return 0;
}

HELPER(hostile_names) {
  MUST(prctl(PR_SET_NAME, "\x1b[31m\r\n%s") == 0);
  make_file(kHostile, kHostile, 0600);
  MUST(open(kHostile, O_RDONLY) >= 0);
  MUST(access(kHostile, F_OK) == 0);
  MUST(symlink(kHostile, "link") == 0);
  /* Not every filesystem has attributes, and another may have the address: the calls are made. */
  setxattr(kHostile, "user.\x1b[2J\n::error::x", kHostile, sizeof kHostile, 0);
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  memcpy(address.sun_path + 1, kHostile, sizeof kHostile);
  bind(socket(AF_UNIX, SOCK_STREAM, 0), (const struct sockaddr*)&address, sizeof address);
  memcpy(address.sun_path, kHostile, sizeof kHostile);
  connect(socket(AF_UNIX, SOCK_STREAM, 0), (const struct sockaddr*)&address, sizeof address);
  MUST(write(memfd_create(kHostile, 0), kHostile, sizeof kHostile) == sizeof kHostile);
  const pid_t pid = fork();
  if (pid == 0) _exit(execl(torture_path, kHostile, "hostile_child", kHostile, NULL));
  must_exit(pid, 2); /* two words are too many */
  return 0;
}

/* The kernel counts the calls of a command and of what it makes, and stops nobody: two counters on
 * the raw system call tracepoints; with --ring, each entry is also written to a ring (number and
 * arguments) that nobody reads. Says the two counts on stderr. usage: kernel_counter [--ring] CMD
 * ARG… */
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kRingPages = 64 };

static long TracepointId(const char* name) {
  char path[128], text[32] = "";
  snprintf(path, sizeof path, "/sys/kernel/tracing/events/raw_syscalls/%s/id", name);
  const int file = open(path, O_RDONLY);
  if (file < 0) return -1;
  const ssize_t bytes = read(file, text, sizeof text - 1);
  close(file);
  return bytes > 0 ? atol(text) : -1;
}

/* A counter on `name` for `pid` and what it makes, from its exec on; a ring takes one CPU, since
 * the kernel maps none of an inherited counter. */
static int Open(const char* name, pid_t pid, int ring) {
  struct perf_event_attr attr;
  memset(&attr, 0, sizeof attr);
  const long id = TracepointId(name);
  if (id < 0) return -1;
  attr.type = PERF_TYPE_TRACEPOINT;
  attr.size = sizeof attr;
  attr.config = (uint64_t)id;
  attr.disabled = attr.enable_on_exec = 1;
  attr.inherit = !ring;
  if (ring) {
    attr.sample_period = 1;
    attr.sample_type = PERF_SAMPLE_RAW | PERF_SAMPLE_TID | PERF_SAMPLE_TIME;
  }
  const int fd =
      (int)syscall(SYS_perf_event_open, &attr, pid, -1, -1, (unsigned long)PERF_FLAG_FD_CLOEXEC);
  if (fd < 0 || !ring) return fd;
  const size_t bytes = (1 + kRingPages) * (size_t)getpagesize();
  /* Not writable: the kernel overwrites what is old. */
  return mmap(NULL, bytes, PROT_READ, MAP_SHARED, fd, 0) == MAP_FAILED ? -1 : fd;
}

int main(int argc, char** argv) {
  const int ring = argc > 1 && strcmp(argv[1], "--ring") == 0;
  char** command = argv + 1 + ring;
  int gate[2];
  if (command[0] == NULL || pipe(gate) != 0) return 2;
  const pid_t child = fork();
  if (child < 0) return 1;
  if (child == 0) {
    char go;
    close(gate[1]);
    if (read(gate[0], &go, 1) != 1) _exit(126);
    close(gate[0]);
    execvp(command[0], command);
    _exit(127);
  }
  const char* names[] = {"sys_enter", "sys_exit"};
  int counters[2];
  for (int i = 0; i < 2; ++i) {
    counters[i] = Open(names[i], child, ring);
    if (counters[i] < 0) {
      perror("kernel_counter: a counter on a raw system call tracepoint");
      return 1; /* the child sees the gate close */
    }
  }
  int status = 0;
  if (write(gate[1], "", 1) != 1 || waitpid(child, &status, 0) < 0) return 1;
  for (int i = 0; i < 2; ++i) {
    uint64_t count = 0;
    if (read(counters[i], &count, sizeof count) != (ssize_t)sizeof count) return 1;
    fprintf(stderr, "%s %llu\n", names[i], (unsigned long long)count);
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

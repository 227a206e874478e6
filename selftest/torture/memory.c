/* Arguments behind pointers that are no use: unmapped, unterminated, truncated, changing. */
#define FAMILY "Memory"
#include <pthread.h>
#include <sys/mman.h>
#include <sys/uio.h>

#include "torture.h"

/* A page with nothing behind it. */
static char* last_page(void) {
  char* pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  MUST(pages != MAP_FAILED && munmap(pages + 4096, 4096) == 0);
  return pages;
}

BEHAVIOUR(path_ends_with_its_page, "openat=ok 1, access=ENOENT 1, said here 1") {
  char* page = last_page();
  char* path = page + 4096 - sizeof "/dev/null";
  strcpy(path, "/dev/null");
  MUST(open(path, O_RDONLY) >= 0);
  path = page + 4096 - sizeof "/say/here";
  strcpy(path, "/say/here");
  access(path, F_OK);
  return 0;
}

BEHAVIOUR(path_runs_off_its_page, "openat=EFAULT 1, blind unreadable-arguments") {
  char* page = last_page();
  memset(page, 'x', 4096);
  MUST_FAIL(EFAULT, open(page + 4000, O_RDONLY));
  return 0;
}

BEHAVIOUR(path_is_not_mapped, "openat=EFAULT 3, blind unreadable-arguments") {
  MUST_FAIL(EFAULT, syscall(SYS_openat, AT_FDCWD, NULL, O_RDONLY));
  MUST_FAIL(EFAULT, syscall(SYS_openat, AT_FDCWD, 8L, O_RDONLY));
  MUST_FAIL(EFAULT, syscall(SYS_openat, AT_FDCWD, -8L, O_RDONLY));
  return 0;
}

BEHAVIOUR(path_may_not_be_read, "openat=EFAULT 1, mprotect=ok 1, blind unreadable-arguments") {
  char* page = last_page();
  strcpy(page, "/dev/null");
  MUST(mprotect(page, 4096, PROT_NONE) == 0);
  MUST_FAIL(EFAULT, open(page, O_RDONLY));
  return 0;
}

BEHAVIOUR(path_is_too_long, "openat=ENAMETOOLONG 2") {
  static char path[8192];
  memset(path, 'a', 300);
  MUST_FAIL(ENAMETOOLONG, open(path, O_RDONLY)); /* one component */
  for (size_t i = 0; i + 2 < sizeof path; i += 2) memcpy(path + i, "./", 2);
  MUST_FAIL(ENAMETOOLONG, open(path, O_RDONLY));
  return 0;
}

BEHAVIOUR(path_is_as_long_as_can_be, "openat=ok 1") {
  static char path[4096] = "/";
  while (strlen(path) + 2 < 4096 - 8) strcat(path, "./");
  strcat(path, "dev/null");
  MUST(strlen(path) >= 4090 && open(path, O_RDONLY) >= 0);
  return 0;
}

BEHAVIOUR(path_is_empty, "openat=ENOENT 1, newfstatat=ok 1, newfstatat=ENOENT 1") {
  char buffer[256];
  MUST_FAIL(ENOENT, open("", O_RDONLY));
  MUST(syscall(SYS_newfstatat, 0, "", buffer, AT_EMPTY_PATH) == 0);
  MUST_FAIL(ENOENT, syscall(SYS_newfstatat, 0, "", buffer, 0));
  return 0;
}

BEHAVIOUR(path_is_not_text, "openat=ok 1, unlink=ok 1, said wrote 1") {
  const char name[] = {'a', '\x1b', '[', '2', 'J', '\n', '\xff', '\xfe', '"', 0};
  const int fd = open(name, O_WRONLY | O_CREAT | O_EXCL, 0600);
  MUST(fd >= 0 && close(fd) == 0);
  say("wrote");
  MUST(unlink(name) == 0);
  return 0;
}

BEHAVIOUR(path_in_a_file_that_is_cut,
          "openat=EFAULT 1, ftruncate=ok 1, blind unreadable-arguments") {
  const int fd = memfd_create("path", 0);
  MUST(write(fd, "/dev/null", 10) == 10);
  char* page = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
  MUST(page != MAP_FAILED && ftruncate(fd, 0) == 0);
  MUST_FAIL(EFAULT, syscall(SYS_openat, AT_FDCWD, page, O_RDONLY));
  return 0;
}

static volatile int over;
static void* keep_changing(void* path) {
  while (!over) {
    strcpy(path, "/dev/null");
    strcpy(path, "/dev/zero");
  }
  return NULL;
}

BEHAVIOUR(path_changes_under_our_eyes, "openat 200") {
  static char path[32] = "/dev/null";
  pthread_t thread;
  MUST(pthread_create(&thread, NULL, keep_changing, path) == 0);
  for (int i = 0; i < 200; ++i) {
    const int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY);
    if (fd >= 0) close(fd);
  }
  over = 1;
  pthread_join(thread, NULL);
  return 0;
}

BEHAVIOUR(buffer_is_not_mapped, "write=EFAULT 1, read=EFAULT 1, blind unreadable-arguments") {
  int ends[2];
  MUST(pipe(ends) == 0);
  MUST_FAIL(EFAULT, syscall(SYS_write, ends[1], 8L, 5));
  MUST(write(ends[1], "x", 1) == 1);
  MUST_FAIL(EFAULT, syscall(SYS_read, ends[0], 8L, 5));
  return 0;
}

BEHAVIOUR(buffer_runs_off_its_page, "pwrite64=ok 1, blind unreadable-arguments") {
  char* page = last_page();
  const int fd = open("partial", O_RDWR | O_CREAT | O_EXCL, 0600);
  memset(page, 'y', 4096);
  MUST(pwrite(fd, page + 4086, 30, 0) == 10); /* what is there is written */
  return 0;
}

BEHAVIOUR(buffer_is_huge, "read=ok 1+, getrandom 1, write=EFAULT 1, blind unreadable-arguments") {
  char byte;
  const int zero = open("/dev/zero", O_RDONLY);
  MUST(read(zero, &byte, 1) == 1);
  int ends[2];
  MUST(pipe(ends) == 0);
  MUST_FAIL(EFAULT, write(ends[1], (char*)0x7ffffffff000, 0x7fffffff));
  syscall(SYS_getrandom, &byte, 0UL, 0);
  return 0;
}

BEHAVIOUR(vector_has_a_hole,
          "writev 3, writev=EFAULT 1+, writev=EINVAL 1, blind unreadable-arguments") {
  int ends[2];
  MUST(pipe(ends) == 0);
  struct iovec vector[] = {{"one", 3}, {(void*)8, 5}, {"two", 3}};
  const long written = syscall(SYS_writev, ends[1], vector, 3); /* what is there, or nothing */
  MUST(written == 3 || (written == -1 && errno == EFAULT));
  MUST_FAIL(EFAULT, syscall(SYS_writev, ends[1], 8L, 1));
  MUST_FAIL(EINVAL, syscall(SYS_writev, ends[1], vector, 5000));
  return 0;
}

BEHAVIOUR(structure_runs_off_its_page,
          "newfstatat=EFAULT 1, nanosleep=EFAULT 1, blind unreadable-arguments") {
  char* page = last_page();
  MUST_FAIL(EFAULT, syscall(SYS_newfstatat, AT_FDCWD, "/", page + 4090, 0));
  MUST_FAIL(EFAULT, syscall(SYS_nanosleep, page + 4090, NULL));
  return 0;
}

BEHAVIOUR(memory_of_a_device, "mmap=ok 1+, openat=ENOENT 1+") {
  char* page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  MUST(page != MAP_FAILED);
  strcpy(page, "/no/such");
  MUST_FAIL(ENOENT, open(page, O_RDONLY));
  return 0;
}

BEHAVIOUR(stack_is_shared_with_a_child, "openat=ENOENT 1, wait4=ok 1") {
  char path[] = "/no/such/file";
  const pid_t pid = vfork();
  if (pid == 0) {
    syscall(SYS_openat, AT_FDCWD, path, O_RDONLY);
    _exit(0);
  }
  must_exit(pid, 0);
  return 0;
}

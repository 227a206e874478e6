/* A filesystem that the program itself serves (FUSE): who asks about a file there waits for it, and
 * must not be the one that it waits for. */
#define FAMILY "Served"
#include <linux/fuse.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>

#include "torture.h"

enum { kDevice = 9, kProgram = 2, kMost = 1 << 17 };

static struct fuse_attr attributes_of(uint64_t node, int program) {
  struct stat found;
  MUST(fstat(program, &found) == 0);
  struct fuse_attr attributes = {.ino = node, .mode = S_IFDIR | 0755, .nlink = 2};
  if (node == kProgram) {
    attributes.mode = S_IFREG | 0755;
    attributes.nlink = 1;
    attributes.size = (uint64_t)found.st_size;
    attributes.blocks = (uint64_t)found.st_blocks;
  }
  return attributes;
}

static void answer(const struct fuse_in_header* asked, int error, const void* body, size_t size) {
  static char message[sizeof(struct fuse_out_header) + kMost];
  struct fuse_out_header header = {.error = -error, .unique = asked->unique};
  if (error != 0) size = 0;
  header.len = (uint32_t)(sizeof header + size);
  memcpy(message, &header, sizeof header);
  memcpy(message + sizeof header, body, size);
  /* ENOENT: it was interrupted meanwhile. */
  MUST(write(kDevice, message, header.len) == (ssize_t)header.len || errno == ENOENT);
}

static void answer_one(const char* bytes, int program) {
  static char page[kMost];
  const struct fuse_in_header* asked = (const struct fuse_in_header*)bytes;
  const char* body = bytes + sizeof *asked;
  switch (asked->opcode) {
    case FUSE_INIT: {
      struct fuse_init_out init = {.major = FUSE_KERNEL_VERSION, .minor = 31, .max_write = 4096};
      return answer(asked, 0, &init, sizeof init);
    }
    case FUSE_LOOKUP: { /* nothing may be kept: each question comes here */
      struct fuse_entry_out entry = {.nodeid = kProgram, .attr = attributes_of(kProgram, program)};
      return answer(asked, strcmp(body, "prog") == 0 ? 0 : ENOENT, &entry, sizeof entry);
    }
    case FUSE_GETATTR: {
      struct fuse_attr_out out = {.attr = attributes_of(asked->nodeid, program)};
      return answer(asked, 0, &out, sizeof out);
    }
    case FUSE_OPEN:
    case FUSE_OPENDIR: {
      struct fuse_open_out out = {.fh = 1};
      return answer(asked, 0, &out, sizeof out);
    }
    case FUSE_READ: {
      const struct fuse_read_in* in = (const struct fuse_read_in*)body;
      const size_t size = in->size < kMost ? in->size : kMost;
      const ssize_t got = pread(program, page, size, (off_t)in->offset);
      return answer(asked, got < 0 ? EIO : 0, page, got < 0 ? 0 : (size_t)got);
    }
    case FUSE_FLUSH:
    case FUSE_RELEASE:
    case FUSE_RELEASEDIR:
      return answer(asked, 0, "", 0);
    case FUSE_FORGET:
    case FUSE_BATCH_FORGET:
    case FUSE_INTERRUPT:
      return;
    default:
      return answer(asked, ENOSYS, "", 0);
  }
}

static void write_to(const char* file, const char* text) {
  const int fd = open(file, O_WRONLY | O_CLOEXEC);
  MUST(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) && close(fd) == 0);
}

/* Mounts in a namespace of ours, unless the test has made one; 0 where that is not to be had. */
static int mount_served(void) {
  char text[64];
  const unsigned user = getuid(), group = getgid();
  if (getenv("TORTURE_MOUNTS_HERE") == NULL) {
    if (user == 0) {
      if (unshare(CLONE_NEWNS) != 0) return 0;
    } else {
      if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return 0;
      write_to("/proc/self/setgroups", "deny");
      snprintf(text, sizeof text, "0 %u 1", user);
      write_to("/proc/self/uid_map", text);
      snprintf(text, sizeof text, "0 %u 1", group);
      write_to("/proc/self/gid_map", text);
    }
    MUST(mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0);
  }
  const int device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
  if (device < 0) return 0;
  MUST(dup2(device, kDevice) == kDevice && close(device) == 0 && mkdir("mnt", 0755) == 0);
  snprintf(text, sizeof text, "fd=%d,rootmode=40000,user_id=%u,group_id=%u", kDevice, getuid(),
           getgid());
  return mount("served", "mnt", "fuse", 0, text) == 0;
}

/* The server, a child: it has the only descriptor, so that its end ends what waits for it. */
static pid_t serve(void) {
  static char question[kMost + 4096];
  if (!mount_served()) return -1;
  const pid_t server = fork();
  MUST(server >= 0);
  if (server != 0) {
    MUST(close(kDevice) == 0);
    return server;
  }
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int program = open(torture_path, O_RDONLY | O_CLOEXEC);
  MUST(program >= 0);
  while (1) {
    const ssize_t got = read(kDevice, question, sizeof question);
    if (got < 0 && errno == ENODEV) _exit(0);
    if (got > 0) answer_one(question, program);
  }
}

static void stop_serving(pid_t server) {
  MUST(kill(server, SIGKILL) == 0);
  must_end(server, SIGKILL);
  MUST(umount2("mnt", MNT_DETACH) == 0 && rmdir("mnt") == 0);
}

BEHAVIOUR(asks_a_filesystem_of_its_own,
          "access=ENOENT 2, access=ok 1, openat=ok 1+, chdir=ok 2, blind unreadable-arguments") {
  char magic[4];
  const pid_t server = serve();
  if (server < 0) return UNAVAILABLE;
  MUST_FAIL(ENOENT, syscall(SYS_access, "mnt/absent", F_OK));
  MUST(syscall(SYS_access, "mnt/prog", F_OK) == 0);
  const int fd = (int)syscall(SYS_openat, AT_FDCWD, "mnt/prog", O_RDONLY | O_CLOEXEC);
  MUST(fd >= 0 && read(fd, magic, 4) == 4 && memcmp(magic, "\177ELF", 4) == 0 && close(fd) == 0);
  MUST(chdir("mnt") == 0);
  MUST_FAIL(ENOENT, syscall(SYS_access, "absent", F_OK));
  MUST(chdir("..") == 0);
  stop_serving(server);
  return 0;
}

BEHAVIOUR(runs_a_program_that_it_serves,
          "execve=ok 2, getppid=ok 1, blind unreadable-arguments, blind main-not-found") {
  const pid_t server = serve();
  if (server < 0) return UNAVAILABLE;
  const pid_t child = fork();
  if (child == 0) _exit(execl("mnt/prog", "torture", "calls_its_parent", NULL));
  must_exit(child, 0);
  stop_serving(server);
  return 0;
}

/* Names a file by a page that its server has not brought yet: who reads the name waits. */
HELPER(asks_by_a_page_that_it_serves) {
  const pid_t server = serve();
  if (server < 0) return UNAVAILABLE;
  const int fd = open("mnt/prog", O_RDONLY | O_CLOEXEC);
  MUST(fd >= 0);
  const char* page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
  MUST(page != MAP_FAILED && close(fd) == 0);
  MUST_FAIL(ENOENT, syscall(SYS_access, page, F_OK));
  stop_serving(server);
  return 0;
}

/* Never answers what it is asked: who asks waits, and no one else. */
BEHAVIOUR(waits_for_a_server_that_never_answers,
          "access=unfinished 1, kill=ok 1+, blind unreadable-arguments") {
  if (!mount_served()) return UNAVAILABLE;
  const pid_t asks = fork();
  if (asks == 0) {
    close(kDevice); /* else its own wait would keep the filesystem there */
    syscall(SYS_access, "mnt/absent", F_OK);
    _exit(0);
  }
  static char question[kMost + 4096];
  while (1) { /* until it asks */
    const ssize_t got = read(kDevice, question, sizeof question);
    MUST(got > 0);
    if (((struct fuse_in_header*)question)->opcode == FUSE_LOOKUP) break;
    answer_one(question, open(torture_path, O_RDONLY | O_CLOEXEC));
  }
  MUST(kill(asks, SIGKILL) == 0 && close(kDevice) == 0); /* which ends its wait */
  must_end(asks, SIGKILL);
  MUST(umount2("mnt", MNT_DETACH) == 0 && rmdir("mnt") == 0);
  return 0;
}

/* Namespaces and roots: what a path, a pid and a user are is another thing there. */
#define FAMILY "Namespaces"
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>

#include "torture.h"

/* Into namespaces of our own, as root there; unavailable where users may not. */
static void say_to(const char* file, const char* text) {
  const int fd = open(file, O_WRONLY | O_CLOEXEC);
  MUST(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) && close(fd) == 0);
}
static int leave(int flags) {
  char users[64];
  char groups[64];
  snprintf(users, sizeof users, "0 %d 1\n", (int)geteuid());
  snprintf(groups, sizeof groups, "0 %d 1\n", (int)getegid());
  if (unshare(CLONE_NEWUSER | flags) != 0) return 0;
  say_to("/proc/self/uid_map", users);
  say_to("/proc/self/setgroups", "deny");
  say_to("/proc/self/gid_map", groups);
  return 1;
}

BEHAVIOUR(user_namespace, "unshare=ok 1, getuid=ok 2") {
  if (unshare(CLONE_NEWUSER) != 0) return UNAVAILABLE;
  printf("%ld\n", syscall(SYS_getuid)); /* the overflow id: nothing is mapped */
  return syscall(SYS_getuid) == 0;
}

BEHAVIOUR(root_of_a_user_namespace, "unshare=ok 1, getuid=ok 1") {
  if (!leave(0)) return UNAVAILABLE;
  printf("%ld\n", syscall(SYS_getuid));
  return 0;
}

BEHAVIOUR(pid_namespace, "unshare=ok 1, getpid=ok 2, said init 1") {
  if (!leave(CLONE_NEWPID)) return UNAVAILABLE;
  const pid_t pid = fork();
  if (pid == 0) {
    say("init");
    const pid_t second = fork();
    if (second == 0) _exit((int)syscall(SYS_getpid));
    must_exit(second, 2);
    _exit((int)syscall(SYS_getpid));
  }
  must_exit(pid, 1);
  return 0;
}

BEHAVIOUR(pid_namespace_dies_with_its_init, "unshare=ok 1, wait4=ok 1") {
  if (!leave(CLONE_NEWPID)) return UNAVAILABLE;
  const pid_t pid = fork();
  if (pid == 0) {
    int ends[2];
    MUST(pipe(ends) == 0);
    if (fork() == 0) {
      MUST(write(ends[1], "x", 1) == 1);
      while (1) pause();
    }
    char byte;
    MUST(read(ends[0], &byte, 1) == 1);
    _exit(4); /* and the kernel kills the other */
  }
  must_exit(pid, 4);
  return 0;
}

BEHAVIOUR(mount_namespace, "unshare=ok 1, mount=ok 2, umount2=ok 1") {
  if (!leave(CLONE_NEWNS)) return UNAVAILABLE;
  MUST(mkdir("point", 0700) == 0);
  MUST(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0);
  MUST(mount("none", "point", "tmpfs", 0, NULL) == 0);
  make_file("point/inside", "inside", 0600);
  MUST(umount2("point", MNT_DETACH) == 0);
  MUST_FAIL(ENOENT, open("point/inside", O_RDONLY));
  return 0;
}

BEHAVIOUR(change_of_root, "chroot=ok 1, openat=ok 2+, openat=ENOENT 1") {
  if (!leave(0)) return UNAVAILABLE;
  MUST(mkdir("root", 0700) == 0);
  make_file("root/inside", "inside", 0600);
  MUST(chroot("root") == 0 && chdir("/") == 0);
  MUST(open("/inside", O_RDONLY) >= 0);
  MUST_FAIL(ENOENT, open("/etc/passwd", O_RDONLY));
  return 0;
}

BEHAVIOUR(directory_outside_of_the_root, "chroot=ok 1, openat=ok 2+, getcwd=ok 1") {
  if (!leave(0)) return UNAVAILABLE;
  MUST(mkdir("root", 0700) == 0 && chroot("root") == 0);
  MUST(open("..", O_RDONLY | O_DIRECTORY) >= 0); /* where we are is above it */
  MUST(open("../..", O_RDONLY | O_DIRECTORY) >= 0);
  char cwd[4096];
  MUST(syscall(SYS_getcwd, cwd, sizeof cwd) > 0 && strncmp(cwd, "(unreachable)", 13) == 0);
  return 0;
}

BEHAVIOUR(pivot_of_the_root, "pivot_root=ok 1, unshare=ok 1, openat=ENOENT 1") {
  if (!leave(CLONE_NEWNS)) return UNAVAILABLE;
  MUST(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0);
  MUST(mkdir("root", 0700) == 0 && mount("none", "root", "tmpfs", 0, NULL) == 0);
  MUST(mkdir("root/old", 0700) == 0);
  MUST(syscall(SYS_pivot_root, "root", "root/old") == 0 && chdir("/") == 0);
  make_file("/new", "new", 0600);
  MUST(umount2("/old", MNT_DETACH) == 0);
  MUST_FAIL(ENOENT, open("/etc/passwd", O_RDONLY));
  return 0;
}

BEHAVIOUR(host_namespace, "unshare=ok 1, sethostname=ok 1, uname=ok 1") {
  if (!leave(CLONE_NEWUTS)) return UNAVAILABLE;
  MUST(sethostname("torture", 7) == 0);
  char uts[6 * 65];
  MUST(syscall(SYS_uname, uts) == 0);
  printf("%s\n", uts + 65);
  return 0;
}

BEHAVIOUR(network_namespace, "unshare=ok 1, connect=ENETUNREACH 1") {
  if (!leave(CLONE_NEWNET)) return UNAVAILABLE;
  const int fd = (int)syscall(SYS_socket, 2, 1, 0);
  const unsigned char address[16] = {2, 0, 0, 9, 192, 0, 2, 1};
  MUST_FAIL(ENETUNREACH, syscall(SYS_connect, fd, address, 16));
  return 0;
}

BEHAVIOUR(enter_a_namespace, "setns=ok 1, setns=EINVAL 1") {
  if (!leave(CLONE_NEWUTS)) return UNAVAILABLE;
  const int fd = open("/proc/self/ns/uts", O_RDONLY);
  MUST(fd >= 0 && setns(fd, CLONE_NEWUTS) == 0);
  MUST_FAIL(EINVAL, setns(open("/dev/null", O_RDONLY), 0));
  return 0;
}

BEHAVIOUR(directory_that_is_gone, "rmdir=ok 1, getcwd=ENOENT 1, openat=ENOENT 1") {
  MUST(mkdir("gone", 0700) == 0 && chdir("gone") == 0 && rmdir("../gone") == 0);
  char cwd[64];
  MUST_FAIL(ENOENT, syscall(SYS_getcwd, cwd, sizeof cwd));
  MUST_FAIL(ENOENT, open("file", O_RDONLY | O_CREAT, 0600));
  return 0;
}

BEHAVIOUR(links_in_a_circle, "openat=ELOOP 2, symlink=ok 2") {
  MUST(symlink("b", "a") == 0 && symlink("a", "b") == 0);
  MUST_FAIL(ELOOP, open("a", O_RDONLY));
  MUST_FAIL(ELOOP, open("a/x", O_RDONLY));
  return 0;
}

BEHAVIOUR(threads_with_directories_of_their_own, "unshare=ok 1, chdir=ok 1") {
  MUST(unshare(CLONE_FS) == 0 && chdir("/") == 0);
  return open("etc/passwd", O_RDONLY) >= 0 ? 0 : 1;
}

BEHAVIOUR(descriptors_of_its_own, "unshare=ok 1") { return unshare(CLONE_FILES); }

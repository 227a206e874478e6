/* refuse CALL[[.N]=VALUE][,CALL…] CMD ARG…: a filter that answers these calls with EPERM, with a
 * value only where that is the argument N (0, the first, if not said), and then CMD. As a
 * container's profile does. The call `i386` is every one by that ABI, as with
 * SystemCallArchitectures=native of systemd; `trap` is seccomp(2), answered with SIGSYS. */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "say.h"

static const struct {
  const char* name;
  int number;
} kCalls[] = {{"ptrace", SYS_ptrace},   {"process_vm_readv", SYS_process_vm_readv},
              {"seccomp", SYS_seccomp}, {"memfd_create", SYS_memfd_create},
              {"getppid", SYS_getppid}, {"socket", SYS_socket},
              {"unshare", SYS_unshare}, {"userfaultfd", SYS_userfaultfd},
              {"openat", SYS_openat}};

/* `value`: of that argument, where it matters. */
static int refuse(int number, unsigned argument, const char* value, unsigned answer) {
  const unsigned wanted = value != NULL ? (unsigned)strtoul(value, NULL, 0) : 0;
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + 8 * argument),
      BPF_JUMP(BPF_JMP | (value != NULL ? BPF_JEQ : BPF_JGE) | BPF_K, wanted, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, answer),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const struct sock_fprog program = {6, code};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static int refuse_i386(void) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_I386, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const struct sock_fprog program = {4, code};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int main(int argc, char** argv) {
  if (argc < 3 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return 100;
  for (char* name = strtok(argv[1], ","); name != NULL; name = strtok(NULL, ",")) {
    int done = 0;
    if (strcmp(name, "i386") == 0) done = refuse_i386() == 0;
    if (strcmp(name, "trap") == 0) done = refuse(SYS_seccomp, 0, NULL, SECCOMP_RET_TRAP) == 0;
    char* value = strchr(name, '=');
    if (value != NULL) *value++ = '\0';
    const char* argument = strchr(name, '.');
    if (argument != NULL) name[argument - name] = '\0';
    for (size_t i = 0; i < sizeof kCalls / sizeof *kCalls; ++i) {
      if (strcmp(kCalls[i].name, name) == 0)
        done = refuse(kCalls[i].number, argument != NULL ? (unsigned)atoi(argument + 1) : 0, value,
                      SECCOMP_RET_ERRNO | EPERM) == 0;
    }
    if (!done) return 101;
  }
  setenv("LSAN_OPTIONS", "detect_leaks=0",
         1); /* a sanitizer's search for leaks needs those calls */
  execv(argv[2], argv + 2);
  return 102;
}

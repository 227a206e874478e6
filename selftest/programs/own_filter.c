/* own_filter [tsync|upper_half|traced]: the program installs a filter that answers getppid(2) with
 * EPERM, for one thread or for all, and makes that call. upper_half: prctl(2) takes its option as
 * an int, whatever the rest of the register holds. traced: it asks for a tracer instead, in a way
 * that another's tracer may use, and finds none (ENOSYS). */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "say.h"

static int go[2];

static void* call_later(void* refused) {
  char byte;
  if (read(go[0], &byte, 1) == 1) *(int*)refused = syscall(SYS_getppid) < 0 && errno == EPERM;
  return NULL;
}

int main(int argc, char** argv) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const struct sock_fprog program = {4, code};
  const int traced = argc > 1 && strcmp(argv[1], "traced") == 0;
  const int expected = traced ? ENOSYS : EPERM;
  if (traced) code[2].k = SECCOMP_RET_TRACE | 0x5a73;
  pthread_t threads[3];
  int refused[3] = {0, 0, 0};
  if (pipe(go) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return 1;
  if (argc < 2 || strcmp(argv[1], "tsync") != 0) {
    const long option = (argc < 2 || traced ? 0 : 1L << 40) | PR_SET_SECCOMP;
    if (syscall(SYS_prctl, option, SECCOMP_MODE_FILTER, &program, 0, 0) != 0) return 2;
    return syscall(SYS_getppid) < 0 && errno == expected ? 0 : 3;
  }
  for (int i = 0; i < 3; ++i) pthread_create(&threads[i], NULL, call_later, &refused[i]);
  if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) != 0)
    return 4;
  if (write(go[1], "xxx", 3) != 3) return 5;
  for (int i = 0; i < 3; ++i) pthread_join(threads[i], NULL);
  return refused[0] + refused[1] + refused[2] == 3 ? 0 : 6;
}

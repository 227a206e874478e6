/* absurd TIMES [both]: every call, of `both` ABIs or of this one, TIMES times in each of five
 * memories, with pointers into a gigabyte of it, to its last bytes and beyond, and with lengths and
 * counts without measure. None of them runs: a filter answers each, with success where the sixth
 * argument is odd. The memories are a list that leads to itself, with words of 64 bits and of 32,
 * text without an end, ones, and sixteens, which are short lengths. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { kChunk = 2 << 20, kChunks = 512, kCalls = 470, kUretprobe = 335, kUprobe = 336 };
static const uintptr_t kMemory = 0x20000000, kEnd = 0x20000000 + (uintptr_t)kChunk * kChunks;

static int answer_all(void) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 0, 4),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1])),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x600d, 0, 2),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EFAULT),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[5])),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 1, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EFAULT)};
  const struct sock_fprog program = {sizeof code / sizeof *code, code};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
             ?: prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

/* The same chunk again and again: a gigabyte of addresses, two megabytes of memory. */
static int map_memory(void) {
  const int fd = memfd_create("absurd", 0);
  if (fd < 0 || ftruncate(fd, kChunk) != 0) return -1;
  for (int i = 0; i < kChunks; ++i) {
    void* at = (void*)(kMemory + (uintptr_t)i * kChunk);
    if (mmap(at, kChunk, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0) != at) return -1;
  }
  return munmap((void*)kEnd, kChunk);
}

static void fill(int memory) {
  const uint64_t words[] = {kMemory, kMemory << 32 | kMemory, 0x7f7f7f7f7f7f7f7f, ~0ull,
                            0x0010001000100010};
  uint64_t* at = (uint64_t*)kMemory;
  for (size_t i = 0; i < kChunk / sizeof *at; ++i) at[i] = words[memory];
}

static uint32_t draw(uint32_t below) {
  static uint32_t state = 1;
  state = state * 1664525 + 1013904223;
  return (state >> 8) % below;
}

static uint64_t argument(void) {
  switch (draw(10)) {
    case 0:
      return kMemory + draw(2);
    case 1:
      return kEnd - draw(64);
    case 2:
      return kEnd - 4096;
    case 3:
      return INT32_MAX;
    case 4:
      return ~0ull - draw(2) * 99;
    case 5:
      return draw(64);
    case 6:
      return 0xc0000000 | draw(1 << 30); /* as ioctl(2)'s requests */
    default:
      return kMemory + draw(4096) * 8;
  }
}

int main(int argc, char** argv) {
  if (argc < 2 || map_memory() != 0 || answer_all() != 0) return 100;
  const int times = atoi(argv[1]);
  for (int memory = 0; memory < 5; ++memory) {
    fill(memory);
    for (long number = 0; number < kCalls; ++number) {
      if (number == kUretprobe || number == kUprobe) continue; /* asked by a trampoline alone */
      for (int i = 0; i < times; ++i) {
        uint64_t args[6];
        for (int n = 0; n < 6; ++n) args[n] = argument();
        syscall(number, args[0], args[1], args[2], args[3], args[4], args[5]);
#ifdef __x86_64__
        if (argc < 3) continue;
        long result = number;
        register uint64_t sixth __asm__("r12") = args[5];
        __asm__ volatile("xchg %%rbp, %%r12; int $0x80; xchg %%rbp, %%r12"
                         : "+a"(result), "+r"(sixth)
                         : "b"(args[0]), "c"(args[1]), "d"(args[2]), "S"(args[3]), "D"(args[4])
                         : "memory", "r8", "r9", "r10", "r11");
#endif
      }
    }
  }
  syscall(SYS_exit_group, 0, 0x600d);
  return 101;
}

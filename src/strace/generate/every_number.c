// Makes every call number of its ABI's table, with null arguments. Only under a tracer that lets
// none of them run.
static long Call(long number) {
  long result;
#ifdef __x86_64__
  __asm__ volatile(
      "xor %%edi, %%edi; xor %%esi, %%esi; xor %%edx, %%edx; xor %%r10d, %%r10d; xor %%r8d, %%r8d; "
      "xor %%r9d, %%r9d; syscall"
      : "=a"(result)
      : "a"(number)
      : "rcx", "r11", "rdi", "rsi", "rdx", "r10", "r8", "r9", "memory");
#else
  __asm__ volatile("int $0x80"
                   : "=a"(result)
                   : "a"(number), "b"(0), "c"(0), "d"(0), "S"(0), "D"(0)
                   : "memory");
#endif
  return result;
}

void _start(void) {
  for (long number = 0; number < 470; ++number) Call(number);
  __builtin_trap();
}

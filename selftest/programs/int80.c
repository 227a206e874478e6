/* 64-bit code that calls by the 32-bit gate: number 20 is getpid(2) there, and writev(2) here. */
#include "say.h"

int main(void) {
  long result = 20;
  __asm__ volatile("int $0x80" : "+a"(result) : : "r8", "r9", "r10", "r11", "memory");
  return result == getpid() ? 0 : 1;
}

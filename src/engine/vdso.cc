#include "engine/vdso.h"

#include <elf.h>

#include <cerrno>
#include <cstdint>
#include <fstream>
#include <string>

namespace sysassert::engine {
namespace {

constexpr unsigned long kCode32 = 0x23;  // the CS selector of 32-bit code
// More arguments and variables than the kernel lets a program have (MAX_ARG_STRINGS is higher, but
// their bytes are bounded by a quarter of the stack's limit).
constexpr int kMostWords = 1 << 22;

// The stack as an exec leaves it: argc; the arguments and a zero; the environment and a zero; the
// auxiliary vector (System V ABI, "Initial Stack and Register State").
class InitialStack {
 public:
  InitialStack(Kernel& kernel, pid_t pid, unsigned long top, bool wide)
      : kernel_(kernel), pid_(pid), at_(top), width_(wide ? 8 : 4) {}

  // 0 or an errno; *word is the next one.
  int Next(unsigned long* word) {
    const int refused = kernel_.PeekWord(pid_, at_, word);
    if (width_ == 4) *word &= UINT32_MAX;
    at_ += width_;
    return refused;
  }
  int SkipStrings() {
    unsigned long word = 1;
    for (int i = 0; word != 0 && i < kMostWords; ++i) {
      if (const int refused = Next(&word); refused != 0) return refused;
    }
    return word == 0 ? 0 : E2BIG;
  }
  // The entry that was read last is there no more. Of 32-bit entries one word holds both halves.
  int IgnoreEntry() {
    const unsigned long entry = at_ - 2 * width_;
    const int refused = kernel_.PokeWord(pid_, entry, AT_IGNORE);
    return refused != 0 || width_ == 4 ? refused : kernel_.PokeWord(pid_, entry + width_, 0);
  }

 private:
  Kernel& kernel_;
  pid_t pid_;
  unsigned long at_;
  unsigned long width_;
};

}  // namespace

int HideVdso(Kernel& kernel, pid_t pid) {
  struct user_regs_struct registers {};
  if (const int refused = kernel.GetRegisters(pid, &registers); refused != 0) return refused;
  InitialStack stack(kernel, pid, registers.rsp, registers.cs != kCode32);
  unsigned long word = 0;
  int refused = stack.Next(&word);                  // argc
  if (refused == 0) refused = stack.SkipStrings();  // the arguments
  if (refused == 0) refused = stack.SkipStrings();  // the environment
  if (refused != 0) return refused;
  for (int i = 0; i < kMostWords; ++i) {
    unsigned long type = AT_NULL;
    if (refused = stack.Next(&type); refused != 0) return refused;
    if (type == AT_NULL) return 0;
    if (refused = stack.Next(&word); refused != 0) return refused;
    if (type == AT_SYSINFO_EHDR) return stack.IgnoreEntry();
  }
  return E2BIG;
}

bool HasVsyscallPage() {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    if (line.ends_with("[vsyscall]")) return true;
  }
  return false;
}

}  // namespace sysassert::engine

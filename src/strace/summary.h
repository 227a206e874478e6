// Summary: the table of -c and -C.
#ifndef SYSASSERT_STRACE_SUMMARY_H_
#define SYSASSERT_STRACE_SUMMARY_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "strace/options.h"
#include "sysassert/call.h"

namespace sysassert::strace {

class Summary {
 public:
  // A call of `number` has ended after `ns` of the time that is counted.
  void Count(Abi abi, int number, std::uint64_t ns, bool failed);
  // strace's table, one for each ABI that made calls; empty where none did.
  std::string Text(const SummaryOptions& options) const;

 private:
  struct Counts {
    std::uint64_t total_ns = 0, shortest_ns = UINT64_MAX, longest_ns = 0;
    std::uint64_t calls = 0, errors = 0;
  };
  std::array<std::map<int, Counts>, 4> abis_;  // by Abi
};

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_SUMMARY_H_

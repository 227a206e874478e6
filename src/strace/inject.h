// Injection: what `-e inject=` has us do with calls: answer in the kernel's place, send a signal,
// keep them waiting; at some of the times that they are made.
#ifndef SYSASSERT_STRACE_INJECT_H_
#define SYSASSERT_STRACE_INJECT_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "events/stop.h"
#include "strace/select.h"
#include "sysassert/result.h"

namespace sysassert::strace {

// FIRST[..LAST][+[STEP]], counted from 1.
struct Occasions {
  std::uint32_t first = 1, last = UINT32_MAX, step = 1;
  bool Has(std::uint32_t time) const {
    if (time < first || time > last) return false;
    return step == 0 ? time == first : (time - first) % step == 0;
  }
};

// What is written behind one of a call's arguments.
struct Poke {
  int argument = 0;  // from 0
  std::string bytes;
};
// Writes it into the memory of a stopped thread, whatever its protection; false where there is
// none.
bool Write(int tid, const Poke& poke, const std::uint64_t (&args)[6]);

struct Injection {
  CallSet calls;
  std::optional<std::int64_t> answer;  // -errno or a result; none: the kernel's own
  int signal = 0;
  std::uint64_t delay_entry_ns = 0, delay_exit_ns = 0;
  std::vector<Poke> pokes_entry, pokes_exit;
  Occasions when;
};

// `text` is what follows `inject=` or (a fault: ENOSYS where nothing else is said) `fault=`. An
// Error's operation is strace's message.
Result<Injection> ParseInjection(std::string_view text, bool fault);

// How often one thread has made each call, and what that means for the next. The last Injection
// that names a call is its one.
class InjectionCounts {
 public:
  // The Injection that this call, which is counted, gets; null: none.
  const Injection* Next(const std::vector<Injection>& all, Abi abi, Sysno id);

 private:
  std::map<std::pair<const Injection*, Sysno>, std::uint32_t> made_;
};

// What the engine is to do.
events::Decision DecisionOf(const Injection& injection);

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_INJECT_H_

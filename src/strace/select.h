// Selection: which calls, signals, results, descriptors a `-e` expression names, in strace's
// language.
#ifndef SYSASSERT_STRACE_SELECT_H_
#define SYSASSERT_STRACE_SELECT_H_

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sysassert/result.h"
#include "tables/row.h"
#include "tables/sets.h"

namespace sysassert::strace {

// Calls, for each ABI on its own (`write@32`). Numbers in no table belong to no set but `all`.
struct CallSet {
  std::array<tables::SysnoBits, 2> calls;  // by column: 64, 32
  bool unknown = false;                    // those in no table

  static CallSet All();
  bool Has(Abi abi, Sysno id) const {
    if (id == Sysno::kUnknown) return unknown;
    return calls[abi == Abi::kI386 ? 1 : 0][static_cast<std::size_t>(id)];
  }
  bool all() const { return unknown && calls[0].all() && calls[1].all(); }
};

using SignalSet = std::bitset<65>;
enum class CallStatus : std::uint8_t { kSuccessful, kFailed, kUnfinished, kUnavailable, kDetached };
using StatusSet = std::bitset<5>;

// An Error's operation is strace's own message.
Result<CallSet> ParseCalls(std::string_view text);
std::optional<int> SignalFromName(std::string_view name);  // "SIGTERM", "term" or "15"
Result<SignalSet> ParseSignals(std::string_view text);
Result<StatusSet> ParseStatuses(std::string_view text);

// `SET` as `[!]all`, `[!]none` or names: the names in order, and whether the rest is meant. Of a
// set without a name the whole text is the name, which nothing has.
struct Words {
  bool inverted = false;
  std::vector<std::string> names;
};
Words SplitSet(std::string_view text);
// What stands between commas, nothing included.
std::vector<std::string> SplitList(std::string_view text);
// The names of a table's row, which are separated by blanks.
std::vector<std::string_view> SplitNames(std::string_view text);

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_SELECT_H_

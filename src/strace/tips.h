// Tips: what --tips says at the end of a trace.
#ifndef SYSASSERT_STRACE_TIPS_H_
#define SYSASSERT_STRACE_TIPS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sysassert::strace {

struct TipChoice {
  enum class Format : std::uint8_t { kNone, kCompact, kFull } format = Format::kCompact;
  std::optional<std::size_t> id;  // none: any
};
// Of `[[id:]ID][,[format:]FORMAT]`; nothing where it is wrong.
std::optional<TipChoice> ParseTips(std::string_view text);

std::string TipText(const TipChoice& choice);

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_TIPS_H_

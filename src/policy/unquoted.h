// What a reader of YAML's errors has to guess: which text should have been in quotes.
#ifndef SYSASSERT_POLICY_UNQUOTED_H_
#define SYSASSERT_POLICY_UNQUOTED_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace sysassert::policy {

// A part of a line that YAML takes for something else than the text that was meant.
struct Unquoted {
  std::size_t at = 0;
  std::string_view text;
};

// Of a line that yaml-cpp refuses at `byte` with this message.
std::optional<Unquoted> FindUnquoted(std::string_view line, std::size_t byte,
                                     std::string_view message);

// The bytes of a plain scalar at the head of `line`, at least one: enough for a caret.
std::size_t PlainWidth(std::string_view line);

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_UNQUOTED_H_

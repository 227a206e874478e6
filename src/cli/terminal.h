// Whether to colour.
#ifndef SYSASSERT_CLI_TERMINAL_H_
#define SYSASSERT_CLI_TERMINAL_H_

#include <string>

namespace sysassert::cli {

struct TerminalFacts {
  bool is_terminal = false;
  std::string term;             // TERM
  bool no_color = false;        // NO_COLOR is set and not empty (no-color.org)
  bool clicolor_force = false;  // CLICOLOR_FORCE is set and neither empty nor 0
};

enum class ColorChoice { kAuto, kAlways, kNever };

// Pure. What the command line says comes first, then NO_COLOR, then CLICOLOR_FORCE, then what the
// stream is.
bool UseColor(ColorChoice choice, const TerminalFacts& facts);

TerminalFacts FactsOf(int fd);

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_TERMINAL_H_

#include "cli/terminal.h"

#include <unistd.h>

#include <cstdlib>

namespace sysassert::cli {
namespace {

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

bool UseColor(ColorChoice choice, const TerminalFacts& facts) {
  if (choice != ColorChoice::kAuto) return choice == ColorChoice::kAlways;
  if (facts.no_color) return false;
  if (facts.clicolor_force) return true;
  return facts.is_terminal && facts.term != "dumb" && !facts.term.empty();
}

TerminalFacts FactsOf(int fd) {
  const std::string force = Environment("CLICOLOR_FORCE");
  return {isatty(fd) == 1, Environment("TERM"), !Environment("NO_COLOR").empty(),
          !force.empty() && force != "0"};
}

}  // namespace sysassert::cli

#include "cli/program.h"

#include <fmt/format.h>

#include <string_view>

#include "cli/commands.h"
#include "cli/failure.h"
#include "cli/output.h"
#include "report/version.h"
#include "rules/suggest.h"

namespace sysassert::cli {
namespace {

struct CommandEntry {
  std::string_view name;
  std::string_view summary;
  int (*run)(const Arguments& arguments);
};

constexpr CommandEntry kCommands[] = {
    {"check", "run a program and hold it to policies", &RunCheck},
    {"lint", "load and criticise policies, run nothing", &RunLint},
    {"record", "run a program and keep a recording of its system calls", &RunRecord},
    {"show", "print a recording", &RunShow},
    {"trace", "run a program and print its system calls, in strace's place", &RunTrace},
    {"learn", "propose a policy from runs of a program", &RunLearn},
    {"review", "take a policy through what its checks found", &RunReview},
    {"diff", "what two recordings did differently", &RunDiff},
    {"explain", "what a policy, a set or a family of calls holds", &RunExplain},
    {"doctor", "can this machine trace? if not: why, and the remedy", &RunDoctor},
};

std::string Help() {
  std::string text =
      "usage: sysassert COMMAND [options] …\n"
      "       sysassert --help | --version\n\n"
      "Assert what a program asks of the kernel.\n\n"
      "commands:\n";
  for (const CommandEntry& command : kCommands) {
    text += fmt::format("  {:<9} {}\n", command.name, command.summary);
  }
  return text +
         "\nsysassert COMMAND --help says more of one.\n\n"
         "exit status: 0 all hold, 1 violations or inconclusive, 2 usage or policy error,\n"
         "3 cannot trace here (77 with --skip-if-unavailable), 125 our own bug, 126 CMD is not\n"
         "executable, 127 CMD is not found, 128+n interrupted by signal n.\n";
}

int Dispatch(const Arguments& arguments) {
  constexpr std::string_view kRemedy = "sysassert --help lists the commands";
  if (arguments.empty()) throw UsageFailure("no command given", std::string(kRemedy));
  const std::string& name = arguments[0];
  if (name == "--help" || name == "-h" || name == "help") {
    Print(Stream::Stdout(), Help());
    return kAllHold;
  }
  if (name == "--version" || name == "-V") {
    Print(Stream::Stdout(), fmt::format("sysassert {}\n", report::kVersion));
    return kAllHold;
  }
  std::vector<std::string_view> known;
  for (const CommandEntry& command : kCommands) {
    if (command.name == name) return command.run({arguments.begin() + 1, arguments.end()});
    known.push_back(command.name);
  }
  throw UsageFailure(fmt::format("unknown command '{}'{}", name, rules::DidYouMean(name, known)),
                     std::string(kRemedy));
}

// The last resort: standard error may be what failed.
void Complain(const std::string& text) {
  try {
    Print(Stream::Stderr(), text);
  } catch (const std::exception&) {
    // Nobody is left to tell; the status says it.
  }
}

}  // namespace

int Main(std::string_view called, const Arguments& arguments) {
  try {
    const std::string_view name = called.substr(called.rfind('/') + 1);
    return name == "strace" ? RunAsStrace(arguments) : Dispatch(arguments);
  } catch (const Failure& failure) {
    Complain(failure.text());
    return failure.status();
  } catch (const std::exception& bug) {
    Complain(
        fmt::format("sysassert: internal error: {}\n"
                    "  remedy  this is our bug, please report it with the command that you ran\n",
                    bug.what()));
    return kInternalError;
  }
}

}  // namespace sysassert::cli

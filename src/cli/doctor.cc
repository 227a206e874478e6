// sysassert doctor: can this machine trace?
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/failure.h"
#include "cli/output.h"
#include "report/escape.h"
#include "sysassert/record.h"

namespace sysassert::cli {

int RunDoctor(const Arguments& arguments) {
  Options options(
      "doctor",
      "Tries every step of tracing on a small child of its own, and says which one fails "
      "here,\nwhy, and what to do. Exits 0 if all work, else 3.",
      "sysassert doctor");
  if (!options.Parse(arguments)) return kAllHold;

  Result<TracingReport> probed = ProbeTracing();
  if (!probed.ok()) throw FailureOf(kCannotTrace, probed.error(), "cannot trace here: ");
  std::string text = "this machine can trace\n";
  for (const auto& [step, answer] : probed->steps) {
    text += fmt::format("  {:<4} {}\n", report::Printable(answer), report::Printable(step));
  }
  text += "facts\n";
  for (const std::string& note : probed->notes) text += "  " + report::Printable(note) + "\n";
  Print(Stream::Stdout(), text);
  return kAllHold;
}

}  // namespace sysassert::cli

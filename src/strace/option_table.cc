// strace's options: a row each.
#include <fmt/format.h>

#include "strace/draft.h"
#include "strace/program.h"

namespace sysassert::strace {
namespace {

template <auto kMember>
Status Set(Draft& draft, const Given& /*given*/) {
  draft.options().*kMember = true;
  return Unit{};
}
template <bool SummaryOptions::*kMember>
Status SetOfSummary(Draft& draft, const Given& /*given*/) {
  SummaryOptions& summary = draft.options().summary;
  summary.*kMember = true;
  if (summary.only && summary.wanted)
    return Wrong("-c/--summary-only and -C/--summary are mutually exclusive");
  return Unit{};
}
template <bool Draft::*kMember>
Status Note(Draft& draft, const Given& /*given*/) {
  draft.*kMember = true;
  return Unit{};
}
template <int Draft::*kMember>
Status Count(Draft& draft, const Given& /*given*/) {
  ++(draft.*kMember);
  return Unit{};
}
template <std::vector<std::string> Options::*kMember>
Status Add(Draft& draft, const Given& given) {
  (draft.options().*kMember).push_back(given.text());
  return Unit{};
}
template <CallStatus kStatus>
Status Only(Draft& draft, const Given& /*given*/) {
  return TakeOnly(draft, kStatus);
}
// As a strace says it that is built without a reader of stacks.
Status RefuseStacks(Draft& /*draft*/, const Given& /*given*/) {
  return Error{"Stack traces (-k/--stack-traces option) are not supported by this build", 0, "",
               ""};
}

Status TakeOutput(Draft& draft, const Given& given) {
  draft.options().output = given.text();
  return given.text().empty() ? Refused("Can't fopen '': No such file or directory")
                              : Status(Unit{});
}
Status TakeUser(Draft& draft, const Given& given) {
  draft.options().user = given.text();
  return given.text().empty() ? CheckUser("") : Status(Unit{});  // the others when all is read
}
Status TakeResultColumn(Draft& draft, const Given& given) {
  return TakeSize(given, &draft.options().result_column);
}
Status TakeRelative(Draft& draft, const Given& given) {
  return TakePrecision("--relative-timestamps", given, &draft.options().times.relative);
}
Status TakeSpent(Draft& draft, const Given& given) {
  return TakePrecision("--syscall-times", given, &draft.options().times.spent);
}
Status NameArguments(Draft& draft, const Given& /*given*/) {
  draft.options().style.argument_names = true;
  return Unit{};
}
Status AbbreviateNothing(Draft& draft, const Given& /*given*/) {
  draft.options().abbreviated = CallSet();
  draft.options().tell_fallbacks = true;
  return Unit{};
}
Status TakeFirstArgument(Draft& draft, const Given& given) {
  draft.options().first_argument = given.text();
  draft.options().has_first_argument = true;
  return Unit{};
}
Status Help(Draft& draft, const Given& /*given*/) {
  fmt::print("{}", Usage(draft.options().program_name));
  draft.parsed.stop = true;
  return Unit{};
}
Status Version(Draft& draft, const Given& /*given*/) {
  // Scripts read the version out of the first line.
  fmt::print(
      "strace -- version 6.1\n"
      "This is sysassert trace, in its place: docs/strace.md says where they differ.\n\n"
      "Optional features enabled: (none)\n");
  draft.parsed.stop = true;
  return Unit{};
}

Status TakeColor(Draft& draft, const Given& given) {
  const std::string when = given.value.value_or("always");
  Options& options = draft.options();
  if (when == "always")
    options.color = Options::Color::kAlways;
  else if (when == "auto")
    options.color = Options::Color::kAuto;
  else if (when == "never")
    options.color = Options::Color::kNever;
  else
    return Invalid(given);
  return Unit{};
}
Status TakeTips(Draft& draft, const Given& given) {
  const auto choice = ParseTips(given.text());
  if (!choice) return Invalid(given);
  draft.options().tips = *choice;
  return Unit{};
}

constexpr OptionRow kTable[] = {
    {'a', "columns", Takes::kValue, TakeResultColumn},
    {'A', "output-append-mode", Takes::kNothing, Set<&Options::append>},
    {'b', "detach-on", Takes::kValue, TakeDetachOn},
    {'c', "summary-only", Takes::kNothing, SetOfSummary<&SummaryOptions::only>},
    {'C', "summary", Takes::kNothing, SetOfSummary<&SummaryOptions::wanted>},
    {'d', "debug", Takes::kNothing, Set<&Options::debug>},
    {'D', "", Takes::kNothing, Count<&Draft::daemonize>},
    {0, "daemonize daemonised daemonized", Takes::kMaybe, TakeDaemonize},
    {'e', "", Takes::kValue, TakeExpression},
    {'E', "env", Takes::kValue, Add<&Options::environment>},
    {'f', "follow-forks", Takes::kNothing, Count<&Draft::follow>},
    {'F', "", Takes::kNothing, Count<&Draft::former_follow>},
    {0, "output-separately", Takes::kNothing, Set<&Options::separately>},
    {'h', "help", Takes::kNothing, Help},
    {'i', "instruction-pointer", Takes::kNothing, Set<&Options::instruction_pointer>},
    {'I', "interruptible", Takes::kValue, TakeInterruptible},
    {'k', "stack-traces stack-trace", Takes::kNothing, RefuseStacks},
    {'N', "arg-names", Takes::kNothing, NameArguments},
    {'n', "syscall-number", Takes::kNothing, Set<&Options::call_number>},
    {'o', "output", Takes::kValue, TakeOutput},
    {'O', "summary-syscall-overhead", Takes::kValue, TakeOverhead},
    {'p', "attach", Takes::kValue, TakePids},
    {'P', "trace-path", Takes::kValue, Add<&Options::paths>},
    {'q', "", Takes::kNothing, Count<&Draft::quiet>},
    {'r', "", Takes::kNothing, TakeRelative},
    {0, "relative-timestamps", Takes::kMaybe, TakeRelative},
    {'s', "string-limit", Takes::kValue, TakeStringLimit},
    {'S', "summary-sort-by", Takes::kValue, TakeOrder},
    {'t', "", Takes::kNothing, Count<&Draft::clock>},
    {0, "absolute-timestamps timestamps", Takes::kMaybe, TakeTimestamps},
    {'T', "", Takes::kNothing, TakeSpent},
    {0, "syscall-times", Takes::kMaybe, TakeSpent},
    {'u', "user", Takes::kValue, TakeUser},
    {'U', "summary-columns", Takes::kValue, TakeColumns},
    {'v', "no-abbrev", Takes::kNothing, AbbreviateNothing},
    {'V', "version", Takes::kNothing, Version},
    {'w', "summary-wall-clock", Takes::kNothing, SetOfSummary<&SummaryOptions::wall_clock>},
    {'x', "", Takes::kNothing, Count<&Draft::hex>},
    {0, "strings-in-hex", Takes::kMaybe, TakeHex},
    {'X', "const-print-style", Takes::kValue, TakeConstants},
    {'y', "", Takes::kNothing, Count<&Draft::descriptors>},
    {'Y', "", Takes::kNothing, Set<&Options::process_names>},
    {0, "decode-pids", Takes::kValue, TakeProcessDetails},
    {'z', "successful-only", Takes::kNothing, Only<CallStatus::kSuccessful>},
    {'Z', "failed-only failing-only", Takes::kNothing, Only<CallStatus::kFailed>},
    // With -f and a narrower -e trace it is always so.
    {0, "seccomp-bpf", Takes::kNothing, Note<&Draft::seccomp_filter>},
    {0, "kill-on-exit", Takes::kNothing, Set<&Options::kill_on_exit>},
    {0, "argv0", Takes::kValue, TakeFirstArgument},
    {0, "syscall-limit", Takes::kValue, TakeCallLimit},
    {0, "tips", Takes::kMaybe, TakeTips},
    // Ours.
    {0, "json", Takes::kNothing, Set<&Options::json>},
    {0, "color", Takes::kMaybe, TakeColor},
    {0, "hide-vdso", Takes::kNothing, Set<&Options::hide_vdso>},
    {0, "kmsg", Takes::kNothing, Set<&Options::kernel_log>},
    {0, "explain", Takes::kNothing, Set<&Options::explain>},
    {0, "hints", Takes::kNothing, Set<&Options::hints>},
};

}  // namespace

std::span<const OptionRow> OptionTable() { return kTable; }

}  // namespace sysassert::strace

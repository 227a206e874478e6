// Draft: a command line while it is read. Private to the files that parse it: option_table.cc has
// the options, option_values.cc and qualifiers.cc what their values mean, conclude.cc what does
// not go together.
#ifndef SYSASSERT_STRACE_DRAFT_H_
#define SYSASSERT_STRACE_DRAFT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "strace/options.h"
#include "sysassert/result.h"

namespace sysassert::strace {

// The options so far, and what is counted until the end says what it means together.
struct Draft {
  Parsed parsed;
  Warning warn;
  // How often each letter was given, …
  int follow = 0, former_follow = 0, quiet = 0, clock = 0, hex = 0, descriptors = 0, daemonize = 0,
      only = 0;
  // … and whether the long option was, with which some letters do not go together.
  bool quiet_expression = false, timestamps = false, hex_style = false, descriptor_details = false,
       how_far = false, order = false, columns = false;
  bool seccomp_filter = false;  // --seccomp-bpf

  Options& options() { return parsed.options; }
};

// An option as it was typed.
struct Given {
  std::string name;                  // "-s" or "--string-limit"
  std::optional<std::string> value;  // none: it takes none, or may do without

  std::string text() const { return value.value_or(""); }
};

using Taker = Status (*)(Draft& draft, const Given& given);

enum class Takes : int { kNothing = 0, kValue = 1, kMaybe = 2 };  // as getopt_long(3) counts

struct OptionRow {
  char letter;             // 0: none
  std::string_view names;  // the long ones, separated by blanks
  Takes takes;
  Taker take;
};
std::span<const OptionRow> OptionTable();

// Of `-e NAME=SET`.
struct QualifierRow {
  std::string_view names;       // separated by blanks
  std::string_view long_names;  // those that are options of their own
  std::string_view alone;       // the SET of a long option without one; empty: it needs one
  Status (*take)(Draft& draft, const std::string& set);
};
std::span<const QualifierRow> QualifierTable();
// Of -e's argument: `NAME=SET`, or a set of calls to trace.
Status TakeExpression(Draft& draft, const Given& given);

// What the whole asks for.
Status Conclude(Draft& draft);

// A mistake that the usage explains, one that it does not, and what is not there yet.
Error Wrong(std::string message);
Error Refused(std::string message);
Error Invalid(const Given& given);

// Values.
// Decimal, with the blanks and the sign in front that strtol(3) takes.
std::optional<long long> Integer(std::string_view text);
// NUMBER[s|ms|us|ns], microseconds where there is none. The number may have a fraction.
std::optional<std::uint64_t> NanosecondsOf(const std::string& text);
std::optional<Precision> PrecisionOf(std::string_view text);
Status TakeSize(const Given& given, std::size_t* size);
Status TakeStringLimit(Draft& draft, const Given& given);
Status TakeHex(Draft& draft, const Given& given);
Status TakeInterruptible(Draft& draft, const Given& given);
Status TakeDetachOn(Draft& draft, const Given& given);
Status TakeDaemonize(Draft& draft, const Given& given);
Status TakeConstants(Draft& draft, const Given& given);
Status TakeProcessDetails(Draft& draft, const Given& given);
Status TakeCallLimit(Draft& draft, const Given& given);
Status TakeOnly(Draft& draft, CallStatus status);
Status TakePids(Draft& draft, const Given& given);
Status TakeOrder(Draft& draft, const Given& given);
Status TakeColumns(Draft& draft, const Given& given);
Status TakeOverhead(Draft& draft, const Given& given);
Status TakeTimestamps(Draft& draft, const Given& given);
Status TakePrecision(std::string_view option, const Given& given,
                     std::optional<Precision>* precision);

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_DRAFT_H_

// Options: what strace's command line asks for.
#ifndef SYSASSERT_STRACE_OPTIONS_H_
#define SYSASSERT_STRACE_OPTIONS_H_

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "decode/style.h"
#include "strace/inject.h"
#include "strace/select.h"
#include "strace/tips.h"
#include "sysassert/result.h"

namespace sysassert::strace {

// What a time is shown in: digits behind the point.
enum class Precision : std::uint8_t { kSeconds = 0, kMilli = 3, kMicro = 6, kNano = 9 };

struct Times {
  enum class Format : std::uint8_t { kNone, kClock, kUnix } absolute = Format::kNone;
  Precision absolute_precision = Precision::kSeconds;
  std::optional<Precision> relative;  // -r
  std::optional<Precision> spent;     // -T
};

// A column of the summary table.
enum class Column : std::uint8_t {
  kPercent,
  kSeconds,
  kShortest,
  kLongest,
  kAverage,
  kCalls,
  kErrors,
  kName,
  kNothing,  // of the order alone: as they come
};

struct SummaryOptions {
  bool wanted = false;      // -c, -C
  bool only = false;        // -c: no lines
  bool wall_clock = false;  // -w
  Column order = Column::kPercent;
  std::vector<Column> columns = {Column::kPercent, Column::kSeconds, Column::kAverage,
                                 Column::kCalls,   Column::kErrors,  Column::kName};
  std::chrono::nanoseconds overhead{0};
};

struct Quiet {
  bool attach = false, exit = false, path_resolution = false, personality = false,
       thread_execve = false;
};

// Descriptors, as `-e read=` names them: a list, or all but a list.
struct DescriptorSet {
  std::vector<int> named;
  bool inverted = false;
  bool Has(int fd) const {
    return (std::find(named.begin(), named.end(), fd) != named.end()) != inverted;
  }
  bool empty() const { return named.empty() && !inverted; }
};

// What is told of a descriptor besides its number, as `-e decode-fds=` names it.
struct DescriptorDetails {
  bool path = false, socket = false, device = false, pidfd = false;
  bool any() const { return path || socket || device || pidfd; }
};

// Which signals to us are heeded (-I), as strace numbers it.
enum class Interruptible : std::uint8_t {
  kAnywhere = 1,     // they end us at once
  kWaiting,          // they end the trace between two calls
  kNever,            // they are ignored
  kNeverNorStopped,  // and so is SIGTSTP
};

struct Options {
  std::string program_name = "strace";  // in messages
  bool follow = false;                  // -f
  bool separately = false;              // -ff: a file for each thread
  std::string output;                   // -o; empty: standard error
  bool append = false;                  // -A
  CallSet calls = CallSet::All();
  SignalSet signals = ~SignalSet{};
  StatusSet statuses = ~StatusSet{};
  std::vector<std::string> paths;  // -P
  decode::Style style;
  CallSet abbreviated = CallSet::All(), with_structures = CallSet::All(), raw;
  DescriptorDetails descriptors;  // -y, -yy
  bool process_names = false;     // -Y
  bool process_numbers = false;   // --decode-pids=pidns
  DescriptorSet dump_read, dump_written;
  std::optional<DescriptorSet> only_descriptors;  // --trace-fds
  std::vector<Injection> injections;
  std::uint64_t call_limit = UINT64_MAX;  // --syscall-limit
  bool detach_on_exec = false;            // -b execve
  bool seccomp_filter = false;            // --seccomp-bpf, where it may be
  int daemonize = 0;                      // -D: how far the tracer goes away from us
  std::optional<Interruptible> interruptible;
  std::string first_argument;  // --argv0
  bool has_first_argument = false;
  tables::Constants constants = tables::Constants::kNames;
  std::optional<TipChoice> tips;
  bool kernel_log = false, explain = false, hints = false, hide_vdso = false;
  std::size_t result_column = 40;
  bool instruction_pointer = false, call_number = false;
  Times times;
  SummaryOptions summary;
  Quiet quiet;
  bool tell_fallbacks = false;  // where it was traced otherwise than meant, on standard error
  std::vector<std::string> environment;  // -E, as given
  std::string user;                      // -u
  bool json = false;
  enum class Color : std::uint8_t { kNever, kAuto, kAlways } color = Color::kNever;
  bool colored = false;  // what `color` comes to
  bool kill_on_exit = false;
  bool kvm_exits = false;           // -e kvm=vcpu
  bool debug = false;               // -d
  std::uint32_t string_limit = 32;  // bytes copied of a buffer
  std::vector<std::string> command;
  std::vector<int> attach;  // -p
};

// Parses the words after the program's name. `stop`: --help or --version was printed. The Error's
// operation is the message; a remedy says that the usage should be named.
struct Parsed {
  Options options;
  bool stop = false;
};
// Told of what has no effect, as it is found: some of it comes before what is refused.
using Warning = std::function<void(const std::string& sentence)>;
Result<Parsed> ParseOptions(const std::string& program_name, const std::vector<std::string>& words,
                            const Warning& warn);

std::string Usage(const std::string& program_name);

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_OPTIONS_H_

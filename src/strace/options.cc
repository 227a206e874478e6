// strace's command line. What it does not do yet is refused by name, never ignored.
#include "strace/options.h"

#include <fmt/format.h>
#include <getopt.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace sysassert::strace {
namespace {

constexpr std::string_view kShort = "+a:Ab:cCdDe:E:fFhiI:kno:O:p:P:qrs:S:tTu:U:vVwxX:yYzZ";
constexpr std::uint32_t kMostString = 16U << 20U;  // bytes copied of one buffer, whatever -s asks

// Long options without a letter.
enum Long : int {
  kStringsInHex = 256,
  kSeparately,
  kTimestamps,
  kDecodePids,
  kSeccompBpf,
  kArgv0,
  kSyscallLimit,
  kKillOnExit,
  kJson,
  kColor,
  kKmsg,
  kExplain,
  kHints,
  kTipOfDay,
  kFirstQualifier = 400,  // and one for each of kQualifiers
};

struct Qualifier {
  std::string_view name;
  std::string_view other;  // strace takes singular and plural
  bool supported;
};
constexpr Qualifier kQualifiers[] = {
    {"trace", "t", true},  {"abbrev", "a", false},   {"verbose", "v", false}, {"raw", "x", false},
    {"signal", "s", true}, {"signals", "s", true},   {"read", "r", false},    {"reads", "r", false},
    {"write", "w", false}, {"writes", "w", false},   {"fault", "", false},    {"inject", "", false},
    {"status", "", true},  {"quiet", "q", true},     {"silent", "", true},    {"silence", "", true},
    {"kvm", "", false},    {"decode-fds", "", true}, {"decode-fd", "", true},
};

// A mistake that the usage explains, and one that it does not.
Error Wrong(std::string message) { return {std::move(message), 0, "", "usage"}; }
Error Refused(std::string message) { return {std::move(message), 0, "", ""}; }
Error Unsupported(const std::string& option) {
  return Refused(fmt::format(
      "{} is not supported yet: docs/strace.md lists what is, and strace itself has it", option));
}

std::vector<option> LongOptions() {
  std::vector<option> options = {
      {"columns", required_argument, nullptr, 'a'},
      {"output-append-mode", no_argument, nullptr, 'A'},
      {"detach-on", required_argument, nullptr, 'b'},
      {"summary-only", no_argument, nullptr, 'c'},
      {"summary", no_argument, nullptr, 'C'},
      {"debug", no_argument, nullptr, 'd'},
      {"daemonize", optional_argument, nullptr, 'D'},
      {"daemonised", optional_argument, nullptr, 'D'},
      {"daemonized", optional_argument, nullptr, 'D'},
      {"env", required_argument, nullptr, 'E'},
      {"follow-forks", no_argument, nullptr, 'f'},
      {"output-separately", no_argument, nullptr, kSeparately},
      {"help", no_argument, nullptr, 'h'},
      {"instruction-pointer", no_argument, nullptr, 'i'},
      {"interruptible", required_argument, nullptr, 'I'},
      {"stack-traces", no_argument, nullptr, 'k'},
      {"stack-trace", no_argument, nullptr, 'k'},
      {"syscall-number", no_argument, nullptr, 'n'},
      {"output", required_argument, nullptr, 'o'},
      {"summary-syscall-overhead", required_argument, nullptr, 'O'},
      {"attach", required_argument, nullptr, 'p'},
      {"trace-path", required_argument, nullptr, 'P'},
      {"relative-timestamps", optional_argument, nullptr, 'r'},
      {"string-limit", required_argument, nullptr, 's'},
      {"summary-sort-by", required_argument, nullptr, 'S'},
      {"absolute-timestamps", optional_argument, nullptr, kTimestamps},
      {"timestamps", optional_argument, nullptr, kTimestamps},
      {"syscall-times", optional_argument, nullptr, 'T'},
      {"user", required_argument, nullptr, 'u'},
      {"summary-columns", required_argument, nullptr, 'U'},
      {"no-abbrev", no_argument, nullptr, 'v'},
      {"version", no_argument, nullptr, 'V'},
      {"summary-wall-clock", no_argument, nullptr, 'w'},
      {"strings-in-hex", optional_argument, nullptr, kStringsInHex},
      {"const-print-style", required_argument, nullptr, 'X'},
      {"decode-pids", required_argument, nullptr, kDecodePids},
      {"successful-only", no_argument, nullptr, 'z'},
      {"failed-only", no_argument, nullptr, 'Z'},
      {"failing-only", no_argument, nullptr, 'Z'},
      {"seccomp-bpf", no_argument, nullptr, kSeccompBpf},
      {"argv0", required_argument, nullptr, kArgv0},
      {"syscall-limit", required_argument, nullptr, kSyscallLimit},
      {"kill-on-exit", no_argument, nullptr, kKillOnExit},
      {"json", no_argument, nullptr, kJson},
      {"color", optional_argument, nullptr, kColor},
      {"kmsg", no_argument, nullptr, kKmsg},
      {"explain", no_argument, nullptr, kExplain},
      {"hints", no_argument, nullptr, kHints},
      {"tips", optional_argument, nullptr, kTipOfDay},
  };
  for (std::size_t i = 0; i < std::size(kQualifiers); ++i) {
    const bool optional = kQualifiers[i].name == "decode-fds" || kQualifiers[i].name == "quiet" ||
                          kQualifiers[i].name == "silent" || kQualifiers[i].name == "silence";
    options.push_back({kQualifiers[i].name.data(), optional ? optional_argument : required_argument,
                       nullptr, kFirstQualifier + static_cast<int>(i)});
  }
  options.push_back({});
  return options;
}

std::optional<long long> Integer(std::string_view text) {
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Precision> PrecisionOf(std::string_view text) {
  if (text == "s") return Precision::kSeconds;
  if (text == "ms") return Precision::kMilli;
  if (text == "us") return Precision::kMicro;
  if (text == "ns") return Precision::kNano;
  return std::nullopt;
}

std::optional<Column> ColumnOf(std::string_view name) {
  static constexpr std::pair<std::string_view, Column> kNames[] = {
      {"time-percent", Column::kPercent},
      {"percent", Column::kPercent},
      {"time_percent", Column::kPercent},
      {"time", Column::kPercent},
      {"time-total", Column::kSeconds},
      {"total-time", Column::kSeconds},
      {"total_time", Column::kSeconds},
      {"min-time", Column::kShortest},
      {"min_time", Column::kShortest},
      {"time-min", Column::kShortest},
      {"shortest", Column::kShortest},
      {"max-time", Column::kLongest},
      {"max_time", Column::kLongest},
      {"time-max", Column::kLongest},
      {"longest", Column::kLongest},
      {"avg-time", Column::kAverage},
      {"avg_time", Column::kAverage},
      {"time-avg", Column::kAverage},
      {"calls", Column::kCalls},
      {"count", Column::kCalls},
      {"errors", Column::kErrors},
      {"error", Column::kErrors},
      {"name", Column::kName},
      {"syscall", Column::kName},
      {"syscall-name", Column::kName},
      {"syscall_name", Column::kName},
  };
  for (const auto& [known, column] : kNames) {
    if (known == name) return column;
  }
  return std::nullopt;
}

class Parser {
 public:
  explicit Parser(std::string program_name) {
    o().program_name = std::move(program_name);
    o().style.string_limit = o().style.buffer_limit = o().string_limit;
  }

  Result<Parsed> Parse(const std::vector<std::string>& words) {
    std::vector<std::string> copies{o().program_name};
    copies.insert(copies.end(), words.begin(), words.end());
    std::vector<char*> argv;
    argv.reserve(copies.size() + 1);
    for (std::string& copy : copies) argv.push_back(copy.data());
    argv.push_back(nullptr);
    const std::vector<option> long_options = LongOptions();
    optind = 0;  // anew
    opterr = 1;  // it writes "strace: invalid option -- '9'" itself, as strace lets it
    while (true) {
      int index = 0;
      const int letter = getopt_long(static_cast<int>(copies.size()), argv.data(), kShort.data(),
                                     long_options.data(), &index);
      if (letter == -1) break;
      if (letter == '?') return Wrong("");
      const std::string value = optarg != nullptr ? optarg : "";
      const std::string name =
          letter >= 256 || argv[optind - 1][0] == '-'
              ? (letter < 256
                     ? fmt::format("-{}", static_cast<char>(letter))
                     : fmt::format("--{}", long_options[static_cast<std::size_t>(index)].name))
              : fmt::format("-{}", static_cast<char>(letter));
      if (Status taken = Take(letter, name, value, optarg != nullptr); !taken.ok())
        return taken.error();
      if (parsed_.stop) return parsed_;
    }
    o().command.assign(copies.begin() + optind, copies.end());
    if (Status fits = Finish(); !fits.ok()) return fits.error();
    return parsed_;
  }

 private:
  Options& o() { return parsed_.options; }

  Status Invalid(const std::string& name, const std::string& value) {
    return Wrong(fmt::format("invalid {} argument: '{}'", name, value));
  }

  Status Take(int letter, const std::string& name, const std::string& value, bool given) {
    if (letter >= kFirstQualifier) {
      const Qualifier& qualifier = kQualifiers[letter - kFirstQualifier];
      return Qualify(qualifier, given                      ? value
                                : qualifier.name[0] == 'd' ? "path"
                                                           : "attach,personality");
    }
    switch (letter) {
      case 'a':
        return TakeSize(name, value, &o().result_column);
      case 'A':
        o().append = true;
        return Unit{};
      case 'c':
        o().summary.only = true;
        return Unit{};
      case 'C':
        o().summary.wanted = true;
        return Unit{};
      case 'e':
        return TakeExpression(value);
      case 'E':
        o().environment.push_back(value);
        return Unit{};
      case 'F':
        parsed_.warnings.emplace_back(
            "option -F is deprecated, please use -f/--follow-forks instead");
        [[fallthrough]];
      case 'f':
        ++follow_;
        return Unit{};
      case kSeparately:
        o().separately = true;
        return Unit{};
      case 'h':
        fmt::print("{}", Usage(o().program_name));
        parsed_.stop = true;
        return Unit{};
      case 'V':
        fmt::print("sysassert trace, in the place of strace 6.1: docs/strace.md\n");
        parsed_.stop = true;
        return Unit{};
      case 'i':
        o().instruction_pointer = true;
        return Unit{};
      case 'I':
        return TakeInterruptible(name, value);
      case 'n':
        o().call_number = true;
        return Unit{};
      case 'o':
        o().output = value;
        return Unit{};
      case 'O':
        return TakeOverhead(name, value);
      case 'P':
        o().paths.push_back(value);
        return Unit{};
      case 'q':
        ++quiet_;
        return Unit{};
      case 's': {
        std::size_t limit = 0;
        if (Status taken = TakeSize(name, value, &limit); !taken.ok()) return taken;
        o().style.string_limit = o().style.buffer_limit = limit;
        o().string_limit = static_cast<std::uint32_t>(std::min<std::size_t>(limit, kMostString));
        return Unit{};
      }
      case 'S':
        return TakeOrder(value);
      case 'U':
        return TakeColumns(value);
      case 'u':
        o().user = value;
        return Unit{};
      case 'w':
        o().summary.wall_clock = true;
        return Unit{};
      case 'x':
        ++hex_;
        return Unit{};
      case kStringsInHex:
        return TakeHex(name, given ? value : "all");
      case 'y':
        ++descriptors_;
        return Unit{};
      case 'z':
      case 'Z':
        return TakeOnly(letter);
      default:
        return TakeTime(letter, name, value, given);
    }
  }

  // The options about time, and then those that we have not.
  Status TakeTime(int letter, const std::string& name, const std::string& value, bool given) {
    std::optional<Precision> precision = Precision::kMicro;
    if (given) precision = PrecisionOf(value);
    switch (letter) {
      case 't':
        ++clock_;
        return Unit{};
      case 'r':
        if (!precision) return Invalid("--relative-timestamps", value);
        o().times.relative = precision;
        return Unit{};
      case 'T':
        if (!precision) return Invalid("--syscall-times", value);
        o().times.spent = precision;
        return Unit{};
      case kTimestamps:
        return TakeTimestamps(name, value);
      case kSeccompBpf:
        return Unit{};  // always, where it is right: with -f and a narrower -e trace
      case kJson:
        o().json = true;
        return Unit{};
      case kKillOnExit:
        o().kill_on_exit = true;
        return Unit{};
      default:
        return Unsupported(name + (given && letter >= 256 ? "=" + value : ""));
    }
  }

  Status TakeSize(const std::string& name, const std::string& value, std::size_t* size) {
    const auto number = Integer(value);
    if (!number || *number < 0 || *number > INT32_MAX) return Invalid(name, value);
    *size = static_cast<std::size_t>(*number);
    return Unit{};
  }

  Status TakeInterruptible(const std::string& name, const std::string& value) {
    const auto number = Integer(value);
    if (!number || *number < 1 || *number > 4) return Invalid(name, value);
    return Unsupported(name + " " + value);
  }

  Status TakeOverhead(const std::string& name, const std::string& value) {
    double number = 0;
    const char* end = value.data() + value.size();
    const auto parsed = std::from_chars(value.data(), end, number);
    const std::string_view unit(parsed.ptr, static_cast<std::size_t>(end - parsed.ptr));
    const auto precision = unit.empty() ? Precision::kMicro : PrecisionOf(unit);
    if (parsed.ec != std::errc() || parsed.ptr == value.data() || !precision || number < 0 ||
        number > 1e9)
      return Invalid(name, value);
    for (int digits = static_cast<int>(*precision); digits < 9; ++digits) number *= 10;
    o().summary.overhead = std::chrono::nanoseconds(static_cast<long long>(number));
    return Unit{};
  }

  Status TakeOrder(const std::string& value) {
    const auto column = ColumnOf(value);
    if (value == "nothing" || value == "none")
      o().summary.order = Column::kNothing;
    else if (!column)
      return Wrong(fmt::format("invalid sortby: '{}'", value));
    else
      o().summary.order = *column;
    return Unit{};
  }

  Status TakeColumns(const std::string& value) {
    o().summary.columns.clear();
    for (const std::string& name : SplitSet(value).names) {
      const auto column = ColumnOf(name);
      if (!column) return Wrong(fmt::format("unknown column name: '{}'", name));
      auto& columns = o().summary.columns;
      if (std::find(columns.begin(), columns.end(), *column) != columns.end()) {
        return Wrong(
            fmt::format("call summary column has been provided more than once: '{}' (-U "
                        "option residual: '{}')",
                        name, value.substr(value.rfind(name))));
      }
      columns.push_back(*column);
    }
    return Unit{};
  }

  Status TakeHex(const std::string& name, const std::string& value) {
    if (value == "all")
      hex_ = 2;
    else if (value == "non-ascii")
      hex_ = 1;
    else if (value == "none")
      hex_ = 0;
    else if (value == "non-ascii-chars")
      return Unsupported(name + "=" + value);
    else
      return Invalid(name, value);
    return Unit{};
  }

  Status TakeTimestamps(const std::string& name, const std::string& value) {
    Times& times = o().times;
    times.absolute = Times::Format::kClock;
    times.absolute_precision = Precision::kSeconds;
    if (value.empty()) return Unit{};
    for (std::string word : SplitSet(value).names) {
      for (const std::string_view prefix : {"format:", "precision:"}) {
        if (word.rfind(prefix, 0) == 0) word.erase(0, prefix.size());
      }
      if (const auto precision = PrecisionOf(word); precision)
        times.absolute_precision = *precision;
      else if (word == "none")
        times.absolute = Times::Format::kNone;
      else if (word == "time")
        times.absolute = Times::Format::kClock;
      else if (word == "unix")
        times.absolute = Times::Format::kUnix;
      else
        return Invalid(name, value);
    }
    return Unit{};
  }

  Status TakeOnly(int letter) {
    if (only_ != 0 && only_ != letter) {
      parsed_.warnings.emplace_back(
          "Only the last of -z/--successful-only/-Z/--failed-only options will take effect. See "
          "status qualifier for more complex filters.");
    }
    only_ = letter;
    o().statuses.reset();
    o().statuses.set(
        static_cast<std::size_t>(letter == 'z' ? CallStatus::kSuccessful : CallStatus::kFailed));
    return Unit{};
  }

  // -e QUALIFIER=SET, or -e SET for the calls to trace.
  Status TakeExpression(const std::string& text) {
    const std::size_t equals = text.find('=');
    for (const Qualifier& qualifier : kQualifiers) {
      if (equals != std::string::npos &&
          (text.substr(0, equals) == qualifier.name ||
           (!qualifier.other.empty() && text.substr(0, equals) == qualifier.other)))
        return Qualify(qualifier, text.substr(equals + 1));
    }
    return Qualify(kQualifiers[0], text);
  }

  Status Qualify(const Qualifier& qualifier, const std::string& value) {
    if (!qualifier.supported) return Unsupported(fmt::format("-e {}", qualifier.name));
    if (qualifier.name == "trace") {
      auto calls = ParseCalls(value);
      if (!calls.ok()) return calls.error();
      o().calls = calls.value();
    } else if (qualifier.name.substr(0, 6) == "signal") {
      auto signals = ParseSignals(value);
      if (!signals.ok()) return signals.error();
      o().signals = signals.value();
    } else if (qualifier.name == "status") {
      auto statuses = ParseStatuses(value);
      if (!statuses.ok()) return statuses.error();
      o().statuses = statuses.value();
    } else if (qualifier.name[0] == 'd') {
      return DecodeDescriptors(value);
    } else {
      return BeQuiet(value);
    }
    return Unit{};
  }

  Status DecodeDescriptors(const std::string& value) {
    const Words words = SplitSet(value);
    for (const std::string& name : words.names) {
      if (name == "path" && !words.inverted)
        descriptors_ = 1;
      else if (name == "none" && !words.inverted)
        descriptors_ = 0;
      else if (name == "path" || name == "none" || name == "all" || name == "dev" ||
               name == "pidfd" || name == "socket")
        return Unsupported("-e decode-fds=" + value);
      else
        return Refused(fmt::format("invalid decode-fds '{}'", name));
    }
    return Unit{};
  }

  Status BeQuiet(const std::string& value) {
    const Words words = SplitSet(value);
    Quiet& quiet = o().quiet;
    quiet_expression_ = true;
    const std::pair<std::string_view, bool*> kNames[] = {
        {"attach", &quiet.attach},
        {"exit", &quiet.exit},
        {"path-resolution", &quiet.path_resolution},
        {"path-resolve", &quiet.path_resolution},
        {"personality", &quiet.personality},
        {"thread-execve", &quiet.thread_execve},
        {"superseded", &quiet.thread_execve},
        {"exits", &quiet.exit},
    };
    for (const auto& [name, flag] : kNames) *flag = words.inverted;
    for (const std::string& word : words.names) {
      bool known = word == "none";
      for (const auto& [name, flag] : kNames) {
        if (name != word && word != "all") continue;
        *flag = !words.inverted;
        known = true;
      }
      if (!known) return Refused(fmt::format("invalid quiet '{}'", word));
    }
    return Unit{};
  }

  void ApplyCounts() {
    if (follow_ > 0) o().follow = true;
    if (follow_ > 1) o().separately = true;
    Times& times = o().times;
    if (clock_ > 0) {
      times.absolute = clock_ > 2 ? Times::Format::kUnix : Times::Format::kClock;
      times.absolute_precision = clock_ > 1 ? Precision::kMicro : Precision::kSeconds;
    }
    o().style.hex = hex_ > 1    ? decode::Hex::kAll
                    : hex_ == 1 ? decode::Hex::kStrings
                                : decode::Hex::kNone;
    o().descriptor_paths = descriptors_ > 0;
    Quiet& quiet = o().quiet;
    if (quiet_ > 0 || (!quiet_expression_ && !o().output.empty()))
      quiet.attach = quiet.personality = true;
    if (quiet_ > 1) quiet.exit = true;
    if (quiet_ > 2) quiet.path_resolution = quiet.thread_execve = true;
  }

  // What does not go together.
  Status Finish() {
    SummaryOptions& summary = o().summary;
    if (o().command.empty()) return Wrong("must have PROG [ARGS] or -p PID");
    if (quiet_ > 0 && quiet_expression_)
      return Refused("-q and -e quiet/--quiet cannot be provided simultaneously");
    if (clock_ > 0 && o().times.absolute != Times::Format::kNone)
      return Refused("-t and --absolute-timestamps cannot be provided simultaneously");
    if (summary.only && summary.wanted)
      return Wrong("-c/--summary-only and -C/--summary are mutually exclusive");
    if (descriptors_ > 1) return Unsupported("-yy");
    if (o().separately && follow_ == 0) o().separately = false;
    ApplyCounts();
    summary.wanted |= summary.only;
    if (summary.wall_clock && !summary.wanted)
      return Wrong(
          "-w/--summary-wall-clock must be given with (-c/--summary-only or -C/--summary)");
    if (summary.wanted && o().separately)
      return Wrong(
          "(-c/--summary-only or -C/--summary) and -ff/--output-separately are mutually "
          "exclusive");
    if (o().json && summary.only)
      return Wrong("--json and -c/--summary-only are mutually exclusive");
    if (o().append && o().output.empty())
      parsed_.warnings.emplace_back("-A/--output-append-mode has no effect without -o/--output");
    if (o().separately && o().output.empty()) o().separately = false;
    if (o().separately && (o().output[0] == '|' || o().output[0] == '!'))
      return Wrong("piping the output and -ff/--output-separately are mutually exclusive");
    return Unit{};
  }

  Parsed parsed_;
  int follow_ = 0, quiet_ = 0, clock_ = 0, hex_ = 0, descriptors_ = 0;
  int only_ = 0;
  bool quiet_expression_ = false;
};

}  // namespace

Result<Parsed> ParseOptions(const std::string& program_name,
                            const std::vector<std::string>& words) {
  return Parser(program_name).Parse(words);
}

}  // namespace sysassert::strace

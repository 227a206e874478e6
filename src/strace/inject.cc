#include "strace/inject.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>

#include "strace/draft.h"
#include "tables/row.h"

namespace sysassert::strace {
namespace {

// Takes what stands before the first `end` off `text`, and the `end`.
std::string_view Take(std::string_view* text, char end) {
  const std::string_view word = text->substr(0, text->find(end));
  text->remove_prefix(std::min(word.size() + 1, text->size()));
  return word;
}

std::optional<std::int64_t> ErrorOf(std::string_view text) {
  constexpr long long kMostErrors = 4095;
  std::string name(text);
  for (char& letter : name)
    letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  if (const auto named = tables::ErrnoFromName(name); named) return -*named;
  if (const auto named = tables::InternalErrnoFromName(name); named) return -*named;
  const auto number = Integer(text);
  if (!number || *number < 1 || *number > kMostErrors) return std::nullopt;
  return -*number;
}

// Decimal, octal or hexadecimal by its prefix.
std::optional<std::int64_t> ResultOf(const std::string& text) {
  char* end = nullptr;
  errno = 0;
  const unsigned long long value = std::strtoull(text.c_str(), &end, 0);
  if (errno != 0 || end == text.c_str() || *end != '\0') return std::nullopt;
  return static_cast<std::int64_t>(value);
}

std::optional<Occasions> OccasionsOf(std::string_view text) {
  constexpr long long kMost = 0xffff;
  const auto count = [](std::string_view word, long long most) -> std::optional<std::uint32_t> {
    const auto number = Integer(word);
    if (!number || *number < 1 || *number > most) return std::nullopt;
    return static_cast<std::uint32_t>(*number);
  };
  Occasions when;
  // A number may have a plus of its own in front.
  std::size_t plus = text.find('+', std::min(text.find_first_of("0123456789"), text.size()));
  if (plus != std::string_view::npos && plus > 0 && text[plus - 1] == '.')
    plus = text.find('+', plus + 1);
  plus = std::min(plus, text.size());
  const std::string_view range = text.substr(0, plus);
  const std::string_view step = text.substr(std::min(plus + 1, text.size()));
  const std::size_t dots = range.find("..");
  const auto first = count(range.substr(0, dots), kMost);
  if (!first) return std::nullopt;
  when.first = *first;
  when.step = 0;
  if (dots != std::string_view::npos) {
    const auto last = count(range.substr(dots + 2), kMost - 1);
    if (!last || *last < *first) return std::nullopt;
    when.last = *last;
    when.step = 1;
  }
  if (plus == text.size()) return when;
  when.step = 1;
  if (step.empty()) return when;
  const auto every = count(step, kMost);
  if (!every) return std::nullopt;
  when.step = *every;
  return when;
}

// @argN=HEX,@argM=HEX…; nothing where one is wrong, or an argument comes twice.
std::optional<std::vector<Poke>> PokesOf(std::string_view text) {
  constexpr std::string_view kArgument = "@arg";
  std::vector<Poke> pokes;
  while (!text.empty()) {
    std::string_view one = Take(&text, ',');
    if (one.empty()) continue;
    if (one.substr(0, kArgument.size()) != kArgument) return std::nullopt;
    one.remove_prefix(kArgument.size());
    const std::string_view number = Take(&one, '=');
    if (number.size() != 1 || number[0] < '1' || number[0] > '6' || one.empty() ||
        one.size() % 2 != 0)
      return std::nullopt;
    Poke poke{number[0] - '1', {}};
    for (; !one.empty(); one.remove_prefix(2)) {
      unsigned byte = 0;
      const auto [end, error] = std::from_chars(one.data(), one.data() + 2, byte, 16);
      if (error != std::errc() || end != one.data() + 2) return std::nullopt;
      poke.bytes += static_cast<char>(byte);
    }
    for (const Poke& former : pokes) {
      if (former.argument == poke.argument) return std::nullopt;
    }
    pokes.push_back(std::move(poke));
  }
  if (pokes.empty()) return std::nullopt;
  return pokes;
}

// Reads the tokens after the set of calls; false where one is wrong, or comes twice.
class InjectionParser {
 public:
  InjectionParser(Injection* injection, bool fault) : injection_(*injection), fault_(fault) {}

  bool Take(std::string_view token) {
    const std::string_view name = strace::Take(&token, '=');
    if (name == "error") return TakeAnswer(ErrorOf(token));
    if (name == "retval" && !fault_) return TakeAnswer(ResultOf(std::string(token)));
    if (name == "when") return TakeOccasions(OccasionsOf(token));
    if (name == "signal" && !fault_) return TakeSignal(token);
    if (name == "delay_enter" && !fault_)
      return TakeOnce(NanosecondsOf(std::string(token)), &delays_entry_,
                      &injection_.delay_entry_ns);
    if (name == "delay_exit" && !fault_)
      return TakeOnce(NanosecondsOf(std::string(token)), &delays_exit_, &injection_.delay_exit_ns);
    if (name == "poke_enter" && !fault_)
      return TakeOnce(PokesOf(token), &pokes_entry_, &injection_.pokes_entry);
    if (name == "poke_exit" && !fault_)
      return TakeOnce(PokesOf(token), &pokes_exit_, &injection_.pokes_exit);
    if (name == "syscall") return TakePure(token);
    return false;
  }

  bool does_something() const {
    return injection_.answer || pokes_entry_ || pokes_exit_ || injection_.signal != 0 ||
           delays_entry_ || delays_exit_;
  }

 private:
  // The last one counts.
  bool TakeOccasions(std::optional<Occasions> when) {
    if (when) injection_.when = *when;
    return when.has_value();
  }
  bool TakeAnswer(std::optional<std::int64_t> answer) {
    if (!answer || injection_.answer) return false;
    injection_.answer = answer;
    return true;
  }
  // strace runs another call, without effects, in place of the one that is not made; nothing is run
  // here, and only the same calls are taken.
  bool TakePure(std::string_view token) {
    const auto call = tables::FromName(token);
    const auto pure = ParseCalls("%pure");
    if (pure_ || !call || !pure.ok() || !pure.value().Has(Abi::kX86_64, *call)) return false;
    return pure_ = true;
  }
  bool TakeSignal(std::string_view token) {
    const auto signal = SignalFromName(token);
    if (!signal || *signal == 0 || *signal >= NSIG || injection_.signal != 0) return false;
    injection_.signal = *signal;
    return true;
  }
  template <typename Value>
  static bool TakeOnce(const std::optional<Value>& value, bool* given, Value* to) {
    if (!value || *given) return false;
    *given = true;
    *to = *value;
    return true;
  }

  Injection& injection_;
  bool fault_, delays_entry_ = false, delays_exit_ = false, pokes_entry_ = false,
               pokes_exit_ = false, pure_ = false;
};

}  // namespace

Result<Injection> ParseInjection(std::string_view text, bool fault) {
  const Error invalid =
      Refused(fmt::format("invalid {} argument '{}'", fault ? "fault" : "inject", text));
  std::string_view rest = text;
  const std::string_view set = Take(&rest, ':');
  Injection injection;
  InjectionParser parser(&injection, fault);
  while (!rest.empty()) {
    const std::string_view token = Take(&rest, ':');
    if (!token.empty() && !parser.Take(token)) return invalid;
  }
  auto calls = ParseCalls(set);
  if (!calls.ok()) return calls.error();
  if (fault && !injection.answer) injection.answer = -ENOSYS;
  if (!parser.does_something()) return invalid;
  injection.calls = std::move(calls).value();
  return injection;
}

const Injection* InjectionCounts::Next(const std::vector<Injection>& all, Abi abi, Sysno id) {
  const auto found = std::find_if(all.rbegin(), all.rend(), [&](const Injection& injection) {
    return injection.calls.Has(abi, id);
  });
  if (found == all.rend()) return nullptr;
  return found->when.Has(++made_[{&*found, id}]) ? &*found : nullptr;
}

bool Write(int tid, const Poke& poke, const std::uint64_t (&args)[6]) {
  const int memory = open(fmt::format("/proc/{}/mem", tid).c_str(), O_WRONLY | O_CLOEXEC);
  if (memory < 0) return false;
  const ssize_t written =
      pwrite(memory, poke.bytes.data(), poke.bytes.size(), static_cast<off_t>(args[poke.argument]));
  close(memory);
  return written == static_cast<ssize_t>(poke.bytes.size());
}

events::Decision DecisionOf(const Injection& injection) {
  using Kind = events::Decision::Kind;
  return {injection.answer ? Kind::kAnswer : Kind::kWatchExit,
          0,
          injection.answer.value_or(0),
          injection.signal,
          injection.delay_entry_ns,
          injection.delay_exit_ns};
}

}  // namespace sysassert::strace

#include "strace/inject.h"

#include <fmt/format.h>
#include <sys/uio.h>

#include <charconv>

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
  if (const auto named = tables::ErrnoFromName(text); named) return -*named;
  const auto number = Integer(text);
  if (!number || *number < 1 || *number > kMostErrors) return std::nullopt;
  return -*number;
}

// Decimal, or hexadecimal with its prefix.
std::optional<std::int64_t> ResultOf(std::string_view text) {
  const bool hex = text.substr(0, 2) == "0x";
  if (hex) text.remove_prefix(2);
  std::uint64_t value = 0;
  if (!hex) return Integer(text);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

// NUMBER[UNIT], microseconds where there is none.
std::optional<std::uint64_t> DelayOf(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = Integer(text.substr(0, digits));
  const std::string_view unit = text.substr(digits);
  const auto precision = unit.empty() ? Precision::kMicro : PrecisionOf(unit);
  constexpr long long kMost = 1'000'000'000;
  if (!number || *number > kMost || !precision) return std::nullopt;
  auto ns = static_cast<std::uint64_t>(*number);
  for (int power = static_cast<int>(*precision); power < 9; ++power) ns *= 10;
  return ns;
}

std::optional<Occasions> OccasionsOf(std::string_view text) {
  constexpr long long kMost = 0xffff;
  const auto count = [](std::string_view word) -> std::optional<std::uint32_t> {
    const auto number = Integer(word);
    if (!number || *number < 1 || *number > kMost) return std::nullopt;
    return static_cast<std::uint32_t>(*number);
  };
  Occasions when;
  const std::size_t plus = std::min(text.find('+'), text.size());
  const std::string_view range = text.substr(0, plus);
  const std::string_view step = text.substr(std::min(plus + 1, text.size()));
  const std::size_t dots = range.find("..");
  const auto first = count(range.substr(0, dots));
  if (!first) return std::nullopt;
  when.first = *first;
  when.step = 0;
  if (dots != std::string_view::npos) {
    const auto last = count(range.substr(dots + 2));
    if (!last || *last < *first) return std::nullopt;
    when.last = *last;
    when.step = 1;
  }
  if (plus == text.size()) return when;
  when.step = 1;
  if (step.empty()) return when;
  const auto every = count(step);
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
    if (one.substr(0, kArgument.size()) != kArgument) return std::nullopt;
    one.remove_prefix(kArgument.size());
    const auto number = Integer(Take(&one, '='));
    if (!number || *number < 1 || *number > 6 || one.empty() || one.size() % 2 != 0)
      return std::nullopt;
    Poke poke{static_cast<int>(*number) - 1, {}};
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
    if (name == "retval" && !fault_) return TakeAnswer(ResultOf(token));
    if (name == "when") return TakeOnce(OccasionsOf(token), &when_, &injection_.when);
    if (name == "signal" && !fault_) return TakeSignal(token);
    if (name == "delay_enter" && !fault_)
      return TakeOnce(DelayOf(token), &delays_entry_, &injection_.delay_entry_ns);
    if (name == "delay_exit" && !fault_)
      return TakeOnce(DelayOf(token), &delays_exit_, &injection_.delay_exit_ns);
    if (name == "poke_enter" && !fault_)
      return TakeOnce(PokesOf(token), &pokes_entry_, &injection_.pokes_entry);
    if (name == "poke_exit" && !fault_)
      return TakeOnce(PokesOf(token), &pokes_exit_, &injection_.pokes_exit);
    if (name == "syscall") return TakePure(token);
    return false;
  }

  // An answer needs a call in whose place it is given; that call is not made here.
  bool is_whole() const { return !pure_ || injection_.answer || fault_; }
  bool does_something() const {
    return injection_.answer || pokes_entry_ || pokes_exit_ || injection_.signal != 0 ||
           delays_entry_ || delays_exit_;
  }

 private:
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
    if (!signal || *signal == 0 || injection_.signal != 0) return false;
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
  bool fault_, when_ = false, delays_entry_ = false, delays_exit_ = false, pokes_entry_ = false,
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
    if (!parser.Take(token)) return invalid;
  }
  auto calls = ParseCalls(set);
  if (!calls.ok()) return calls.error();
  if (fault && !injection.answer) injection.answer = -ENOSYS;
  if (!parser.does_something() || !parser.is_whole()) return invalid;
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

void Write(int tid, const std::vector<Poke>& pokes, const std::uint64_t (&args)[6]) {
  for (const Poke& poke : pokes) {
    std::string bytes = poke.bytes;
    const iovec here = {bytes.data(), bytes.size()};
    // NOLINTNEXTLINE(performance-no-int-to-ptr): an address of another process
    const iovec there = {reinterpret_cast<void*>(args[poke.argument]), bytes.size()};
    process_vm_writev(tid, &here, 1, &there, 1, 0);
  }
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

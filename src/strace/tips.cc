#include "strace/tips.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <random>

namespace sysassert::strace {
namespace {

constexpr std::array<std::string_view, 12> kTips = {
    "-y names what descriptors refer to, and -yy the two ends of a socket.",
    "-e trace=%file shows calls that take a path; %network, %process and %memory are others.",
    "-Z shows failed calls alone: often all that is needed to see why a program gives up.",
    "-P /etc/hosts shows the calls that touch one file, by path or by descriptor.",
    "-e inject=openat:error=ENOENT:when=3 makes the third open fail: how does the program take it?",
    "-c counts calls, errors and time; with -w the time that passed, not the kernel's.",
    "-f -ff -o trace writes a file for each thread.",
    "--json writes one object a line, to be read by programs.",
    "--explain says below a failed call what most likely made it fail.",
    "--hints ends the trace with what a reader would look for: identical calls, tiny reads, "
    "probes.",
    "--kmsg shows the kernel's log between the calls.",
    "sysassert check holds a program to a policy: what it may open, connect to and run.",
};

std::random_device& Random() {
  static std::random_device device;
  return device;
}

template <typename Value>
bool Assign(std::optional<Value>* to, Value value) {
  if (*to) return false;
  *to = value;
  return true;
}

}  // namespace

std::optional<TipChoice> ParseTips(std::string_view text) {
  std::optional<std::optional<std::size_t>> id;
  std::optional<TipChoice::Format> format;
  while (!text.empty()) {
    std::string_view word = text.substr(0, text.find(','));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const bool only_id = word.substr(0, 3) == "id:", only_format = word.substr(0, 7) == "format:";
    word.remove_prefix(only_id ? 3 : only_format ? 7 : 0);
    if (!only_id && (word == "none" || word == "compact" || word == "full")) {
      if (!Assign(&format, word == "none"      ? TipChoice::Format::kNone
                           : word == "compact" ? TipChoice::Format::kCompact
                                               : TipChoice::Format::kFull))
        return std::nullopt;
      continue;
    }
    if (only_format) return std::nullopt;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (word == "random") {
      if (!Assign(&id, std::optional<std::size_t>())) return std::nullopt;
    } else if (error != std::errc() || end != word.data() + word.size() ||
               !Assign(&id, std::optional(number))) {
      return std::nullopt;
    }
  }
  return TipChoice{format.value_or(TipChoice::Format::kCompact), id.value_or(std::nullopt)};
}

std::string TipText(const TipChoice& choice) {
  if (choice.format == TipChoice::Format::kNone) return "";
  const std::size_t id =
      choice.id ? *choice.id
                : std::uniform_int_distribution<std::size_t>(0, kTips.size() - 1)(Random());
  const std::string tip(kTips[id % kTips.size()]);
  if (choice.format == TipChoice::Format::kCompact) return "tip: " + tip + "\n";
  const std::string edge = "+" + std::string(tip.size() + 2, '-') + "+\n";
  return edge + "| " + tip + " |\n" + edge;
}

}  // namespace sysassert::strace

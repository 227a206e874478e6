#include "strace/select.h"

#include <strings.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <sstream>

#include "strace/regular_expression.h"

namespace sysassert::strace {
namespace {

struct Class {
  std::string_view name;
  std::string_view calls;  // separated by blanks
};

constexpr Class kClasses[] = {
#include "strace/classes.inc"
};

// The names that strace 6.1 still takes without the percent sign, and %network.
constexpr std::pair<std::string_view, std::string_view> kFormerNames[] = {
    {"file", "%file"}, {"process", "%process"}, {"network", "%net"},   {"signal", "%signal"},
    {"ipc", "%ipc"},   {"desc", "%desc"},       {"memory", "%memory"}, {"%network", "%net"},
};

// "@64", "@32" or "@x32" at the end of a word: which columns are meant.
struct Columns {
  bool wide = true, narrow = true, x32 = false;
};

Result<Columns> TakeColumns(std::string* word) {
  const std::size_t at = word->rfind('@');
  if (at == std::string::npos) return Columns{};
  const std::string abi = word->substr(at + 1);
  if (abi != "64" && abi != "32" && abi != "x32")
    return Error{"incorrect personality designator '" + abi + "' in qualification '" + *word + "'",
                 0, "", "usage"};
  word->erase(at);
  return Columns{abi == "64", abi == "32", abi == "x32"};
}

std::optional<int> Number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

class CallParser {
 public:
  // Adds what `word` names; false where it names nothing.
  Result<bool> Add(std::string word) {
    const auto taken = TakeColumns(&word);
    if (!taken.ok()) return taken.error();
    const Columns columns = taken.value();
    if (!word.empty() && word[0] == '/') return AddMatching(word.substr(1), columns);
    if (word == "all") {
      for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) Mark(static_cast<Sysno>(i), columns);
      set_.unknown = true;
      return true;
    }
    if (const auto number = Number(word); number) return AddNumber(*number, columns);
    if (AddClass(word, columns)) return true;
    const auto id = tables::FromName(word);
    return id && Mark(*id, columns);
  }
  const CallSet& set() const { return set_; }

 private:
  bool Mark(Sysno id, const Columns& columns) {
    const auto bit = static_cast<std::size_t>(id);
    const bool wide = columns.wide && tables::NumberOf(id, Abi::kX86_64) >= 0;
    const bool narrow = columns.narrow && tables::NumberOf(id, Abi::kI386) >= 0;
    if (wide) set_.calls[0].set(bit);
    if (narrow) set_.calls[1].set(bit);
    return wide || narrow || columns.x32;
  }

  Result<bool> AddNumber(int number, const Columns& columns) {
    const Sysno wide = tables::FromNumber(Abi::kX86_64, number);
    const Sysno narrow = tables::FromNumber(Abi::kI386, number);
    const bool in_wide = columns.wide && wide != Sysno::kUnknown;
    const bool in_narrow = columns.narrow && narrow != Sysno::kUnknown;
    if (in_wide) set_.calls[0].set(static_cast<std::size_t>(wide));
    if (in_narrow) set_.calls[1].set(static_cast<std::size_t>(narrow));
    return in_wide || in_narrow || (columns.x32 && wide != Sysno::kUnknown);
  }

  bool AddClass(std::string_view word, const Columns& columns) {
    for (const auto& [former, now] : kFormerNames) {
      if (word == former) word = now;
    }
    const auto found = std::find_if(std::begin(kClasses), std::end(kClasses),
                                    [word](const Class& one) { return one.name == word; });
    if (found == std::end(kClasses)) return false;
    std::istringstream names{std::string(found->calls)};
    for (std::string name; names >> name;) {
      if (const auto id = tables::FromName(name); id) Mark(*id, columns);
    }
    return true;
  }

  Result<bool> AddMatching(const std::string& pattern, const Columns& columns) {
    const Result<RegularExpression> expression = RegularExpression::Compile(pattern);
    if (!expression.ok()) return expression.error();
    bool any = false;
    for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
      const auto id = static_cast<Sysno>(i);
      if (expression.value().MatchesIn(std::string(tables::NameOf(id))) && Mark(id, columns))
        any = true;
    }
    return any;
  }

  CallSet set_;
};

}  // namespace

CallSet CallSet::All() {
  CallSet set;
  for (auto& column : set.calls) column.set();
  set.unknown = true;
  return set;
}

std::vector<std::string> SplitList(std::string_view text) {
  std::vector<std::string> names;
  while (true) {
    const std::size_t comma = text.find(',');
    names.emplace_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return names;
    text.remove_prefix(comma + 1);
  }
}

Words SplitSet(std::string_view text) {
  Words words;
  std::string_view rest = text;
  for (; !rest.empty() && rest[0] == '!'; rest.remove_prefix(1)) words.inverted = !words.inverted;
  if (rest == "none") return words;
  if (rest == "all") {
    words.inverted = !words.inverted;
    return words;
  }
  for (std::string& name : SplitList(rest)) {
    if (!name.empty()) words.names.push_back(std::move(name));
  }
  if (words.names.empty()) words.names.emplace_back(text);
  return words;
}

std::vector<std::string_view> SplitNames(std::string_view text) {
  std::vector<std::string_view> names;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    if (blank > 0) names.push_back(text.substr(0, blank));
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return names;
}

Result<CallSet> ParseCalls(std::string_view text) {
  const Words words = SplitSet(text);
  CallParser parser;
  for (std::string name : words.names) {
    bool may_be_missing = false;
    while (!name.empty() && name[0] == '?') {
      may_be_missing = true;
      name.erase(0, 1);
    }
    auto added = parser.Add(name);
    if (!added.ok()) return added.error();
    if (!added.value() && !may_be_missing)
      return Error{"invalid system call '" + name + "'", 0, "", ""};
  }
  CallSet set = parser.set();
  if (words.inverted) {
    for (auto& column : set.calls) column.flip();
    set.unknown = !set.unknown;
  }
  return set;
}

std::optional<int> SignalFromName(std::string_view name) {
  constexpr int kMost = 255;
  if (const auto number = Number(name); number)
    return *number >= 0 && *number <= kMost ? number : std::nullopt;
  const std::string wanted(name);
  for (int signal = 1; signal <= 64; ++signal) {
    const std::string known(tables::SignalName(signal));
    if (!known.empty() && (strcasecmp(known.c_str(), wanted.c_str()) == 0 ||
                           strcasecmp(known.c_str() + 3, wanted.c_str()) == 0))
      return signal;
  }
  return std::nullopt;
}

Result<SignalSet> ParseSignals(std::string_view text) {
  const Words words = SplitSet(text);
  SignalSet set;
  for (const std::string& name : words.names) {
    const std::optional<int> signal = SignalFromName(name);
    if (!signal) return Error{"invalid signal '" + name + "'", 0, "", ""};
    if (static_cast<std::size_t>(*signal) < set.size()) set.set(static_cast<std::size_t>(*signal));
  }
  return words.inverted ? ~set : set;
}

Result<StatusSet> ParseStatuses(std::string_view text) {
  constexpr std::string_view kNames[] = {"successful", "failed", "unfinished", "unavailable",
                                         "detached"};
  const Words words = SplitSet(text);
  StatusSet set;
  for (const std::string& name : words.names) {
    const auto* found = std::find(std::begin(kNames), std::end(kNames), name);
    if (found == std::end(kNames)) return Error{"invalid status '" + name + "'", 0, "", ""};
    set.set(static_cast<std::size_t>(found - std::begin(kNames)));
  }
  return words.inverted ? ~set : set;
}

}  // namespace sysassert::strace

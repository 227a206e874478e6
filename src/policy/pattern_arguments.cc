// The conditions of a pattern on a call's arguments.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>

#include "decode/arguments.h"
#include "policy/keys.h"
#include "policy/pattern_reader.h"
#include "policy/read.h"
#include "rules/suggest.h"
#include "sysassert/argument_number.h"
#include "tables/row.h"
#include "tables/variants.h"

namespace sysassert::policy {
namespace {

// Of a call on descriptor `number`: its first argument that is one.
ArgumentTests DescriptorTests(Sysno id, std::int64_t number) {
  const tables::Row& row = tables::RowOf(id);
  for (int i = 0; i < row.count; ++i) {
    const tables::Parameter& parameter = row.parameters[static_cast<std::size_t>(i)];
    if (parameter.kind == ArgumentKind::kFd) return NumberTests(id, parameter.name, {number});
  }
  return {};
}

// -1 and 0xffffffff are one uid, and one domain.
bool AreEqual(std::int64_t value, std::int64_t number, bool narrow) {
  if (!narrow) return value == number;
  return number >= INT32_MIN && number <= UINT32_MAX &&
         static_cast<std::uint32_t>(number) == static_cast<std::uint32_t>(value);
}

// By whatever name the kernel has for it: the count of a read, the len of a sendto. 0: none.
std::int64_t BytesAskedFor(const Call& call) {
  for (const Argument& argument : call.arguments()) {
    if (argument.kind == ArgumentKind::kSize) return static_cast<std::int64_t>(argument.value);
  }
  return 0;
}

bool Compare(std::int64_t value, const std::string& how, const std::vector<std::int64_t>& numbers,
             bool narrow = false) {
  const auto is = [value, narrow](std::int64_t number) { return AreEqual(value, number, narrow); };
  if (how == "in") return std::any_of(numbers.begin(), numbers.end(), is);
  if (how == "ne") return !is(numbers.front());
  if (how == "lt") return value < numbers.front();
  if (how == "le") return value <= numbers.front();
  if (how == "gt") return value > numbers.front();
  if (how == "ge") return value >= numbers.front();
  return is(numbers.front());
}

}  // namespace

void PatternReader::ReadFd(const Node& node) {
  if (const auto number = ReadNumber(node, &diagnostics_)) {
    Add(
        "fd", std::to_string(*number),
        [n = *number](const Call& call, std::string* actual) {
          if (actual != nullptr) *actual = std::to_string(call.descriptor().number);
          return call.descriptor().number == n;
        },
        [n = *number](Sysno id) { return DescriptorTests(id, n); });
  }
}

void PatternReader::ReadFlags(const Node& node) {
  if (!CheckKeys(node, Place::kFlags, &diagnostics_)) return;
  for (const Entry& entry : node.entries) {
    const std::vector<std::string> names = ReadFlagNames(entry.value, "");
    const std::string how = entry.key.text;
    std::string text = how;
    for (const std::string& name : names) text += " " + name;
    Add(
        "flags", text,
        [names, how](const Call& call, std::string* actual) {
          if (actual != nullptr) {
            for (const Argument& argument : call.arguments()) {
              if (argument.kind == ArgumentKind::kFlags) *actual += argument.text;
            }
          }
          const auto has = [&call](const std::string& name) { return call.HasFlag(name); };
          if (how == "all") return std::all_of(names.begin(), names.end(), has);
          if (how == "any") return std::any_of(names.begin(), names.end(), has);
          return std::none_of(names.begin(), names.end(), has);
        },
        [names, how](Sysno id) {
          return FlagTests(id, names,
                           how == "all"   ? Flags::kAll
                           : how == "any" ? Flags::kAny
                                          : Flags::kNone);
        });
  }
}

void PatternReader::ReadArguments(const Node& node) {
  if (!node.is_map()) {
    diagnostics_.Error(node.spot,
                       "a map of arguments belongs here: args: {prot: {any: [PROT_EXEC]}}");
    return;
  }
  for (const Entry& entry : node.entries) {
    const std::string name = entry.key.text;
    CheckArgumentName(entry.key);
    if (!CheckKeys(entry.value, Place::kArgument, &diagnostics_)) continue;
    std::optional<std::int64_t> mask;
    if (const Node* node_mask = entry.value.Find("mask"))
      mask = ReadNumber(*node_mask, &diagnostics_);
    for (const Entry& test : entry.value.entries) {
      if (test.key.text == "mask" || !KnowsKey(Place::kArgument, test.key.text)) continue;
      if (test.key.text == "any" || test.key.text == "all" || test.key.text == "none")
        AddNameTest(name, test);
      else
        AddNumberTest(name, test, mask);
    }
  }
}

std::vector<std::string> PatternReader::ReadFlagNames(const Node& node, std::string_view argument) {
  const std::vector<const tables::NameTable*> tables = FlagTables(argument);
  std::vector<std::string> names;
  for (const Written& name : ReadList(node, &diagnostics_)) {
    names.push_back(name.text);
    const bool known = std::any_of(tables.begin(), tables.end(), [&](const auto* table) {
      return tables::Knows(*table, name.text);
    });
    if (known) continue;
    if (tables.empty()) {
      if (!argument.empty() && !MayBeInWords(argument, name.text))
        diagnostics_.Error(name.spot,
                           fmt::format("{} is a number without names; compare it with one: eq, "
                                       "in, gt, or mask and eq",
                                       Quote(argument)));
      continue;
    }
    std::vector<std::string_view> candidates;
    for (const tables::NameTable* table : tables) {
      for (std::size_t i = 0; i < table->count; ++i) candidates.push_back(table->names[i].name);
    }
    diagnostics_.Error(
        name.spot, fmt::format("no call of {} has a flag {}{}", spec_.calls.text, Quote(name.text),
                               rules::DidYouMean(name.text, candidates)));
  }
  return names;
}

std::vector<const tables::NameTable*> PatternReader::FlagTables(std::string_view argument) const {
  std::vector<const tables::NameTable*> tables;
  for (std::size_t id = 0; id < kSysnoCount; ++id) {
    if (!spec_.calls.calls[id]) continue;
    const tables::Row& row = tables::RowOf(static_cast<Sysno>(id));
    for (int i = 0; i < row.count; ++i) {
      const tables::Parameter& parameter = row.parameters[static_cast<std::size_t>(i)];
      if (!argument.empty() && parameter.name != argument) continue;
      const bool asked = !argument.empty() || parameter.kind == ArgumentKind::kFlags;
      const tables::NameTable* table = asked && parameter.names != nullptr
                                           ? parameter.names
                                           : tables::FlagsOfStructure(parameter.structure);
      if (table != nullptr) tables.push_back(table);
    }
  }
  return tables;
}

// Does one of the calls print this argument, of which no table has the names, in words? A mode has
// those of a kind of file alone, S_IFIFO.
bool PatternReader::MayBeInWords(std::string_view argument, std::string_view word) const {
  bool known = false;
  for (std::size_t id = 0; id < kSysnoCount; ++id) {
    if (!spec_.calls.calls[id]) continue;
    if (tables::HasVariants(static_cast<Sysno>(id))) return true;
    const tables::Row& row = tables::RowOf(static_cast<Sysno>(id));
    for (int i = 0; i < row.count; ++i) {
      const tables::Parameter& parameter = row.parameters[static_cast<std::size_t>(i)];
      if (parameter.name != argument) continue;
      known = true;
      switch (parameter.kind) {
        case ArgumentKind::kInteger:
        case ArgumentKind::kUnsigned:
        case ArgumentKind::kUnsignedLong:
        case ArgumentKind::kOffset:
        case ArgumentKind::kSize:
        case ArgumentKind::kFd:
        case ArgumentKind::kPid:
        case ArgumentKind::kUid:
        case ArgumentKind::kGid:
          break;
        case ArgumentKind::kMode:
          if (word.rfind("S_IF", 0) == 0) return true;
          break;
        default:
          return true;
      }
    }
  }
  return !known;  // which is said elsewhere
}

void PatternReader::CheckArgumentName(const Node& key) {
  constexpr std::size_t kShown = 8;
  std::vector<std::string_view> known;
  for (std::size_t i = 0; i < kSysnoCount; ++i) {
    if (!spec_.calls.calls[i]) continue;
    const tables::Row& row = tables::RowOf(static_cast<Sysno>(i));
    for (int argument = 0; argument < row.count; ++argument) {
      const std::string_view name = row.parameters[static_cast<std::size_t>(argument)].name;
      if (name == key.text) return;
      if (std::find(known.begin(), known.end(), name) == known.end()) known.push_back(name);
    }
  }
  std::string hint = rules::DidYouMean(key.text, known);
  if (hint.empty() && !known.empty() && known.size() <= kShown)
    hint = fmt::format("; known here: {}", fmt::join(known, ", "));
  diagnostics_.Error(key.spot, fmt::format("no call of {} has an argument {}{}", spec_.calls.text,
                                           Quote(key.text), hint));
}

void PatternReader::AddNameTest(const std::string& name, const Entry& test) {
  const std::vector<std::string> names = ReadFlagNames(test.value, name);
  std::string text = test.key.text;
  for (const std::string& flag : names) text += " " + flag;
  Add(name, text, [name, names, how = test.key.text](const Call& call, std::string* actual) {
    const auto argument = call.argument(name);
    if (actual != nullptr) *actual = argument ? argument->text : "no argument of this call";
    if (!argument) return false;
    const std::string words = "|" + argument->text + "|";
    const auto has = [&](const std::string& flag) {
      return words.find("|" + flag + "|") != std::string::npos ||
             decode::HasNamedFlag(call, name, flag);  // O_DSYNC of O_SYNC
    };
    if (how == "all") return std::all_of(names.begin(), names.end(), has);
    if (how == "any") return std::any_of(names.begin(), names.end(), has);
    return std::none_of(names.begin(), names.end(), has);
  });
}

void PatternReader::AddNumberTest(const std::string& name, const Entry& test,
                                  std::optional<std::int64_t> mask) {
  std::vector<std::int64_t> numbers;
  if (test.value.is_list()) {
    for (const Node& item : test.value.items) {
      if (const auto number = ReadNumber(item, &diagnostics_)) numbers.push_back(*number);
    }
  } else if (const auto number = ReadNumber(test.value, &diagnostics_)) {
    numbers.push_back(*number);
  }
  if (numbers.empty()) return;
  Add(
      name, test.key.text + " " + std::to_string(numbers.front()),
      [name, numbers, mask, how = test.key.text](const Call& call, std::string* actual) {
        const auto argument = call.argument(name);
        if (actual != nullptr) *actual = argument ? argument->text : "no argument of this call";
        if (!argument) return false;
        auto [value, narrow] = AsNumber(*argument);
        if (mask) value &= *mask;
        return Compare(value, how, numbers, narrow);
      },
      [name, numbers, mask, how = test.key.text](Sysno id) {
        if (how != "eq" && how != "in") return ArgumentTests();
        return NumberTests(id, name, numbers, static_cast<std::uint64_t>(mask.value_or(-1)));
      });
  spec_.conditions.back().of_registers_alone = true;
}

void PatternReader::ReadSize(const Node& node) {
  if (!CheckKeys(node, Place::kArgument, &diagnostics_)) return;
  for (const Entry& test : node.entries) {
    const auto number = ReadNumber(test.value, &diagnostics_);
    if (!number) continue;
    Add("size", test.key.text + " " + std::to_string(*number),
        [number = *number, how = test.key.text](const Call& call, std::string* actual) {
          const std::int64_t size = call.succeeded() ? call.bytes() : BytesAskedFor(call);
          if (actual != nullptr) *actual = std::to_string(size);
          return Compare(size, how, {number});
        });
  }
}

}  // namespace sysassert::policy

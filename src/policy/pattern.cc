// Patterns: the conditions of a rule, from their YAML.
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>

#include "policy/address.h"
#include "policy/keys.h"
#include "policy/read.h"
#include "policy/variables.h"
#include "policy/words.h"
#include "rules/suggest.h"
#include "tables/row.h"

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

std::string JoinText(const std::vector<Written>& list) {
  std::string text;
  for (const Written& item : list) text += (text.empty() ? "" : " or ") + item.text;
  return text;
}

class PatternReader {
 public:
  PatternReader(const Node& node, const File& file, Diagnostics* diagnostics)
      : node_(node), file_(file), diagnostics_(*diagnostics) {
    spec_.spot = node.spot;
  }

  PatternSpec Read() {
    if (!CheckKeys(node_, Place::kPattern, &diagnostics_)) return std::move(spec_);
    if (node_.entries.empty())
      diagnostics_.Error(
          node_.spot,
          "an empty pattern matches every call; write {call: \"@all\"} if that is meant");
    ReadCallNames();
    ReadPaths("path", &spec_.paths);
    ReadPaths("exe", &spec_.exe);
    if (const Node* passed = node_.Find("as_passed")) {
      spec_.as_passed = ReadList(*passed, &diagnostics_);
      spec_.text += " passed as " + JoinText(spec_.as_passed);
    }
    if (const Node* fd = node_.Find("fd")) ReadFd(*fd);
    if (const Node* kind = node_.Find("fd_kind")) ReadFdKind(*kind);
    if (const Node* family = node_.Find("family")) ReadFamily(*family);
    if (const Node* address = node_.Find("addr")) ReadAddress(*address);
    if (const Node* flags = node_.Find("flags")) ReadFlags(*flags);
    if (const Node* args = node_.Find("args")) ReadArguments(*args);
    if (const Node* cloexec = node_.Find("cloexec")) ReadCloexec(*cloexec);
    if (const Node* leaks = node_.Find("leaks")) ReadLeaks(*leaks);
    if (const Node* content = node_.Find("content")) ReadContent(*content);
    if (const Node* size = node_.Find("size")) ReadSize(*size);
    if (const Node* result = node_.Find("result")) ReadResult(*result);
    if (const Node* origin = node_.Find("origin")) ReadOrigin(*origin);
    return std::move(spec_);
  }

 private:
  void Add(std::string key, std::string expected,
           std::function<bool(const Call&, std::string*)> holds,
           std::function<ArgumentTests(Sysno)> registers = nullptr) {
    spec_.text += " with " + key + " " + expected;
    spec_.conditions.push_back(
        {std::move(key), std::move(expected), std::move(holds), nullptr, std::move(registers)});
  }

  void ReadCallNames() {
    const Node* call = node_.Find("call");
    if (call == nullptr) {
      spec_.calls = SelectCalls("@all").value();
      spec_.text = "any call";
      return;
    }
    for (const Written& name : ReadList(*call, &diagnostics_)) {
      if (const auto calls = ReadCalls(name, file_, &diagnostics_))
        spec_.calls = spec_.calls.text.empty() ? *calls : Union(spec_.calls, *calls);
    }
    spec_.text = spec_.calls.text;
  }

  void ReadPaths(const char* key, std::vector<Written>* paths) {
    const Node* node = node_.Find(key);
    if (node == nullptr) return;
    *paths = policy::ReadPaths(*node, &diagnostics_);
    if (node->is_list() && node->items.empty())
      diagnostics_.Error(node->spot, "an empty list matches nothing");
    spec_.text += (std::string_view(key) == "path" ? " of " : " running ") + JoinText(*paths);
  }

  void ReadFd(const Node& node) {
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

  void ReadFdKind(const Node& node) {
    std::vector<FdKind> kinds;
    bool deleted = false;
    for (const Written& name : ReadList(node, &diagnostics_)) {
      const auto kind = FdKindOf(name.text);
      if (name.text == "deleted")
        deleted = true;
      else if (kind)
        kinds.push_back(*kind);
      else
        diagnostics_.Error(name.spot, NoDescriptorWord(name.text));
    }
    Add("fd_kind", node.text.empty() ? "one of the list" : node.text,
        [kinds, deleted](const Call& call, std::string* actual) {
          const Descriptor fd = call.descriptor();
          if (actual != nullptr) {
            const std::string_view word = WordOf(fd.kind);
            *actual = word.empty() ? "other" : std::string(word);
          }
          return (deleted && fd.deleted) ||
                 std::find(kinds.begin(), kinds.end(), fd.kind) != kinds.end();
        });
  }

  void ReadFamily(const Node& node) {
    std::vector<int> families;
    for (const Written& name : ReadList(node, &diagnostics_)) {
      if (const auto family = FamilyOf(name.text))
        families.push_back(*family);
      else
        diagnostics_.Error(name.spot, NoFamilyWord(name.text));
    }
    Add(
        "family", node.text.empty() ? "one of the list" : node.text,
        [families](const Call& call, std::string* actual) {
          if (actual != nullptr) *actual = std::to_string(call.address_family());
          return std::find(families.begin(), families.end(), call.address_family()) !=
                 families.end();
        },
        [families](Sysno id) {
          const bool told = id == Sysno::socket || id == Sysno::socketpair;
          return told ? NumberTests(id, "domain", {families.begin(), families.end()})
                      : ArgumentTests();
        });
  }

  void ReadAddress(const Node& node) {
    std::vector<AddressPattern> patterns;
    std::string text;
    bool none = false;
    for (const Written& written : ReadList(node, &diagnostics_)) {
      text += (text.empty() ? "" : " or ") + written.text;
      if (written.text == "none") {
        none = true;
        continue;
      }
      std::string mistake;
      auto pattern = AddressPattern::Parse(written.text, &mistake);
      if (pattern)
        patterns.push_back(*std::move(pattern));
      else
        diagnostics_.Error(written.spot, mistake);
    }
    Add("addr", text, [patterns, none](const Call& call, std::string* actual) {
      if (none && !call.names_address()) return true;
      const std::string address = call.sockaddr();
      if (actual != nullptr) *actual = address.empty() ? "none" : address;
      return std::any_of(patterns.begin(), patterns.end(),
                         [&](const AddressPattern& pattern) { return pattern.Matches(address); });
    });
  }

  void ReadFlags(const Node& node) {
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

  void ReadArguments(const Node& node) {
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

  // The names of flags, each known to the argument (empty: to any flags word) of a selected call: a
  // misspelt one would make a prohibition that never fires.
  std::vector<std::string> ReadFlagNames(const Node& node, std::string_view argument) {
    const std::vector<const tables::NameTable*> tables = FlagTables(argument);
    std::vector<std::string> names;
    for (const Written& name : ReadList(node, &diagnostics_)) {
      names.push_back(name.text);
      const bool known = std::any_of(tables.begin(), tables.end(), [&](const auto* table) {
        return tables::Knows(*table, name.text);
      });
      if (known || tables.empty()) continue;
      std::vector<std::string_view> candidates;
      for (const tables::NameTable* table : tables) {
        for (std::size_t i = 0; i < table->count; ++i) candidates.push_back(table->names[i].name);
      }
      diagnostics_.Error(name.spot,
                         fmt::format("no call of {} has a flag {}{}", spec_.calls.text,
                                     Quote(name.text), rules::DidYouMean(name.text, candidates)));
    }
    return names;
  }

  std::vector<const tables::NameTable*> FlagTables(std::string_view argument) const {
    std::vector<const tables::NameTable*> tables;
    for (std::size_t id = 0; id < kSysnoCount; ++id) {
      if (!spec_.calls.calls[id]) continue;
      const tables::Row& row = tables::RowOf(static_cast<Sysno>(id));
      for (int i = 0; i < row.count; ++i) {
        const tables::Parameter& parameter = row.parameters[static_cast<std::size_t>(i)];
        if (!argument.empty() && parameter.name != argument) continue;
        const tables::NameTable* table = parameter.names != nullptr
                                             ? parameter.names
                                             : tables::FlagsOfStructure(parameter.structure);
        if (table != nullptr) tables.push_back(table);
      }
    }
    return tables;
  }

  // An argument that no selected call has is a rule that can never match.
  void CheckArgumentName(const Node& key) {
    for (std::size_t i = 0; i < kSysnoCount; ++i) {
      if (!spec_.calls.calls[i]) continue;
      const tables::Row& row = tables::RowOf(static_cast<Sysno>(i));
      for (int argument = 0; argument < row.count; ++argument) {
        if (row.parameters[static_cast<std::size_t>(argument)].name == key.text) return;
      }
    }
    diagnostics_.Error(key.spot, fmt::format("no call of {} has an argument {}", spec_.calls.text,
                                             Quote(key.text)));
  }

  void AddNameTest(const std::string& name, const Entry& test) {
    const std::vector<std::string> names = ReadFlagNames(test.value, name);
    std::string text = test.key.text;
    for (const std::string& flag : names) text += " " + flag;
    Add(name, text, [name, names, how = test.key.text](const Call& call, std::string* actual) {
      const auto argument = call.argument(name);
      if (actual != nullptr) *actual = argument ? argument->text : "no argument of this call";
      if (!argument) return false;
      const std::string bits = "|" + argument->text + "|";
      const auto has = [&bits](const std::string& flag) {
        return bits.find("|" + flag + "|") != std::string::npos;
      };
      if (how == "all") return std::all_of(names.begin(), names.end(), has);
      if (how == "any") return std::any_of(names.begin(), names.end(), has);
      return std::none_of(names.begin(), names.end(), has);
    });
  }

  void AddNumberTest(const std::string& name, const Entry& test, std::optional<std::int64_t> mask) {
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
          auto value = static_cast<std::int64_t>(argument->value);
          if (mask) value &= *mask;
          return Compare(value, how, numbers);
        },
        [name, numbers, mask, how = test.key.text](Sysno id) {
          if (how != "eq" && how != "in") return ArgumentTests();
          return NumberTests(id, name, numbers, static_cast<std::uint64_t>(mask.value_or(-1)));
        });
  }

  static bool Compare(std::int64_t value, const std::string& how,
                      const std::vector<std::int64_t>& numbers) {
    if (how == "in") return std::find(numbers.begin(), numbers.end(), value) != numbers.end();
    if (how == "ne") return value != numbers.front();
    if (how == "lt") return value < numbers.front();
    if (how == "le") return value <= numbers.front();
    if (how == "gt") return value > numbers.front();
    if (how == "ge") return value >= numbers.front();
    return value == numbers.front();
  }

  void ReadCloexec(const Node& node) {
    if (const auto wanted = ReadBool(node, &diagnostics_)) {
      Add("cloexec", *wanted ? "true" : "false",
          [wanted = *wanted](const Call& call, std::string* actual) {
            const Descriptor made = call.opened();
            if (actual != nullptr) *actual = made.cloexec ? "true" : "false";
            return made.number >= 0 && made.cloexec == wanted;
          });
    }
  }

  void ReadLeaks(const Node& node) {
    const auto wanted = ReadBool(node, &diagnostics_);
    if (!wanted) return;
    if ((spec_.calls.calls & SelectCalls("exec").value().calls).none())
      diagnostics_.Error(node.spot, "only an exec leaks descriptors: {call: exec, leaks: true}");
    spec_.conditions.push_back(LeaksCondition(*wanted));
    spec_.text += *wanted ? " that leaks descriptors" : " that leaks no descriptor";
  }

  void ReadSize(const Node& node) {
    if (!CheckKeys(node, Place::kArgument, &diagnostics_)) return;
    for (const Entry& test : node.entries) {
      const auto number = ReadNumber(test.value, &diagnostics_);
      if (!number) continue;
      Add("size", test.key.text + " " + std::to_string(*number),
          [number = *number, how = test.key.text](const Call& call, std::string* actual) {
            std::int64_t size = call.bytes();
            if (!call.succeeded()) {
              const auto asked = call.argument("count");
              if (asked) size = static_cast<std::int64_t>(asked->value);
            }
            if (actual != nullptr) *actual = std::to_string(size);
            return Compare(size, how, {number});
          });
    }
  }

  void ReadContent(const Node& node) {
    std::vector<std::string> parts;
    std::string expected;
    for (const Written& part : ReadList(node, &diagnostics_)) {
      if (part.text.empty()) diagnostics_.Error(part.spot, "an empty text is part of everything");
      expected += (parts.empty() ? "has " : " or ") + Quote(part.text);
      parts.push_back(part.text);
    }
    spec_.asks_content = true;
    spec_.text += " with content that " + expected;
    spec_.conditions.push_back(ContentCondition(expected, [parts](std::string_view content) {
      return std::any_of(parts.begin(), parts.end(), [content](const std::string& part) {
        return content.find(part) != std::string_view::npos;
      });
    }));
  }

  void ReadResult(const Node& node) {
    std::vector<int> errors;
    std::vector<std::int64_t> values;
    bool ok = false;
    std::string text;
    for (const Written& result : ReadList(node, &diagnostics_)) {
      text += (text.empty() ? "" : " or ") + result.text;
      const auto value = NumberIn(result.text);
      if (result.text == "ok")
        ok = true;
      else if (const auto error = tables::ErrnoFromName(result.text))
        errors.push_back(*error);
      else if (value)
        values.push_back(*value);
      else
        diagnostics_.Error(
            result.spot, fmt::format("{} is no result; write ok, the name of an errno, or a number",
                                     Quote(result.text)));
    }
    // An errno is the kernel's own, unless the pattern says whose.
    const bool of_anybody = node_.Find("origin") != nullptr;
    Add("result", text, [errors, values, ok, of_anybody](const Call& call, std::string* actual) {
      if (actual != nullptr)
        *actual = call.failed()      ? std::string(tables::ErrnoName(call.error_number()))
                  : call.succeeded() ? std::to_string(call.result())
                                     : "unfinished";
      if (call.failed())
        return (of_anybody || call.origin() == Origin::kKernel) &&
               std::find(errors.begin(), errors.end(), call.error_number()) != errors.end();
      return call.succeeded() &&
             (ok || std::find(values.begin(), values.end(), call.result()) != values.end());
    });
  }

  void ReadOrigin(const Node& node) {
    const std::string text = ReadText(node, &diagnostics_).value_or("any");
    if (text == "any") return;
    Origin origin = Origin::kKernel;
    if (text == "injected")
      origin = Origin::kInjected;
    else if (text == "denied")
      origin = Origin::kDenied;
    else if (text != "kernel")
      diagnostics_.Error(node.spot, "an origin is kernel, injected, denied or any");
    Add("origin", text,
        [origin](const Call& call, std::string*) { return call.origin() == origin; });
  }

  const Node& node_;
  const File& file_;
  Diagnostics& diagnostics_;
  PatternSpec spec_;
};

}  // namespace

PatternSpec ReadPattern(const Node& node, const File& file, Diagnostics* diagnostics) {
  return PatternReader(node, file, diagnostics).Read();
}

}  // namespace sysassert::policy

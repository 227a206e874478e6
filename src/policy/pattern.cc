// Patterns: the conditions of a rule, from their YAML.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "decode/paths.h"
#include "policy/address.h"
#include "policy/consistent.h"
#include "policy/keys.h"
#include "policy/pattern_reader.h"
#include "policy/possible.h"
#include "policy/read.h"
#include "policy/words.h"
#include "rules/deleted.h"

namespace sysassert::policy {
namespace {

std::string JoinText(const std::vector<Written>& list) {
  std::string text;
  for (const Written& item : list) text += (text.empty() ? "" : " or ") + item.text;
  return text;
}

}  // namespace

PatternSpec PatternReader::Read() {
  if (!CheckKeys(node_, Place::kPattern, &diagnostics_)) return std::move(spec_);
  if (node_.entries.empty())
    diagnostics_.Error(
        node_.spot, "an empty pattern matches every call; write {call: \"@all\"} if that is meant");
  ReadCallNames();
  RequirePossible(node_, spec_.calls, &diagnostics_);
  RequireConsistent(node_, &diagnostics_);
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

void PatternReader::Add(std::string key, std::string expected,
                        std::function<bool(const Call&, std::string*)> holds,
                        std::function<ArgumentTests(Sysno)> registers) {
  spec_.text += " with " + key + " " + expected;
  spec_.conditions.push_back(
      {std::move(key), std::move(expected), std::move(holds), nullptr, std::move(registers)});
}

void PatternReader::ReadCallNames() {
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
  WarnOfNothing(*call);
  spec_.text = spec_.calls.text;
}

// A call that is tolerated though unknown may be a newer kernel's, or misspelt.
void PatternReader::WarnOfNothing(const Node& call) {
  if (spec_.calls.calls.any() || spec_.calls.text.empty()) return;
  const Written first = ReadList(call, &diagnostics_).front();
  if (first.text[0] != '?') return;  // a set of nothing, which is said where it is made
  const auto known = SelectCalls(std::string_view(first.text).substr(1));
  const std::string hint = known.ok() ? "" : known.error().remedy;
  const bool near = hint.rfind("did you mean", 0) == 0;
  diagnostics_.Warn(first.spot, fmt::format("{} is no call that this version knows, so that this "
                                            "matches nothing{}",
                                            Quote(first.text), near ? "; " + hint : ""));
}

void PatternReader::ReadPaths(const char* key, std::vector<Written>* paths) {
  const Node* node = node_.Find(key);
  if (node == nullptr) return;
  *paths = policy::ReadPaths(*node, &diagnostics_);
  spec_.text += (std::string_view(key) == "path" ? " of " : " running ") + JoinText(*paths);
}

void PatternReader::ReadFdKind(const Node& node) {
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
  const auto is_one_of = [kinds](FdKind kind) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  };
  Add("fd_kind", node.text.empty() ? "one of the list" : node.text,
      [is_one_of, deleted](const Call& call, std::string* actual) {
        const Descriptor fd = call.descriptor();
        if (actual != nullptr) {
          const std::string_view word = WordOf(fd.kind);
          *actual = word.empty() ? "other" : std::string(word);
        }
        return (deleted && fd.deleted) || is_one_of(fd.kind);
      });
  if (!deleted) return;
  Condition& condition = spec_.conditions.back();
  condition.of_deleted = true;
  condition.unknown = [is_one_of](const Call& call) {
    return !is_one_of(call.descriptor().kind) && rules::MayBeDeleted(call);
  };
}

void PatternReader::ReadFamily(const Node& node) {
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
        return std::find(families.begin(), families.end(), call.address_family()) != families.end();
      },
      [families](Sysno id) {
        const bool told = id == Sysno::socket || id == Sysno::socketpair;
        return told ? NumberTests(id, "domain", {families.begin(), families.end()})
                    : ArgumentTests();
      });
}

void PatternReader::ReadAddress(const Node& node) {
  spec_.addresses = ReadList(node, &diagnostics_);
  std::string text;
  for (const Written& written : *spec_.addresses) {
    text += (text.empty() ? "" : " or ") + written.text;
    if (written.text == kNoAddress) continue;
    if (const std::string mistake = MistakeInAddress(written.text); !mistake.empty())
      diagnostics_.Error(written.spot, mistake);
  }
  spec_.text += " with addr " + text;
}

void PatternReader::ReadCloexec(const Node& node) {
  if (const auto wanted = ReadBool(node, &diagnostics_)) {
    Add("cloexec", *wanted ? "true" : "false",
        [wanted = *wanted](const Call& call, std::string* actual) {
          const std::vector<Descriptor> made = decode::MadeDescriptors(call);
          if (actual != nullptr) *actual = made.empty() ? "none" : wanted ? "false" : "true";
          return std::any_of(made.begin(), made.end(),
                             [wanted](const Descriptor& one) { return one.cloexec == wanted; });
        });
  }
}

void PatternReader::ReadLeaks(const Node& node) {
  const auto wanted = ReadBool(node, &diagnostics_);
  if (!wanted) return;
  if ((spec_.calls.calls & SelectCalls("exec").value().calls).none())
    diagnostics_.Error(node.spot, "only an exec leaks descriptors: {call: exec, leaks: true}");
  spec_.conditions.push_back(LeaksCondition(*wanted));
  spec_.text += *wanted ? " that leaks descriptors" : " that leaks no descriptor";
}

void PatternReader::ReadContent(const Node& node) {
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

void PatternReader::ReadResult(const Node& node) {
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
    else if (value && *value < 0)
      diagnostics_.Error(result.spot, "a call fails with an errno: write its name, as in ENOENT");
    else if (value)
      values.push_back(*value);
    else
      diagnostics_.Error(result.spot,
                         fmt::format("{} is no result; write ok, the name of an errno, or a number",
                                     Quote(result.text)));
  }
  // An errno is the kernel's own, unless the pattern says whose.
  const bool of_anybody = node_.Find("origin") != nullptr;
  Add("result", text, [errors, values, ok, of_anybody](const Call& call, std::string* actual) {
    if (actual != nullptr)
      *actual = call.failed()      ? std::string(tables::ErrnoName(call.error_number()))
                : call.succeeded() ? std::to_string(call.result())
                : call.outcome() == Outcome::kNotWatched ? "not watched"
                                                         : "unfinished";
    if (call.failed())
      return (of_anybody || call.origin() == Origin::kKernel) &&
             std::find(errors.begin(), errors.end(), call.error_number()) != errors.end();
    return call.succeeded() &&
           (ok || std::find(values.begin(), values.end(), call.result()) != values.end());
  });
}

void PatternReader::ReadOrigin(const Node& node) {
  const std::string text = ReadText(node, &diagnostics_).value_or("any");
  if (text == "any") return;
  Origin origin = Origin::kKernel;
  if (text == "injected")
    origin = Origin::kInjected;
  else if (text == "denied")
    origin = Origin::kDenied;
  else if (text != "kernel")
    diagnostics_.Error(node.spot, "an origin is kernel, injected, denied or any");
  Add("origin", text, [origin](const Call& call, std::string*) { return call.origin() == origin; });
}

PatternSpec ReadPattern(const Node& node, const File& file, Diagnostics* diagnostics) {
  return PatternReader(node, file, diagnostics).Read();
}

}  // namespace sysassert::policy

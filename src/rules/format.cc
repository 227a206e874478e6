// What a reader sees of a violation.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/event.h"
#include "rules/text.h"

namespace sysassert {
namespace rules {
namespace {

constexpr std::size_t kRightColumn = 60;  // where positions and the places of calls stand
constexpr std::size_t kLabelColumns = 9;

std::string PaddedTo(std::string text, std::size_t column) {
  if (text.size() + 2 > column) return text + "  ";
  text.resize(column, ' ');
  return text;
}

void AddField(std::string* block, const std::string& label, const std::string& text) {
  *block += "  " + label +
            std::string(kLabelColumns - std::min(label.size(), kLabelColumns - 1), ' ') +
            Printable(text) + "\n";
}

std::string CallLine(const Call& call, const std::string& text, std::size_t column) {
  return PaddedTo(Printable(text), column) +
         fmt::format("call {}, phase {}", call.index(),
                     call.phase() == Phase::kMain ? "main" : "loading");
}

// A relative name from the command's own directory, "." and ".." taken away by the letter.
std::string FromDirectory(const std::string& directory, std::string_view passed) {
  std::string path = directory == "/" ? "" : directory;
  while (!passed.empty()) {
    const std::size_t slash = std::min(passed.find('/'), passed.size());
    const std::string_view name = passed.substr(0, slash);
    passed.remove_prefix(std::min(slash + 1, passed.size()));
    if (name == "..")
      path.resize(path.empty() ? 0 : path.rfind('/'));
    else if (!name.empty() && name != ".")
      path += "/" + std::string(name);
  }
  return path;
}

// How a name came to lead where it led, as far as it is known.
std::string Origins(const Subject& subject, const Trace& trace) {
  if (subject.passed.empty() || subject.passed == subject.resolved) return "";
  std::string origins = "passed " + Quoted(subject.passed);
  if (subject.passed.front() != '/' &&
      FromDirectory(trace.cwd(), subject.passed) == subject.resolved)
    origins += "; cwd " + trace.cwd();
  return "   (" + origins + ")";
}

void AddObjects(std::string* block, const Call& call, const Trace& trace) {
  const Event event(call);
  for (const Subject& subject : event.subjects()) {
    if (subject.resolved.empty() && !subject.passed.empty()) {
      AddField(block, "path", Quoted(subject.passed) + " could not be resolved");
    } else if (subject.resolved != subject.passed && !subject.resolved.empty() &&
               subject.resolved.front() == '/') {
      AddField(block, "path", std::string(subject.resolved) + Origins(subject, trace));
    }
  }
  for (const std::string_view program : event.runs()) AddField(block, "runs", std::string(program));
  if (!call.sockaddr().empty()) AddField(block, "address", AddressText(call));
}

void AddOthers(std::string* block, const Violation& violation, const Trace& trace) {
  std::size_t listed = 0;
  for (std::size_t index : violation.calls) {
    if (index == *violation.call) continue;
    if (++listed >= kListed) {
      AddField(block, "", fmt::format("and {} more", violation.calls.size() - listed));
      return;
    }
    const Call call = trace.call(index);
    AddField(block, listed == 1 ? "others" : "",
             CallLine(call, TextWithFile(call), kRightColumn - kLabelColumns - 2));
  }
}

}  // namespace

std::string WithPlace(std::string text, const SourcePosition& position) {
  text = Printable(text);
  if (position.line == 0) return text;
  return PaddedTo(std::move(text), kRightColumn) +
         fmt::format("{}:{}:{}", Printable(position.file), position.line, position.column);
}

}  // namespace rules

std::string Format(const Violation& violation, const Trace& trace) {
  const char* kind = violation.warning ? "warning" : "error";
  std::string block =
      rules::WithPlace(fmt::format("{}[{}] {}", kind, violation.rule, violation.title),
                       violation.position) +
      "\n";
  const bool shown = violation.call && trace.valid();
  if (shown) {
    const Call call = trace.call(*violation.call);
    block += "  " + rules::CallLine(call, call.text(), rules::kRightColumn - 2) + "\n";
    rules::AddObjects(&block, call, trace);
  }
  for (const auto& [label, text] : violation.fields) rules::AddField(&block, label, text);
  if (shown && violation.calls.size() > 1)
    rules::AddOthers(&block, violation, trace);
  else if (violation.repeats > 0)
    rules::AddField(&block, "repeats", fmt::format("{} like it (first shown)", violation.repeats));
  if (shown && !trace.save_path().empty()) {
    rules::AddField(
        &block, "next",
        fmt::format("sysassert show {} --around {}", trace.save_path(), *violation.call));
  }
  return block;
}

}  // namespace sysassert

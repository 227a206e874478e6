// What a reader sees of a violation.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/state.h"

namespace sysassert {
namespace rules {
namespace {

constexpr std::size_t kTitleColumns = 60;  // where the position in the policy stands
constexpr std::size_t kLabelColumns = 9;

// Bytes that are not printable, escaped: a path may hold anything.
std::string Printable(std::string_view text) {
  std::string printable;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == '\n')
      printable += "\\n";
    else if (byte < 0x20 || byte == 0x7f)
      printable += fmt::format("\\x{:02x}", byte);
    else
      printable += c;
  }
  return printable;
}

void AddField(std::string* block, const std::string& label, const std::string& text) {
  const std::size_t padding = label.size() < kLabelColumns ? kLabelColumns - label.size() : 1;
  *block += "  " + label + std::string(padding, ' ') + Printable(text) + "\n";
}

std::string CallLine(const Call& call) {
  return fmt::format("{}  call {}, phase {}", Printable(call.text()), call.index(),
                     call.phase() == Phase::kMain ? "main" : "loading");
}

// Where the path went: what was passed, where it differs from what the kernel used.
void AddPaths(std::string* block, const Call& call, const Trace& trace) {
  for (const PathArgument& path : call.paths()) {
    if (path.resolved.empty() || path.resolved == path.passed) continue;
    const bool relative = !path.passed.empty() && path.passed[0] != '/';
    AddField(block, "path",
             fmt::format("{}   (passed \"{}\"{})", path.resolved, path.passed,
                         relative ? "; cwd " + trace.cwd() : std::string()));
  }
  if (const std::string address = call.sockaddr(); !address.empty())
    AddField(block, "address", address);
}

}  // namespace

std::string Quoted(std::string_view text) { return "\"" + Printable(text) + "\""; }

std::string ProcessText(const Call& call) {
  const ProcessView process = call.process();
  const std::size_t slash = process.exe.rfind('/');
  const std::string_view name =
      slash == std::string_view::npos ? process.exe : process.exe.substr(slash + 1);
  std::string text = fmt::format("{}[{}]", name, process.pid);
  if (call.tid() != process.pid)
    text += fmt::format(", thread {}[{}]", call.thread_name(), call.tid());
  if (process.parent_pid != 0) text += fmt::format(", started by [{}]", process.parent_pid);
  return text;
}

void AddNearest(const Trace& seen, const Pattern& pattern, Violation* violation) {
  const std::vector<Miss> misses = NearestMisses(seen, pattern, 3);
  if (misses.empty()) {
    violation->fields.emplace_back("nearest",
                                   "none: no " + pattern.calls.text + " was made at all");
    return;
  }
  for (const Miss& miss : misses) {
    std::string differences;
    for (const std::string& difference : miss.differences)
      differences += (differences.empty() ? "" : "; ") + difference;
    violation->fields.emplace_back(
        "nearest", fmt::format("call {}, {}", miss.index, seen.call(miss.index).text()));
    violation->fields.emplace_back("", differences);
  }
}

}  // namespace rules

std::string Format(const Violation& violation, const Trace& trace) {
  using rules::kListed;
  const char* kind = violation.warning ? "warning" : "error";
  std::string title = fmt::format("{}[{}] {}", kind, violation.rule, violation.title);
  const SourcePosition& position = violation.position;
  if (position.line > 0) {
    if (title.size() < rules::kTitleColumns)
      title.resize(rules::kTitleColumns, ' ');
    else
      title += "  ";
    title += fmt::format("{}:{}:{}", position.file, position.line, position.column);
  }
  std::string block = title + "\n";
  const bool shown = violation.call && trace.valid();
  if (shown) {
    const Call call = trace.call(*violation.call);
    block += "  " + rules::CallLine(call) + "\n";
    rules::AddPaths(&block, call, trace);
  }
  for (const auto& [label, text] : violation.fields) rules::AddField(&block, label, text);
  if (violation.calls.size() > 1 && shown) {
    const std::size_t listed = std::min(violation.calls.size(), kListed);
    for (std::size_t i = 0; i < listed; ++i) {
      if (violation.calls[i] == *violation.call) continue;
      rules::AddField(&block, i <= 1 ? "others" : "",
                      rules::CallLine(trace.call(violation.calls[i])));
    }
    if (violation.calls.size() > listed)
      rules::AddField(&block, "", fmt::format("and {} more", violation.calls.size() - listed));
  }
  if (violation.repeats > 0)
    rules::AddField(&block, "repeats", fmt::format("{} like it (first shown)", violation.repeats));
  if (shown && !trace.save_path().empty()) {
    rules::AddField(
        &block, "next",
        fmt::format("sysassert show {} --around {}", trace.save_path(), *violation.call));
  }
  return block;
}

}  // namespace sysassert

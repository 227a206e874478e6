#include "rules/text.h"

#include <fmt/format.h>

#include "capture/recording.h"
#include "decode/socket_names.h"
#include "rules/match.h"
#include "tables/row.h"

namespace sysassert {

std::string_view ErrnoName(int error_number) { return tables::ErrnoName(error_number); }

namespace rules {
namespace {

std::string_view BaseName(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

std::string Quoted(std::string_view text) { return "\"" + Printable(text) + "\""; }

std::string TextWithFile(const Call& call) {
  const std::string_view file = call.paths().empty() ? call.descriptor().path : std::string_view();
  return call.text() + (file.empty() ? std::string() : fmt::format("  {}", file));
}

std::string AddressText(const Call& call) {
  const std::vector<decode::SocketName> names = decode::SocketNames(call);
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i == kListed) return text + fmt::format(" and {} more", names.size() - i);
    const decode::SocketName& name = names[i];
    text += i == 0 ? "" : ", ";
    text += Printable(name.resolved.empty() ? name.passed : name.resolved);
    if (name.resolved.empty())
      text += " (could not be resolved)";
    else if (name.resolved != name.passed)
      text += " (passed " + Quoted(name.passed) + ")";
  }
  return text.empty() ? "none" : text;
}

std::string CallText(const Call& call) {
  return fmt::format("call {}, {}", call.index(), TextWithFile(call));
}

std::string ProcessText(const Call& call) {
  const capture::Recording& recording = *call.recording();
  const capture::ThreadView thread = recording.thread(recording.record(call.index()).thread);
  std::string text = fmt::format("{}[{}]", BaseName(thread.exe), thread.pid);
  text += thread.tid == thread.pid ? std::string(", thread main")
                                   : fmt::format(", thread {}[{}]", thread.name, thread.tid);
  if (thread.parent_thread >= recording.thread_count()) return text;
  const capture::ThreadView parent = recording.thread(thread.parent_thread);
  if (parent.pid != thread.pid)
    text += fmt::format(", started by {}[{}]", BaseName(parent.exe), parent.pid);
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
      differences += (differences.empty() ? "  " : "; ") + difference;
    violation->fields.emplace_back("nearest", CallText(seen.call(miss.index)));
    violation->fields.emplace_back("", std::move(differences));
  }
}

}  // namespace rules
}  // namespace sysassert

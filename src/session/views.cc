// Views of a run: those calls alone that a mark, a program, a process or a thread is about.
#include <fnmatch.h>

#include <algorithm>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "session/trace_data.h"
#include "sysassert/trace.h"

namespace sysassert {
namespace {

using capture::Recording;

// For each thread fact: does it belong to a process that ran `program`, or descends from one that
// did?
std::vector<bool> UnderProgram(const Recording& recording, std::string_view program) {
  // On this machine, the file that a link leads to is what an exec runs.
  char resolved[PATH_MAX];
  const bool found = recording.live() && !program.empty() && program[0] == '/' &&
                     realpath(std::string(program).c_str(), resolved) != nullptr;
  const std::string_view real = found ? std::string_view(resolved) : program;
  std::vector<bool> under(recording.thread_count());
  for (std::uint32_t i = 0; i < under.size(); ++i) {
    const capture::ThreadView thread = recording.thread(i);
    under[i] = thread.exe == program || thread.exe == real ||
               (thread.parent_thread < i && under[thread.parent_thread]);
  }
  return under;
}

// A view of nothing would hold every prohibition.
Trace NothingSeen(const std::string& what, const std::string& remedy) {
  return Trace::Data::Invalid({"view of " + what, 0, "the run has none", remedy});
}

template <typename Matches>
bool AnyThread(const Recording& recording, const Matches& matches) {
  for (std::uint32_t i = 0; i < recording.thread_count(); ++i) {
    if (matches(recording.thread(i))) return true;
  }
  return false;
}

}  // namespace

Trace Trace::WholeRun() const {
  if (!valid()) return *this;
  Trace whole = data_->With(nullptr);
  std::const_pointer_cast<Data>(whole.data_)->whole_run = true;
  return whole;
}

Trace Trace::Between(const Mark& begin, const Mark& end) const {
  if (!valid()) return *this;
  const auto& marks = data_->recording().marks();
  std::vector<std::pair<std::uint32_t, std::uint32_t>> intervals;  // of calls, exclusive
  std::optional<std::uint32_t> open;
  for (const capture::MarkView& mark : marks) {
    if (mark.name == begin.name && !open)
      open = mark.call;
    else if (mark.name == end.name && open)
      intervals.emplace_back(*std::exchange(open, std::nullopt), mark.call);
  }
  if (intervals.empty()) {
    const std::string missing = open ? end.name : begin.name;
    return Data::Invalid(
        {"view between marks '" + begin.name + "' and '" + end.name + "'", 0,
         "mark '" + missing + "' was not seen" + (open ? " after '" + begin.name + "'" : ""),
         "SYSASSERT_MARK(\"" + missing + "\") of <sysassert/mark.h> makes one; marks seen: " +
             (marks.empty() ? "none" : std::to_string(marks.size()))});
  }
  return data_->With([intervals](const Recording& recording, std::size_t index) {
    for (const auto& [first, last] : intervals) {
      // The interval belongs to the thread that made the mark.
      if (index > first && index < last &&
          recording.thread(recording.record(index).thread).tid ==
              recording.thread(recording.record(first).thread).tid) {
        return true;
      }
    }
    return false;
  });
}

Trace Trace::Under(std::string_view program) const {
  if (!valid()) return *this;
  auto under = std::make_shared<std::vector<bool>>(UnderProgram(data_->recording(), program));
  if (std::find(under->begin(), under->end(), true) == under->end())
    return NothingSeen("program '" + std::string(program) + "'",
                       "name it by its absolute path, as in /usr/bin/git");
  return data_->With([under](const Recording& recording, std::size_t index) {
    return (*under)[recording.record(index).thread];
  });
}

Trace Trace::OfProcess(int pid) const {
  if (!valid()) return *this;
  if (!AnyThread(data_->recording(),
                 [pid](const capture::ThreadView& thread) { return thread.pid == pid; }))
    return NothingSeen("process " + std::to_string(pid), "Call::pid() says what a call's is");
  return data_->With([pid](const Recording& recording, std::size_t index) {
    return recording.thread(recording.record(index).thread).pid == pid;
  });
}

Trace Trace::OfThread(std::string_view name_glob) const {
  if (!valid()) return *this;
  const std::string wanted(name_glob);
  if (!AnyThread(data_->recording(), [&wanted](const capture::ThreadView& thread) {
        return fnmatch(wanted.c_str(), std::string(thread.name).c_str(), 0) == 0;
      }))
    return NothingSeen("thread named '" + wanted + "'",
                       "Call::thread_name() says what a call's is: 15 characters at most");
  return data_->With(
      [glob = std::string(name_glob)](const Recording& recording, std::size_t index) {
        const std::string name(recording.thread(recording.record(index).thread).name);
        return fnmatch(glob.c_str(), name.c_str(), 0) == 0;
      });
}

}  // namespace sysassert

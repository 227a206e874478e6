// The streamer's half about threads: how they come, what they are told, and how they end.
#include <fmt/format.h>
#include <sys/wait.h>

#include <cstring>

#include "decode/structures.h"
#include "strace/live_names.h"
#include "strace/sight.h"
#include "strace/streamer.h"
#include "strace/streamer_state.h"

namespace sysassert::strace {
namespace {

std::string SignalText(int signal) {
  const std::string_view name = tables::SignalName(signal);
  return name.empty() ? fmt::format("SIG_{}", signal) : std::string(name);
}

}  // namespace

void Streamer::OnRoot(const events::ThreadIds& root) {
  root_ = root.pid;
  Add(root);
}

// Nothing of the command counts before its own exec.
bool Streamer::Begun(const events::ThreadIds& thread) const {
  return thread.pid != root_ || state_ == State::kRunning || state_ == State::kRefused;
}

void Streamer::OnAttach(const events::ThreadIds& ids, int number) {
  Add(ids);
  At(ids).slept_in = number;
}

void Streamer::OnBirth(const events::ThreadIds& parent, const events::ThreadIds& child,
                       const events::Birth& birth) {
  const Abi abi = parent.slot == child.slot ? Abi::kX86_64 : At(parent).abi;
  Add(child);
  At(child).abi = abi;
  if (options_.json && Begun(parent))
    output_.Write(child.tid, BirthLine(parent, child, birth.is_thread));
  if (!options_.quiet.attach && !options_.json)
    lines_.Say(fmt::format("Process {} attached", child.tid));
}

void Streamer::OnExec(const events::ThreadIds& former, const events::ThreadIds& now) {
  Thread& thread = At(now);
  thread.ids = now;
  thread.head.tid = now.tid;
  if (former.tid != now.tid && !options_.quiet.thread_execve)
    ShowEvent(thread, fmt::format("+++ superseded by execve in pid {} +++", former.tid));
}

void Streamer::ShowEvent(Thread& thread, const std::string& text, std::uint64_t instruction) {
  if (options_.summary.only || options_.json || !Begun(thread.ids)) return;
  Lines& lines = LinesOf(thread);
  NameCommand(thread);
  Head head = thread.head;
  head.instruction = instruction;
  ShowKernelLog(thread.ids.tid, lines);
  lines.Begin(head);
  lines.Append(text[0] == '+' ? Paint::kEnd : Paint::kSignal, text);
  lines.End();
}

void Streamer::OnSignal(const events::ThreadIds& ids, const Signal& signal) {
  if (!options_.signals[static_cast<std::size_t>(signal.number) % 65]) return;
  if (options_.json && Begun(ids)) output_.Write(ids.tid, SignalLine(ids, signal));
  const std::string_view bytes(reinterpret_cast<const char*>(signal.info.data()),
                               signal.info.size());
  tables::Parameter parameter;
  parameter.structure = "siginfo";
  const Sight sight(options_, memory_, ids.tid, Abi::kX86_64, Sysno::kUnknown);
  const std::string info = decode::StructureText(parameter, bytes, false, 0, sight.style());
  ShowEvent(At(ids),
            fmt::format("--- {}{}{} ---", SignalText(signal.number), info.empty() ? "" : " ", info),
            options_.instruction_pointer ? InstructionOf(ids.tid) : 0);
}

void Streamer::OnGroupStop(const events::ThreadIds& ids, int signal) {
  if (!options_.signals[static_cast<std::size_t>(signal) % 65]) return;
  if (options_.json) output_.Write(ids.tid, StopLine(ids, signal));
  ShowEvent(At(ids), fmt::format("--- stopped by {} ---", SignalText(signal)));
}

void Streamer::OnExiting(const events::ThreadIds& ids) {
  NameCommand(At(ids));
  ShowUnfinished(At(ids));
}

void Streamer::OnEnd(const events::ThreadIds& ids, int status) {
  Thread& thread = At(ids);
  if (status >= 0) {
    ShowUnfinished(thread);
    if (state_ == State::kRefused && ids.pid == root_) {
      lines_.Say(fmt::format("exec: {}", strerror(exec_refused_)));
      status = 1 << 8;  // strace's own end, in place of the child that could not become the program
    }
    if (options_.json && !(options_.quiet.exit && WIFEXITED(status)) && Begun(ids))
      output_.Write(ids.tid, EndLine(ids, status));
    if (WIFEXITED(status)) {
      if (!options_.quiet.exit)
        ShowEvent(thread, fmt::format("+++ exited with {} +++", WEXITSTATUS(status)));
    } else if (options_.signals[static_cast<std::size_t>(WTERMSIG(status)) % 65]) {
      ShowEvent(thread, fmt::format("+++ killed by {}{} +++", SignalText(WTERMSIG(status)),
                                    WCOREDUMP(status) ? " (core dumped)" : ""));
    }
  }
  output_.Close(ids.tid);
  threads_[ids.slot].reset();
  lines_.SetThreads(--alive_);
}

void Streamer::OnDetach(const events::ThreadIds& ids) {
  Thread& thread = At(ids);
  if (!options_.summary.only && !options_.json) {
    const bool shows = options_.statuses[static_cast<std::size_t>(CallStatus::kDetached)];
    if (thread.pending && !thread.shown && shows) ShowEntry(thread);
    Lines& lines = LinesOf(thread);
    if (lines.Open(ids.tid)) {
      lines.Append(" <detached ...>");
      lines.End();
    }
  }
  if (!options_.quiet.attach && ids.pid != root_)
    lines_.Say(fmt::format("Process {} detached", ids.tid));
  OnEnd(ids, -1);
}

void Streamer::OnBlindSpot(BlindSpot /*spot*/, const events::ThreadIds& /*thread*/,
                           const std::string& cause) {
  lines_.Say(cause);
}

}  // namespace sysassert::strace

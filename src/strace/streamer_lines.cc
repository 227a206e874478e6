// The streamer's half about lines: how a call's beginning and its end are written.
#include <fmt/format.h>

#include "decode/call_text.h"
#include "decode/live.h"
#include "decode/result.h"
#include "strace/dump.h"
#include "strace/sight.h"
#include "strace/streamer.h"
#include "strace/streamer_state.h"

namespace sysassert::strace {

// What restart_syscall(2) goes on with: a call that was seen to be cut short, or the one that the
// thread was attached in.
std::string Streamer::Interrupted(const Thread& thread) {
  if (!thread.interrupted.empty()) return thread.interrupted;
  const Sysno id = tables::FromNumber(thread.call.record.abi, thread.slept_in);
  // It may have been restarted before, unseen.
  if (thread.slept_in < 0 || id == Sysno::restart_syscall) return "system call";
  return decode::CallName(id, thread.slept_in);
}

// What its entry tells of a call. It is taken then, even where the line waits for the result: an
// exec(2) leaves nothing of what it was passed.
void Streamer::TakeEntry(Thread& thread) {
  const Sight sight(options_, memory_, thread.ids.tid, thread.call.record.abi, thread.id);
  thread.text = thread.Name() + "(";
  if (thread.id == Sysno::restart_syscall)
    thread.text += fmt::format("<... resuming interrupted {} ...>", Interrupted(thread));
  else if (thread.id == Sysno::rt_sigreturn && thread.abi == Abi::kX86_64)
    thread.text += decode::SignalFrameText(thread.stack, sight.style());
  else
    thread.written = decode::AppendEntryArguments(&thread.text, ViewOf(thread.call),
                                                  *thread.call.row, sight.style());
}

void Streamer::ShowEntry(Thread& thread) {
  Lines& lines = LinesOf(thread);
  lines.Begin(thread.head);
  lines.Append(thread.text);
  thread.shown = true;
}

void Streamer::ShowExit(Thread& thread, const events::Exit& exit, std::uint64_t spent_ns) {
  capture::CallInFlight& call = thread.call;
  call.record.result = exit.result;
  call.record.flags |= capture::kFinished;
  if (exit.failed) call.record.flags |= capture::kFailed;
  if (!exit.failed) capture_.AtExit(thread.ids.tid, call);
  NameCommand(thread);
  ShowKernelLog(thread.ids.tid, LinesOf(thread));
  if (options_.hints) NoteHints(thread);
  if (options_.json) return WriteJsonCall(thread, spent_ns);
  if (!thread.shown) ShowEntry(thread);
  Lines& lines = LinesOf(thread);
  if (!lines.Open(thread.ids.tid)) {
    lines.Begin(thread.head);
    lines.Append(fmt::format("<... {} resumed>", thread.Name()));
  }
  const Sight sight(options_, memory_, thread.ids.tid, call.record.abi, thread.id);
  const decode::Style& style = sight.style();
  std::string text;
  if (thread.id != Sysno::restart_syscall)
    decode::AppendExitArguments(&text, ViewOf(call), *call.row, style, thread.written);
  lines.Append(text + ") ");
  lines.Pad();
  const std::string result = "= " + decode::ResultText(ViewOf(call), *call.row, style);
  if (exit.failed)
    lines.Append(Paint::kFailure, result);
  else
    lines.Append(result);
  if (thread.poked || thread.injected)
    lines.Append(!thread.poked     ? " (INJECTED)"
                 : thread.injected ? " (INJECTED: args, retval)"
                                   : " (INJECTED: args)");
  if (thread.delayed) lines.Append(" (DELAYED)");
  if (options_.times.spent) lines.Append(" <" + Seconds(spent_ns, *options_.times.spent) + ">");
  lines.End();
  if (!options_.dump_read.empty() || !options_.dump_written.empty())
    lines.Add(thread.ids.tid, DumpText(options_, ViewOf(call), *call.row, sight.memory()));
  if (options_.explain) {
    const std::string cause = explainer_.Explain(thread.ids.tid, ViewOf(call), *call.row);
    if (!cause.empty()) lines.Add(thread.ids.tid, " => " + cause + "\n");
  }
  NoteShown();
}

// --syscall-limit counts what was shown.
void Streamer::NoteShown() {
  if (++shown_ >= options_.call_limit) over_ = true;
}

void Streamer::WriteJsonCall(Thread& thread, std::uint64_t spent_ns) {
  const Sight sight(options_, memory_, thread.ids.tid, thread.call.record.abi, thread.id);
  if (options_.explain)
    thread.json.explanation =
        explainer_.Explain(thread.ids.tid, ViewOf(thread.call), *thread.call.row);
  output_.Write(thread.ids.tid, CallLine(thread.ids, std::move(thread.json), ViewOf(thread.call),
                                         *thread.call.row, sight.style(), spent_ns));
  NoteShown();
}

// The thread is gone, and its call never returned.
void Streamer::ShowUnfinished(Thread& thread) {
  if (!thread.pending) return;
  thread.pending = false;
  if (options_.summary.only ||
      !options_.statuses[static_cast<std::size_t>(CallStatus::kUnfinished)])
    return;
  if (options_.json) return WriteJsonCall(thread, 0);
  if (!thread.shown) ShowEntry(thread);
  Lines& lines = LinesOf(thread);
  if (!lines.Open(thread.ids.tid)) {
    lines.Begin(thread.head);
    lines.Append(fmt::format("<... {} resumed>", thread.Name()));
  }
  std::string rest;
  const Sight sight(options_, memory_, thread.ids.tid, thread.call.record.abi, thread.id);
  decode::AppendExitArguments(&rest, ViewOf(thread.call), *thread.call.row, sight.style(),
                              thread.written);
  lines.Append(rest.empty() ? ") " : " <unfinished ...>) ");
  lines.Pad();
  lines.Append("= ?");
  lines.End();
}

void Streamer::Flush() {
  if (!options_.separately) ShowKernelLog(0, lines_);  // nobody may make a call for a long time
  lines_.Flush();
  for (auto& thread : threads_) {
    if (thread != nullptr && thread->lines != nullptr) thread->lines->Flush();
  }
}
}  // namespace sysassert::strace

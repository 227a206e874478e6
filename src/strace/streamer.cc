#include "strace/streamer.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "decode/call_text.h"
#include "decode/result.h"
#include "strace/live_names.h"
#include "strace/streamer_state.h"
#include "tables/variants.h"

namespace sysassert::strace {
namespace {

std::uint64_t Now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(now.tv_nsec);
}

decode::CallView ViewOf(const capture::CallInFlight& call) {
  return {call.record, capture::ItemRange(reinterpret_cast<const char*>(call.items.bytes().data()),
                                          call.items.count())};
}

bool IsRestart(std::int64_t result) {
  return result == -512 || result == -513 || result == -514 || result == -516;
}

}  // namespace

Streamer::Streamer(const Options& options, Output& output, events::MemoryReader& memory,
                   std::vector<std::string> watched_paths)
    : options_(options),
      output_(output),
      capture_(memory, options.string_limit),
      watched_paths_(std::move(watched_paths)),
      lines_(options, output) {}

Streamer::~Streamer() = default;

Streamer::Thread& Streamer::At(const events::ThreadIds& thread) {
  if (thread.slot >= threads_.size() || threads_[thread.slot] == nullptr) Add(thread);
  return *threads_[thread.slot];
}

Lines& Streamer::LinesOf(Thread& thread) {
  return thread.lines != nullptr ? *thread.lines : lines_;
}

void Streamer::Add(const events::ThreadIds& ids) {
  if (ids.slot >= threads_.size()) threads_.resize(ids.slot + 16);
  auto thread = std::make_unique<Thread>();
  thread->ids = ids;
  thread->head.tid = ids.tid;
  if (options_.separately) thread->lines = std::make_unique<Lines>(options_, output_);
  threads_[ids.slot] = std::move(thread);
  lines_.SetThreads(++alive_);
}

// strace says it of a process that was 64 bit, or is again.
void Streamer::NoteAbi(Thread& thread, Abi abi) {
  if (thread.abi == abi) return;
  thread.abi = abi;
  if (options_.quiet.personality || options_.summary.only || options_.json) return;
  const char* mode = abi == Abi::kI386 ? "32 bit" : abi == Abi::kX32 ? "x32" : "64 bit";
  lines_.Notice(thread.ids.tid,
                fmt::format("[ Process PID={} runs in {} mode. ]", thread.ids.tid, mode));
}

bool Streamer::TouchesWatchedPath(const Thread& thread) const {
  if (watched_paths_.empty()) return true;
  const auto watched = [this](std::string_view path) {
    return std::find(watched_paths_.begin(), watched_paths_.end(), path) != watched_paths_.end();
  };
  const decode::CallView view = ViewOf(thread.call);
  for (int i = 0; i < thread.call.row->count; ++i) {
    const tables::Parameter& parameter =
        tables::ParameterOf(*thread.call.row, i, view.record.args, view.record.abi);
    if (parameter.kind == ArgumentKind::kPath) {
      const auto item = view.item(capture::ItemKind::kBytes, static_cast<std::uint8_t>(i));
      if (item && watched(item->bytes)) return true;
    } else if (parameter.kind == ArgumentKind::kFd || parameter.kind == ArgumentKind::kDirfd) {
      if (watched(LinkOf(thread.ids.tid, static_cast<int>(view.record.args[i])))) return true;
    }
  }
  return false;
}

// Is this call one to show or count? What is needed for that, and to show it, is copied.
bool Streamer::Selects(Thread& thread, Sysno id) {
  capture::CallInFlight& call = thread.call;
  if (!options_.calls.Has(call.record.abi, id)) return false;
  if (!options_.summary.only || !watched_paths_.empty()) {
    for (int i = 0; i < call.row->count; ++i) capture_.AtEntry(thread.ids.tid, call, i);
  }
  return TouchesWatchedPath(thread);
}

events::Decision Streamer::OnEntry(const events::ThreadIds& ids, const events::Entry& entry) {
  using Kind = events::Decision::Kind;
  Thread& thread = At(ids);
  thread.pending = false;
  const Sysno id = tables::FromNumber(entry.abi, entry.number);
  const bool of_root = ids.pid == root_;
  if (of_root && state_ == State::kBefore && id == Sysno::execve) state_ = State::kExec;
  if (of_root && (state_ == State::kBefore || state_ == State::kRefused)) return {Kind::kPass, 0};
  NoteAbi(thread, entry.abi);
  thread.id = id;
  thread.head.number = entry.number;
  thread.head.instruction = entry.instruction;
  capture::CallInFlight& call = thread.call;
  call.row = &tables::RowOf(id, entry.abi);
  call.record = capture::CallRecord{};
  call.items.Clear();
  std::copy(entry.args.begin(), entry.args.end(), call.record.args);
  call.record.number = entry.number;
  call.record.abi = entry.abi;
  thread.pending = Selects(thread, id);
  // The exec that begins the run tells how it went, whether it is shown or not.
  if (!thread.pending)
    return {of_root && state_ == State::kExec ? Kind::kWatchExit : Kind::kPass, 0};
  thread.shown = false;
  thread.written = 0;
  if (options_.json) {
    const LiveNames names(thread.ids.tid);
    thread.json = BeginJson(ViewOf(call), *call.row, StyleFor(names));
  } else if (!options_.summary.only && options_.statuses.all()) {
    ShowEntry(thread);
  }
  thread.entered_system_ns = entry.system_ns;
  thread.entered_ns = Now();
  return {Kind::kWatchExit, 0};
}

decode::Style Streamer::StyleFor(const decode::DescriptorNames& names) const {
  decode::Style style = options_.style;
  if (options_.descriptor_paths) style.descriptors = &names;
  return style;
}

// What restart_syscall(2) goes on with: a call that was seen to be cut short, or the one that the
// thread was attached in.
std::string Streamer::Interrupted(const Thread& thread) {
  if (!thread.interrupted.empty()) return thread.interrupted;
  const Sysno id = tables::FromNumber(thread.call.record.abi, thread.slept_in);
  // It may have been restarted before, unseen.
  if (thread.slept_in < 0 || id == Sysno::restart_syscall) return "system call";
  return decode::CallName(id, thread.slept_in);
}

void Streamer::ShowEntry(Thread& thread) {
  Lines& lines = LinesOf(thread);
  const LiveNames names(thread.ids.tid);
  lines.Begin(thread.head);
  std::string text = decode::CallName(thread.id, thread.call.record.number) + "(";
  if (thread.id == Sysno::restart_syscall)
    text += fmt::format("<... resuming interrupted {} ...>", Interrupted(thread));
  else
    thread.written =
        decode::AppendEntryArguments(&text, ViewOf(thread.call), *thread.call.row, StyleFor(names));
  lines.Append(text);
  thread.shown = true;
}

void Streamer::OnExit(const events::ThreadIds& ids, const events::Exit& exit) {
  const std::uint64_t now = Now();
  Thread& thread = At(ids);
  if (state_ == State::kExec && ids.pid == root_) {
    state_ = exit.failed ? State::kRefused : State::kRunning;
    if (exit.failed) exec_refused_ = static_cast<int>(-exit.result);
  }
  if (!thread.pending) return;
  thread.pending = false;
  const std::uint64_t spent = now - thread.entered_ns;
  if (options_.summary.wanted) {
    const std::uint64_t system =
        exit.system_ns - std::min(exit.system_ns, thread.entered_system_ns);
    summary_.Count(thread.call.record.abi, thread.call.record.number,
                   options_.summary.wall_clock ? spent : system, exit.failed);
  }
  const auto status = exit.failed ? CallStatus::kFailed : CallStatus::kSuccessful;
  if (!options_.summary.only && options_.statuses[static_cast<std::size_t>(status)])
    ShowExit(thread, exit, spent);
  if (exit.failed && IsRestart(exit.result)) {
    if (thread.id != Sysno::restart_syscall)
      thread.interrupted = decode::CallName(thread.id, thread.call.record.number);
  }
}

void Streamer::ShowExit(Thread& thread, const events::Exit& exit, std::uint64_t spent_ns) {
  capture::CallInFlight& call = thread.call;
  call.record.result = exit.result;
  call.record.flags |= capture::kFinished;
  if (exit.failed) call.record.flags |= capture::kFailed;
  if (!exit.failed) capture_.AtExit(thread.ids.tid, call);
  if (options_.json) return WriteJsonCall(thread, spent_ns);
  if (!thread.shown) ShowEntry(thread);
  Lines& lines = LinesOf(thread);
  if (!lines.Open(thread.ids.tid)) {
    lines.Begin(thread.head);
    lines.Append(fmt::format("<... {} resumed>", decode::CallName(thread.id, call.record.number)));
  }
  const LiveNames names(thread.ids.tid);
  const decode::Style style = StyleFor(names);
  std::string text;
  if (thread.id != Sysno::restart_syscall)
    decode::AppendExitArguments(&text, ViewOf(call), *call.row, style, thread.written);
  lines.Append(text + ") ");
  lines.Pad();
  lines.Append("= " + decode::ResultText(ViewOf(call), *call.row, style));
  if (options_.times.spent) lines.Append(" <" + Seconds(spent_ns, *options_.times.spent) + ">");
  lines.End();
}

void Streamer::WriteJsonCall(Thread& thread, std::uint64_t spent_ns) {
  const LiveNames names(thread.ids.tid);
  output_.Write(thread.ids.tid, CallLine(thread.ids, std::move(thread.json), ViewOf(thread.call),
                                         *thread.call.row, StyleFor(names), spent_ns));
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
    lines.Append(
        fmt::format("<... {} resumed>", decode::CallName(thread.id, thread.call.record.number)));
  }
  std::string rest;
  decode::AppendExitArguments(&rest, ViewOf(thread.call), *thread.call.row, options_.style,
                              thread.written);
  lines.Append(rest.empty() ? ") " : " <unfinished ...>) ");
  lines.Pad();
  lines.Append("= ?");
  lines.End();
}

void Streamer::Flush() {
  lines_.Flush();
  for (auto& thread : threads_) {
    if (thread != nullptr && thread->lines != nullptr) thread->lines->Flush();
  }
}

}  // namespace sysassert::strace

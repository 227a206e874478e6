#include "strace/streamer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "capture/multiplexed.h"
#include "decode/call_text.h"
#include "decode/live.h"
#include "decode/result.h"
#include "strace/dump.h"
#include "strace/live_names.h"
#include "strace/sight.h"
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

bool IsRestart(std::int64_t result) {
  return result == -512 || result == -513 || result == -514 || result == -516;
}

}  // namespace

Streamer::Streamer(const Options& options, Output& output, events::MemoryReader& memory,
                   std::vector<std::string> watched_paths, KernelLog* kernel_log)
    : options_(options),
      output_(output),
      memory_(memory),
      capture_(memory, options.string_limit, capture::ByteCapture::kTracedStructureBytes),
      watched_paths_(std::move(watched_paths)),
      kernel_log_(kernel_log),
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
  if (kernel_log_ != nullptr) kernel_log_->Traced(ids.tid);
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
      const int fd = static_cast<int>(view.record.args[i]);
      const std::string link = fd >= 0 ? LinkOf(thread.ids.tid, fd) : "";
      if (!link.empty() && watched(link)) return true;
    }
  }
  return false;
}

bool Streamer::TouchesDescriptor(const Thread& thread) const {
  if (!options_.only_descriptors) return true;
  const capture::CallRecord& record = thread.call.record;
  for (int i = 0; i < thread.call.row->count; ++i) {
    const ArgumentKind kind =
        tables::ParameterOf(*thread.call.row, i, record.args, record.abi).kind;
    if ((kind == ArgumentKind::kFd || kind == ArgumentKind::kDirfd) &&
        options_.only_descriptors->Has(static_cast<int>(record.args[i])))
      return true;
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
  return TouchesWatchedPath(thread) && TouchesDescriptor(thread);
}

// An i386 call that stands for another is shown as that one.
void Streamer::StandIn(Thread& thread) {
  capture::CallRecord& record = thread.call.record;
  std::array<std::uint64_t, 6> args{};
  std::copy(std::begin(record.args), std::end(record.args), args.begin());
  const auto inner = capture::Unfold(record.abi, thread.id, args, memory_, thread.ids.tid);
  if (!inner) return;
  thread.id = inner->id;
  thread.folded = inner->name;
  thread.call.row = inner->row;
  std::copy(inner->args.begin(), inner->args.end(), record.args);
  if (const int number = tables::NumberOf(inner->id, record.abi); number >= 0)
    record.number = number;
}

// Writes what an injection puts behind the arguments; answers whether any of it is there.
bool Streamer::Poke(const Thread& thread, const std::vector<strace::Poke>& pokes) {
  bool any = false;
  for (const strace::Poke& poke : pokes) {
    if (Write(thread.ids.tid, poke, thread.call.record.args))
      any = true;
    else
      lines_.Say(
          fmt::format("poke_tcb: Failed to tamper with process {}: couldn't poke", thread.ids.tid));
  }
  return any;
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
  thread.folded = {};
  thread.head.number = entry.number;
  thread.head.instruction = entry.instruction;
  thread.stack = entry.stack;
  capture::CallInFlight& call = thread.call;
  call.row = &tables::RowOf(id, entry.abi);
  call.record = capture::CallRecord{};
  call.items.Clear();
  std::copy(entry.args.begin(), entry.args.end(), call.record.args);
  call.record.number = entry.number;
  call.record.abi = entry.abi;
  StandIn(thread);
  thread.pending = Selects(thread, thread.id);
  // As strace has it: what is not traced is not tampered with, nor is what begins the program.
  const bool begins = of_root && state_ == State::kExec;
  const Injection* injection = thread.pending && !begins && !options_.injections.empty()
                                   ? thread.made.Next(options_.injections, entry.abi, thread.id)
                                   : nullptr;
  thread.injection = injection;
  thread.poked = injection != nullptr && Poke(thread, injection->pokes_entry);
  if (thread.poked) {
    call.items.Clear();
    (void)Selects(thread, thread.id);  // what was copied is another now
  }
  thread.injected = injection != nullptr && injection->answer;
  thread.delayed = injection != nullptr && injection->delay_entry_ns + injection->delay_exit_ns > 0;
  // The exec that begins the run tells how it went, whether it is shown or not.
  const bool watch_exit = thread.pending || begins;
  if (thread.pending) Begin(thread, entry);
  if (injection != nullptr) return DecisionOf(*injection);
  return {watch_exit ? Kind::kWatchExit : Kind::kPass, 0};
}

// While it is there to be asked: of one that has ended the last name stays.
void Streamer::NameCommand(Thread& thread) const {
  if (!options_.process_names) return;
  std::string name = CommandName(thread.ids.tid, options_.style.hex);
  if (!name.empty()) thread.head.name = std::move(name);
}

void Streamer::Begin(Thread& thread, const events::Entry& entry) {
  NameCommand(thread);
  thread.shown = false;
  thread.written = 0;
  if (options_.json) {
    const Sight sight(options_, memory_, thread.ids.tid, entry.abi, thread.id);
    thread.json = BeginJson(ViewOf(thread.call), *thread.call.row, sight.style());
  } else if (!options_.summary.only) {
    TakeEntry(thread);
    if (options_.statuses.all()) ShowEntry(thread);
  }
  thread.entered_system_ns = entry.system_ns;
  thread.entered_ns = Now();
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
  if (thread.injection != nullptr && Poke(thread, thread.injection->pokes_exit))
    thread.poked = true;
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
    if (thread.id != Sysno::restart_syscall) thread.interrupted = thread.Name();
  }
}

}  // namespace sysassert::strace

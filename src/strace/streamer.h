// Streamer: the Observer that writes each call while the program runs, and counts it.
#ifndef SYSASSERT_STRACE_STREAMER_H_
#define SYSASSERT_STRACE_STREAMER_H_

#include <memory>
#include <string>
#include <vector>

#include "capture/byte_capture.h"
#include "events/memory.h"
#include "events/observer.h"
#include "strace/explain.h"
#include "strace/hints.h"
#include "strace/json_lines.h"
#include "strace/kernel_log.h"
#include "strace/lines.h"
#include "strace/options.h"
#include "strace/output.h"
#include "strace/summary.h"

namespace sysassert::strace {

class Streamer : public events::Observer {
 public:
  // Owns nothing of these. `watched_paths`: of -P, as given and as they resolve. `kernel_log`:
  // null where it is not wanted.
  Streamer(const Options& options, Output& output, events::MemoryReader& memory,
           std::vector<std::string> watched_paths, KernelLog* kernel_log);
  ~Streamer() override;

  void OnRoot(const events::ThreadIds& root) override;
  void OnAttach(const events::ThreadIds& thread, int number) override;
  void OnDetach(const events::ThreadIds& thread) override;
  void OnBirth(const events::ThreadIds& parent, const events::ThreadIds& child,
               const events::Birth& birth) override;
  void OnExec(const events::ThreadIds& former, const events::ThreadIds& now) override;
  void OnMain(const events::ThreadIds&, bool) override {}
  events::Decision OnEntry(const events::ThreadIds& thread, const events::Entry& entry) override;
  void OnExit(const events::ThreadIds& thread, const events::Exit& exit) override;
  void OnSignal(const events::ThreadIds& thread, const Signal& signal) override;
  void OnGroupStop(const events::ThreadIds& thread, int signal) override;
  void OnExiting(const events::ThreadIds& thread) override;
  void OnEnd(const events::ThreadIds& thread, int status) override;
  void OnBlindSpot(BlindSpot spot, const events::ThreadIds& thread,
                   const std::string& cause) override;
  void OnNote(const std::string&) override {}

  void Flush();      // whatever there is, a line's beginning included
  void ShowHints();  // once, at the end
  // errno of the exec that was to begin the run; 0: it succeeded, or was never tried.
  int exec_refused() const { return exec_refused_; }
  const Summary& summary() const { return summary_; }
  bool over() const { return over_; }  // as many calls as were wanted have been shown

 private:
  struct Thread;
  // The run begins with the exec that we do for the program, and not with what leads to it.
  enum class State { kBefore, kExec, kRunning, kRefused };

  Thread& At(const events::ThreadIds& thread);
  Lines& LinesOf(Thread& thread);
  bool Begun(const events::ThreadIds& thread) const;
  void Add(const events::ThreadIds& thread);
  bool Selects(Thread& thread, Sysno id);
  bool Poke(const Thread& thread, const std::vector<strace::Poke>& pokes);
  void StandIn(Thread& thread);
  bool TouchesWatchedPath(const Thread& thread) const;
  void TakeEntry(Thread& thread);
  void ShowEntry(Thread& thread);
  static std::string Interrupted(const Thread& thread);
  void ShowExit(Thread& thread, const events::Exit& exit, std::uint64_t spent_ns);
  void ShowUnfinished(Thread& thread);
  void WriteJsonCall(Thread& thread, std::uint64_t spent_ns);
  void ShowEvent(Thread& thread, const std::string& text, std::uint64_t instruction = 0);
  void NoteAbi(Thread& thread, Abi abi);
  void NameCommand(Thread& thread) const;
  void Begin(Thread& thread, const events::Entry& entry);
  void NoteShown();
  void NoteHints(Thread& thread);
  void ShowKernelLog(int tid, Lines& lines);
  bool TouchesDescriptor(const Thread& thread) const;

  const Options& options_;
  Output& output_;
  events::MemoryReader& memory_;
  capture::ByteCapture capture_;
  std::vector<std::string> watched_paths_;
  KernelLog* kernel_log_;
  Explainer explainer_;
  Hints hints_;
  Lines lines_;
  Summary summary_;
  std::vector<std::unique_ptr<Thread>> threads_;  // by slot
  std::size_t alive_ = 0;
  int root_ = 0;
  State state_ = State::kBefore;
  int exec_refused_ = 0;
  std::uint64_t shown_ = 0;
  bool over_ = false;
};

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_STREAMER_H_

// Streamer: the Observer that writes each call while the program runs, and counts it.
#ifndef SYSASSERT_STRACE_STREAMER_H_
#define SYSASSERT_STRACE_STREAMER_H_

#include <memory>
#include <string>
#include <vector>

#include "capture/byte_capture.h"
#include "events/memory.h"
#include "events/observer.h"
#include "strace/json_lines.h"
#include "strace/lines.h"
#include "strace/options.h"
#include "strace/output.h"
#include "strace/summary.h"

namespace sysassert::strace {

class Streamer : public events::Observer {
 public:
  // Owns nothing of these. `watched_paths`: of -P, as given and as they resolve.
  Streamer(const Options& options, Output& output, events::MemoryReader& memory,
           std::vector<std::string> watched_paths);
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

  void Flush();  // whatever there is, a line's beginning included
  // errno of the exec that was to begin the run; 0: it succeeded, or was never tried.
  int exec_refused() const { return exec_refused_; }
  const Summary& summary() const { return summary_; }

 private:
  struct Thread;
  // The run begins with the exec that we do for the program, and not with what leads to it.
  enum class State { kBefore, kExec, kRunning, kRefused };

  Thread& At(const events::ThreadIds& thread);
  Lines& LinesOf(Thread& thread);
  bool Begun(const events::ThreadIds& thread) const;
  void Add(const events::ThreadIds& thread);
  bool Selects(Thread& thread, Sysno id);
  bool TouchesWatchedPath(const Thread& thread) const;
  void ShowEntry(Thread& thread);
  static std::string Interrupted(const Thread& thread);
  void ShowExit(Thread& thread, const events::Exit& exit, std::uint64_t spent_ns);
  void ShowUnfinished(Thread& thread);
  void WriteJsonCall(Thread& thread, std::uint64_t spent_ns);
  void ShowEvent(Thread& thread, const std::string& text);
  void NoteAbi(Thread& thread, Abi abi);
  decode::Style StyleFor(const decode::DescriptorNames& names) const;

  const Options& options_;
  Output& output_;
  capture::ByteCapture capture_;
  std::vector<std::string> watched_paths_;
  Lines lines_;
  Summary summary_;
  std::vector<std::unique_ptr<Thread>> threads_;  // by slot
  std::size_t alive_ = 0;
  int root_ = 0;
  State state_ = State::kBefore;
  int exec_refused_ = 0;
};

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_STREAMER_H_

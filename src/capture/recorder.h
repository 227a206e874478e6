// Recorder: the Observer that turns stops into a recording.
#ifndef SYSASSERT_CAPTURE_RECORDER_H_
#define SYSASSERT_CAPTURE_RECORDER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "capture/call_capture.h"
#include "capture/multiplexed.h"
#include "capture/writer.h"
#include "events/markers.h"
#include "events/memory.h"
#include "events/observer.h"
#include "sysassert/interest.h"

namespace sysassert::capture {

class Recorder : public events::Observer {
 public:
  // Where the run begins: for a command, for a lambda or an observation, and for a process that is
  // there already.
  enum class Begin { kAtExec, kAtMarker, kAtOnce };
  struct Options {
    Interest interest = Interest::Everything();
    Begin begin = Begin::kAtExec;
    std::uint32_t nonce = 0;            // of the markers that count
    bool detach_at_end_marker = false;  // an observation: the thread is released there
    bool deny_io_uring = false;
    std::vector<BlindSpot> accepted;
    std::uint32_t string_limit = 32;
    // Asked at the entry of each recorded call, by its index: the errno to refuse it with, or 0.
    // Null: nothing is refused.
    std::function<int(std::uint32_t)> refuse;
  };
  // Owns neither the writer nor the memory.
  Recorder(Writer& writer, events::MemoryReader& memory, Options options);
  ~Recorder() override;

  void OnRoot(const events::ThreadIds& root) override;
  void OnAttach(const events::ThreadIds& thread, int number) override;
  void OnBirth(const events::ThreadIds& parent, const events::ThreadIds& child,
               const events::Birth& birth) override;
  void OnExec(const events::ThreadIds& former, const events::ThreadIds& now) override;
  void OnMain(const events::ThreadIds& thread, bool exact) override;
  events::Decision OnEntry(const events::ThreadIds& thread, const events::Entry& entry) override;
  void OnEntryAlone(const events::ThreadIds& thread) override;
  void OnExit(const events::ThreadIds& thread, const events::Exit& exit) override;
  void OnSignal(const events::ThreadIds& thread, const Signal& signal) override;
  void OnEnd(const events::ThreadIds& thread, int status) override;
  void OnBlindSpot(BlindSpot spot, const events::ThreadIds& thread,
                   const std::string& cause) override;
  void OnNote(const std::string& note) override;

  // The run is over, or is being ended: a sentence for each thread that is still there, with its
  // pending call.
  std::vector<std::string> WhereEveryoneIs() const;
  // Calls that were in flight stay unfinished; the recording is complete.
  void Finish();
  bool began() const { return began_; }  // the root's exec, or the begin marker, was seen

 private:
  struct Process;
  struct Thread;

  Thread& At(const events::ThreadIds& thread);
  void AddOrigin(const events::ThreadIds& thread);
  Caller CallerOf(const Thread& thread);
  events::Decision OnMarker(Thread& thread, events::Marker marker);
  Itself WhatStands(const events::ThreadIds& ids, const events::Entry& entry);
  bool ResumeInterrupted(Thread& thread, const events::Entry& entry, Sysno id);
  void BeginCall(Thread& thread, const Itself& made);
  bool Follows(const events::Entry& entry, Sysno id) const;
  events::Decision::Kind UntilWhen(const Thread& thread, const events::Entry& entry) const;
  bool NeedsExit(const Thread& thread) const;
  void NoteMapping(Thread& thread, const events::Entry& entry);
  void NoteAsyncIo(Thread& thread, const events::Entry& entry);
  void NoteOnce(BlindSpot spot, std::set<std::string>* known, const std::string& file,
                std::string_view cause);
  void NoteBlindCalls(Thread& thread, const events::Entry& entry, Sysno id);
  void NoteUnreadable(const Thread& thread);
  void WriteItems(CallInFlight* call);
  void NoteMark(Thread& thread);
  void NoteHandedOn(Thread& thread);
  void NameInherited(const Thread& thread);
  void NoteInheritedMappings(const Thread& thread);
  void NoteServer(const Thread& thread);
  void NoteTracer(const Thread& thread);
  void EndCall(Thread& thread, const events::Exit& exit);
  static void Unshare(Thread& thread);
  void EndFollowed(Thread& thread, const events::Exit& exit);
  void KeepUnfinished(Thread& thread);
  void AfterSignalHandler(Thread& thread, const events::Exit& exit);
  void Rename(Thread& thread);
  void WriteThread(Thread& thread, std::uint32_t parent_fact);
  std::uint64_t Now() const;
  bool Accepted(BlindSpot spot) const;

  Writer& writer_;
  events::MemoryReader& memory_;
  Options options_;
  CallCapture capture_;
  std::vector<std::unique_ptr<Thread>> threads_;  // by slot
  int root_pid_ = 0;
  bool began_ = false;
  bool main_reached_ = false;  // of any program of the run
  std::uint64_t start_ns_ = 0;
  std::set<std::string> mapped_;     // files that were mapped shared
  std::set<std::string> submitted_;  // files that io_submit(2) was about
  std::set<std::string> servers_;    // outside of the run, that it connected to
  std::set<int> pids_;               // of every process of the run, until now
  bool would_trace_ = false;         // one of the run asked to be a tracer, or to have one
  std::uint64_t reported_ = 0;       // a bit for each blind spot that is reported once
};

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_RECORDER_H_

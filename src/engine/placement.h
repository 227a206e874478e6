// Placement: on which CPU the tracer and its tracees run. A stop wakes the tracer and its end wakes
// the tracee: across two CPUs that costs many times what it costs on one, so threads that stop
// often stand on the tracer's CPU, and threads that compute run where they like. Where two do both,
// one of them stands aside: on any CPU but the tracer's.
//
// The tracee cannot tell: whoever asks for an affinity, or sets one, finds every thread parted
// first (the tracer calls PartAll at such a call), and threads that are made here inherit what
// their maker would have had. /proc/PID/status and getcpu(2) tell the truth of the moment.
#ifndef SYSASSERT_ENGINE_PLACEMENT_H_
#define SYSASSERT_ENGINE_PLACEMENT_H_

#include <sched.h>
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/kernel.h"

namespace sysassert::engine {

enum class Stand {
  kOwn,       // where its own mask says
  kTogether,  // on the tracer's CPU
  kAside,     // where its own mask says, but for the tracer's CPU
};

// What is remembered of one thread.
struct Place {
  Stand stand = Stand::kOwn;
  cpu_set_t mask{};      // its own, while it stands elsewhere
  bool running = false;  // not in a stop
  int quick_stops = 0;   // in a row, while it stands where its own mask says
  std::uint64_t resumed_ns = 0;
  std::uint32_t resumed_tick = 0;
  std::uint32_t stops = 0;  // since the last tick
  Kernel::CpuUse use;       // as of asked_ns, while it stands elsewhere
  std::uint64_t asked_ns = 0;
  bool wants = false;  // it ran, or waited for a CPU, half of the time before asked_ns
};

class Placement {
 public:
  explicit Placement(Kernel& kernel) : kernel_(kernel) {}

  // Takes the CPU that the tracer is on. Does nothing from then on where there is no choice (one
  // CPU, a cpuset of one) or the kernel refuses.
  void Begin();
  bool active() const { return active_; }

  // Nobody joins any more, and who stands elsewhere is let go.
  void GiveUp() { given_up_ = true; }
  // Why not everything was as meant: a sentence for each cause, the first time that it is met.
  enum class Cause : std::uint8_t {
    kOneCpu,         // nothing to choose
    kMaskNotTold,    // of the tracer
    kTracerRefused,  // to be kept on its CPU
    kThreadRefused,
    kMayNotRunHere,  // a thread whose own mask leaves out the tracer's CPU
    kMaskGone,       // of a thread: none of its CPUs is there any more
    kAffinitySet,
    kRealTimeClass,
  };
  void Remark(Cause cause, pid_t tid = 0, int refused = 0);
  const std::vector<std::string>& remarks() const { return remarks_; }

  // `tid` is in a stop, or has not run yet.
  void Join(pid_t tid, Place* place);
  void Part(pid_t tid, Place* place);  // to where its own mask says
  // A thread that `maker` made: it has its maker's mask.
  void Born(pid_t maker_tid, const Place& maker, pid_t tid, Place* place);
  void Gone(const Place& place);

  // At every stop and every resumption; cheap.
  void OnStop(pid_t tid, Place* place);
  void OnResume(Place* place);

  // Every few milliseconds: `visit(look)` calls look(tid, place) for every thread.
  template <typename Visit>
  void Tick(const Visit& visit) {
    ++tick_;
    full_ = false;
    if (moved_ == 0) return;
    Load load;
    load.now_ns = kernel_.NowNs();
    visit([&](pid_t tid, Place* place) { Weigh(tid, place, &load); });
    full_ = load.wanting > 0 && 2 * load.ran_ns >= load.longest_ns;
    if (given_up_ || load.wanting + load.wanting_aside > cpus_) apart_until_ = tick_ + kTicksApart;
    visit([&](pid_t tid, Place* place) { Decide(tid, place, load); });
  }
  std::size_t moved() const { return moved_; }  // how many threads stand elsewhere

 private:
  void Say(std::string remark) { remarks_.push_back(std::move(remark)); }
  void RestoreInherited(pid_t maker_tid, const Place& maker, pid_t tid);

  static constexpr std::uint32_t kTicksApart = 4;

  // What those that stand elsewhere did since they were last asked about.
  struct Load {
    std::uint64_t now_ns = 0;
    std::size_t seen = 0;
    int wanting = 0, wanting_aside = 0;  // of those on the tracer's CPU, and of those aside
    std::uint64_t ran_ns = 0;            // the former
    std::uint64_t longest_ns = 0;        // that one of them was asked about
    const Place* most_stops = nullptr;   // the one of them that is to stay
  };
  void Weigh(pid_t tid, Place* place, Load* load);
  void Decide(pid_t tid, Place* place, const Load& load);
  void Move(pid_t tid, Place* place, Stand stand);
  bool MayJoin() const { return active_ && !given_up_ && !full_ && tick_ >= apart_until_; }

  Kernel& kernel_;
  bool active_ = false;
  bool given_up_ = false;
  std::vector<std::string> remarks_;
  std::uint32_t remarked_ = 0;  // a bit for each Cause
  int cpu_ = 0;
  int cpus_ = 0;  // that the tracer might run on
  cpu_set_t here_{};
  std::uint32_t tick_ = 0;
  bool full_ = false;  // tracees compute on the tracer's CPU for half of the time, or more
  std::uint32_t apart_until_ = 0;  // a tick
  std::size_t moved_ = 0;
};

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_PLACEMENT_H_

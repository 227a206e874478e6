// Placement: on which CPU the tracer and its tracees run. A stop wakes the tracer and its end wakes
// the tracee: across two CPUs that costs many times what it costs on one, so threads that stop
// often stand on the tracer's CPU, and threads that compute run where they like.
//
// The tracee cannot tell: whoever asks for an affinity, or sets one, finds every thread parted
// first (the tracer calls PartAll at such a call), and threads that are made here inherit what
// their maker would have had. /proc/PID/status and getcpu(2) tell the truth of the moment.
#ifndef SYSASSERT_ENGINE_PLACEMENT_H_
#define SYSASSERT_ENGINE_PLACEMENT_H_

#include <sched.h>
#include <sys/types.h>

#include <cstdint>
#include <vector>

#include "engine/kernel.h"

namespace sysassert::engine {

// What is remembered of one thread.
struct Place {
  bool together = false;  // its mask is the tracer's CPU alone
  cpu_set_t mask{};       // what it was before, while together
  bool running = false;   // not in a stop
  int quick_stops = 0;    // in a row, while apart
  std::uint64_t resumed_ns = 0;
  std::uint32_t resumed_tick = 0;
  std::uint32_t joined_tick = 0;
  std::uint32_t stops = 0;  // since the last tick
};

class Placement {
 public:
  explicit Placement(Kernel& kernel) : kernel_(kernel) {}

  // Takes the CPU that the tracer is on. Does nothing from then on where there is no choice (one
  // CPU, a cpuset of one) or the kernel refuses.
  void Begin();
  bool active() const { return active_; }

  // `tid` is in a stop, or has not run yet.
  void Join(pid_t tid, Place* place);
  void Part(pid_t tid, Place* place);
  // A thread that `maker` made: it has its maker's mask.
  void Born(const Place& maker, Place* place);
  void Gone(const Place& place);

  // At every stop and every resumption; cheap.
  void OnStop(pid_t tid, Place* place);
  void OnResume(Place* place);

  // Some milliseconds have passed: `visit(part)` calls part(tid, place) for every thread. Those
  // that have run on without a stop since the last tick but one are parted, and so are two or more
  // that stop now and then: they compute, and would share the one CPU.
  template <typename Visit>
  void Tick(const Visit& visit) {
    ++tick_;
    if (together_ == 0) return;
    int computing = 0;
    visit([&](pid_t /*tid*/, Place* place) { computing += Computes(*place) ? 1 : 0; });
    visit([&](pid_t tid, Place* place) {
      const bool runs_on = place->together && place->running && tick_ - place->resumed_tick >= 2;
      if (runs_on || (computing >= 2 && Computes(*place))) Part(tid, place);
      place->stops = 0;
    });
  }
  std::size_t together() const { return together_; }

 private:
  // Few stops in a whole tick, and not none: who makes none may be waiting.
  bool Computes(const Place& place) const {
    constexpr std::uint32_t kFewStops = 10;
    return place.together && place.running && tick_ - place.joined_tick >= 2 && place.stops > 0 &&
           place.stops <= kFewStops;
  }

  Kernel& kernel_;
  bool active_ = false;
  int cpu_ = 0;
  cpu_set_t here_{};
  std::uint32_t tick_ = 0;
  std::size_t together_ = 0;
};

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_PLACEMENT_H_

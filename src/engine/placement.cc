#include "engine/placement.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "tables/row.h"

namespace sysassert::engine {
namespace {

// A stop this soon after the last is one of many; a stop across CPUs takes up to 150 µs by itself.
constexpr std::uint64_t kQuickNs = 1'000'000;
constexpr int kManyQuickStops = 16;
constexpr std::uint64_t kLeastNs = 2'000'000;  // in less, what a thread did says little

}  // namespace

void Placement::Begin() {
  cpu_set_t own;
  cpu_ = kernel_.CurrentCpu();
  const int not_told = cpu_ < 0 || cpu_ >= CPU_SETSIZE ? EINVAL : kernel_.GetAffinity(0, &own);
  if (not_told != 0) return Remark(Cause::kMaskNotTold, 0, not_told);
  if (CPU_COUNT(&own) < 2) return Remark(Cause::kOneCpu);
  cpus_ = CPU_COUNT(&own);
  CPU_ZERO(&here_);
  CPU_SET(cpu_, &here_);
  const int refused = kernel_.SetAffinity(0, here_);
  active_ = refused == 0;
  if (!active_) Remark(Cause::kTracerRefused, 0, refused);
  // Who stands aside waits for the tracer, and the tracer for who computes on its CPU.
  if (active_) kernel_.RunSoonAfterWaking();
}

// Where that is refused it stays where it is.
void Placement::Move(pid_t tid, Place* place, Stand stand) {
  if (!active_ || stand == place->stand) return;
  if (place->stand == Stand::kOwn) {
    if (kernel_.GetAffinity(tid, &place->mask) != 0) return;  // it died
    if (!CPU_ISSET(cpu_, &place->mask)) return Remark(Cause::kMayNotRunHere, tid);
  }
  cpu_set_t mask = stand == Stand::kTogether ? here_ : place->mask;
  if (stand == Stand::kAside) CPU_CLR(cpu_, &mask);
  const int refused = CPU_COUNT(&mask) > 0 ? kernel_.SetAffinity(tid, mask) : EINVAL;
  if (refused != 0 && refused != ESRCH && CPU_COUNT(&mask) > 0)
    Remark(stand == Stand::kOwn ? Cause::kMaskGone : Cause::kThreadRefused, tid, refused);
  // Its own is only refused (EINVAL) where its cpuset has changed, and the kernel chose.
  if (refused != 0 && stand != Stand::kOwn) return;
  if (place->stand == Stand::kOwn) {
    ++moved_;
    place->use = kernel_.UseOf(tid);
    place->asked_ns = kernel_.NowNs();
    place->wants = false;
    place->stops = 0;
  } else if (stand == Stand::kOwn) {
    --moved_;
  }
  place->stand = stand;
  place->quick_stops = 0;
}

void Placement::Remark(Cause cause, pid_t tid, int refused) {
  const std::uint32_t bit = 1U << static_cast<unsigned>(cause);
  if ((remarked_ & bit) != 0) return;
  remarked_ |= bit;
  const std::string thread = "thread " + std::to_string(tid);
  const std::string here = "CPU " + std::to_string(cpu_);
  const std::string why = " (" + std::string(tables::ErrnoName(refused)) + ")";
  const char* const kCosts = ", and a stop that wakes another CPU is slower";
  switch (cause) {
    case Cause::kOneCpu:
      return Say("there is one CPU to run on, which tracer and program share");
    case Cause::kMaskNotTold:
      return Say("the kernel does not tell where the tracer may run" + why + ": nobody is placed" +
                 kCosts);
    case Cause::kTracerRefused:
      return Say("the tracer could not be kept on " + here + why + ": nobody is placed" + kCosts);
    case Cause::kThreadRefused:
      return Say(thread + " could not be moved" + why + ": it stays where it is" + kCosts);
    case Cause::kMayNotRunHere:
      return Say(thread + " may not run on " + here +
                 ", where the tracer is: it stays where it is" + kCosts);
    case Cause::kMaskGone:
      return Say("no CPU of " + thread + "'s own mask is there any more" + why +
                 ": it runs where the kernel has put it");
    case Cause::kAffinitySet:
      return Say(thread +
                 " sets an affinity: until then every thread was put back where "
                 "it would be without a tracer");
    case Cause::kRealTimeClass:
      return Say(thread +
                 " asks for a real-time class: from there on the kernel alone "
                 "places tracer and program" +
                 kCosts);
  }
}

void Placement::Join(pid_t tid, Place* place) {
  place->quick_stops = 0;
  if (MayJoin()) Move(tid, place, Stand::kTogether);
}

void Placement::Part(pid_t tid, Place* place) { Move(tid, place, Stand::kOwn); }

// The maker may have been parted after the kernel had copied its mask, and before this is heard of.
void Placement::RestoreInherited(pid_t maker_tid, const Place& maker, pid_t tid) {
  cpu_set_t own{};
  cpu_set_t inherited{};
  const bool was_moved = CPU_COUNT(&maker.mask) > 0;
  if (!was_moved || kernel_.GetAffinity(maker_tid, &own) != 0 ||
      kernel_.GetAffinity(tid, &inherited) != 0)
    return;
  cpu_set_t aside = own;
  CPU_CLR(cpu_, &aside);
  if (CPU_EQUAL(&inherited, &here_) || CPU_EQUAL(&inherited, &aside)) kernel_.SetAffinity(tid, own);
}

void Placement::Born(pid_t maker_tid, const Place& maker, pid_t tid, Place* place) {
  if (maker.stand == Stand::kOwn) return RestoreInherited(maker_tid, maker, tid);
  place->stand = maker.stand;
  place->mask = maker.mask;
  place->asked_ns = kernel_.NowNs();
  ++moved_;
  if (place->stand == Stand::kTogether && !MayJoin()) Part(tid, place);
}

void Placement::Gone(const Place& place) {
  if (place.stand != Stand::kOwn) --moved_;
}

void Placement::OnStop(pid_t tid, Place* place) {
  place->running = false;
  ++place->stops;
  if (!active_ || place->stand != Stand::kOwn) return;
  if (kernel_.NowNs() - place->resumed_ns > kQuickNs) {
    place->quick_stops = 0;
  } else if (++place->quick_stops >= kManyQuickStops) {
    Join(tid, place);
  }
}

void Placement::OnResume(Place* place) {
  place->running = true;
  place->resumed_tick = tick_;
  if (active_ && place->stand == Stand::kOwn) place->resumed_ns = kernel_.NowNs();
}

// Some at a time, in turn: each question takes some microseconds.
void Placement::Weigh(pid_t tid, Place* place, Load* load) {
  constexpr std::size_t kMostAsked = 32;
  if (place->stand == Stand::kOwn) return;
  const bool together = place->stand == Stand::kTogether;
  const std::size_t turn = (load->seen++ + tick_ * kMostAsked) % moved_;
  const std::uint64_t passed_ns = load->now_ns - place->asked_ns;
  if (turn < kMostAsked && passed_ns >= kLeastNs) {
    const Kernel::CpuUse before = std::exchange(place->use, kernel_.UseOf(tid));
    place->asked_ns = load->now_ns;
    const bool known = place->use.ran_ns != 0;  // else it is gone, or the kernel does not say
    const std::uint64_t ran_ns = known ? place->use.ran_ns - before.ran_ns : 0;
    const std::uint64_t waited_ns = known ? place->use.waited_ns - before.waited_ns : 0;
    place->wants = !known || 2 * (ran_ns + waited_ns) >= passed_ns;
    if (together && place->wants) {
      load->ran_ns += ran_ns;
      load->longest_ns = std::max(load->longest_ns, passed_ns);
    }
  }
  if (!place->wants) return;
  ++(together ? load->wanting : load->wanting_aside);
  if (together && (load->most_stops == nullptr || load->most_stops->stops < place->stops))
    load->most_stops = place;
}

void Placement::Decide(pid_t tid, Place* place, const Load& load) {
  const bool more_than_cpus = tick_ < apart_until_;
  const bool runs_on = place->running && place->wants && tick_ - place->resumed_tick >= 2;
  const bool needless = place->stand == Stand::kAside && !full_;
  if (more_than_cpus || runs_on || needless) {
    Part(tid, place);
  } else if (full_ && place->stand == Stand::kTogether && place->wants &&
             place != load.most_stops) {
    Move(tid, place, Stand::kAside);
  }
  place->stops = 0;
}

}  // namespace sysassert::engine

#include "engine/placement.h"

namespace sysassert::engine {
namespace {

// A stop this soon after the last is one of many; a stop across CPUs takes up to 150 µs by itself.
constexpr std::uint64_t kQuickNs = 1'000'000;
constexpr int kManyQuickStops = 16;

}  // namespace

void Placement::Begin() {
  cpu_set_t own;
  cpu_ = kernel_.CurrentCpu();
  if (cpu_ < 0 || cpu_ >= CPU_SETSIZE || kernel_.GetAffinity(0, &own) != 0 || CPU_COUNT(&own) < 2)
    return;
  CPU_ZERO(&here_);
  CPU_SET(cpu_, &here_);
  active_ = kernel_.SetAffinity(0, here_) == 0;
}

void Placement::Join(pid_t tid, Place* place) {
  place->quick_stops = 0;
  if (!active_ || place->together || kernel_.GetAffinity(tid, &place->mask) != 0 ||
      !CPU_ISSET(cpu_, &place->mask) || kernel_.SetAffinity(tid, here_) != 0)
    return;
  place->together = true;
  place->joined_tick = tick_;
  ++together_;
}

void Placement::Part(pid_t tid, Place* place) {
  if (!place->together) return;
  kernel_.SetAffinity(tid, place->mask);  // EINVAL: its cpuset has changed, and the kernel chose
  place->together = false;
  place->quick_stops = 0;
  --together_;
}

void Placement::Born(const Place& maker, Place* place) {
  if (!maker.together) return;
  place->together = true;
  place->joined_tick = tick_;
  place->mask = maker.mask;
  ++together_;
}

void Placement::Gone(const Place& place) {
  if (place.together) --together_;
}

void Placement::OnStop(pid_t tid, Place* place) {
  place->running = false;
  ++place->stops;
  if (!active_ || place->together) return;
  if (kernel_.NowNs() - place->resumed_ns > kQuickNs) {
    place->quick_stops = 0;
  } else if (++place->quick_stops >= kManyQuickStops) {
    Join(tid, place);
  }
}

void Placement::OnResume(Place* place) {
  place->running = true;
  place->resumed_tick = tick_;
  if (active_ && !place->together) place->resumed_ns = kernel_.NowNs();
}

}  // namespace sysassert::engine

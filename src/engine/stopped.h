// Stopped: a tracee in a stop. Operations that need one exist only here, and resuming consumes it,
// so that nothing can be asked of a tracee that runs, and none can be forgotten in its stop.
#ifndef SYSASSERT_ENGINE_STOPPED_H_
#define SYSASSERT_ENGINE_STOPPED_H_

#include <utility>

#include "engine/kernel.h"
#include "events/check.h"

namespace sysassert::engine {

class Stopped {
 public:
  Stopped(Kernel& kernel, pid_t tid) : kernel_(&kernel), tid_(tid) {}
  Stopped(Stopped&& other) noexcept
      : kernel_(std::exchange(other.kernel_, nullptr)), tid_(other.tid_) {}
  Stopped& operator=(Stopped&& other) noexcept {
    SYSASSERT_CHECK(kernel_ == nullptr);
    kernel_ = std::exchange(other.kernel_, nullptr);
    tid_ = other.tid_;
    return *this;
  }
  ~Stopped() { SYSASSERT_CHECK(kernel_ == nullptr); }

  pid_t tid() const { return tid_; }
  Kernel& kernel() const { return *kernel_; }

  // Lets it run on; `signal` is delivered where this is a signal stop. If it died meanwhile, its
  // end is reported by wait(2).
  void Resume(ResumeTo to, int signal = 0) && {
    std::exchange(kernel_, nullptr)->Resume(tid_, to, signal);
  }

  // It is no longer there: killed in its stop, or ended by a sibling's exec. Its id may be
  // another's by now, so that resuming it would resume that one.
  void Gone() && { kernel_ = nullptr; }

 private:
  Kernel* kernel_;
  pid_t tid_;
};

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_STOPPED_H_

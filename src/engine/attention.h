// Attention: what may interrupt the tracer's wait. Signal handlers only set flags; a repeating
// timer makes sure that a flag set just before the wait is seen soon after.
#ifndef SYSASSERT_ENGINE_ATTENTION_H_
#define SYSASSERT_ENGINE_ATTENTION_H_

#include <chrono>
#include <initializer_list>
#include <memory>

namespace sysassert::engine {

class Attention {
 public:
  // Takes over SIGALRM, SIGIO and `stop_signals` in this process until destroyed. One at a time.
  Attention(std::chrono::milliseconds period, std::initializer_list<int> stop_signals);
  ~Attention();
  Attention(const Attention&) = delete;
  Attention& operator=(const Attention&) = delete;

  static bool Wanted();     // and forgets it
  static int StopSignal();  // the first stop signal that came, 0 if none

 private:
  struct Saved;
  std::unique_ptr<Saved> saved_;
};

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_ATTENTION_H_

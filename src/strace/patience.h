// Patience: an end to what the C library makes of an option. Of some expressions of a few
// characters regcomp(3) makes more than there is time for, and it cannot be interrupted.
#ifndef SYSASSERT_STRACE_PATIENCE_H_
#define SYSASSERT_STRACE_PATIENCE_H_

#include <csignal>
#include <string>

namespace sysassert::strace {

// While it lives, a process that has computed for two seconds says so as `program_name` and exits
// with 1. There is one at a time; it takes SIGVTALRM and ITIMER_VIRTUAL for itself.
class Patience {
 public:
  explicit Patience(const std::string& program_name);
  ~Patience();  // what the signal did before is as it was
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

 private:
  struct sigaction before_;
};

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_PATIENCE_H_

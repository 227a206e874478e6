#include "strace/patience.h"

#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstddef>

namespace sysassert::strace {
namespace {

constexpr time_t kSeconds = 2;

// Laid out beforehand: a handler may do little more than write it.
std::array<char, 256> g_sentence;
std::size_t g_bytes = 0;

void Arm(time_t seconds) {
  const itimerval timer{{0, 0}, {seconds, 0}};
  setitimer(ITIMER_VIRTUAL, &timer, nullptr);
}

extern "C" void GiveUp(int /*signal*/) {
  (void)!write(STDERR_FILENO, g_sentence.data(), g_bytes);
  _exit(1);
}

}  // namespace

Patience::Patience(const std::string& program_name) : before_{} {
  const std::string sentence =
      program_name.substr(0, 100) +
      ": regcomp: an expression of -e /REGEX takes too long: fewer *, ?, + and {} within another\n";
  g_bytes = std::min(sentence.size(), g_sentence.size());
  std::copy_n(sentence.begin(), g_bytes, g_sentence.begin());
  struct sigaction ours {};
  ours.sa_handler = GiveUp;
  sigaction(SIGVTALRM, &ours, &before_);
  Arm(kSeconds);
}

Patience::~Patience() {
  Arm(0);
  sigaction(SIGVTALRM, &before_, nullptr);
}

}  // namespace sysassert::strace

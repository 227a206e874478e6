#include "cli/interruption.h"

#include <cerrno>
#include <csignal>

namespace sysassert::cli {
namespace {

constexpr int kSignals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};

// Only these and two sends of LiveRun are touched in the handler.
session::LiveRun* interrupted = nullptr;
volatile std::sig_atomic_t first_signal = 0;

void OnSignal(int signal, siginfo_t* info, void* /*context*/) {
  const int saved = errno;
  if (first_signal != 0) {
    interrupted->Kill();
  } else {
    first_signal = signal;
    const bool from_terminal = info->si_code == SI_KERNEL;
    if (!from_terminal) interrupted->Signal(signal);
  }
  errno = saved;
}

}  // namespace

Interruption::Interruption(session::LiveRun* run) {
  interrupted = run;
  struct sigaction action {};
  action.sa_sigaction = OnSignal;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  for (int signal : kSignals) sigaddset(&action.sa_mask, signal);
  for (int signal : kSignals) {
    struct sigaction found {};
    sigaction(signal, nullptr, &found);
    if (found.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
}

Interruption::~Interruption() {
  // From here on the run is over and only kept and reported: a further signal ends that, too.
  for (int signal : kSignals) {
    struct sigaction found {};
    sigaction(signal, nullptr, &found);
    if (found.sa_handler != SIG_IGN) std::signal(signal, SIG_DFL);
  }
  interrupted = nullptr;
}

int Interruption::signal() { return first_signal; }

}  // namespace sysassert::cli

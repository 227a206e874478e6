#include "cli/interruption.h"

#include <cerrno>
#include <csignal>

namespace sysassert::cli {
namespace {

constexpr int kSignals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};

// Only these and two sends of LiveRun are touched in the handler.
session::LiveRun* volatile interrupted = nullptr;
volatile std::sig_atomic_t first_signal = 0;
volatile std::sig_atomic_t kept_signal = 0;  // to be sent to the run when there is one

void Send(int signal) {
  if (signal == SIGKILL)
    interrupted->Kill();
  else if (signal != 0)
    interrupted->Signal(signal);
}

void OnSignal(int signal, siginfo_t* info, void* /*context*/) {
  const int saved = errno;
  const bool again = first_signal != 0;
  if (!again) first_signal = signal;
  const int wanted = again                        ? SIGKILL
                     : info->si_code == SI_KERNEL ? 0  // from the terminal: everyone has got it
                                                  : signal;
  if (interrupted == nullptr) {
    kept_signal = wanted;
  } else {
    Send(wanted);
  }
  errno = saved;
}

}  // namespace

Interruption::Interruption() {
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

void Interruption::Watch(session::LiveRun* run) {
  interrupted = run;
  Send(kept_signal);
  kept_signal = 0;
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

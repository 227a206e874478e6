#include "engine/attention.h"

#include <sys/time.h>

#include <csignal>
#include <utility>
#include <vector>

namespace sysassert::engine {
namespace {

volatile std::sig_atomic_t wanted = 0;
volatile std::sig_atomic_t stop_signal = 0;

void OnAttention(int /*signal*/) { wanted = 1; }
void OnStopSignal(int signal) {
  if (stop_signal == 0) stop_signal = signal;
  wanted = 1;
}

}  // namespace

struct Attention::Saved {
  std::vector<std::pair<int, struct sigaction>> actions;
  sigset_t mask;

  void Take(int signal, void (*handler)(int)) {
    struct sigaction action {};
    struct sigaction old {};
    action.sa_handler = handler;  // no SA_RESTART: the wait must end
    sigaction(signal, &action, &old);
    actions.emplace_back(signal, old);
  }
};

Attention::Attention(std::chrono::milliseconds period, std::initializer_list<int> stop_signals)
    : saved_(std::make_unique<Saved>()) {
  wanted = 0;
  stop_signal = 0;
  sigset_t ours;
  sigemptyset(&ours);
  for (int signal : {SIGALRM, SIGIO}) {
    saved_->Take(signal, OnAttention);
    sigaddset(&ours, signal);
  }
  for (int signal : stop_signals) {
    saved_->Take(signal, OnStopSignal);
    sigaddset(&ours, signal);
  }
  sigprocmask(SIG_UNBLOCK, &ours, &saved_->mask);
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(period).count();
  itimerval timer{};
  timer.it_interval.tv_sec = timer.it_value.tv_sec = microseconds / 1'000'000;
  timer.it_interval.tv_usec = timer.it_value.tv_usec = microseconds % 1'000'000;
  setitimer(ITIMER_REAL, &timer, nullptr);
}

Attention::~Attention() {
  const itimerval off{};
  setitimer(ITIMER_REAL, &off, nullptr);
  sigprocmask(SIG_SETMASK, &saved_->mask, nullptr);
  for (const auto& [signal, action] : saved_->actions) sigaction(signal, &action, nullptr);
}

bool Attention::Wanted() {
  if (wanted == 0) return false;
  wanted = 0;
  return true;
}

int Attention::StopSignal() { return stop_signal; }

}  // namespace sysassert::engine

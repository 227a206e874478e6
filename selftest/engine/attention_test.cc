// What interrupts the tracer's wait, and that nothing of it is left behind.
#include "engine/attention.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>

namespace sysassert::engine {
namespace {

using std::chrono::hours, std::chrono::milliseconds;

void Before(int) {}
void (*HandlerOf(int signal))(int) {
  struct sigaction now {};
  sigaction(signal, nullptr, &now);
  return now.sa_handler;
}

TEST(Attention, IsWantedOnceASignal) {
  const Attention attention(hours(1), {});
  EXPECT_FALSE(Attention::Wanted());
  raise(SIGIO);
  EXPECT_TRUE(Attention::Wanted());
  EXPECT_FALSE(Attention::Wanted());
  EXPECT_EQ(Attention::StopSignal(), 0);
}

TEST(Attention, RemembersTheFirstSignalThatAsksToStop) {
  const Attention attention(hours(1), {SIGTERM, SIGINT});
  raise(SIGINT);
  raise(SIGTERM);
  EXPECT_TRUE(Attention::Wanted());
  EXPECT_EQ(Attention::StopSignal(), SIGINT);
}

TEST(Attention, BeginsAfresh) {
  {
    const Attention attention(hours(1), {SIGTERM});
    raise(SIGTERM);
  }
  const Attention attention(hours(1), {SIGTERM});
  EXPECT_FALSE(Attention::Wanted());
  EXPECT_EQ(Attention::StopSignal(), 0);
}

TEST(Attention, ComesAgainAndAgainByItself) {
  const Attention attention(milliseconds(1), {});
  for (int times = 0; times < 3;) {
    if (Attention::Wanted())
      ++times;
    else
      pause();  // it is on its way, however long that takes
  }
}

TEST(Attention, IsHeardThoughTheSignalsWereBlocked) {
  sigset_t blocked, before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  sigprocmask(SIG_BLOCK, &blocked, &before);
  {
    const Attention attention(hours(1), {SIGTERM});
    raise(SIGTERM);
    EXPECT_EQ(Attention::StopSignal(), SIGTERM);
  }
  sigset_t after;
  sigprocmask(SIG_SETMASK, &before, &after);
  EXPECT_TRUE(sigismember(&after, SIGTERM)) << "the mask is as it was";
}

TEST(Attention, GivesTheHandlersBack) {
  struct sigaction ours {};
  ours.sa_handler = Before;
  struct sigaction original {};
  sigaction(SIGTERM, &ours, &original);
  {
    const Attention attention(hours(1), {SIGTERM});
    EXPECT_NE(HandlerOf(SIGTERM), Before);
  }
  EXPECT_EQ(HandlerOf(SIGTERM), Before);
  EXPECT_EQ(HandlerOf(SIGALRM), SIG_DFL);
  sigaction(SIGTERM, &original, nullptr);
}

}  // namespace
}  // namespace sysassert::engine

// Names: clocks, timers, polling.
#include <linux/time_types.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/time.h>
#include <time.h>

#include "tables/names.h"
#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

constexpr Name kClockNames[] = {
    {0, "CLOCK_REALTIME"},          {1, "CLOCK_MONOTONIC"},     {2, "CLOCK_PROCESS_CPUTIME_ID"},
    {3, "CLOCK_THREAD_CPUTIME_ID"}, {4, "CLOCK_MONOTONIC_RAW"}, {5, "CLOCK_REALTIME_COARSE"},
    {6, "CLOCK_MONOTONIC_COARSE"},  {7, "CLOCK_BOOTTIME"},      {8, "CLOCK_REALTIME_ALARM"},
    {9, "CLOCK_BOOTTIME_ALARM"},    {10, "CLOCK_SGI_CYCLE"},    {11, "CLOCK_TAI"}};
constexpr Name kTimerNames[] = {{1, "TIMER_ABSTIME"}};
constexpr Name kTimerfdNames[] = {{1, "TFD_TIMER_ABSTIME"},
                                  {2, "TFD_TIMER_CANCEL_ON_SET"},
                                  {02000000, "TFD_CLOEXEC"},
                                  {04000, "TFD_NONBLOCK"}};
constexpr Name kTimerfdSettimeNames[] = {{1, "TFD_TIMER_ABSTIME"}, {2, "TFD_TIMER_CANCEL_ON_SET"}};
constexpr Name kItimerNames[] = {{0, "ITIMER_REAL"}, {1, "ITIMER_VIRTUAL"}, {2, "ITIMER_PROF"}};

constexpr Name kPollNames[] = {{1, "POLLIN"},         {2, "POLLPRI"},
                               {4, "POLLOUT"},        {8, "POLLERR"},
                               {0x10, "POLLHUP"},     {0x20, "POLLNVAL"},
                               {0x40, "POLLRDNORM"},  {0x80, "POLLRDBAND"},
                               {0x100, "POLLWRNORM"}, {0x200, "POLLWRBAND"},
                               {0x400, "POLLMSG"},    {0x1000, "POLLREMOVE"},
                               {0x2000, "POLLRDHUP"}, {0x8000, "POLL_BUSY_LOOP"}};
constexpr Name kEpollNames[] = {{1, "EPOLLIN"},
                                {2, "EPOLLPRI"},
                                {4, "EPOLLOUT"},
                                {8, "EPOLLERR"},
                                {0x10, "EPOLLHUP"},
                                {0x20, "EPOLLNVAL"},
                                {0x40, "EPOLLRDNORM"},
                                {0x80, "EPOLLRDBAND"},
                                {0x100, "EPOLLWRNORM"},
                                {0x200, "EPOLLWRBAND"},
                                {0x400, "EPOLLMSG"},
                                {0x2000, "EPOLLRDHUP"},
                                {1U << 28, "EPOLLEXCLUSIVE"},
                                {1U << 29, "EPOLLWAKEUP"},
                                {1U << 30, "EPOLLONESHOT"},
                                {1U << 31, "EPOLLET"}};
constexpr Name kEpollOperationNames[] = {NAMED(EPOLL_CTL_ADD), NAMED(EPOLL_CTL_MOD),
                                         NAMED(EPOLL_CTL_DEL)};
constexpr Name kEpollCreateNames[] = {{02000000, "EPOLL_CLOEXEC"}, {04000, "EPOLL_NONBLOCK"}};
constexpr Name kEventfdNames[] = {
    {1, "EFD_SEMAPHORE"}, {02000000, "EFD_CLOEXEC"}, {04000, "EFD_NONBLOCK"}};

}  // namespace

constinit const NameTable kClocks = Table("CLOCK", kClockNames);
constinit const NameTable kTimerFlags = Table("TIMER", kTimerNames);
constinit const NameTable kTimerfdFlags = Table("TFD", kTimerfdNames);
constinit const NameTable kTimerfdSettimeFlags = Table("TFD_TIMER", kTimerfdSettimeNames);
constinit const NameTable kItimers = Table("ITIMER", kItimerNames);
constinit const NameTable kPollEvents = Table("POLL", kPollNames);
constinit const NameTable kEpollEvents = Table("EPOLL", kEpollNames);
constinit const NameTable kEpollOperations = Table("EPOLL_CTL", kEpollOperationNames);
constinit const NameTable kEpollCreateFlags = Table("EPOLL", kEpollCreateNames);
constinit const NameTable kEventfdFlags = Table("EFD", kEventfdNames);

}  // namespace sysassert::tables

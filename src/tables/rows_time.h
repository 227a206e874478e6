// Rows: clocks, timers, sleeping, and waiting for descriptors.
#ifndef SYSASSERT_TABLES_ROWS_TIME_H_
#define SYSASSERT_TABLES_ROWS_TIME_H_

#include "tables/builders.h"
#include "tables/names.h"

namespace sysassert::tables::build {

// Wide on purpose: one call, one line.
// clang-format off

inline constexpr Row kTimeRows[] = {
    {Sysno::time, Ret::kInt, {struct_out("tloc", "time")}},
    {Sysno::stime, Ret::kInt, {struct_in("t", "time")}},
    {Sysno::gettimeofday, Ret::kInt, {struct_out("tv", "timeval"), struct_out("tz", "timezone")}},
    {Sysno::settimeofday, Ret::kInt, {struct_in("tv", "timeval"), struct_in("tz", "timezone")}},
    {Sysno::adjtimex, Ret::kInt, {struct_out("buf", "timex")}},
    {Sysno::clock_adjtime, Ret::kInt, {clock_id("clk_id", kClocks), struct_out("buf", "timex")}},
    {Sysno::clock_adjtime64, Ret::kInt, {clock_id("clk_id", kClocks), struct_out("buf", "timex64")}},
    {Sysno::clock_gettime, Ret::kInt, {clock_id("clockid", kClocks), struct_out("tp", "timespec")}},
    {Sysno::clock_gettime64, Ret::kInt, {clock_id("clockid", kClocks), struct_out("tp", "timespec64")}},
    {Sysno::clock_settime, Ret::kInt, {clock_id("clockid", kClocks), struct_in("tp", "timespec")}},
    {Sysno::clock_settime64, Ret::kInt, {clock_id("clockid", kClocks), struct_in("tp", "timespec64")}},
    {Sysno::clock_getres, Ret::kInt, {clock_id("clockid", kClocks), struct_out("res", "timespec")}},
    {Sysno::clock_getres_time64, Ret::kInt, {clock_id("clockid", kClocks), struct_out("res", "timespec64")}},
    {Sysno::clock_nanosleep, Ret::kInt, {clock_id("clockid", kClocks), flags("flags", kTimerFlags), struct_in("request", "timespec"), struct_out("remain", "timespec")}},
    {Sysno::clock_nanosleep_time64, Ret::kInt, {clock_id("clockid", kClocks), flags("flags", kTimerFlags), struct_in("request", "timespec64"), struct_out("remain", "timespec64")}},
    {Sysno::nanosleep, Ret::kInt, {struct_in("req", "timespec"), struct_out("rem", "timespec")}},
    {Sysno::alarm, Ret::kInt, {count("seconds")}},
    {Sysno::getitimer, Ret::kInt, {choice("which", kItimers), struct_out("curr_value", "itimerval")}},
    {Sysno::setitimer, Ret::kInt, {choice("which", kItimers), struct_in("new_value", "itimerval"), struct_out("old_value", "itimerval")}},
    {Sysno::timer_create, Ret::kInt, {clock_id("clockid", kClocks), struct_in("sevp", "sigevent"), struct_out("timerid", "int")}},
    {Sysno::timer_settime, Ret::kInt, {integer("timerid"), flags("flags", kTimerFlags), struct_in("new_value", "itimerspec"), struct_out("old_value", "itimerspec")}},
    {Sysno::timer_settime64, Ret::kInt, {integer("timerid"), flags("flags", kTimerFlags), struct_in("new_value", "itimerspec64"), struct_out("old_value", "itimerspec64")}},
    {Sysno::timer_gettime, Ret::kInt, {integer("timerid"), struct_out("curr_value", "itimerspec")}},
    {Sysno::timer_gettime64, Ret::kInt, {integer("timerid"), struct_out("curr_value", "itimerspec64")}},
    {Sysno::timer_getoverrun, Ret::kInt, {integer("timerid")}},
    {Sysno::timer_delete, Ret::kInt, {integer("timerid")}},
    {Sysno::timerfd_create, Ret::kFd, {clock_id("clockid", kClocks), flags("flags", kTimerfdFlags)}},
    {Sysno::timerfd_settime, Ret::kInt, {fd("fd"), flags("flags", kTimerfdSettimeFlags), struct_in("new_value", "itimerspec"), struct_out("old_value", "itimerspec")}},
    {Sysno::timerfd_settime64, Ret::kInt, {fd("fd"), flags("flags", kTimerfdSettimeFlags), struct_in("new_value", "itimerspec64"), struct_out("old_value", "itimerspec64")}},
    {Sysno::timerfd_gettime, Ret::kInt, {fd("fd"), struct_out("curr_value", "itimerspec")}},
    {Sysno::timerfd_gettime64, Ret::kInt, {fd("fd"), struct_out("curr_value", "itimerspec64")}},
    {Sysno::times, Ret::kInt, {struct_out("buf", "tms")}},

    // Waiting for descriptors.
    {Sysno::poll, Ret::kInt, {array_changed("fds", "pollfd", 1), spelt(count("nfds"), "unsigned"), integer("timeout")}},
    {Sysno::ppoll, Ret::kInt, {array_changed("fds", "pollfd", 1), spelt(count("nfds"), "unsigned"), struct_in("tmo_p", "timespec"), struct_in("sigmask", "sigset", BytesOf(4)), size("sigsetsize")}},
    {Sysno::ppoll_time64, Ret::kInt, {array_changed("fds", "pollfd", 1), spelt(count("nfds"), "unsigned"), struct_in("tmo_p", "timespec64"), struct_in("sigmask", "sigset", BytesOf(4)), size("sigsetsize")}},
    {Sysno::select, Ret::kInt, {integer("nfds"), live("readfds", kDescriptorSet), live("writefds", kDescriptorSet), live("exceptfds", kDescriptorSet), struct_in("timeout", "timeval")}},
    {Sysno::_newselect, Ret::kInt, {integer("nfds"), live("readfds", kDescriptorSet), live("writefds", kDescriptorSet), live("exceptfds", kDescriptorSet), struct_in("timeout", "timeval")}},
    {Sysno::pselect6, Ret::kInt, {integer("nfds"), live("readfds", kDescriptorSet), live("writefds", kDescriptorSet), live("exceptfds", kDescriptorSet), struct_in("timeout", "timespec"), struct_in("sigmask", "sigmask")}},
    {Sysno::pselect6_time64, Ret::kInt, {integer("nfds"), live("readfds", kDescriptorSet), live("writefds", kDescriptorSet), live("exceptfds", kDescriptorSet), struct_in("timeout", "timespec64"), struct_in("sigmask", "sigmask")}},
    {Sysno::epoll_create, Ret::kFd, {integer("size")}},
    {Sysno::epoll_create1, Ret::kFd, {flags("flags", kEpollCreateFlags)}},
    {Sysno::epoll_ctl, Ret::kInt, {fd("epfd"), choice("op", kEpollOperations), fd("fd"), struct_in("event", "epoll_event")}},
    {Sysno::epoll_wait, Ret::kInt, {fd("epfd"), array_out("events", "epoll_event", 2), integer("maxevents"), integer("timeout")}},
    {Sysno::epoll_pwait, Ret::kInt, {fd("epfd"), array_out("events", "epoll_event", 2), integer("maxevents"), integer("timeout"), struct_in("sigmask", "sigset", BytesOf(5)), size("sigsetsize")}},
    {Sysno::epoll_pwait2, Ret::kInt, {fd("epfd"), array_out("events", "epoll_event", 2), integer("maxevents"), struct_in("timeout", "timespec64"), struct_in("sigmask", "sigset", BytesOf(5)), size("sigsetsize")}},
    {Sysno::epoll_ctl_old, Ret::kInt, {long_hex("epfd"), long_hex("op"), long_hex("fd"), long_hex("event")}},
    {Sysno::epoll_wait_old, Ret::kInt, {long_hex("epfd"), long_hex("events"), long_hex("maxevents"), long_hex("timeout")}},
    {Sysno::eventfd, Ret::kFd, {count("initval")}},
    {Sysno::eventfd2, Ret::kFd, {count("initval"), flags("flags", kEventfdFlags)}},
};

// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_ROWS_TIME_H_

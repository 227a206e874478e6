#include "events/interest.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>

#include <algorithm>
#include <initializer_list>
#include <iterator>

#include "events/markers.h"
#include "tables/row.h"

namespace sysassert {

bool ArgumentTest::Covers(const ArgumentTest& narrower) const {
  if (argument != narrower.argument) return false;
  if (mask == narrower.mask) return low <= narrower.low && high >= narrower.high;
  // All bits that this one looks at are known of the other.
  const bool known = (narrower.mask & mask) == mask && narrower.low == narrower.high;
  return known && (narrower.low & mask) >= low && (narrower.low & mask) <= high;
}

void Interest::Add(Sysno id, const ArgumentTests& tests) {
  const auto index = static_cast<std::size_t>(id);
  const bool part = !tests.empty() && (!calls_[index] || tests_.count(id) != 0);
  calls_.set(index);
  without_result_.reset(index);
  if (!part) {
    tests_.erase(id);
    return;
  }
  ArgumentTests& known = tests_[id];
  for (const ArgumentTest& test : tests) {
    if (std::find(known.begin(), known.end(), test) == known.end()) known.push_back(test);
  }
}

void Interest::Add(const SysnoSet& calls) {
  for (std::size_t i = 0; i < kSysnoCount; ++i) {
    if (calls[i]) Add(static_cast<Sysno>(i));
  }
}

void Interest::Add(const Interest& other) {
  everything_ = everything_ || other.everything_;
  follows_descriptors_ = follows_descriptors_ || other.follows_descriptors_;
  looks_for_deleted_ = looks_for_deleted_ || other.looks_for_deleted_;
  for (std::size_t i = 0; i < kSysnoCount; ++i) {
    const auto id = static_cast<Sysno>(i);
    const auto tests = other.tests_.find(id);
    if (!other.calls_[i]) continue;
    const bool no_result = !other.WantsResultOf(id) && !WantsResultOf(id);
    Add(id, tests != other.tests_.end() ? tests->second : ArgumentTests());
    without_result_[i] = no_result;
  }
}

const ArgumentTests* Interest::TestsOf(Sysno id) const {
  if (everything_) return nullptr;
  const auto tests = tests_.find(id);
  return tests != tests_.end() ? &tests->second : nullptr;
}

SysnoSet Interest::Lacks(const Interest& asked) const {
  SysnoSet lacking;
  for (std::size_t i = 0; i < kSysnoCount && !everything_; ++i) {
    const auto id = static_cast<Sysno>(i);
    if (!asked.Wants(id)) continue;
    const ArgumentTests* wanted = asked.TestsOf(id);
    const ArgumentTests* seen = TestsOf(id);
    if (!calls_[i] || (asked.WantsResultOf(id) && !WantsResultOf(id))) {
      lacking.set(i);
    } else if (seen != nullptr) {
      const auto is_seen = [seen](const ArgumentTest& test) {
        return std::any_of(seen->begin(), seen->end(),
                           [&test](const ArgumentTest& wider) { return wider.Covers(test); });
      };
      lacking[i] = wanted == nullptr || !std::all_of(wanted->begin(), wanted->end(), is_seen);
    }
  }
  return lacking;
}

namespace events {
namespace {

// The argument that a test looks at is in the same register on `abi`.
bool IsSameOn(Abi abi, Sysno id, const ArgumentTest& test) {
  const auto name = [id, &test](Abi on) {
    return tables::RowOf(id, on).parameters[test.argument].name;
  };
  return name(abi) == name(Abi::kX86_64);
}

// Calls that i386 has another way of making: by one whose first argument says which, or whose
// arguments lie in memory.
struct Folded {
  Sysno by;
  std::initializer_list<Sysno> calls;
};
const Folded kFolded[] = {
    {Sysno::socketcall,
     {Sysno::socket, Sysno::bind, Sysno::connect, Sysno::listen, Sysno::accept, Sysno::accept4,
      Sysno::getsockname, Sysno::getpeername, Sysno::socketpair, Sysno::sendto, Sysno::recvfrom,
      Sysno::shutdown, Sysno::setsockopt, Sysno::getsockopt, Sysno::sendmsg, Sysno::recvmsg,
      Sysno::recvmmsg, Sysno::sendmmsg}},
    {Sysno::ipc,
     {Sysno::semop, Sysno::semtimedop, Sysno::semget, Sysno::semctl, Sysno::msgsnd, Sysno::msgrcv,
      Sysno::msgget, Sysno::msgctl, Sysno::shmat, Sysno::shmdt, Sysno::shmget, Sysno::shmctl}},
    {Sysno::mmap, {Sysno::mmap2}},
    {Sysno::select, {Sysno::_newselect}}};
constexpr std::uint32_t kSocketcallConnect = 3;  // SYS_CONNECT; linux/net.h

Interest MakeFloor() {
  Interest floor;
  for (const Sysno id :
       {Sysno::seccomp, Sysno::clone3, Sysno::execve, Sysno::execveat, Sysno::io_uring_setup,
        Sysno::chroot, Sysno::pivot_root, Sysno::unshare, Sysno::setns, Sysno::rt_sigreturn,
        Sysno::sigreturn, Sysno::restart_syscall, Sysno::sched_getaffinity,
        Sysno::sched_setaffinity, Sysno::sched_setattr, Sysno::userfaultfd, Sysno::io_submit,
        Sysno::connect, Sysno::io_uring_enter})
    floor.Add(id);
  constexpr std::uint32_t kClass = ~static_cast<std::uint32_t>(SCHED_RESET_ON_FORK);
  floor.Add(Sysno::sched_setscheduler, {{1, kClass, SCHED_FIFO, SCHED_RR}});
  floor.Add(Sysno::prctl, {ArgumentTest::Is(0, PR_SET_SECCOMP), ArgumentTest::Is(0, PR_SET_NAME),
                           ArgumentTest::Is(0, kMarkerOption)});
  floor.Add(Sysno::ioctl, {ArgumentTest::Is(1, kNewUserfaultfd)});
  floor.Add(Sysno::ptrace, {ArgumentTest::Is(0, PTRACE_TRACEME), ArgumentTest::Is(0, PTRACE_ATTACH),
                            ArgumentTest::Is(0, PTRACE_SEIZE)});
  floor.Add(Sysno::clone, {ArgumentTest::HasAny(0, CLONE_UNTRACED)});
  floor.Add(Sysno::socketcall, {ArgumentTest::Is(0, kSocketcallConnect)});
  return floor;
}

Interest MakeDescriptorCalls() {
  Interest calls;
  for (const Sysno id :
       {Sysno::open, Sysno::openat, Sysno::openat2, Sysno::creat, Sysno::open_by_handle_at,
        Sysno::close, Sysno::close_range, Sysno::dup, Sysno::dup2, Sysno::dup3})
    calls.Add(id);
  for (const Sysno id : {Sysno::fcntl, Sysno::fcntl64}) {
    calls.Add(id, {ArgumentTest::Is(1, F_DUPFD), ArgumentTest::Is(1, F_DUPFD_CLOEXEC),
                   ArgumentTest::Is(1, F_SETFD)});
  }
  // Two processes with one table of descriptors. (Two threads have one by nature, and clone3 always
  // stops.)
  calls.Add(Sysno::clone, {{0, CLONE_FILES | CLONE_THREAD, CLONE_FILES, CLONE_FILES}});
  return calls;
}

}  // namespace

const ArgumentTests* TestsOf(const Interest& interest, Sysno id, Abi abi) {
  const ArgumentTests* tests = interest.TestsOf(id);
  if (tests == nullptr || abi == Abi::kX86_64 || abi == Abi::kX32) return tests;
  const bool same = std::all_of(tests->begin(), tests->end(), [abi, id](const ArgumentTest& test) {
    return IsSameOn(abi, id, test);
  });
  return same ? tests : nullptr;
}

bool Wants(const Interest& interest, Sysno id, Abi abi, const std::uint64_t* args) {
  if (!interest.Wants(id)) return false;
  const ArgumentTests* tests = TestsOf(interest, id, abi);
  return tests == nullptr || std::any_of(tests->begin(), tests->end(),
                                         [args](const auto& test) { return test.Holds(args); });
}

const SysnoSet& CallsAnsweredAtOnce() {
  static const SysnoSet kCalls = [] {
    SysnoSet calls;
    for (const Sysno id : {Sysno::getpid,
                           Sysno::gettid,
                           Sysno::getppid,
                           Sysno::getpgid,
                           Sysno::getpgrp,
                           Sysno::getsid,
                           Sysno::getuid,
                           Sysno::geteuid,
                           Sysno::getgid,
                           Sysno::getegid,
                           Sysno::getresuid,
                           Sysno::getresgid,
                           Sysno::getgroups,
                           Sysno::getcpu,
                           Sysno::uname,
                           Sysno::sysinfo,
                           Sysno::times,
                           Sysno::time,
                           Sysno::gettimeofday,
                           Sysno::clock_gettime,
                           Sysno::clock_getres,
                           Sysno::getrusage,
                           Sysno::getrlimit,
                           Sysno::getpriority,
                           Sysno::getitimer,
                           Sysno::sched_yield,
                           Sysno::sched_getparam,
                           Sysno::sched_getscheduler,
                           Sysno::rt_sigaction,
                           Sysno::rt_sigprocmask,
                           Sysno::rt_sigpending,
                           Sysno::sigaltstack,
                           Sysno::brk,
                           Sysno::munmap,
                           Sysno::mprotect,
                           Sysno::mremap})
      calls.set(static_cast<std::size_t>(id));
    return calls;
  }();
  return kCalls;
}

bool EntryIsEnough(const Interest& interest, Sysno id, const std::uint64_t* args) {
  if (interest.WantsResultOf(id) || !CallsAnsweredAtOnce()[static_cast<std::size_t>(id)])
    return false;
  // A clock of a negative number is a device's, whose driver may do as it likes.
  const bool asks_clock = id == Sysno::clock_gettime || id == Sysno::clock_getres;
  return !asks_clock || static_cast<int>(args[0]) >= 0;
}

const Interest& Floor() {
  static const auto* floor = new Interest(MakeFloor());
  return *floor;
}

const Interest& DescriptorCalls() {
  static const auto* calls = new Interest(MakeDescriptorCalls());
  return *calls;
}

const Interest& MappingCalls() {
  static const auto* calls = [] {
    auto* mappings = new Interest;
    for (const Sysno id : {Sysno::mmap, Sysno::mmap2})
      mappings->Add(id, {ArgumentTest::HasAny(3, MAP_SHARED)});
    return mappings;
  }();
  return *calls;
}

bool AsksForWrites(const Interest& interest) {
  constexpr Sysno kWrites[] = {Sysno::write,    Sysno::writev, Sysno::pwrite64, Sysno::pwritev,
                               Sysno::pwritev2, Sysno::fsync,  Sysno::fdatasync};
  return std::any_of(std::begin(kWrites), std::end(kWrites),
                     [&interest](Sysno id) { return interest.Wants(id); });
}

Interest BesidesOf(const Interest& interest) {
  Interest besides = Floor();
  if (AsksForWrites(interest)) besides.Add(MappingCalls());
  if (interest.follows_descriptors()) besides.Add(DescriptorCalls());
  for (const Folded& folded : kFolded) {
    const bool all_stop =
        interest.Wants(folded.by) && TestsOf(interest, folded.by, Abi::kI386) == nullptr;
    if (!all_stop && std::any_of(folded.calls.begin(), folded.calls.end(),
                                 [&interest](Sysno id) { return interest.Wants(id); }))
      besides.Add(folded.by);
  }
  return besides;
}

Interest StopsOf(const Interest& interest) {
  Interest stops = interest;
  stops.Add(BesidesOf(interest));
  return stops;
}

}  // namespace events
}  // namespace sysassert

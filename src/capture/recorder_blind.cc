// Blind spots: what a run does that no call shows.
#include <fcntl.h>
#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <fstream>
#include <utility>

#include "capture/recorder.h"
#include "capture/recorder_state.h"
#include "capture/sockets.h"
#include "events/interest.h"
#include "tables/row.h"

namespace sysassert::capture {
namespace {

constexpr std::size_t kMostFiles = 64;  // or servers, of one blind spot; then it is of any file

// What a descriptor names where that is a file with a place and bytes of its own; else empty.
std::string RegularFileOf(const Identities& identities, int tid, int fd) {
  const std::string link = "/proc/" + std::to_string(tid) + "/fd/" + std::to_string(fd);
  std::string file = PathResolver::LinkOf(tid, fd);
  unsigned mode = 0;
  if (file.empty() || file.starts_with("/memfd:") || file.starts_with("/secretmem") ||
      !identities.Of(link.c_str(), true, &mode).known() || !S_ISREG(mode))
    return "";
  return file;
}

// "7f12…-7f13… rw-s 00000000 08:01 42    /path": the path of a line of /proc/PID/maps, where that
// is mapped shared and a file with a name; else empty.
std::string SharedFileOf(const std::string& line) {
  const std::size_t flags = line.find(' ');
  const std::size_t path = line.find('/');
  if (flags == std::string::npos || flags + 4 >= line.size() || line[flags + 4] != 's' ||
      path == std::string::npos)
    return "";
  struct stat found {};
  std::string file = line.substr(path);
  return stat(file.c_str(), &found) == 0 && S_ISREG(found.st_mode) ? file : "";
}

}  // namespace

void Recorder::NoteUnreadable(const Thread& thread) {
  if ((thread.call.record.flags & kUnreadable) == 0) return;
  const std::string call =
      std::string(tables::NameOf(thread.id)) + " (call " + std::to_string(thread.call.index) + ")";
  OnBlindSpot(BlindSpot::kUnreadableArguments, thread.ids,
              capture_.path_certain()
                  ? "an argument of " + call + " could not be read"
                  : "where the path of " + call +
                        " leads could not be asked: a process serves that filesystem");
}

// A file that is mapped shared, by a descriptor that may write, changes without a call.
void Recorder::NoteMapping(Thread& thread, const events::Entry& entry) {
  const auto flags = static_cast<int>(entry.args[3]);
  const auto fd = static_cast<int>(entry.args[4]);
  if ((flags & MAP_SHARED) == 0 || (flags & MAP_ANONYMOUS) != 0) return;
  const std::string base = "/proc/" + std::to_string(thread.ids.tid);
  std::ifstream info(base + "/fdinfo/" + std::to_string(fd));
  std::string key;
  unsigned access = O_RDONLY;
  while (info >> key && key != "flags:") info.ignore(4096, '\n');
  if (!(info >> std::oct >> access) || (access & O_ACCMODE) != O_RDWR) return;
  const std::string file = RegularFileOf(capture_.identities(), thread.ids.tid, fd);
  if (!file.empty()) NoteOnce(BlindSpot::kSharedMapping, &mapped_, file, kMappedShared);
}

// What is mapped shared already, and may be written, now or after an mprotect(2): /proc/PID/smaps
// says that, which takes the kernel longer than /proc/PID/maps.
void Recorder::NoteInheritedMappings(const Thread& thread) {
  const std::string base = "/proc/" + std::to_string(thread.ids.tid);
  std::ifstream maps(base + "/maps");
  bool any = false;
  for (std::string line; !any && std::getline(maps, line);) any = !SharedFileOf(line).empty();
  if (!any) return;
  std::ifstream smaps(base + "/smaps");
  std::string file;
  for (std::string line; std::getline(smaps, line);) {
    const bool is_flags = line.starts_with("VmFlags:");
    if (is_flags && !file.empty() && line.find(" mw") != std::string::npos)
      NoteOnce(BlindSpot::kSharedMapping, &mapped_, file, kMappedShared);
    if (is_flags) file.clear();
    if (std::string shared = SharedFileOf(line); !shared.empty()) file = std::move(shared);
  }
}

// Who submits moves bytes without a call that says so.
void Recorder::NoteAsyncIo(Thread& thread, const events::Entry& entry) {
  CallRecord call{};
  std::copy(entry.args.begin(), entry.args.end(), call.args);
  call.abi = entry.abi;
  bool whole = true;
  for (const int fd : capture_.Submitted(CallerOf(thread), call, &whole)) {
    const std::string file = RegularFileOf(capture_.identities(), thread.ids.tid, fd);
    if (!file.empty()) NoteOnce(BlindSpot::kAsyncIo, &submitted_, file, kSubmitted);
  }
  if (!whole) NoteOnce(BlindSpot::kAsyncIo, &submitted_, std::string(kManyFiles), kSubmitted);
}

// The blind spot of one file, the first time that it is met.
void Recorder::NoteOnce(BlindSpot spot, std::set<std::string>* known, const std::string& file,
                        std::string_view cause) {
  if (known->size() == kMostFiles || !known->insert(file).second) return;
  writer_.AddBlindSpot(
      spot, Accepted(spot),
      (known->size() == kMostFiles ? std::string(kManyFiles) : file) + std::string(cause));
}

// The run begins. Over a socket that it did not make bytes go by read(2) and write(2), which are no
// calls of @network; a ring that it did not make, and what it has mapped, it can use as its own.
void Recorder::NameInherited(const Thread& thread) {
  const Descriptors::Inherited inherited =
      capture_.descriptors().NameInherited(*thread.files, {thread.ids.tid, thread.ids.pid});
  for (const int fd : inherited.rings)
    OnBlindSpot(
        BlindSpot::kIoUring, thread.ids,
        "the run began with descriptor " + std::to_string(fd) +
            ", an io_uring: what is submitted to it makes no call, and a polled one asks for none "
            "that could be denied; start the run without it");
  if (events::AsksForWrites(options_.interest)) NoteInheritedMappings(thread);
  for (const int fd : inherited.sockets)
    OnBlindSpot(BlindSpot::kInheritedSocket, thread.ids,
                "the run began with descriptor " + std::to_string(fd) +
                    ", a socket of the network: read and write on it are no calls of @network");
}

// The run has connected to what may be a process of somebody else's: what that does for it makes no
// call here.
void Recorder::NoteServer(const Thread& thread) {
  const auto server = ServerOf(thread.ids.pid, static_cast<int>(thread.first_argument));
  if (!server || pids_.count(server->pid) != 0 || servers_.size() == kMostFiles) return;
  const std::string who = server->pid == 0 ? "a process of another namespace"
                                           : server->name + "[" + std::to_string(server->pid) + "]";
  const std::string cause = "process " + std::to_string(thread.ids.pid) + " (" + thread.name +
                            ") connected to " + server->address + ", where " + who +
                            " listens, which is not of the run";
  if (servers_.insert(who + server->address).second)
    writer_.AddBlindSpot(BlindSpot::kOutsideServer, Accepted(BlindSpot::kOutsideServer), cause);
}

// A process has one tracer, and everyone here has us: the one thing that a program may not do below
// us.
void Recorder::NoteTracer(const Thread& thread) {
  const bool asks_for_itself = thread.first_argument == PTRACE_TRACEME;
  const bool of_the_run = asks_for_itself || pids_.count(static_cast<int>(thread.second_argument));
  if (!of_the_run || std::exchange(would_trace_, true)) return;
  writer_.AddNote("process " + std::to_string(thread.ids.pid) + " (" + thread.name +
                  ") was refused " +
                  (asks_for_itself ? "a tracer" : "to trace a process of the run") +
                  " (ptrace: EPERM), which has one, sysassert: this it does otherwise than alone");
}

void Recorder::NoteBlindCalls(Thread& thread, const events::Entry& entry, Sysno id) {
  // As with a filter, where mappings stop under rules about writes alone.
  const bool maps = id == Sysno::mmap || id == Sysno::mmap2;
  if (maps && events::AsksForWrites(options_.interest)) NoteMapping(thread, entry);
  if (id == Sysno::io_submit) NoteAsyncIo(thread, entry);
  const bool makes_ring = id == Sysno::io_uring_setup && !options_.deny_io_uring;
  const bool uses_ring = id == Sysno::io_uring_enter && !options_.deny_io_uring;
  if (entry.abi != Abi::kX32 && !makes_ring && !uses_ring) return;
  const std::string where = "process " + std::to_string(thread.ids.pid) + " (" + thread.name + ")";
  if (entry.abi == Abi::kX32) {
    OnBlindSpot(
        BlindSpot::kX32Calls, thread.ids,
        where + " made a call by the x32 ABI, number " + std::to_string(entry.number & 0x3fffffff));
  }
  if (uses_ring)  // which somebody else made
    OnBlindSpot(BlindSpot::kIoUring, thread.ids,
                where + " called io_uring_enter: what it submits makes no call");
  if (makes_ring) {
    OnBlindSpot(BlindSpot::kIoUring, thread.ids,
                where + " called io_uring_setup: what it submits makes no call" +
                    ((capture_.RingFlags(thread.ids.tid, entry.args[1]) & IORING_SETUP_SQPOLL) != 0
                         ? ", and a thread of the kernel's takes it (IORING_SETUP_SQPOLL)"
                         : ""));
  }
}

void Recorder::OnBlindSpot(BlindSpot spot, const events::ThreadIds& /*thread*/,
                           const std::string& cause) {
  const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(spot);
  if ((reported_ & bit) != 0) return;  // the first one says it
  reported_ |= bit;
  writer_.AddBlindSpot(spot, Accepted(spot), cause);
}

}  // namespace sysassert::capture

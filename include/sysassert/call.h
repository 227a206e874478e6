// Call: one system call of a recording, decoded when asked.
#ifndef SYSASSERT_CALL_H_
#define SYSASSERT_CALL_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sysassert/sysno.h"

namespace sysassert {

enum class Abi : std::uint8_t { kX86_64, kI386, kX32, kAarch64 };
enum class Phase : std::uint8_t { kLoading, kMain };  // before, and from, the program's own main()
enum class Outcome : std::uint8_t {
  kReturned,
  kUnfinished,  // cut off by exit, exec or a kill
  kNotWatched,  // it was made; its exit was not watched, since no rule of the run asks how it ended
};
enum class Origin : std::uint8_t { kKernel, kInjected, kDenied };  // who made the result
enum class FdKind : std::uint8_t {
  kUnknown,
  kFile,
  kDirectory,
  kPipe,
  kSocket,
  kTty,
  kDevice,
  kMemfd,
  kEpoll,
  kEventfd,
  kTimerfd,
  kSignalfd,
  kInotify,
  kPidfd,
  kIoUring,
  kAnonymous
};

// Which file, beyond its name. ext4 reuses inode numbers at once, hence the birth time. All 0 where
// it is not known.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t birth_ns = 0;  // since the epoch; 0 where the filesystem keeps none
  bool known() const { return inode != 0; }
  friend bool operator==(const FileIdentity& a, const FileIdentity& b) {
    return a.device == b.device && a.inode == b.inode && a.birth_ns == b.birth_ns;
  }
};

// What a descriptor argument or result named at the time of the call. Views live as long as the
// Trace or any Call of it.
struct Descriptor {
  int number = -1;
  std::string_view
      path;  // its name when it was opened; "socket:[812]", "pipe:[7]", "anon_inode:[eventpoll]"
  FdKind kind = FdKind::kUnknown;
  int family = -1;  // AF_… of a socket; -1 where it is none or not known
  FileIdentity file;
  std::uint32_t description =
      0;  // the same for descriptors that share one open description (dup, fork); 0 unknown
  bool cloexec = false;
  bool deleted = false;    // its name was gone by then
  bool inherited = false;  // open before the traced program began
};

// A path argument: the bytes that were passed and the file the kernel took them for.
struct PathArgument {
  int argument = 0;           // its index among the arguments
  std::string_view passed;    // literal bytes; cut at PATH_MAX
  std::string_view resolved;  // absolute; empty where it could not be found out
  FileIdentity file;        // of what was there when the call was made; unknown where nothing was;
                            // of an open that succeeded: of what was opened
  bool made = false;        // by an open that succeeded, where nothing was before
  bool unreadable = false;  // the pointer could not be read, or only in part
};

enum class ArgumentKind : std::uint8_t {
  kInteger,
  kUnsigned,      // 32 bits
  kUnsignedLong,  // 64 bits, as kOffset and kSize
  kOffset,
  kSize,
  kPointer,
  kFd,
  kDirfd,
  kPath,
  kString,
  kBytesIn,
  kBytesOut,
  kFlags,
  kEnum,
  kMode,
  kSignal,
  kPid,
  kSockaddr,
  kStruct,
  kStringVector,
  kDevice,
  kUid,
  kGid,
  kClock,
  kUnused
};

// One argument, typed by the call's row in the tables.
struct Argument {
  std::string_view name;  // the kernel's name: "dirfd", "pathname", "flags"
  ArgumentKind kind = ArgumentKind::kInteger;
  std::uint64_t value = 0;  // as in the register
  std::string text;  // as strace prints it: "O_RDONLY|O_CLOEXEC", "\"/etc/passwd\"", "AT_FDCWD"
  std::optional<std::string>
      bytes;  // what was captured behind the pointer: a path, a string, the head of a buffer
};

class Trace;
namespace capture {
class Recording;
}

// The process a call was made by, as it was at that call.
struct ProcessView {
  int pid = 0;
  int parent_pid = 0;       // as the tracer saw the birth; 0 for the root
  std::string_view exe;     // the program it ran at that call, absolute
  bool root = false;        // the process that was launched or observed
  std::string_view loader;  // the dynamic loader that the program asks for; empty: static
};

// A light value; it keeps the recording alive. Everything is computed from the recording when
// asked; nothing asks the local filesystem. Views stay valid while this Call (or its Trace) lives.
class Call {
 public:
  Call() = default;
  Call(std::shared_ptr<const capture::Recording> recording, std::size_t index)
      : recording_(std::move(recording)), index_(index) {}

  Sysno id() const;               // Sysno::kUnknown for a number in no table
  int number() const;             // as the kernel saw it, on abi()
  std::string_view name() const;  // "openat"; "syscall_0x1d5" for an unknown number
  Abi abi() const;
  std::size_t index() const {
    return index_;
  }  // its place in the recording, in order of entry, from 0

  int pid() const;
  int tid() const;
  std::string_view thread_name() const;  // the name at the call, as in /proc/TID/comm
  ProcessView process() const;
  std::string_view start_directory()
      const;  // the command's own cwd: relative paths in assertions start here
  Phase phase() const;

  std::uint64_t raw(int argument) const;  // 0 ≤ argument < 6
  std::vector<Argument> arguments() const;
  std::optional<Argument> argument(std::string_view name) const;
  bool HasFlag(std::string_view flag) const;  // in any flags argument, by name: HasFlag("O_CREAT")

  Outcome outcome() const;
  bool succeeded() const;  // returned, and not an error
  bool failed() const;     // returned an error; a call that did not return, or was not watched to
                           // its end, neither succeeded nor failed
  std::int64_t result() const;  // as the C library sees it: -1 on error; 0 where it is not known
  int error_number() const;     // errno of a failed call, else 0
  Origin origin() const;
  int restarts() const;  // kernel restarts folded into this one logical call

  std::chrono::nanoseconds time() const;      // entry, since the run began (CLOCK_MONOTONIC)
  std::chrono::nanoseconds duration() const;  // entry stop to exit stop; 0 where unfinished

  // True when this call's exit stop came before `other`'s entry stop.
  bool Precedes(const Call& other) const;
  std::uint32_t exit_before()
      const;  // how many calls had entered when this one ended; UINT32_MAX where unfinished

  // The object of the call: the first path argument resolved, else the path of its descriptor, else
  // empty.
  std::string_view path() const;
  std::string_view passed_path() const;     // the literal bytes of the first path argument
  std::vector<PathArgument> paths() const;  // rename, link and symlink have two
  // Of a successful exec: the file that runs, which is the interpreter where a script was asked
  // for; empty of any other call.
  std::string_view program_run() const;
  // The same behind all that an exec runs on the way to it: where a script names an interpreter
  // that is a script, that one, too. In the order of the chain.
  std::vector<std::string_view> programs_run() const;
  // Of a successful exec: what it hands on above the standard streams, what the run began with
  // (`inherited`) included. nullopt of any other call, and where it is not known.
  std::optional<std::vector<Descriptor>> handed_on() const;
  Descriptor descriptor()
      const;  // the first descriptor argument that is not a dirfd; number -1 if none
  std::vector<Descriptor> descriptors()
      const;  // all of them, in order: sendfile, copy_file_range, splice and tee have two
  Descriptor opened() const;  // the descriptor that the call returned; number -1 if none
  // "127.0.0.1:9", "[::1]:443", "unix:/run/x", "unix:@name"; empty where there is none. "several"
  // where sendmmsg names more than one.
  std::string sockaddr() const;
  bool names_address() const;  // it passes an address, whatever can be told of it
  int address_family() const;  // AF_… of the socket or address; -1 if none or unknown
  std::int64_t bytes() const;  // moved by a read, write, send or recv; 0 if none or failed
  // What was recorded of the bytes that it wrote or read: their head, see Watch::buffer_bytes. None
  // where no such buffer was recorded; those of a vector (writev, sendmsg) are not.
  std::optional<std::string_view> content() const;
  bool content_cut() const;           // there was more than content() holds
  bool arguments_unreadable() const;  // a pointer of it could not be read

  // The run was made by this process, and not loaded: names mean here what they meant to it.
  bool recorded_here() const;
  std::int64_t run_began_ns() const;  // CLOCK_REALTIME

  // strace's text: `openat(AT_FDCWD, "x", O_RDONLY) = -1 ENOENT (No such file or directory)`.
  std::string text() const;

  const capture::Recording* recording() const { return recording_.get(); }
  // For loops over millions of calls: the same value, pointed at another call of the same
  // recording.
  void MoveTo(std::size_t index) { index_ = index; }

  friend bool operator==(const Call& a, const Call& b) {
    return a.recording_ == b.recording_ && a.index_ == b.index_;
  }
  friend bool operator!=(const Call& a, const Call& b) { return !(a == b); }

 private:
  std::shared_ptr<const capture::Recording> recording_;
  std::size_t index_ = 0;
};

// gMock and GoogleTest print a call as its text.
void PrintTo(const Call& call, std::ostream* out);

}  // namespace sysassert

#endif  // SYSASSERT_CALL_H_

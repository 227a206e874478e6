// The recording's format, version 1: the trace in memory, the file of `sysassert record` and what
// Trace::Load opens are this.
//
// A file is blocks of 256 KiB. Block 0 is the FileHeader. Every other block begins with a
// BlockHeader and holds CallRecords, capture data, or facts; it is only ever appended to. Offsets
// are absolute file offsets; 0 means none. Little-endian, as its machine.
#ifndef SYSASSERT_CAPTURE_FORMAT_H_
#define SYSASSERT_CAPTURE_FORMAT_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sysassert/call.h"

namespace sysassert::capture {

inline constexpr std::uint64_t kBlockBytes = 256 * 1024;
inline constexpr char kMagic[8] = {'s', 'y', 's', 'a', 's', 'r', 't', '\n'};
inline constexpr std::uint32_t kFormatVersion = 1;

struct FileHeader {
  char magic[8];
  std::uint32_t version;
  std::uint32_t block_bytes;
  std::uint64_t start_realtime_ns;      // when the run began, CLOCK_REALTIME
  std::atomic<std::uint64_t> blocks;    // in use, this one included
  std::atomic<std::uint64_t> calls;     // appended so far; the last ones may still be in flight
  std::atomic<std::uint64_t> dropped;   // calls past the recording's limit
  std::atomic<std::uint32_t> complete;  // 1: the writer closed it
  std::atomic<std::uint32_t> waiting;   // readers that want to be woken (futex on `progress`)
  std::atomic<std::uint32_t>
      progress;          // goes up with every finished call while someone waits, and at the end
  std::uint32_t traits;  // RunTrait
  std::uint64_t stops;   // that its tracer served; 0: not told
};
enum RunTrait : std::uint32_t {
  kVdsoHidden = 1,  // from every program of the run
};

enum class BlockKind : std::uint32_t { kCalls = 1, kData = 2, kFacts = 3 };
struct BlockHeader {
  BlockKind kind;
  std::atomic<std::uint32_t> used;  // bytes in use, this header included
  std::uint64_t reserved;
};

// One logical call. 96 bytes, so that ten million are under a gigabyte on disk.
struct CallRecord {
  std::uint64_t args[6];
  std::int64_t result;     // raw: -errno on failure, -ERESTART* where a signal cut it short
  std::uint64_t entry_ns;  // since the run began
  std::uint64_t duration_ns;
  std::uint64_t data;  // offset of a DataHeader; 0: nothing captured
  std::uint32_t
      exit_before;  // how many calls had entered when it ended: it precedes call i iff exit_before
                    // <= i; UINT32_MAX: unfinished precedes call i iff exit_before <= i
  std::uint32_t thread;  // index of a ThreadFact
  std::int32_t number;   // on `abi`
  Abi abi;
  std::uint8_t flags;     // CallFlag
  std::uint8_t restarts;  // saturates at 255
  Origin origin;
};
static_assert(sizeof(CallRecord) == 96);

enum CallFlag : std::uint8_t {
  kFinished = 1,  // its exit was seen, or kEntryOnly; else it is unfinished (or still in flight)
  kMainPhase = 2,
  kHidden = 4,           // a mark, or the harness's own: in no view
  kUnreadable = 8,       // a pointer argument could not be read
  kFailed = 16,          // the kernel said the result is an error
  kEntryOnly = 32,       // it was made; no exit stop was taken, so that the result is not known
  kAnsweredFirst = 64,   // it was to be refused; a seccomp filter of the program's own, or around
                         // us, answered it before that
  kForeignNumber = 128,  // `number` is x86_64's: the call was made through socketcall or ipc, and
                         // i386 has no number for it
};

// Which call it is, by whichever ABI's number.
Sysno IdOf(const CallRecord& call);

// What was captured of one call: a DataHeader, then `items` times an Item with its bytes padded
// to 8.
struct DataHeader {
  std::uint32_t bytes;  // of all items, this header excluded
  std::uint32_t items;
};

enum class ItemKind : std::uint8_t {
  kBytes,     // memory behind argument `argument`, as at entry
  kBytesOut,  // the same, as at exit
  kVector,    // a NULL-terminated vector of strings (argv): each with its final NUL
  kPath,      // `value` is the PathFact of path argument `argument`
  kFd,        // `value` is the DescriptorFact of what `argument` named at entry
  kOpened,   // `value` is the DescriptorFact of a descriptor the call made: the result (argument ==
             // kResult) or one it wrote
  kStack,    // reserved
  kAddress,  // the sockaddr that a message header in argument `argument` names, as at entry; one
             // for each header
  kHandedOn,  // of an exec that succeeded: `value` is the DescriptorFact of what stayed open above
              // the standard streams; kListRead stands behind the last one
};
inline constexpr std::uint32_t kListRead = UINT32_MAX;
inline constexpr std::uint8_t kResult = 0xff;
constexpr bool HasBytes(ItemKind kind) {
  return kind == ItemKind::kBytes || kind == ItemKind::kBytesOut || kind == ItemKind::kVector ||
         kind == ItemKind::kAddress;
}
enum ItemFlag : std::uint8_t {
  kTruncated = 1,
  kItemUnreadable = 2,
  kAsOfCall = 4,  // of kFd: whether it is deleted was asked at this call; else at an earlier one
};
struct Item {
  ItemKind kind;
  std::uint8_t argument;
  std::uint8_t flags;
  std::uint8_t reserved;
  std::uint32_t value;  // bytes that follow (see HasBytes), else the index of a fact
};

// Facts: things that many calls share, appended once. A FactHeader, then the struct, then its
// strings, padded to 8.
enum class FactKind : std::uint16_t {
  kThread = 1,
  kDescriptor,
  kPath,
  kProgram,
  kSignal,
  kExit,
  kBlindSpot,
  kNote,
  kRun,
  kMark,
  kTracingNote,  // a NoteFact, about how the run was traced
};
struct FactHeader {
  FactKind kind;
  std::uint16_t reserved;
  std::uint32_t bytes;    // of what follows
  std::uint64_t at_call;  // FileHeader::calls when it was appended
};
struct Text {
  std::uint32_t offset, bytes;
};  // within the fact, from the end of its FactHeader

struct ThreadFact {  // one for every change: birth, exec, new name
  std::int32_t tid, pid, parent_pid;
  std::uint32_t program;        // index of a ProgramFact
  std::uint32_t root;           // 1: the root process
  std::uint32_t parent_thread;  // index of the ThreadFact that made it (or that it was before the
                                // change); itself if none
  Text name;
};
struct ProgramFact {
  Text path;
  Text loader;
};  // loader: PT_INTERP; empty: static
struct DescriptorFact {
  FileIdentity file;
  std::int32_t number;
  std::uint32_t description;
  std::int32_t family;      // AF_… of a socket, else -1
  std::uint32_t opened_by;  // index of the call + 1; 0: inherited or not seen
  FdKind kind;
  std::uint8_t cloexec, deleted, inherited;
  Text path;
};
struct PathFact {
  FileIdentity file;
  Text resolved;
};
struct SignalFact {
  std::uint64_t time_ns;
  std::int32_t tid, signal, code, sender;
};
struct ExitFact {
  std::uint64_t time_ns;
  std::int32_t tid, pid, status;
  std::uint32_t root;
};  // status as wait(2)
struct BlindSpotFact {
  std::uint32_t spot;
  std::uint32_t accepted;
  Text cause;
};
inline constexpr std::string_view kVdsoAnswers =
    "the vDSO, code of the kernel's within the process, answers it without a call";
inline constexpr std::string_view kVsyscallAnswers =
    "the vsyscall page answers time, gettimeofday and getcpu without a stop where no filter is";
// The cause of a blind spot of one file: that, or kManyFiles, and then what is done to it.
inline constexpr std::string_view kManyFiles = "more than one file";
inline constexpr std::string_view kMappedShared =
    " is mapped shared and may be written without a call";
inline constexpr std::string_view kSubmitted =
    " is read or written by what io_submit was given, without a call";
struct NoteFact {
  Text text;
};
struct MarkFact {
  std::uint32_t call;
  std::uint32_t reserved;
  Text name;
};
struct RunFact {
  Text command, cwd, home;
  Text environment;  // as launched, each variable with its final NUL
  Text watched;  // a byte for each Sysno, a Watched; then WatchedTests. Empty: everything was of
                 // interest
};
enum Watched : std::uint8_t { kNotWatched = 0, kWithResults = 1, kEntriesAlone = 2 };
// A call of which a part was of interest: one of the tests that select it.
struct WatchedTest {
  std::uint16_t call;  // a Sysno
  std::uint8_t argument;
  std::uint8_t reserved;
  std::uint32_t mask, low, high;  // as ArgumentTest
};

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_FORMAT_H_

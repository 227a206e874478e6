// What a row of the tables says about a call: its arguments, what stands behind them, and when it
// may be read. One fact, one owner: capture plans and decoding both come from here. Adding a call
// is one row in rows_*.cc.
#ifndef SYSASSERT_TABLES_ROW_H_
#define SYSASSERT_TABLES_ROW_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sysassert/call.h"
#include "sysassert/sysno.h"

namespace sysassert::tables {

// Names of bits or values. Defined in names_*.cc; `flags` tables name bits (and, by `mask`, a field
// of values such as O_ACCMODE).
struct Name {
  std::uint64_t value;
  std::string_view name;
};
struct NameTable {
  // What strace puts before _??? where nothing of a word is known: "O". One that holds a question
  // mark is the whole of it; an empty one leaves the number alone.
  std::string_view title;
  const Name* names;
  std::size_t count;
  std::uint64_t mask =
      0;  // this part of a flags word is an enumeration: O_ACCMODE; 0: all are bits
};

enum class When : std::uint8_t { kEntry, kExit };  // kExit: the kernel writes it
enum class Length : std::uint8_t {
  kNone,
  kFixed,             // `size` bytes
  kUpTo,              // `size` bytes, or as many of them as can be read
  kArgument,          // the value of argument `of`
  kArgumentElements,  // `size` bytes for each of argument `of`
  kResult,            // as many bytes as the call returned
  kPointee,           // the int that argument `of` points to (a socklen_t), at least `size`, or 0
  kCounted,           // the int `size` bytes behind what argument `of` points to
  kNodes,             // the words of a mask of as many bits as argument `of` says, less one
  kPages,             // a byte for each page of as much memory as argument `of` says
};
// Whether the last component of a path is followed when it is a symbolic link.
enum class Follow : std::uint8_t {
  kAlways,
  kNever,
  kUnlessAtNofollow,  // unless AT_SYMLINK_NOFOLLOW is in argument `of`
  kIfAtFollow,        // only if AT_SYMLINK_FOLLOW is in argument `of` (linkat)
  kAsOpened,          // not with O_NOFOLLOW, nor with O_CREAT|O_EXCL, in what the open asks for
};

// A `structure` that says how a number prints, where strace does not show it in decimal.
inline constexpr std::string_view kInHex = "in hex", kLongFlags = "long flags";
// Objects behind a pointer that a recording does not copy: decode/live.h shows them.
inline constexpr std::string_view kEnvironment = "environment", kEntries = "entries",
                                  kDescriptorSet = "fd_set", kBirthId = "birth id",
                                  kMessages = "messages", kQueueMessage = "queue message",
                                  kFilterAsked = "filter asked";
// Work that a call hands over: capture/submissions.h copies it.
inline constexpr std::string_view kIocbs = "iocbs", kRingEntries = "ring entries";
inline constexpr std::string_view kUnabridged = "unabridged";        // a string, as paths are
inline constexpr std::string_view kTerminated = "terminated";        // bytes that end with a NUL
inline constexpr std::string_view kWithFileType = "with file type";  // mknod's mode

struct Parameter {
  std::string_view name;  // the kernel's
  ArgumentKind kind = ArgumentKind::kUnused;
  const NameTable* names = nullptr;  // kFlags, kEnum
  When when = When::kEntry;
  Length length = Length::kNone;  // kBytesIn, kBytesOut, kSockaddr, kStruct
  std::uint32_t size = 0;         // for kFixed and kArgumentElements
  std::int8_t of = -1;            // the argument that `length` or `follow` looks at
  std::int8_t dirfd = -1;  // kPath: the argument it is relative to; -1: the working directory
  Follow follow = Follow::kAlways;  // kPath
  std::string_view structure;       // kStruct: which ("stat", "timespec"); empty: bytes only
  // kStruct: what of it the caller fills in, shown where the call failed; what of it the call fills
  // in, shown behind it where the call succeeded: "{…} => {…}". Empty: nothing of that kind.
  std::string_view asked, answer;
  // kStruct that is passed, but shown at the call's exit: it, or what it points to, has the answer.
  bool late = false;
  // kStruct that is passed, and copied at the call's exit, too: what changed stands with the
  // result.
  bool changed = false;
};

enum class Ret : std::uint8_t {
  kInt,
  kFd,
  kBytes,
  kAddress,
  kPid,
  kOffset,
  kNone /* never returns */
};

struct Row {
  Sysno id = Sysno::kUnknown;
  Ret ret = Ret::kInt;
  std::array<Parameter, 6> parameters{};
  int count = 0;  // parameters in use
  bool fully_decoded =
      false;  // computed: no argument is shown as bare pointer for want of a description
};

// Every Sysno has a row; kUnknown's shows six raw registers. `abi` matters where the order of
// arguments differs (clone, i386 mmap).
const Row& RowOf(Sysno id, Abi abi = Abi::kX86_64);

// Numbers and names. FromNumber answers Sysno::kUnknown for a number in no table of that ABI (x32
// shares x86_64's names where they coincide).
Sysno FromNumber(Abi abi, int number);
int NumberOf(Sysno id, Abi abi);    // -1: not on that ABI
std::string_view NameOf(Sysno id);  // "openat"; "unknown"
std::optional<Sysno> FromName(std::string_view name);

// How constants are spelt: by name, as numbers, or both (strace -X). For the whole process, since
// every printer of a structure asks; a program sets it once, before it prints.
enum class Constants : std::uint8_t { kNames, kNumbers, kBoth };
void SpellConstants(Constants constants);
Constants ConstantsAreSpelt();
// While one of these lives, constants are spelt by name: the parts of a word whose number stands
// before them all.
class ByNameOnly {
 public:
  ByNameOnly();
  ~ByNameOnly();
  ByNameOnly(const ByNameOnly&) = delete;
  ByNameOnly& operator=(const ByNameOnly&) = delete;

 private:
  Constants former_;
};
// `number` and `names` say the same: the one, the other, or both, as was chosen.
std::string Spelt(std::string_view number, std::string_view names);

// A flags word as strace prints it: known names joined by `|`, unknown bits in hex, `0` for none of
// a table without a zero name.
std::string FlagsText(const NameTable& table, std::uint64_t value);
bool HasName(const NameTable& table, std::uint64_t value);  // of an enumeration
bool Knows(const NameTable& table, std::string_view name);
// The names of the flags with which a structure begins: open_how and clone_args start with the word
// that openat and clone have in a register. Null for any other structure.
const NameTable* FlagsOfStructure(std::string_view structure);
std::string_view NameOf(const NameTable& table, std::uint64_t value);  // whatever the spelling
std::string EnumText(const NameTable& table,
                     std::uint64_t value);     // the name, else "0x1d5 /* <title>_??? */" as strace
std::string_view ErrnoName(int error_number);  // "ENOENT"; empty if unknown
std::optional<int> ErrnoFromName(std::string_view name);
// Of the kernel's own codes, which no program sees: ERESTARTSYS, ENOTSUPP. "" where there is none.
std::string_view InternalErrnoName(int error_number);
std::optional<int> InternalErrnoFromName(std::string_view name);
std::string_view SignalName(int signal);  // "SIGTERM"; empty if unknown

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_ROW_H_

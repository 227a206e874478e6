// Structures: what was captured behind a pointer, as strace prints it.
#ifndef SYSASSERT_DECODE_STRUCTURES_H_
#define SYSASSERT_DECODE_STRUCTURES_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "decode/members.h"
#include "decode/style.h"
#include "tables/row.h"

namespace sysassert::decode {

// One structure of a call in flight, for printers that look beyond its bytes.
struct Seen {
  std::string_view bytes;
  std::string_view before, after;  // as the call was passed it, and as it left it; empty: not known
  std::size_t elements;            // what the argument that counts says
  const Style& style;
  bool truncated = false;     // there is more than was copied,
  bool unreadable = false;    // or the memory ends before it does
  std::uint64_t address = 0;  // where it stands; 0: not known
};

// How many bytes an argument has to have for a structure to be shown.
enum class Fit : std::uint8_t {
  kAtLeast,  // as many as the structure, or more
  kExactly,  // as many
  kCut,      // at least one: the members that it reaches, and the bytes of a part of one
};

// One printer each, or a description of the members; the argument has at least `bytes` bytes.
struct StructurePrinter {
  std::string_view structure;  // as the rows name it
  std::size_t bytes;
  std::string (*print)(std::string_view bytes);
  // Where the style is not to abbreviate; null: `print` shows every member.
  std::string (*print_whole)(std::string_view bytes) = nullptr;
  std::span<const Member> members = {};
  std::string (*print_seen)(const Seen& seen) = nullptr;
  // Of a structure that grew: the bytes whose members are always shown, and what stands around all.
  std::size_t always = 0;
  std::string_view within = {};
  Fit fit = Fit::kAtLeast;
  bool extended = false;
};
constexpr StructurePrinter Described(std::string_view structure, std::span<const Member> members) {
  return {structure, BytesOf(members), nullptr, nullptr, members};
}
constexpr StructurePrinter Described(std::string_view structure, std::span<const Member> members,
                                     Fit fit) {
  StructurePrinter printer = Described(structure, members);
  printer.fit = fit;
  return printer;
}
constexpr StructurePrinter Grown(std::string_view structure, std::span<const Member> members,
                                 std::size_t always, std::string_view within = {}) {
  return {structure, 1, nullptr, nullptr, members, nullptr, always, within};
}
// One that may be passed with more behind it than is known: "{a=1, /* bytes 8..15 */ "\x01…"}"
// where that is not all zeros, and ", ???" where it could not be read.
constexpr StructurePrinter Extended(std::string_view structure, std::span<const Member> members) {
  StructurePrinter printer = Described(structure, members);
  printer.extended = true;
  return printer;
}
constexpr StructurePrinter Special(std::string_view structure, std::size_t bytes,
                                   std::string (*print)(const Seen& seen),
                                   Fit fit = Fit::kAtLeast) {
  return {structure, bytes, nullptr, nullptr, {}, print, 0, {}, fit};
}

// The structure or the array of them that `parameter` says, of at most `elements` elements. Empty
// where there is no printer or too little was captured. `unreadable`: the memory ends before what
// the argument says. `address`: where it stands, for what shows where that is.
std::string StructureText(const tables::Parameter& parameter, std::string_view bytes,
                          bool truncated, std::size_t elements, const Style& style = {},
                          std::string_view before = {}, std::string_view after = {},
                          bool unreadable = false, std::uint64_t address = 0);
// An array of `count` elements at `offset` of the structure, of which `most` are shown at most:
// [a, b, ...], or as many as its memory has, [a, ... /* 0x7f… */].
std::string ArrayWithin(const Seen& seen, std::size_t offset, std::uint64_t count, std::size_t most,
                        std::span<const Member> element);
bool HasPrinter(std::string_view structure);

// The printers by subject; a null `structure` ends each.
extern const StructurePrinter kFilePrinters[];
extern const StructurePrinter kTimePrinters[];
extern const StructurePrinter kProcessPrinters[];
extern const StructurePrinter kSignalPrinters[];
extern const StructurePrinter kSiginfoPrinters[];
extern const StructurePrinter kSocketPrinters[];
extern const StructurePrinter kSocketOptionPrinters[];
extern const StructurePrinter kTerminalPrinters[];
extern const StructurePrinter kDescribedPrinters[];
extern const StructurePrinter kMemoryPrinters[];
extern const StructurePrinter kIpcPrinters[];
extern const StructurePrinter kRingPrinters[];
extern const StructurePrinter kQuotaPrinters[];
extern const StructurePrinter kProgramPrinters[];
extern const StructurePrinter kEventPrinters[];
extern const StructurePrinter kNewerPrinters[];
extern const StructurePrinter kDevicePrinters[];
extern const StructurePrinter kDiskPrinters[];
extern const StructurePrinter kClockPrinters[];
extern const StructurePrinter kBtrfsPrinters[];
extern const StructurePrinter kInputPrinters[];
extern const StructurePrinter kMachinePrinters[];
extern const StructurePrinter kInterfacePrinters[];
extern const StructurePrinter kConsolePrinters[];
extern const StructurePrinter kBtrfsTreePrinters[];
extern const StructurePrinter kGpioPrinters[];
extern const StructurePrinter kMapperPrinters[];
extern const StructurePrinter kScsiPrinters[];

// Parts that several of them share.
std::string DescriptorText(int fd, const Style& style);  // with what it names, if that is wanted
std::string ProcessText(int pid, const Style& style);    // likewise, of a process or a thread
std::string PointerText(std::uint64_t value);            // NULL or hexadecimal
std::string PermissionsText(std::uint64_t mode);         // 0644, 022, 000
std::string FileModeText(std::uint64_t mode);            // S_IFREG|0644
std::string DeviceText(std::uint64_t device);            // makedev(0xfe, 0)
std::string HexText(std::uint64_t value);                // 0xfe, 0
// " /* 2026-11-30T09:55:48.860054759+0000 */", with so many digits of a second.
std::string DateComment(std::int64_t seconds, std::int64_t nanoseconds, int digits = 9);
std::string TimespecText(std::int64_t seconds, std::uint64_t nanoseconds);
// [INT TERM], ~[KILL] of that many signals, kFormerSignals in calls older than the real-time ones;
// the first bit is SIGHUP.
inline constexpr int kSignals = 64, kFormerSignals = 32;
std::string SignalSetText(std::uint64_t set, int signals = kSignals);
std::string HandlerText(std::uint64_t handler);  // SIG_DFL, SIG_IGN, or hexadecimal
std::string ClockTicksText(std::int64_t ticks);  // 2 /* 0.02 s */

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_STRUCTURES_H_

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

// One printer each, or a description of the members; the argument has at least `bytes` bytes.
struct StructurePrinter {
  std::string_view structure;  // as the rows name it
  std::size_t bytes;
  std::string (*print)(std::string_view bytes);
  // Where the style is not to abbreviate; null: `print` shows every member.
  std::string (*print_whole)(std::string_view bytes) = nullptr;
  std::span<const Member> members = {};
};
constexpr StructurePrinter Described(std::string_view structure, std::span<const Member> members) {
  return {structure, BytesOf(members), nullptr, nullptr, members};
}

// The structure or the array of them that `parameter` says, of at most `elements` elements. Empty
// where there is no printer or too little was captured.
std::string StructureText(const tables::Parameter& parameter, std::string_view bytes,
                          bool truncated, std::size_t elements, const Style& style = {});
bool HasPrinter(std::string_view structure);

// The printers by subject; a null `structure` ends each.
extern const StructurePrinter kFilePrinters[];
extern const StructurePrinter kTimePrinters[];
extern const StructurePrinter kProcessPrinters[];
extern const StructurePrinter kSignalPrinters[];
extern const StructurePrinter kSocketPrinters[];
extern const StructurePrinter kTerminalPrinters[];
extern const StructurePrinter kDescribedPrinters[];

// Parts that several of them share.
std::string PointerText(std::uint64_t value);  // NULL or hexadecimal
std::string FileModeText(std::uint64_t mode);  // S_IFREG|0644
std::string DeviceText(std::uint64_t device);  // makedev(0xfe, 0)
std::string HexText(std::uint64_t value);      // 0xfe, 0
// " /* 2026-11-30T09:55:48.860054759+0000 */", with so many digits of a second.
std::string DateComment(std::int64_t seconds, std::int64_t nanoseconds, int digits = 9);
std::string TimespecText(std::int64_t seconds, std::int64_t nanoseconds);
std::string ClockTicksText(std::int64_t ticks);  // 2 /* 0.02 s */

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_STRUCTURES_H_

// Structures of terminals.
#include <fmt/format.h>

#include "decode/fields.h"
#include "decode/structures.h"
#include "tables/names_terminal.h"

namespace sysassert::decode {
namespace {

// asm-generic/termbits.h
struct Delay {
  std::uint32_t field;
  std::string_view none;
};
constexpr Delay kDelays[] = {{0000400, "NL0"}, {0003000, "CR0"}, {0014000, "TAB0"},
                             {0020000, "BS0"}, {0040000, "VT0"}, {0100000, "FF0"}};
constexpr std::uint32_t kSpeed = 0010017, kInputSpeed = 002003600000, kSize = 0000060;
constexpr int kInputShift = 16;
constexpr std::size_t kDiscipline = 16, kCharacters = 17, kCharacterCount = 19;

// strace leaves the place empty where no flag is set.
std::string FlagsOrNothing(const tables::NameTable& names, std::uint32_t value) {
  return value == 0 ? "" : tables::FlagsText(names, value);
}

std::string OutputFlags(std::uint32_t value) {
  std::string text;
  for (const Delay& delay : kDelays) {
    const std::uint32_t set = value & delay.field;
    text += set == 0 ? std::string(delay.none) : tables::EnumText(tables::kTerminalDelays, set);
    text += "|";
    value &= ~delay.field;
  }
  return text + FlagsOrNothing(tables::kTerminalOutput, value);
}

std::string ControlFlags(std::uint32_t value) {
  std::string text = tables::EnumText(tables::kTerminalSpeeds, value & kSpeed);
  if (const std::uint32_t input = (value & kInputSpeed) >> kInputShift; input != 0)
    text += "|" + tables::EnumText(tables::kTerminalSpeeds, input) + "<<IBSHIFT";
  text += "|" + tables::EnumText(tables::kTerminalSizes, value & kSize) + "|";
  return text + FlagsOrNothing(tables::kTerminalControl, value & ~(kSpeed | kInputSpeed | kSize));
}

std::string Words(const Fields& fields) {
  return fmt::format("{{c_iflag={}, c_oflag={}, c_cflag={}, c_lflag={}",
                     FlagsOrNothing(tables::kTerminalInput, fields.U32(0)),
                     OutputFlags(fields.U32(4)), ControlFlags(fields.U32(8)),
                     FlagsOrNothing(tables::kTerminalLocal, fields.U32(12)));
}

std::string Termios(std::string_view bytes) { return Words(Fields(bytes)) + ", ...}"; }

std::string TermiosWhole(std::string_view bytes) {
  const Fields fields(bytes);
  std::string text = Words(fields) + ", c_line=" +
                     tables::EnumText(tables::kTerminalDisciplines, fields.U8(kDiscipline)) +
                     ", c_cc=[";
  for (std::size_t i = 0; i < kCharacterCount; ++i) {
    const std::string_view name = tables::NameOf(tables::kTerminalCharacters, i);
    text += fmt::format("{}[{}]={}", i == 0 ? "" : ", ", name.empty() ? std::to_string(i) : name,
                        HexText(fields.U8(kCharacters + i)));
  }
  return text + "]}";
}

constexpr Member kWindowSize[] = {
    {"ws_row", 0, 2}, {"ws_col", 2, 2}, {"ws_xpixel", 4, 2}, {"ws_ypixel", 6, 2}};

}  // namespace

const StructurePrinter kTerminalPrinters[] = {
    {"termios", 36, Termios, TermiosWhole},
    Described("winsize", kWindowSize),
    {},
};

}  // namespace sysassert::decode

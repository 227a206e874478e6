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
// struct termios, struct termio, whose flags are of two bytes, and struct termios2, which has
// speeds.
struct Layout {
  std::size_t discipline, characters, character_count;
  bool has_speeds;
};
constexpr Layout kOfTermios = {16, 17, 19, false}, kOfTermio = {8, 9, 8, false},
                 kOfTermios2 = {16, 17, 19, true};

// strace leaves the place empty where no flag is set.
std::string FlagsOrNothing(const tables::NameTable& names, std::uint32_t value) {
  return value == 0 ? "" : tables::FlagsText(names, value);
}

std::string OutputFlags(std::uint32_t value) {
  std::string text;
  for (const Delay& delay : kDelays) {
    const std::uint32_t set = value & delay.field;
    text +=
        set == 0 ? tables::Spelt("0", delay.none) : tables::EnumText(tables::kTerminalDelays, set);
    text += "|";
    value &= ~delay.field;
  }
  return text + FlagsOrNothing(tables::kTerminalOutput, value);
}

std::string ControlFlags(std::uint32_t value) {
  std::string text = tables::EnumText(tables::kTerminalSpeeds, value & kSpeed);
  if (const std::uint32_t input = (value & kInputSpeed) >> kInputShift; input != 0)
    text += "|" + tables::EnumText(tables::kTerminalSpeeds, input) + "<<" +
            tables::Spelt(HexText(kInputShift), "IBSHIFT");
  text += "|" + tables::EnumText(tables::kTerminalSizes, value & kSize) + "|";
  return text + FlagsOrNothing(tables::kTerminalControl, value & ~(kSpeed | kInputSpeed | kSize));
}

template <const Layout& kLayout>
std::string Words(const Fields& fields) {
  const auto word = [&fields](std::size_t index) -> std::uint32_t {
    return &kLayout == &kOfTermio ? fields.U16(index * 2) : fields.U32(index * 4);
  };
  return fmt::format("{{c_iflag={}, c_oflag={}, c_cflag={}, c_lflag={}",
                     FlagsOrNothing(tables::kTerminalInput, word(0)), OutputFlags(word(1)),
                     ControlFlags(word(2)), FlagsOrNothing(tables::kTerminalLocal, word(3)));
}

template <const Layout& kLayout>
std::string Termios(std::string_view bytes) {
  return Words<kLayout>(Fields(bytes)) + ", ...}";
}

template <const Layout& kLayout>
std::string TermiosWhole(std::string_view bytes) {
  constexpr std::size_t kInputAt = 36, kOutputAt = 40;
  const Fields fields(bytes);
  std::string text = Words<kLayout>(fields) + ", c_line=" +
                     tables::EnumText(tables::kTerminalDisciplines, fields.U8(kLayout.discipline)) +
                     ", c_cc=[";
  for (std::size_t i = 0; i < kLayout.character_count; ++i) {
    const std::string_view name = tables::NameOf(tables::kTerminalCharacters, i);
    text += fmt::format("{}[{}]={}", i == 0 ? "" : ", ", name.empty() ? std::to_string(i) : name,
                        HexText(fields.U8(kLayout.characters + i)));
  }
  text += "]";
  if (kLayout.has_speeds)
    text += fmt::format(", c_ispeed={}, c_ospeed={}", fields.U32(kInputAt), fields.U32(kOutputAt));
  return text + "}";
}

constexpr Member kWindowSize[] = {
    {"ws_row", 0, 2}, {"ws_col", 2, 2}, {"ws_xpixel", 4, 2}, {"ws_ypixel", 6, 2}};

}  // namespace

const StructurePrinter kTerminalPrinters[] = {
    {"termios", 36, Termios<kOfTermios>, TermiosWhole<kOfTermios>},
    {"termios2", 44, Termios<kOfTermios2>, TermiosWhole<kOfTermios2>},
    {"termio", 18, Termios<kOfTermio>, TermiosWhole<kOfTermio>},
    Described("winsize", kWindowSize),
    {},
};

}  // namespace sysassert::decode

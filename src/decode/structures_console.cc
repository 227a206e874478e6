// What consoles are asked with ioctl of their keyboards, fonts and maps; linux/kd.h,
// linux/keyboard.h.
#include <fmt/format.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/live_memory.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_devices.h"

namespace sysassert::decode {
namespace {

// 'A', '\n', '\x80': as a character of C.
std::string CharacterText(std::uint8_t character) {
  const char one = static_cast<char>(character);
  if (one == '\'') return R"('\'')";
  if (one == '"') return R"('"')";
  const bool printed = one >= ' ' && one <= '~';
  const std::string_view kEscaped = "\t\n\v\f\r";
  if (!printed && kEscaped.find(one) == std::string_view::npos)
    return fmt::format(R"('\x{:02x}')", character);
  const std::string quoted = Quote(std::string_view(&one, 1));
  return "'" + quoted.substr(1, quoted.size() - 2) + "'";
}

// What a key means: a symbol, or its type and what is within that: K(KT_LATIN, 'a').
std::string KeySymbol(std::uint16_t value) {
  const std::string_view symbol = tables::NameOf(tables::kKeyboardSymbols, value);
  const std::uint8_t type = value >> 8U, within = value & 0xffU;
  std::string name(symbol);
  if (symbol.empty()) {
    const std::string_view kind = tables::NameOf(tables::kKeyboardTypes, type);
    const bool letter =
        kind == "KT_LATIN" || kind == "KT_META" || kind == "KT_LETTER" || kind == "KT_DEAD2";
    name = fmt::format("K({}, {})", kind.empty() ? HexText(type) : std::string(kind),
                       letter ? CharacterText(within) : HexText(within));
  }
  const std::string number = HexText(value);
  return tables::Spelt(number, name) == number ? number : fmt::format("{} /* {} */", number, name);
}

// struct kbentry
std::string KeyEntryAsked(std::string_view bytes) {
  const std::uint8_t table = Fields(bytes).U8(0);
  return fmt::format("{{kb_table={}, kb_index={}}}",
                     tables::HasName(tables::kKeyboardTables, table)
                         ? tables::EnumText(tables::kKeyboardTables, table)
                         : tables::FlagsText(tables::kKeyboardShifts, table),
                     Fields(bytes).U8(1));
}
std::string KeyEntry(std::string_view bytes) {
  std::string text = KeyEntryAsked(bytes);
  text.pop_back();
  return text + ", kb_value=" + KeySymbol(Fields(bytes).U16(2)) + "}";
}

// struct kbsentry: what a key writes.
constexpr std::size_t kMostKeyString = 512;
std::string KeyStringAsked(std::string_view bytes) {
  constexpr std::uint64_t kFunctions = 0x100;  // K(KT_FN, 0)
  const std::uint8_t function = Fields(bytes).U8(0);
  return fmt::format("{{kb_func={}}}",
                     tables::Spelt(HexText(function),
                                   fmt::format("KVAL({})", tables::NameOf(tables::kKeyboardSymbols,
                                                                          kFunctions + function))));
}
std::string KeyString(const Seen& seen) {
  const std::string_view string = Fields(seen.bytes).Text(1, kMostKeyString);
  const bool whole = 1 + string.size() < seen.bytes.size() || string.size() == kMostKeyString;
  const std::size_t shown = std::min(string.size(), seen.style.string_limit);
  std::string text = KeyStringAsked(seen.bytes);
  text.pop_back();
  return text + ", kb_string=" +
         (whole ? Quote(string.substr(0, shown),
                        shown < string.size() || string.size() == kMostKeyString, seen.style.hex)
                : "???") +
         "}";
}

// struct kbdiacrs, kbdiacrsuc: what a dead key and another one make.
constexpr std::size_t kMostDiacritics = 256;
std::string Diacritics(const Seen& seen) {
  constexpr std::size_t kHead = 4, kOne = 3;
  const std::uint32_t count = Fields(seen.bytes).U32(0);
  const std::uint64_t shown = std::min<std::uint64_t>(
      {count, kMostDiacritics, seen.style.abbreviate ? seen.style.string_limit : SIZE_MAX});
  const std::size_t whole = std::min<std::size_t>(shown, (seen.bytes.size() - kHead) / kOne);
  std::string text = fmt::format("{{kb_cnt={}, kbdiacr=", count);
  if (whole == 0 && shown > 0) return text + PointerText(seen.address + kHead) + "}";
  text += "[";
  for (std::size_t i = 0; i < whole; ++i) {
    const Fields one(seen.bytes.substr(kHead + i * kOne, kOne));
    text +=
        fmt::format("{}{{diacr={}, base={}, result={}}}", i > 0 ? ", " : "",
                    CharacterText(one.U8(0)), CharacterText(one.U8(1)), CharacterText(one.U8(2)));
  }
  if (whole < shown)
    text += fmt::format(", ... /* {:#x} */", seen.address + kHead + whole * kOne);
  else if (shown < count)
    text += shown > 0 ? ", ..." : "...";
  return text + "]}";
}
constexpr Member kWideDiacritic[] = {
    {"diacr", 0, 4, As::kHex}, {"base", 4, 4, As::kHex}, {"result", 8, 4, As::kHex}};
std::string WideDiacritics(const Seen& seen) {
  const std::uint32_t count = Fields(seen.bytes).U32(0);
  return fmt::format("{{kb_cnt={}, kbdiacruc={}}}", count,
                     ArrayWithin(seen, 4, count, kMostDiacritics, kWideDiacritic));
}

constexpr Member kScanCode[] = {{"scancode", 0, 4, As::kHex}, {"keycode", 4, 4, As::kHex}};
std::string ScanCodeGot(const Seen& seen) {
  std::string text =
      MembersText(kScanCode, seen.before.empty() ? seen.bytes : seen.before, seen.style);
  text.pop_back();
  return text + " => " + HexText(Fields(seen.bytes).U32(4)) + "}";
}
constexpr Member kRepeat[] = {{"delay", 0, 4, As::kSigned}, {"period", 4, 4, As::kSigned}};

// struct unimapdesc
constexpr Member kMapEntry[] = {{"unicode", 0, 2, As::kHex}, {"fontpos", 2, 2, As::kHex}};
template <std::size_t kWidth>
std::string MapEntries(const Seen& seen) {
  return ArrayAt(Fields(seen.bytes).Long(1, kWidth), Fields(seen.bytes).U16(0), kMapEntry,
                 seen.style);
}
template <std::size_t kWidth>
std::string UnicodeMap(const Seen& seen) {
  return fmt::format("{{entry_ct={}, entries={}}}", Fields(seen.bytes).U16(0),
                     MapEntries<kWidth>(seen));
}
// Of a call that failed, the count as it is there now.
template <std::size_t kWidth>
std::string UnicodeMapAsked(const Seen& seen) {
  const std::string_view after = seen.after.empty() ? seen.bytes : seen.after;
  return fmt::format("{{entry_ct={} => {}, entries={}}}", Fields(seen.bytes).U16(0),
                     Fields(after).U16(0), PointerText(Fields(seen.bytes).Long(1, kWidth)));
}
template <std::size_t kWidth>
std::string UnicodeMapGot(const Seen& seen) {
  const std::string_view before = seen.before.empty() ? seen.bytes : seen.before;
  return fmt::format("{{entry_ct={} => {}, entries={}}}", Fields(before).U16(0),
                     Fields(seen.bytes).U16(0), MapEntries<kWidth>(seen));
}
constexpr Member kMapSize[] = {
    {"advised_hashsize", 0, 2}, {"advised_hashstep", 2, 2}, {"advised_hashlevel", 4, 2}};

// A map of a screen: characters, or places in its font.
std::string ScreenCharacter(std::uint16_t character) {
  constexpr std::uint16_t kDirect = 0xf000, kDirectMask = 0x1ff;  // linux/consolemap.h
  std::string number = HexText(character);
  if ((character & ~kDirectMask) != kDirect) return number;
  return tables::Spelt(number, fmt::format("UNI_DIRECT_BASE+{}", HexText(character & kDirectMask)));
}
std::string UnicodeScreen(const Seen& seen) {
  constexpr std::size_t kCharacters = 256, kOne = 2;
  const std::size_t there = seen.bytes.size() / kOne;
  const std::size_t most = seen.style.abbreviate ? seen.style.string_limit : SIZE_MAX;
  std::string text = "[";
  for (std::size_t i = 0; i < std::min(there, most); ++i)
    text += (i > 0 ? ", " : "") + ScreenCharacter(Fields(seen.bytes).U16(i * kOne));
  if (there < kCharacters && there < most)
    return text + fmt::format(", ... /* {:#x} */]", seen.address + there * kOne);
  return text + (most < kCharacters ? ", ...]" : "]");
}

// Bytes of a font behind a pointer, in hexadecimal.
std::string FontBytesAt(std::uint64_t address, std::uint64_t length, const Style& style) {
  Style in_hex = style;
  in_hex.hex = Hex::kAll;
  return BufferAt(address, length, in_hex);
}
// struct consolefontdesc
constexpr std::uint64_t kCharacterBytes = 32;
template <std::size_t kWidth, bool kBytes>
std::string Font(const Seen& seen) {
  const Fields fields(seen.bytes);
  const std::uint64_t data = fields.Long(1, kWidth);
  return fmt::format(
      "{{charcount={}, charheight={}, chardata={}}}", fields.U16(0), fields.U16(2),
      kBytes ? FontBytesAt(data, fields.U16(0) * kCharacterBytes, seen.style) : PointerText(data));
}

// struct console_font_op
enum FontOperation : std::uint8_t { kSet, kGet, kSetDefault, kCopy };
struct FontFields {
  std::uint32_t operation, width, height, characters;
  std::uint64_t data;
};
template <std::size_t kWidth>
FontFields FontFieldsOf(std::string_view bytes) {
  const Fields fields(bytes);
  return {fields.U32(0), fields.U32(8), fields.U32(12), fields.U32(16),
          kWidth == 8 ? fields.U64(24) : fields.U32(20)};
}
std::string FontData(const FontFields& font, const Style& style) {
  constexpr std::uint32_t kByte = 8;
  const std::uint64_t row = (std::uint64_t{font.width} + kByte - 1) / kByte;
  return FontBytesAt(font.data, row * kCharacterBytes * font.characters, style);
}
template <std::size_t kWidth>
std::string FontOperationText(const Seen& seen) {
  const FontFields font = FontFieldsOf<kWidth>(seen.bytes);
  std::string text =
      "{op=" + tables::EnumText(tables::kConsoleFontOperations, font.operation) + ", ";
  if (font.operation == kCopy) return text + fmt::format("height={}}}", font.height);
  if (font.operation == kSetDefault)
    return text + fmt::format("width={}, height={}, data={}}}", font.width, font.height,
                              StringAt(font.data, seen.style));
  return text +
         fmt::format("flags={}, width={}, height={}, charcount={}, data={}}}",
                     tables::FlagsText(tables::kConsoleFontFlags, Fields(seen.bytes).U32(4)),
                     font.width, font.height, font.characters,
                     font.operation == kSet ? FontData(font, seen.style) : PointerText(font.data));
}
template <std::size_t kWidth>
std::string FontAnswer(const Seen& seen) {
  const FontFields font = FontFieldsOf<kWidth>(seen.bytes);
  if (font.operation == kSet || font.operation == kCopy) return "";
  std::string text = fmt::format("{{width={}, height={}", font.width, font.height);
  if (font.operation == kSetDefault) return text + "}";
  return text +
         fmt::format(", charcount={}, data={}}}", font.characters,
                     font.operation == kGet ? FontData(font, seen.style) : PointerText(font.data));
}

}  // namespace

const StructurePrinter kConsolePrinters[] = {
    {"key_entry", 4, KeyEntry},
    {"key_entry_asked", 4, KeyEntryAsked},
    Special("key_string", 1, KeyString),
    {"key_string_asked", 1, KeyStringAsked},
    Special("diacritics", 4, Diacritics),
    Special("wide_diacritics", 4, WideDiacritics),
    Described("scan_code", kScanCode),
    Special("scan_code_got", 8, ScanCodeGot),
    Described("key_repeat", kRepeat),
    Described("key_repeat_left", kRepeat),
    Special("unicode_map", 16, UnicodeMap<8>),
    Special("unicode_map32", 8, UnicodeMap<4>),
    Special("unicode_map_asked", 16, UnicodeMapAsked<8>),
    Special("unicode_map_asked32", 8, UnicodeMapAsked<4>),
    Special("unicode_map_got", 16, UnicodeMapGot<8>),
    Special("unicode_map_got32", 8, UnicodeMapGot<4>),
    Described("unicode_map_size", kMapSize),
    Special("unicode_screen", 2, UnicodeScreen),
    Special("font_asked", 16, Font<8, false>),
    Special("font_asked32", 8, Font<4, false>),
    Special("font", 16, Font<8, true>),
    Special("font32", 8, Font<4, true>),
    Special("font_operation", 32, FontOperationText<8>),
    Special("font_operation32", 24, FontOperationText<4>),
    Special("font_answer", 32, FontAnswer<8>),
    Special("font_answer32", 24, FontAnswer<4>),
    {},
};

}  // namespace sysassert::decode

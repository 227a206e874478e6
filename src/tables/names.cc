// Words and values as strace spells them.
#include "tables/names.h"

#include <algorithm>
#include <cstdio>

namespace sysassert::tables {
namespace {

std::string Hex(std::uint64_t value) {
  char text[2 + 16 + 1];
  std::snprintf(text, sizeof text, "%#llx", static_cast<unsigned long long>(value));
  return text;
}

// An int that went through a register may have come out sign-extended.
bool IsSameInt(std::uint64_t a, std::uint64_t b) {
  const auto narrow = [](std::uint64_t value) {
    const std::uint64_t high = value >> 32U;
    return high == 0 || high == 0xffffffffU;
  };
  return a == b ||
         (narrow(a) && narrow(b) && static_cast<std::uint32_t>(a) == static_cast<std::uint32_t>(b));
}

std::string Unknown(const NameTable& table) {
  if (table.title.empty()) return "";
  const bool whole = table.title.find('?') != std::string_view::npos;
  return " /* " + std::string(table.title) + (whole ? "" : "_???") + " */";
}

void Append(std::string_view word, std::string* text) {
  if (!text->empty()) *text += '|';
  *text += word;
}

thread_local Constants spelling = Constants::kNames;  // traces are read by several threads

std::string HexOrZero(std::uint64_t value) { return value == 0 ? "0" : Hex(value); }

const Name* NameIn(const NameTable& table, std::uint64_t value) {
  for (std::size_t i = 0; i < table.count; ++i) {
    if (IsSameInt(table.names[i].value, value)) return &table.names[i];
  }
  return nullptr;
}

bool IsValueOfField(const NameTable& table, const Name& name) {
  return table.mask != 0 && (name.value & ~table.mask) == 0;
}

}  // namespace

void SpellConstants(Constants constants) { spelling = constants; }
Constants ConstantsAreSpelt() { return spelling; }

ByNameOnly::ByNameOnly() : former_(spelling) { spelling = Constants::kNames; }
ByNameOnly::~ByNameOnly() { spelling = former_; }

std::string Spelt(std::string_view number, std::string_view names) {
  if (spelling == Constants::kNames) return std::string(names);
  std::string text(number);
  if (spelling == Constants::kBoth && names != number) text += " /* " + std::string(names) + " */";
  return text;
}

std::string_view NameOf(const NameTable& table, std::uint64_t value) {
  const Name* name = NameIn(table, value);
  return name == nullptr ? std::string_view() : name->name;
}

namespace {

std::string FlagNames(const NameTable& table, std::uint64_t value) {
  std::uint64_t rest = value;
  std::string text;
  for (std::size_t i = 0; i < table.count; ++i) {
    const Name& name = table.names[i];
    if (IsValueOfField(table, name)) {
      if ((value & table.mask) != name.value) continue;
      Append(name.name, &text);
      rest &= ~table.mask;
    } else if (name.value != 0 && (rest & name.value) == name.value) {
      Append(name.name, &text);
      rest &= ~name.value;
    } else if (name.value == 0 && value == 0) {
      return std::string(name.name);  // F_OK, PROT_NONE
    }
  }
  if (rest == 0) return text.empty() ? "0" : text;
  const bool nothing_known = text.empty();
  Append(Hex(rest), &text);
  if (nothing_known && table.count != 0) text += Unknown(table);
  return text;
}

}  // namespace

std::string FlagsText(const NameTable& table, std::uint64_t value) {
  std::string names = FlagNames(table, value);
  // Where nothing of it is known, the number stands there already.
  if (spelling == Constants::kNames ||
      (spelling == Constants::kBoth && names.find(" /* ") != std::string::npos))
    return names;
  return Spelt(HexOrZero(value), names);
}

bool HasName(const NameTable& table, std::uint64_t value) {
  return NameIn(table, value) != nullptr;
}

bool Knows(const NameTable& table, std::string_view name) {
  return std::any_of(table.names, table.names + table.count,
                     [name](const Name& known) { return known.name == name; });
}

const NameTable* FlagsOfStructure(std::string_view structure) {
  if (structure == "open_how") return &kOpenFlags;
  if (structure == "clone_args") return &kClone3Flags;
  return nullptr;
}

std::string EnumText(const NameTable& table, std::uint64_t value) {
  if (const Name* name = NameIn(table, value)) return Spelt(HexOrZero(value), name->name);
  if (spelling == Constants::kNumbers) return HexOrZero(value);
  return HexOrZero(value) + Unknown(table);
}

}  // namespace sysassert::tables

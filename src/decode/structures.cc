#include "decode/structures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "decode/fields.h"
#include "decode/strings.h"

namespace sysassert::decode {
namespace {

const StructurePrinter* FindPrinter(std::string_view structure) {
  constexpr std::array kSubjects = {kFilePrinters,     kTimePrinters,   kProcessPrinters,
                                    kSignalPrinters,   kSocketPrinters, kTerminalPrinters,
                                    kDescribedPrinters};
  for (const StructurePrinter* printers : kSubjects) {
    for (const StructurePrinter* printer = printers; !printer->structure.empty(); ++printer) {
      if (printer->structure == structure) return printer;
    }
  }
  return nullptr;
}

}  // namespace

std::string PointerText(std::uint64_t value) {
  return value == 0 ? "NULL" : fmt::format("{:#x}", value);
}

bool HasPrinter(std::string_view structure) { return FindPrinter(structure) != nullptr; }

std::string StructureText(const tables::Parameter& parameter, std::string_view bytes,
                          bool truncated, std::size_t elements, const Style& style) {
  const StructurePrinter* printer = FindPrinter(parameter.structure);
  if (printer == nullptr) return "";
  const auto print = [printer, &style](std::string_view one) {
    if (!printer->members.empty()) return MembersText(printer->members, one, style.abbreviate);
    return style.abbreviate || printer->print_whole == nullptr ? printer->print(one)
                                                               : printer->print_whole(one);
  };
  if (parameter.length != tables::Length::kArgumentElements)
    return bytes.size() < printer->bytes ? "" : print(bytes);
  const std::size_t stride = std::max<std::size_t>(parameter.size, 1);
  const std::size_t captured = bytes.size() / stride;
  if (captured == 0 && elements > 0) return "";  // the address is all there is to say
  std::string text = "[";
  for (std::size_t i = 0; i < std::min(captured, elements); ++i) {
    if (i > 0) text += ", ";
    text += print(bytes.substr(i * stride, stride));
  }
  if (truncated && elements > captured) text += captured > 0 ? ", ..." : "...";
  return text + "]";
}

}  // namespace sysassert::decode

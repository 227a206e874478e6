#include "decode/structures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "decode/fields.h"
#include "decode/strings.h"

namespace sysassert::decode {
namespace {

const StructurePrinter* FindPrinter(std::string_view structure) {
  constexpr std::array kSubjects = {
      kFilePrinters,      kTimePrinters,    kProcessPrinters,      kSignalPrinters,
      kSiginfoPrinters,   kSocketPrinters,  kSocketOptionPrinters, kTerminalPrinters,
      kDescribedPrinters, kMemoryPrinters,  kIpcPrinters,          kRingPrinters,
      kQuotaPrinters,     kProgramPrinters, kEventPrinters,        kNewerPrinters,
      kDevicePrinters,    kMachinePrinters, kInputPrinters,        kDiskPrinters,
      kBtrfsPrinters,     kClockPrinters,   kInterfacePrinters,    kConsolePrinters,
      kBtrfsTreePrinters, kGpioPrinters,    kMapperPrinters,       kScsiPrinters};
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

std::string DescriptorText(int fd, const Style& style) {
  return std::to_string(fd) +
         (style.descriptors != nullptr && fd >= 0 ? style.descriptors->NameOf(fd) : "");
}

std::string ProcessText(int pid, const Style& style) {
  return std::to_string(pid) + (style.processes != nullptr ? style.processes->NameOf(pid) : "");
}

namespace {

bool Fits(const StructurePrinter& printer, std::size_t bytes, std::size_t least, bool whole) {
  switch (printer.fit) {
    case Fit::kAtLeast:
      return bytes >= least;
    case Fit::kExactly:
      return bytes == least && whole;
    case Fit::kCut:
      return bytes >= least || (bytes > 0 && whole);
  }
  return false;
}

std::string OneText(const StructurePrinter& printer, const Seen& seen) {
  if (printer.print_seen != nullptr) return printer.print_seen(seen);
  if (printer.always != 0)
    return GrownText(printer.members, printer.always, seen.bytes, seen.style, seen.after,
                     printer.within);
  if (printer.fit == Fit::kCut && !printer.members.empty())
    return CutText(printer.members, seen.bytes, seen.style);
  if (printer.extended) return ExtendedText(printer.members, seen.bytes, seen.elements, seen.style);
  if (!printer.members.empty())
    return MembersText(printer.members, seen.bytes, seen.style, seen.after);
  return seen.style.abbreviate || printer.print_whole == nullptr ? printer.print(seen.bytes)
                                                                 : printer.print_whole(seen.bytes);
}

}  // namespace

std::string StructureText(const tables::Parameter& parameter, std::string_view bytes,
                          bool truncated, std::size_t elements, const Style& style,
                          std::string_view before, std::string_view after, bool unreadable,
                          std::uint64_t address) {
  const StructurePrinter* printer = FindPrinter(parameter.structure);
  if (printer == nullptr) return "";
  const std::size_t least = parameter.length == tables::Length::kFixed
                                ? std::max<std::size_t>(printer->bytes, parameter.size)
                                : printer->bytes;
  if (parameter.length != tables::Length::kArgumentElements)
    return Fits(*printer, bytes.size(), least, !truncated && !unreadable)
               ? OneText(*printer,
                         {bytes, before, after, elements, style, truncated, unreadable, address})
               : "";
  const std::size_t stride = std::max<std::size_t>(parameter.size, 1);
  const std::size_t captured = bytes.size() / stride;
  if (captured == 0 && elements > 0) return "";  // the address is all there is to say
  const std::size_t most = style.abbreviate ? style.string_limit : SIZE_MAX;
  std::string text = "[";
  for (std::size_t i = 0; i < std::min({captured, elements, most}); ++i) {
    if (i > 0) text += ", ";
    text += OneText(*printer, {bytes.substr(i * stride, stride), {}, {}, 0, style});
  }
  const bool cut = (truncated && elements > captured) || std::min(captured, elements) > most;
  if (cut) text += captured > 0 ? ", ..." : "...";
  return text + "]";
}

}  // namespace sysassert::decode

// Structures of virtual machines; linux/kvm.h, asm/kvm.h.
#include <fmt/format.h>

#include "decode/fields.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_attributes.h"

namespace sysassert::decode {
namespace {

constexpr Member kMemoryRegion[] = {{"slot", 0, 4},
                                    {"flags", 4, 4, As::kFlags, &tables::kKvmMemoryFlags},
                                    {"guest_phys_addr", 8, 8, As::kHex},
                                    {"memory_size", 16, 8},
                                    {"userspace_addr", 24, 8, As::kHex}};
constexpr std::string_view kMachineRegisters[] = {"rax", "rbx", "rcx", "rdx", "rsi", "rdi",
                                                  "rsp", "rbp", "r8",  "r9",  "r10", "r11",
                                                  "r12", "r13", "r14", "r15", "rip", "rflags"};
std::string MachineRegisters(const Seen& seen) {
  const Fields fields(seen.bytes);
  const auto one = [&fields](std::size_t i) {
    return fmt::format("{}={}", kMachineRegisters[i], HexText(fields.U64(i * 8)));
  };
  if (seen.style.abbreviate)
    return fmt::format("{{{}, ..., {}, {}, ..., {}, {}}}", one(0), one(6), one(7), one(16),
                       one(17));
  std::string text = "{";
  for (std::size_t i = 0; i < std::size(kMachineRegisters); ++i)
    text += (i > 0 ? ", " : "") + one(i);
  return text + "}";
}
// Of the system's registers, the code segment stands for all.
constexpr std::pair<std::string_view, std::size_t> kSegments[] = {
    {"cs", 0},  {"ds", 24},  {"es", 48},  {"fs", 72},
    {"gs", 96}, {"ss", 120}, {"tr", 144}, {"ldt", 168}};
std::string SegmentText(std::string_view name, const Fields& fields, std::size_t at) {
  return fmt::format(
      "{}={{base={}, limit={}, selector={}, type={}, present={}, dpl={}, db={}, s={}, l={}, g={}, "
      "avl={}}}",
      name, HexText(fields.U64(at)), fields.U32(at + 8), fields.U16(at + 12), fields.U8(at + 14),
      fields.U8(at + 15), fields.U8(at + 16), fields.U8(at + 17), fields.U8(at + 18),
      fields.U8(at + 19), fields.U8(at + 20), fields.U8(at + 21));
}
std::string SystemRegisters(const Seen& seen) {
  const Fields fields(seen.bytes);
  std::string text = "{" + SegmentText("cs", fields, 0);
  if (seen.style.abbreviate) return text + ", ...}";
  for (const auto& [name, at] : kSegments) {
    if (at != 0) text += ", " + SegmentText(name, fields, at);
  }
  for (const auto& [name, at] :
       {std::pair<std::string_view, std::size_t>{"gdt", 192}, {"idt", 208}})
    text += fmt::format(", {}={{base={}, limit={}}}", name, HexText(fields.U64(at)),
                        fields.U16(at + 8));
  constexpr std::string_view kNames[] = {"cr0", "cr2", "cr3", "cr4", "cr8", "efer"};
  for (std::size_t i = 0; i < std::size(kNames); ++i)
    text += fmt::format(", {}={}", kNames[i], fields.U64(224 + i * 8));
  text += ", apic_base=" + HexText(fields.U64(272));
  text += ", interrupt_bitmap=[";
  for (std::size_t i = 0; i < 4; ++i)
    text += (i > 0 ? ", " : "") + HexText(fields.U64(280 + i * 8));
  return text + "]}";
}
constexpr Member kIdentification[] = {{"function", 0, 4, As::kHex},
                                      {"index", 4, 4, As::kHex},
                                      {"flags", 8, 4, As::kFlags, &tables::kKvmCpuidFlags},
                                      {"eax", 12, 4, As::kHex},
                                      {"ebx", 16, 4, As::kHex},
                                      {"ecx", 20, 4, As::kHex},
                                      {"edx", 24, 4, As::kHex}};
std::string Identification(const Seen& seen) {
  constexpr std::size_t kHeader = 8, kEntry = 40;
  const Fields fields(seen.bytes);
  const std::size_t count = fields.U32(0);
  std::string text = fmt::format("{{nent={}, entries=[", count);
  if (seen.style.abbreviate) return text + (count == 0 ? "]}" : "...]}");
  for (std::size_t i = 0; i < count; ++i) {
    text += i > 0 ? ", " : "";
    if (kHeader + (i + 1) * kEntry > seen.bytes.size()) return text + "...]}";
    text +=
        MembersText(kIdentification, seen.bytes.substr(kHeader + i * kEntry, kEntry), seen.style);
  }
  return text + "]}";
}

}  // namespace

const StructurePrinter kMachinePrinters[] = {
    Described("kvm_memory", kMemoryRegion),
    Special("kvm_regs", 144, MachineRegisters),
    Special("kvm_sregs", 312, SystemRegisters),
    Special("kvm_cpuid2", 8, Identification),
    {},
};

}  // namespace sysassert::decode

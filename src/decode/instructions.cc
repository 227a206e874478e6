#include "decode/instructions.h"

#include <fmt/format.h>
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#include "decode/fields.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_attributes.h"
#include "tables/names_objects.h"

namespace sysassert::decode {
namespace {

std::string Also(const tables::NameTable& names, std::uint64_t value) {
  return "|" + tables::EnumText(names, value);
}
// Bits that mean nothing in this class.
std::string Strange(std::uint64_t bits) {
  return bits == 0 ? "" : fmt::format("|{:#x} /* BPF_??? */", bits);
}

// A classic code: its class, and what the class makes of the other bits.
std::string FilterCodeText(std::uint16_t code) {
  const std::uint16_t kind = BPF_CLASS(code), rest = code & ~0x7U;
  const std::string text = tables::EnumText(tables::kFilterClasses, kind);
  switch (kind) {
    case BPF_LD:
    case BPF_LDX:
      return text + Also(tables::kFilterSizes, BPF_SIZE(code)) +
             Also(tables::kFilterModes, BPF_MODE(code)) + Strange(rest & ~0xf8U);
    case BPF_ALU:
      return text + Also(tables::kFilterSources, BPF_SRC(code)) +
             Also(tables::kFilterAluOperations, BPF_OP(code)) + Strange(rest & ~0xf8U);
    case BPF_JMP:
      return text + Also(tables::kFilterSources, BPF_SRC(code)) +
             Also(tables::kFilterJumps, BPF_OP(code)) + Strange(rest & ~0xf8U);
    case BPF_RET:
      return text + Also(tables::kFilterReturns, BPF_RVAL(code)) + Strange(rest & ~0x18U);
    case BPF_MISC:
      return text + Also(tables::kFilterMiscellaneous, BPF_MISCOP(code)) + Strange(rest & ~0xf8U);
    default:
      return text + Strange(rest);
  }
}

std::string StatementText(std::string_view bytes, const std::string& constant) {
  const Fields fields(bytes);
  const std::string code = FilterCodeText(fields.U16(0));
  const std::uint8_t yes = fields.U8(2), no = fields.U8(3);
  return yes == 0 && no == 0
             ? fmt::format("BPF_STMT({}, {})", code, constant)
             : fmt::format("BPF_JUMP({}, {}, {}, {})", code, constant, HexText(yes), HexText(no));
}

// Places in front of a packet's bytes have names: SKF_AD_OFF+SKF_AD_CPU.
std::string PacketOffset(std::uint32_t value) {
  const auto offset = static_cast<std::int32_t>(value);
  if (offset >= SKF_AD_OFF && offset < 0)
    return "SKF_AD_OFF+" + tables::EnumText(tables::kFilterAncillary,
                                            static_cast<std::uint32_t>(offset - SKF_AD_OFF));
  if (offset >= SKF_NET_OFF && offset < 0)
    return fmt::format("SKF_NET_OFF+{}", offset - SKF_NET_OFF);
  if (offset >= SKF_LL_OFF && offset < 0) return fmt::format("SKF_LL_OFF+{}", offset - SKF_LL_OFF);
  return HexText(value);
}

const tables::NameTable& ProgramOperations(std::uint8_t kind) {
  return kind == BPF_JMP || kind == BPF_JMP32 ? tables::kProgramJumps
                                              : tables::kProgramAluOperations;
}

std::string ProgramCodeText(std::uint8_t code) {
  const std::uint8_t kind = BPF_CLASS(code);
  const std::string text = tables::EnumText(tables::kProgramClasses, kind);
  switch (kind) {
    case BPF_LD:
    case BPF_LDX:
    case BPF_ST:
    case BPF_STX:
      return text + Also(tables::kProgramSizes, BPF_SIZE(code)) +
             Also(tables::kProgramModes, BPF_MODE(code));
    default:
      return text + Also(tables::kFilterSources, BPF_SRC(code)) +
             Also(ProgramOperations(kind), BPF_OP(code));
  }
}

}  // namespace

std::string SeccompStatementText(std::string_view statement) {
  const Fields fields(statement);
  const std::uint32_t value = fields.U32(4);
  if (BPF_CLASS(fields.U16(0)) != BPF_RET) return StatementText(statement, HexText(value));
  const std::uint32_t data = value & SECCOMP_RET_DATA;
  return StatementText(statement,
                       tables::EnumText(tables::kSeccompActions, value & SECCOMP_RET_ACTION_FULL) +
                           (data != 0 ? "|" + HexText(data) : ""));
}

std::string SocketStatementText(std::string_view statement) {
  const Fields fields(statement);
  const bool places = BPF_CLASS(fields.U16(0)) == BPF_LD && BPF_MODE(fields.U16(0)) == BPF_ABS;
  return StatementText(statement, places ? PacketOffset(fields.U32(4)) : HexText(fields.U32(4)));
}

std::string ProgramInstructionText(std::string_view instruction) {
  const Fields fields(instruction);
  const std::uint8_t registers = fields.U8(1);
  return fmt::format("{{code={}, dst_reg={}, src_reg={}, off={}, imm={}}}",
                     ProgramCodeText(fields.U8(0)),
                     tables::EnumText(tables::kProgramRegisters, registers & 0xfU),
                     tables::EnumText(tables::kProgramRegisters, registers >> 4U), fields.S16(2),
                     HexText(fields.U32(4)));
}

}  // namespace sysassert::decode

// Structures that their members describe: those that commands of fcntl, ioctl, prctl, ptrace and
// keyctl take.
#include <fcntl.h>
#include <fmt/format.h>

#include "decode/fields.h"
#include "decode/sockaddr.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_keys.h"
#include "tables/names_netlink.h"
#include "tables/names_objects.h"
#include "tables/names_operations.h"

namespace sysassert::decode {
namespace {

constexpr Member kOwner[] = {{"type", 0, 4, As::kChoice, &tables::kOwnerTypes},
                             {"pid", 4, 4, As::kPid}};
constexpr Member kOtherOwner[] = {kOwner[0], {"pid", 4, 4, As::kSigned}};
constexpr Member kFiemap[] = {{"fm_start", 0, 8},
                              {"fm_length", 8, 8},
                              {"fm_flags", 16, 4, As::kFlags, &tables::kFiemapFlags},
                              {"fm_extent_count", 24, 4}};
// struct ifreq: an interface's name, and one thing of it; net/if.h.
constexpr Member kPeekSiginfo[] = {
    {"off", 0, 8}, {"flags", 8, 4, As::kFlags, &tables::kPeekSiginfoFlags}, {"nr", 12, 4}};
constexpr Member kDhParameters[] = {
    {"private", 0, 4, As::kSigned}, {"prime", 4, 4, As::kSigned}, {"base", 8, 4, As::kSigned}};
constexpr Member kKeyQuery[] = {{"supported_ops", 0, 4, As::kHex}, {"key_size", 4, 4},
                                {"max_data_size", 8, 2},           {"max_sig_size", 10, 2},
                                {"max_enc_size", 12, 2},           {"max_dec_size", 14, 2}};
constexpr Member kPolledFile[] = {{"efd", 0, 4}, {"tfd", 4, 4}, {"toff", 8, 4}};
constexpr Member kSeccompSizes[] = {
    {"seccomp_notif", 0, 2}, {"seccomp_notif_resp", 2, 2}, {"seccomp_data", 4, 2}};
constexpr Member kLandlockRuleset[] = {
    {"handled_access_fs", 0, 8, As::kFlags, &tables::kLandlockAccess}};
constexpr Member kLandlockPath[] = {{"allowed_access", 0, 8, As::kFlags, &tables::kLandlockAccess},
                                    {"parent_fd", 8, 4, As::kFd}};
// A ruleset that grew: what we do not know of it is marked.
std::string LandlockRuleset(const Seen& seen) {
  std::string text = MembersText(kLandlockRuleset, seen.bytes, seen.style);
  if (seen.elements <= BytesOf(kLandlockRuleset)) return text;
  text.pop_back();
  return text + ", ...}";
}
constexpr Member kFilterOffset[] = {{"filter_off", 0, 8}};
constexpr Member kFilterMetadata[] = {{"filter_off", 0, 8},
                                      {"flags", 8, 8, As::kFlags, &tables::kSeccompFlags}};
// sys/user.h: what FXSAVE stores.
constexpr Member kHexWord[] = {{"", 0, 4, As::kHex}};
constexpr Member kFloatRegisters[] = {
    {"cwd", 0, 2, As::kHex},
    {"swd", 2, 2, As::kHex},
    {"ftw", 4, 2, As::kHex},
    {"fop", 6, 2, As::kHex},
    {"rip", 8, 8, As::kHex},
    {"rdp", 16, 8, As::kHex},
    {"mxcsr", 24, 4, As::kHex},
    {"mxcr_mask", 28, 4, As::kHex},
    {.name = "st_space", .offset = 32, .bytes = 128, .as = As::kArray, .members = kHexWord},
    {.name = "xmm_space", .offset = 160, .bytes = 256, .as = As::kArray, .members = kHexWord},
    {.name = "padding", .offset = 416, .bytes = 96, .as = As::kArray, .members = kHexWord}};
constexpr Member kFloatRegisters32[] = {
    {"cwd", 0, 4, As::kHex},
    {"swd", 4, 4, As::kHex},
    {"twd", 8, 4, As::kHex},
    {"fip", 12, 4, As::kHex},
    {"fcs", 16, 4, As::kHex},
    {"foo", 20, 4, As::kHex},
    {"fos", 24, 4, As::kHex},
    {.name = "st_space", .offset = 28, .bytes = 80, .as = As::kArray, .members = kHexWord}};
constexpr Member kSpare[] = {{"", 0, 4, As::kHex}};
constexpr Member Spare(std::uint16_t offset, std::uint16_t bytes) {
  return {.name = "__spare",
          .offset = offset,
          .bytes = bytes,
          .as = As::kArray,
          .if_set = true,
          .members = kSpare};
}
constexpr Member kKeyParameters[] = {
    {"key_id", 0, 4, As::kSigned}, {"in_len", 4, 4}, {"out_len", 8, 4}, Spare(12, 28)};
constexpr Member kKeyParameters2[] = {
    {"key_id", 0, 4, As::kSigned}, {"in_len", 4, 4}, {"in2_len", 8, 4}, Spare(12, 28)};
constexpr Member kDerivation[] = {
    {"hashname", 0, 8, As::kStringAt},
    {.name = "otherinfo", .offset = 8, .bytes = 8, .as = As::kBytesAt, .count_at = 16},
    {"otherinfolen", 16, 4},
    Spare(20, 32)};
constexpr Member kDerivation32[] = {
    {"hashname", 0, 4, As::kStringAt},
    {.name = "otherinfo", .offset = 4, .bytes = 4, .as = As::kBytesAt, .count_at = 8},
    {"otherinfolen", 8, 4},
    Spare(12, 32)};
constexpr Member kRegisters32[] = {
    {"ebx", 0, 4, As::kHex},  {"ecx", 4, 4, As::kHex},  {"edx", 8, 4, As::kHex},
    {"esi", 12, 4, As::kHex}, {"edi", 16, 4, As::kHex}, {"ebp", 20, 4, As::kHex},
    {"eax", 24, 4, As::kHex}, {"xds", 28, 4, As::kHex}, {"xes", 32, 4, As::kHex},
    {"xfs", 36, 4, As::kHex}, {"xgs", 40, 4, As::kHex}, {"orig_eax", 44, 4, As::kHex},
    {"eip", 48, 4, As::kHex}, {"xcs", 52, 4, As::kHex}, {"eflags", 56, 4, As::kHex},
    {"esp", 60, 4, As::kHex}, {"xss", 64, 4, As::kHex}};
constexpr Member kRegisters[] = {
    {"r15", 0, 8, As::kHex},        {"r14", 8, 8, As::kHex},       {"r13", 16, 8, As::kHex},
    {"r12", 24, 8, As::kHex},       {"rbp", 32, 8, As::kHex},      {"rbx", 40, 8, As::kHex},
    {"r11", 48, 8, As::kHex},       {"r10", 56, 8, As::kHex},      {"r9", 64, 8, As::kHex},
    {"r8", 72, 8, As::kHex},        {"rax", 80, 8, As::kHex},      {"rcx", 88, 8, As::kHex},
    {"rdx", 96, 8, As::kHex},       {"rsi", 104, 8, As::kHex},     {"rdi", 112, 8, As::kHex},
    {"orig_rax", 120, 8, As::kHex}, {"rip", 128, 8, As::kHex},     {"cs", 136, 8, As::kHex},
    {"eflags", 144, 8, As::kHex},   {"rsp", 152, 8, As::kHex},     {"ss", 160, 8, As::kHex},
    {"fs_base", 168, 8, As::kHex},  {"gs_base", 176, 8, As::kHex}, {"ds", 184, 8, As::kHex},
    {"es", 192, 8, As::kHex},       {"fs", 200, 8, As::kHex},      {"gs", 208, 8, As::kHex}};

// A thread, a process, or a group of them.
std::string Owner(const Seen& seen) {
  const std::uint32_t type = Fields(seen.bytes).U32(0);
  const bool one = type == F_OWNER_TID || type == F_OWNER_PID;
  return MembersText(one ? std::span<const Member>(kOwner) : kOtherOwner, seen.bytes, seen.style);
}

std::string SeccompAction(std::string_view bytes) {
  return "[" + tables::EnumText(tables::kSeccompActions, Fields(bytes).U32(0)) + "]";
}
// struct timex: longs, and ints that are padded to one; linux/timex.h.
template <std::size_t kWidth>
std::string Timex(std::string_view bytes) {
  const Fields fields(bytes);
  const auto at = [&fields](std::size_t i) { return fields.SignedLong(i, kWidth); };
  const auto word = [&fields](std::size_t i) { return fields.S32(i * kWidth); };
  return fmt::format(
      "{{modes={}, offset={}, freq={}, maxerror={}, esterror={}, status={}, constant={}, "
      "precision={}, tolerance={}, time={{tv_sec={}, tv_usec={}}}, tick={}, ppsfreq={}, jitter={}, "
      "shift={}, stabil={}, jitcnt={}, calcnt={}, errcnt={}, stbcnt={}, tai={}}}",
      tables::FlagsText(tables::kClockModes, static_cast<std::uint32_t>(word(0))), at(1), at(2),
      at(3), at(4), tables::FlagsText(tables::kClockStatus, static_cast<std::uint32_t>(word(5))),
      at(6), at(7), at(8), at(9), at(10), at(11), at(12), at(13), word(14), at(15), at(16), at(17),
      at(18), at(19), word(20));
}

template <std::size_t kWidth>
std::string Address(std::string_view bytes) {
  return "[" + PointerText(Fields(bytes).Long(0, kWidth)) + "]";
}
std::string UnsignedNumber(std::string_view bytes) {
  return fmt::format("[{}]", Fields(bytes).U32(0));
}
std::string FileFlags(std::string_view bytes) {
  return "[" + tables::FlagsText(tables::kFileFlags, Fields(bytes).U32(0)) + "]";
}
std::string TscMode(std::string_view bytes) {
  return "[" + tables::EnumText(tables::kTscModes, Fields(bytes).U32(0)) + "]";
}
std::string Xfeatures(std::string_view bytes) {
  const std::uint64_t features = Fields(bytes).U64(0);
  if (tables::ConstantsAreSpelt() == tables::Constants::kNumbers)
    return "[" + HexText(features) + "]";
  const tables::ByNameOnly beside_the_number;
  return fmt::format("[{} /* {} */]", HexText(features),
                     tables::FlagsText(tables::kXfeatures, features));
}
// A byte of flags each; the third and later ones are not defined yet.
std::string KeyCapabilities(std::string_view bytes) {
  std::string text = "[";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto flags = static_cast<unsigned char>(bytes[i]);
    text += i == 0   ? tables::FlagsText(tables::kKeyCapabilities0, flags)
            : i == 1 ? ", " + tables::FlagsText(tables::kKeyCapabilities1, flags)
                     : ", " + HexText(flags);
  }
  return text + "]";
}

}  // namespace

const StructurePrinter kDescribedPrinters[] = {
    Special("f_owner_ex", 8, Owner),
    Described("fiemap", kFiemap),
    Described("peeksiginfo", kPeekSiginfo),
    Described("dh_params", kDhParameters),
    Described("pkey_query", kKeyQuery),
    Described("kcmp_epoll_slot", kPolledFile),
    Described("seccomp_sizes", kSeccompSizes),
    {"seccomp_action", 4, SeccompAction},
    Special("landlock_ruleset", 8, LandlockRuleset),
    Described("filter_offset", kFilterOffset),
    Described("filter_metadata", kFilterMetadata),
    Described("user_fpregs", kFloatRegisters),
    Described("user_fpregs32", kFloatRegisters32),
    Described("pkey_params", kKeyParameters),
    Described("pkey_params2", kKeyParameters2),
    Described("kdf_params", kDerivation),
    Described("kdf_params32", kDerivation32),
    Described("landlock_path", kLandlockPath),
    {"timex", 164, Timex<8>},
    {"timex64", 164, Timex<8>},
    {"timex32", 84, Timex<4>},
    Described("user_regs", kRegisters),
    Described("user_regs32", kRegisters32),
    {"address", 8, Address<8>},
    {"address32", 4, Address<4>},
    {"unsigned", 4, UnsignedNumber},
    {"file_flags", 4, FileFlags},
    {"tsc_mode", 4, TscMode},
    {"xfeatures", 8, Xfeatures},
    {"key_capabilities", 1, KeyCapabilities},
    {},
};

}  // namespace sysassert::decode

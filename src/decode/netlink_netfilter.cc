// Messages of netfilter: types of a subsystem and its message, a header, attributes.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>

#include <iterator>

#include "decode/fields.h"
#include "decode/netlink_attributes.h"
#include "tables/names.h"
#include "tables/names_netlink.h"

namespace sysassert::decode {
namespace {

constexpr std::uint8_t SubsystemOf(std::uint16_t type) {
  return static_cast<std::uint8_t>(type >> 8U);
}

const tables::NameTable* MessagesOf(std::uint8_t subsystem) {
  static constexpr const tables::NameTable* kMessages[] = {nullptr,
                                                           &tables::kConntrackMessages,
                                                           &tables::kExpectationMessages,
                                                           &tables::kQueueMessages,
                                                           &tables::kLogMessages,
                                                           &tables::kFingerprintMessages,
                                                           &tables::kIpsetMessages,
                                                           &tables::kAccountingMessages,
                                                           &tables::kTimeoutMessages,
                                                           &tables::kHelperMessages,
                                                           &tables::kNftablesMessages,
                                                           &tables::kNftCompatMessages,
                                                           &tables::kHookMessages};
  return subsystem < std::size(kMessages) ? kMessages[subsystem] : nullptr;
}

bool IsBatch(std::uint16_t type) {
  return type == NFNL_MSG_BATCH_BEGIN || type == NFNL_MSG_BATCH_END;
}

// Attributes are numbered by each subsystem, and have no names here.
constexpr tables::NameTable kUnnamed = {"", nullptr, 0};
constexpr AttributeSet kAnyAttributes = {&kUnnamed, {}};

}  // namespace

std::string NetfilterTypeText(std::uint16_t type) {
  if (IsBatch(type)) return tables::EnumText(tables::kNetfilterBatches, type);
  const tables::NameTable* messages = MessagesOf(SubsystemOf(type));
  const std::uint8_t message = static_cast<std::uint8_t>(type);
  return tables::EnumText(tables::kNetfilterSubsystems, SubsystemOf(type)) + "<<8|" +
         (messages != nullptr ? tables::EnumText(*messages, message)
                              : fmt::format("{:#x}", message));
}

// By what its name says that a message does.
const tables::NameTable* NetfilterFlagsOf(std::uint16_t type) {
  const tables::NameTable* messages = MessagesOf(SubsystemOf(type));
  if (messages == nullptr || messages == &tables::kIpsetMessages ||
      messages == &tables::kFingerprintMessages)
    return nullptr;
  std::string_view name = tables::NameOf(*messages, static_cast<std::uint8_t>(type));
  if (name.size() <= messages->title.size()) return nullptr;
  name.remove_prefix(messages->title.size() + 1);
  if (name.starts_with("NEW")) return &tables::kNetlinkNewFlags;
  if (name.starts_with("GET")) return &tables::kNetlinkGetFlags;
  if (name.starts_with("DEL")) return &tables::kNetlinkDeleteFlags;
  return nullptr;
}

std::string NetfilterText(std::uint16_t type, std::string_view payload,
                          const NetlinkContext& context) {
  constexpr std::size_t kHeader = sizeof(nfgenmsg);
  if (payload.size() < kHeader) return Hexadecimal(payload, context.style);
  const Fields fields(payload);
  const std::uint16_t resource = ntohs(fields.U16(2));
  const bool of_tables =
      SubsystemOf(type) == NFNL_SUBSYS_NFTABLES && resource == NFNL_SUBSYS_NFTABLES;
  std::string text =
      fmt::format("{{nfgen_family={}, version={}, res_id=htons({})}}",
                  tables::EnumText(tables::kAddressFamilies, fields.U8(0)),
                  tables::EnumText(tables::kNetfilterVersions, fields.U8(1)),
                  of_tables ? tables::EnumText(tables::kNetfilterSubsystems, resource)
                            : std::to_string(resource));
  payload.remove_prefix(kHeader);
  if (payload.empty()) return text;
  return text + ", " +
         (IsBatch(type) ? Hexadecimal(payload, context.style)
                        : AttributesText(payload, kAnyAttributes, context, kDeepest));
}

}  // namespace sysassert::decode

// What the device mapper is asked with ioctl; linux/dm-ioctl.h. Behind the structure stands what a
// command takes or answers: targets, devices, versions.
#include <fmt/format.h>
#include <linux/dm-ioctl.h>

#include <algorithm>
#include <cstddef>

#include "decode/fields.h"
#include "decode/live_memory.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_devices.h"

namespace sysassert::decode {
namespace {

// What stands behind the structure.
enum class Payload : std::uint8_t {
  kNone,
  kTargets,
  kMessage,
  kString,
  kDevices,
  kDependencies,
  kVersions
};
// What of the structure a command takes, or answers.
struct Shape {
  bool data_start, names;                   // dev, name, uuid
  bool target_count, open_count, event_nr;  // of these, what the command is about
  bool event_if_resumed;                    // event_nr where it does not suspend
  Payload payload;
  bool with_data_out;  // the payload only where the flags say that data are answered
};

struct Head {
  std::uint32_t data_size, data_start, target_count, minor;
};

// Is a structure of so many bytes within the data?
bool IsWithin(const Head& head, std::uint64_t offset, std::size_t bytes) {
  return offset + bytes <= head.data_size;
}
std::string Misplaced(std::string_view what) { return fmt::format("??? /* misplaced {} */", what); }
std::string StringIn(const Seen& seen, const Head& head, std::uint64_t offset,
                     std::size_t* length = nullptr) {
  const std::uint64_t room = head.data_size - offset;
  if (room == 0) return R"("")";
  const std::uint64_t wanted = std::min<std::uint64_t>(room, seen.style.string_limit);
  const std::string bytes =
      BytesAt(seen.address + offset, std::min<std::uint64_t>(wanted + 1, room), seen.style);
  const std::size_t end = bytes.find('\0');
  if (end == std::string::npos && bytes.size() < wanted) return PointerText(seen.address + offset);
  if (end == std::string::npos)
    return Quote(std::string_view(bytes).substr(0, wanted), true, seen.style.hex);
  if (length != nullptr) *length = end + 1;
  return Quote(std::string_view(bytes).substr(0, end), false, seen.style.hex);
}

// A list whose elements say where the next one is. `print` makes the text of one, and answers where
// the next is, relative to this one; 0: there is none.
template <typename Print>
std::string ListText(const Seen& seen, const Head& head, std::size_t bytes, std::string_view what,
                     Print print) {
  std::string text;
  std::uint64_t offset = head.data_start, last_end = 0;
  for (std::size_t i = 0;; ++i) {
    text += ", ";
    if ((i > 0 && offset <= last_end) || !IsWithin(head, offset, bytes))
      return text + Misplaced(what);
    last_end = offset + bytes;
    if (i >= std::min(seen.style.string_limit, kMostElements)) return text + "...";
    const std::string element = BytesAt(seen.address + offset, bytes, seen.style);
    if (element.size() < bytes) return text + PointerText(seen.address + offset);
    const std::uint64_t next = print(i, element, offset, &text);
    if (next == 0) return text;
    offset = next;
  }
}

constexpr Member kTarget[] = {{"sector_start", 0, 8}, {"length", 8, 8}};
constexpr Member kStatus[] = {{"status", 16, 4, As::kSigned}};
constexpr Member kType[] = {{"target_type", 24, 16, As::kText}};
template <bool kAnswered>
std::string Targets(const Seen& seen, const Head& head) {
  constexpr std::size_t kBytes = 40;  // struct dm_target_spec
  if (head.target_count == 0) return "";
  if (seen.style.abbreviate) return ", ...";
  return ListText(seen, head, kBytes, "struct dm_target_spec",
                  [&](std::size_t i, std::string_view element, std::uint64_t offset,
                      std::string* text) -> std::uint64_t {
                    const auto add = [&](std::span<const Member> members) {
                      std::string part = MembersText(members, element, seen.style);
                      part.pop_back();
                      *text += part.substr(1) + ", ";
                    };
                    *text += "{";
                    add(kTarget);
                    if (kAnswered) add(kStatus);
                    add(kType);
                    *text += "string=" + StringIn(seen, head, offset + kBytes) + "}";
                    if (i + 1 == head.target_count) return 0;
                    const std::uint64_t next = Fields(element).U32(20);
                    const std::uint64_t at = (kAnswered ? head.data_start : offset) + next;
                    return at == 0 ? 1 : at;
                  });
}

std::string Devices(const Seen& seen, const Head& head) {
  constexpr std::size_t kBytes = 12;  // struct dm_name_list, whose name follows
  constexpr std::uint32_t kWithEvents = 37;
  if (seen.style.abbreviate) return ", ...";
  return ListText(
      seen, head, kBytes, "struct dm_name_list",
      [&](std::size_t, std::string_view element, std::uint64_t offset,
          std::string* text) -> std::uint64_t {
        const std::uint32_t next = Fields(element).U32(8);
        std::size_t length = 0;
        *text += fmt::format("{{dev={}, name={}", DeviceText(Fields(element).U64(0)),
                             StringIn(seen, head, offset + kBytes, &length));
        const std::uint64_t event =
            (seen.address + offset + kBytes + length + 7) & ~std::uint64_t{7};
        if (length > 0 && head.minor >= kWithEvents && event + 4 <= seen.address + offset + next) {
          const std::string number = BytesAt(event, 4, seen.style);
          if (number.size() == 4) *text += fmt::format(", event_nr={}", Fields(number).U32(0));
        }
        *text += "}";
        return next == 0 ? 0 : offset + next;
      });
}

std::string Versions(const Seen& seen, const Head& head) {
  constexpr std::size_t kBytes = 16;  // struct dm_target_versions, whose name follows
  if (seen.style.abbreviate) return ", ...";
  return ListText(seen, head, kBytes, "struct dm_target_versions",
                  [&](std::size_t, std::string_view element, std::uint64_t offset,
                      std::string* text) -> std::uint64_t {
                    const Fields fields(element);
                    *text += fmt::format("{{name={}, version=[{}, {}, {}]}}",
                                         StringIn(seen, head, offset + kBytes), fields.U32(4),
                                         fields.U32(8), fields.U32(12));
                    return fields.U32(0) == 0 ? 0 : offset + fields.U32(0);
                  });
}

constexpr Member kDependency[] = {{"", 0, 8, As::kDevice}};
std::string Dependencies(const Seen& seen, const Head& head) {
  constexpr std::size_t kBytes = 8;  // struct dm_target_deps, whose devices follow
  if (seen.style.abbreviate) return ", ...";
  std::string misplaced = ", " + Misplaced("struct dm_target_deps");
  if (!IsWithin(head, head.data_start, kBytes)) return misplaced;
  const std::uint64_t address = seen.address + head.data_start;
  const std::string element = BytesAt(address, kBytes, seen.style);
  if (element.size() < kBytes) return ", " + PointerText(address);
  const std::uint32_t count = Fields(element).U32(0);
  if (!IsWithin(head, head.data_start + kBytes, std::size_t{count} * 8)) return misplaced;
  return fmt::format(", {{count={}, deps={}}}", count,
                     ArrayAt(address + kBytes, count, kDependency, seen.style));
}

std::string Message(const Seen& seen, const Head& head) {
  constexpr std::size_t kBytes = 8;  // struct dm_target_msg, whose text follows
  if (seen.style.abbreviate) return ", ...";
  if (!IsWithin(head, head.data_start, kBytes)) return ", " + Misplaced("struct dm_target_msg");
  const std::uint64_t address = seen.address + head.data_start;
  const std::string element = BytesAt(address, kBytes, seen.style);
  if (element.size() < kBytes) return ", " + PointerText(address);
  return fmt::format(", {{sector={}, message={}}}", Fields(element).U64(0),
                     StringIn(seen, head, head.data_start + kBytes));
}
std::string String(const Seen& seen, const Head& head) {
  if (seen.style.abbreviate) return ", ...";
  if (!IsWithin(head, head.data_start, 0)) return ", " + Misplaced("string");
  return ", {string=" + StringIn(seen, head, head.data_start) + "}";
}

std::string PayloadText(Payload payload, bool answered, const Seen& seen, const Head& head) {
  const bool needs_data = payload != Payload::kTargets && payload != Payload::kString;
  if (payload == Payload::kNone || (needs_data && head.data_size == head.data_start)) return "";
  if (seen.style.memory == nullptr)
    return payload == Payload::kTargets && head.target_count == 0 ? "" : ", ...";
  switch (payload) {
    case Payload::kTargets:
      return answered ? Targets<true>(seen, head) : Targets<false>(seen, head);
    case Payload::kMessage:
      return Message(seen, head);
    case Payload::kString:
      return String(seen, head);
    case Payload::kDevices:
      return Devices(seen, head);
    case Payload::kDependencies:
      return Dependencies(seen, head);
    case Payload::kVersions:
      return Versions(seen, head);
    case Payload::kNone:
      break;
  }
  return "";
}

// struct dm_ioctl
constexpr std::size_t kMapperBytes = 312;
constexpr Member kNames[] = {
    {.name = "dev", .offset = 40, .bytes = 8, .as = As::kDevice, .if_set = true}};
std::string NamesText(const Seen& seen) {
  const Fields fields(seen.bytes);
  std::string text;
  if (fields.U64(40) != 0) text += ", dev=" + MemberText(kNames[0], seen.bytes, seen.style);
  constexpr Member kName = {"name", 48, 128, As::kText}, kUuid = {"uuid", 176, 129, As::kText};
  if (fields.U8(48) != 0) text += ", name=" + MemberText(kName, seen.bytes, seen.style);
  if (fields.U8(176) != 0) text += ", uuid=" + MemberText(kUuid, seen.bytes, seen.style);
  return text;
}
template <const Shape& kShape, bool kAnswered>
std::string Mapper(const Seen& seen) {
  const Fields fields(seen.bytes);
  const Head head = {fields.U32(12), fields.U32(16), fields.U32(20), fields.U32(4)};
  if (head.data_size < offsetof(dm_ioctl, data_size)) return "";  // the version is not there
  std::string text =
      fmt::format("[{{version=[{}, {}, {}]", fields.U32(0), head.minor, fields.U32(8));
  if (fields.U32(0) != DM_VERSION_MAJOR)
    return text + " /* unsupported device mapper ABI version */}]";
  text += fmt::format(", data_size={}", head.data_size);
  if (head.data_size < kMapperBytes) return text + " /* data_size too small */}]";
  const std::uint32_t flags = fields.U32(28);
  if (kShape.data_start) text += fmt::format(", data_start={}", head.data_start);
  if (kShape.names) text += NamesText(seen);
  if (kShape.target_count) text += fmt::format(", target_count={}", head.target_count);
  if (kShape.open_count) text += fmt::format(", open_count={}", fields.U32(24));
  if (kShape.event_nr || (kShape.event_if_resumed && (flags & DM_SUSPEND_FLAG) == 0))
    text += fmt::format(", event_nr={}", fields.U32(32));
  text += ", flags=" + tables::FlagsText(tables::kMapperFlags, flags) + "}";
  const bool has_payload = !kShape.with_data_out || (flags & DM_DATA_OUT_FLAG) != 0;
  return text + (has_payload ? PayloadText(kShape.payload, kAnswered, seen, head) : "") + "]";
}

constexpr Shape kPlain = {.names = true}, kAll = {},
                kList = {.data_start = true, .payload = Payload::kDevices},
                kListAsked = {.data_start = true},
                kListVersions = {.data_start = true, .payload = Payload::kVersions},
                kRemoved = {.names = true, .event_nr = true},
                kRenamed = {.data_start = true,
                            .names = true,
                            .event_nr = true,
                            .payload = Payload::kString},
                kSuspended = {.names = true, .event_if_resumed = true},
                kWaited = {.data_start = true, .names = true, .event_nr = true},
                kLoaded = {.data_start = true,
                           .names = true,
                           .target_count = true,
                           .payload = Payload::kTargets},
                kAsked = {.data_start = true, .names = true},
                kSent = {.data_start = true, .names = true, .payload = Payload::kMessage},
                kShaped = {.data_start = true, .names = true, .payload = Payload::kString},
                // What is answered.
    kCounted = {.names = true, .target_count = true, .open_count = true, .event_nr = true},
                kCountedData = {.data_start = true,
                                .names = true,
                                .target_count = true,
                                .open_count = true,
                                .event_nr = true},
                kMessageTold = {.data_start = true,
                                .names = true,
                                .target_count = true,
                                .open_count = true,
                                .event_nr = true,
                                .payload = Payload::kString,
                                .with_data_out = true},
                kStatusTold = {.data_start = true,
                               .names = true,
                               .target_count = true,
                               .open_count = true,
                               .event_nr = true,
                               .payload = Payload::kTargets},
                kDependenciesTold = {.data_start = true,
                                     .names = true,
                                     .target_count = true,
                                     .open_count = true,
                                     .event_nr = true,
                                     .payload = Payload::kDependencies};

}  // namespace

const StructurePrinter kMapperPrinters[] = {
    Special("mapper_plain", kMapperBytes, Mapper<kPlain, false>),
    Special("mapper_plain_told", kMapperBytes, Mapper<kPlain, true>),
    Special("mapper_all", kMapperBytes, Mapper<kAll, false>),
    Special("mapper_all_told", kMapperBytes, Mapper<kAll, true>),
    Special("mapper_list", kMapperBytes, Mapper<kListAsked, false>),
    Special("mapper_devices", kMapperBytes, Mapper<kList, true>),
    Special("mapper_versions", kMapperBytes, Mapper<kListVersions, true>),
    Special("mapper_removed", kMapperBytes, Mapper<kRemoved, false>),
    Special("mapper_renamed", kMapperBytes, Mapper<kRenamed, false>),
    Special("mapper_suspended", kMapperBytes, Mapper<kSuspended, false>),
    Special("mapper_waited", kMapperBytes, Mapper<kWaited, false>),
    Special("mapper_loaded", kMapperBytes, Mapper<kLoaded, false>),
    Special("mapper_asked", kMapperBytes, Mapper<kAsked, false>),
    Special("mapper_data", kMapperBytes, Mapper<kAsked, true>),
    Special("mapper_sent", kMapperBytes, Mapper<kSent, false>),
    Special("mapper_shaped", kMapperBytes, Mapper<kShaped, false>),
    Special("mapper_counted", kMapperBytes, Mapper<kCounted, true>),
    Special("mapper_counted_data", kMapperBytes, Mapper<kCountedData, true>),
    Special("mapper_message_told", kMapperBytes, Mapper<kMessageTold, true>),
    Special("mapper_status", kMapperBytes, Mapper<kStatusTold, true>),
    Special("mapper_dependencies", kMapperBytes, Mapper<kDependenciesTold, true>),
    {},
};

}  // namespace sysassert::decode

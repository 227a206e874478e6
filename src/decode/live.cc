#include "decode/live.h"

#include <fmt/format.h>
#include <linux/sched.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "decode/fields.h"
#include "decode/instructions.h"
#include "decode/live_memory.h"
#include "decode/live_messages.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/variants.h"

namespace sysassert::decode {
namespace {

using capture::CallRecord;

// The int behind a pointer as `print` shows it, a descriptor or a thread: [7], or the address.
std::string NumberAt(std::uint64_t address, std::string (*print)(int, const Style&),
                     const Style& style) {
  const std::string bytes = BytesAt(address, sizeof(std::int32_t), style);
  return bytes.size() < sizeof(std::int32_t) ? PointerText(address)
                                             : "[" + print(Fields(bytes).S32(0), style) + "]";
}

// What clone3(2) wrote to where its arguments say.
std::string BirthText(const Fields& arguments, const Style& style) {
  constexpr std::uint64_t kPidfd = 0x1000, kParentSetTid = 0x100000;  // linux/sched.h
  const std::uint64_t flags = arguments.U64(0);
  std::string text;
  if ((flags & kPidfd) != 0) text += "pidfd=" + NumberAt(arguments.U64(8), DescriptorText, style);
  if ((flags & kParentSetTid) != 0)
    text += (text.empty() ? "" : ", ") +
            ("parent_tid=" + NumberAt(arguments.U64(24), ProcessText, style));
  return text.empty() ? "" : " => {" + text + "}";
}

// The words from `address` on, up to a zero. `whole`: the zero was there.
std::vector<std::uint64_t> WordsAt(std::uint64_t address, std::size_t width, const Style& style,
                                   bool* whole) {
  std::vector<std::uint64_t> words;
  *whole = false;
  while (words.size() < kMostElements) {
    std::uint64_t word = 0;
    const auto bytes = std::as_writable_bytes(std::span(&word, 1)).first(width);
    if (style.memory->Read(address + words.size() * width, bytes) != width) return words;
    if (word == 0) {
      *whole = true;
      return words;
    }
    words.push_back(word);
  }
  return words;
}

// ["a", "b"], or as far as the vector can be read; a string that cannot be is its address.
std::string StringsAt(std::uint64_t address, std::size_t width, const Style& style) {
  bool whole = false;
  const std::vector<std::uint64_t> strings = WordsAt(address, width, style, &whole);
  if (!whole && strings.empty()) return PointerText(address);
  std::string text = "[";
  for (const std::uint64_t string : strings)
    text += (text.size() > 1 ? ", " : "") + StringAt(string, style);
  return whole ? text + "]"
               : text + fmt::format(", ... /* {:#x} */]", address + strings.size() * width);
}

std::string EnvironmentText(std::uint64_t address, std::size_t width, const Style& style) {
  if (!style.abbreviate) return StringsAt(address, width, style);
  bool whole = false;
  const std::vector<std::uint64_t> variables = WordsAt(address, width, style, &whole);
  if (!whole && variables.empty()) return PointerText(address);
  return fmt::format("{:#x} /* {} var{}{} */", address, variables.size(),
                     variables.size() == 1 ? "" : "s", whole ? "" : ", unterminated");
}

// struct linux_dirent64, and the older one whose type stands behind the name.
std::string EntriesText(const CallView& call, std::uint64_t address, bool wide,
                        const Style& style) {
  const CallRecord& record = call.record;
  const std::string bytes = BytesAt(address, static_cast<std::uint64_t>(record.result), style);
  // The older one has longs: an i386 process's are of 4 bytes.
  const std::size_t width = wide ? 8 : WidthOf(record);
  const std::size_t name_at = wide ? 19 : 2 * width + 2;
  std::size_t count = 0;
  std::string text = "[";
  for (std::size_t at = 0; at + name_at < bytes.size(); ++count) {
    const Fields entry(std::string_view(bytes).substr(at));
    const std::size_t length = entry.U16(2 * width);
    if (length <= name_at || at + length > bytes.size()) break;
    const auto type = static_cast<unsigned char>(bytes[wide ? at + 18 : at + length - 1]);
    const std::string type_text = tables::EnumText(tables::kEntryTypes, type);
    text += count > 0 ? ", " : "";
    text += fmt::format("{{d_ino={}, d_off={}, d_reclen={}, ", entry.Long(0, width),
                        entry.SignedLong(1, width), length);
    const std::string name =
        "d_name=" + Quote(entry.Text(name_at, length - name_at), false, style.hex);
    text += (wide ? "d_type=" + type_text + ", " + name : name + ", d_type=" + type_text) + "}";
    at += length;
  }
  if (style.abbreviate) return fmt::format("{:#x} /* {} entries */", address, count);
  return text + "]";
}

// "[0 3]"; nothing where it cannot be read.
std::optional<std::string> DescriptorSetText(std::uint64_t address, std::uint64_t count,
                                             const Style& style) {
  constexpr std::uint64_t kMostDescriptors = 1U << 20U;
  std::size_t names_left = 4096;  // each is asked for in /proc
  count = std::min(count, kMostDescriptors);
  const std::uint64_t bytes = (count + 63) / 64 * 8;
  const std::string set = BytesAt(address, bytes, style);
  if (set.size() < bytes) return std::nullopt;
  std::string text = "[";
  for (std::uint64_t fd = 0; fd < count; ++fd) {
    if (((static_cast<unsigned char>(set[fd / 8]) >> (fd % 8)) & 1U) == 0) continue;
    text += (text.size() > 1 ? " " : "") + std::to_string(fd);
    if (style.descriptors == nullptr || names_left == 0) continue;
    text += style.descriptors->NameOf(static_cast<int>(fd));
    --names_left;
  }
  return text + "]";
}

constexpr std::size_t kStatement = 8;  // struct sock_filter
// Of getsockopt(2): what its length came to, and no more than it was passed.
std::int32_t LengthAnswered(const CallView& call) {
  constexpr int kLength = 4;
  const auto passed = call.item(capture::ItemKind::kBytes, kLength);
  const auto answered = call.item(capture::ItemKind::kBytesOut, kLength);
  if (!passed || !answered) return 0;
  return std::min(Fields(passed->bytes).S32(0), Fields(answered->bytes).S32(0));
}

}  // namespace

bool IsAnswered(const tables::Row& row, const tables::Parameter& parameter, const Style& style) {
  return !parameter.answer.empty() || (style.memory != nullptr && row.id == Sysno::clone3 &&
                                       parameter.structure == "clone_args");
}

std::string AnswerText(const CallView& call, const tables::Row& row, int i, const Style& style) {
  if (!style.structures) return "";
  const auto argument = static_cast<std::uint8_t>(i);
  if (row.id == Sysno::clone3) {
    const auto item = call.item(capture::ItemKind::kBytes, argument);
    return item && HasSucceeded(call.record) ? BirthText(Fields(item->bytes), style) : "";
  }
  const tables::Parameter& parameter =
      tables::ParameterOf(row, i, call.record.args, call.record.abi);
  const auto item = call.item(capture::ItemKind::kBytesOut, argument);
  tables::Parameter answer = parameter;
  answer.structure = parameter.answer;
  const auto before = call.item(capture::ItemKind::kBytes, argument);
  const bool same = item && before && before->bytes == item->bytes;
  if (same && parameter.answer == parameter.structure) return "";
  const std::string text = item ? StructureText(answer, item->bytes, false, 0, style,
                                                before ? before->bytes : std::string_view(), {},
                                                false, call.record.args[i])
                                : "";
  return text.empty() ? "" : " => " + text;
}

bool IsFilledByCall(const tables::Row& row, const tables::Parameter& parameter,
                    const Style& style) {
  if (style.memory == nullptr) return false;
  const bool vector = parameter.structure.substr(0, 5) == "iovec" && FillsVector(row.id, parameter);
  if (parameter.structure == tables::kQueueMessage) return row.id == Sysno::msgrcv;
  return vector || parameter.structure == tables::kEntries ||
         parameter.structure == tables::kFilterAsked || parameter.structure == tables::kBirthId ||
         parameter.structure == tables::kMessages;
}

std::optional<std::string> LiveText(const CallView& call, const tables::Row& row,
                                    const tables::Parameter& parameter, int i, const Style& style) {
  const CallRecord& record = call.record;
  const std::uint64_t address = record.args[i];
  if (style.memory == nullptr || !style.structures || address == 0) return std::nullopt;
  const bool succeeded = HasSucceeded(record);
  if (parameter.structure == tables::kEnvironment)
    return EnvironmentText(address, WidthOf(record), style);
  if (parameter.kind == ArgumentKind::kStringVector) {
    const auto item = call.item(capture::ItemKind::kVector, static_cast<std::uint8_t>(i));
    return item && item->unreadable && !succeeded
               ? std::optional(StringsAt(address, WidthOf(record), style))
               : std::nullopt;
  }
  if (parameter.structure == tables::kBirthId && succeeded)
    return NumberAt(address, (record.args[0] & CLONE_PIDFD) != 0 ? DescriptorText : ProcessText,
                    style);
  if (parameter.structure == tables::kEntries && succeeded)
    return EntriesText(call, address, row.id == Sysno::getdents64, style);
  if (parameter.structure == tables::kDescriptorSet &&
      static_cast<std::int32_t>(record.args[0]) >= 0)
    return DescriptorSetText(address, record.args[0], style);
  if (parameter.structure == tables::kFilterAsked && succeeded && !style.abbreviate &&
      LengthAnswered(call) > 0)
    return ArrayAt(address, static_cast<std::uint64_t>(LengthAnswered(call)), kStatement,
                   SocketStatementText, style);
  if (parameter.structure.substr(0, 5) == "iovec")
    return VectorText(call, row, parameter, i, style);
  if (parameter.structure.substr(0, 6) == "msghdr")
    return MessageHeaderText(call, row, parameter, i, style);
  if (parameter.structure == tables::kMessages) return MessagesText(call, row, i, style);
  if (parameter.structure == tables::kQueueMessage && (row.id == Sysno::msgsnd || succeeded))
    return QueueMessageText(call, i, style);
  if (row.id == Sysno::sendto || (row.id == Sysno::recvfrom && succeeded))
    return DatagramText(call, i, style);
  return std::nullopt;
}

namespace {

// What a call left of the time that argument `place` gave it: "left {…}".
std::string TimeLeft(const CallView& call, const tables::Row& row, std::size_t place,
                     const Style& style) {
  const std::uint64_t address = call.record.args[place];
  if (address == 0) return "";
  if (!style.structures) return "left " + PointerText(address);
  const tables::Parameter& timeout = row.parameters[place];
  const std::string shown =
      StructureText(timeout, BytesAt(address, timeout.size, style), false, 0, style);
  return shown.empty() ? "" : "left " + shown;
}

}  // namespace

std::string SelectAnswer(const CallView& call, const tables::Row& row, const Style& style) {
  constexpr std::string_view kNames[] = {"in", "out", "except"};
  constexpr std::size_t kTimeout = 4;
  if (style.memory == nullptr || row.count <= static_cast<int>(kTimeout)) return "";
  std::string text;
  const auto add = [&text](const std::string& part) {
    text += (text.empty() || part.empty() ? "" : ", ") + part;
  };
  for (int i = 0; i < 3; ++i) {
    const std::uint64_t address = call.record.args[i + 1];
    if (address == 0) continue;
    Style numbers = style;  // what they name stands in the arguments
    numbers.descriptors = nullptr;
    const auto set = DescriptorSetText(address, call.record.args[0], numbers);
    if (set && *set != "[]") add(std::string(kNames[i]) + " " + *set);
  }
  add(TimeLeft(call, row, kTimeout, style));
  return text;
}

std::string PollRemainder(const CallView& call, const tables::Row& row, const Style& style) {
  if (style.memory == nullptr) return "";
  const bool polls = row.id == Sysno::ppoll || row.id == Sysno::ppoll_time64;
  const std::string left = TimeLeft(call, row, polls ? 2 : 4, style);
  return left.empty() ? "" : ", " + left;
}

std::string SignalFrameText(std::uint64_t stack, const Style& style) {
  // x86_64's ucontext begins where the stack pointer is; its mask lies behind registers and FPU
  // pointer (arch/x86/include/uapi/asm/ucontext.h).
  constexpr std::uint64_t kMask = 296;
  const std::string mask = BytesAt(stack + kMask, sizeof(std::uint64_t), style);
  tables::Parameter parameter;
  parameter.structure = "sigset";
  const std::string text = StructureText(parameter, mask, false, 0, style);
  return text.empty() ? "" : "{mask=" + text + "}";
}

}  // namespace sysassert::decode

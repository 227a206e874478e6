#include "tables/variants.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_map>

#include "tables/abi_rows.h"
#include "tables/names.h"
#include "tables/taken.h"
#include "tables/variants_devices.h"
#include "tables/variants_files.h"
#include "tables/variants_ioctl.h"
#include "tables/variants_keys.h"
#include "tables/variants_network.h"
#include "tables/variants_objects.h"
#include "tables/variants_process.h"

namespace sysassert::tables {
namespace {

using build::Taken, build::Variant;

// Where a call's entries are.
template <typename Entry>
struct Span {
  const Entry* first = nullptr;
  const Entry* end = nullptr;
};
template <typename Entry>
using Spans = std::array<Span<Entry>, kSysnoCount>;

template <typename Entries, typename Entry>
constexpr void Take(const Entries& entries, Spans<Entry>* spans) {
  for (const Entry& entry : entries) {
    Span<Entry>& span = (*spans)[static_cast<std::size_t>(entry.id)];
    if (span.first == nullptr)
      span.first = &entry;
    else if (span.end != &entry)
      throw "entries of one call do not stand together";  // does not compile
    span.end = &entry + 1;
  }
}

constexpr Spans<Variant> Assemble() {
  Spans<Variant> spans;
  Take(build::kFilesVariants, &spans);
  Take(build::kProcessVariants, &spans);
  Take(build::kKeysVariants, &spans);
  Take(build::kNetworkVariants, &spans);
  Take(build::kSocketOptionVariants, &spans);
  Take(build::kObjectsVariants, &spans);
  return spans;
}
constexpr Spans<Variant> kSpans = Assemble();

// Those of ioctl, whose requests are many, by request. Two of one request stay in their order.
constexpr auto SortedRequests() {
  std::array<const Variant*, std::size(build::kIoctlVariants) + std::size(build::kDevicesVariants)>
      all{};
  std::size_t count = 0;
  const auto add = [&](const Variant& variant) {
    std::size_t at = count++;
    for (; at > 0 && all[at - 1]->value > variant.value; --at) all[at] = all[at - 1];
    all[at] = &variant;
  };
  for (const Variant& variant : build::kIoctlVariants) add(variant);
  for (const Variant& variant : build::kDevicesVariants) add(variant);
  return all;
}
constexpr auto kRequests = SortedRequests();
static_assert(std::all_of(kRequests.begin(), kRequests.end(), [](const Variant* variant) {
  return variant->index == 2 && variant->by == 1 && variant->also < 0;
}));

constexpr Spans<Taken> AssembleTaken() {
  Spans<Taken> spans;
  Take(build::kTaken, &spans);
  return spans;
}
constexpr Spans<Taken> kTakenSpans = AssembleTaken();

// Every variant's parameter as a 32-bit process has it.
const Parameter& OnI386(const Variant& variant) {
  static const auto* const adapted = [] {
    auto* parameters = new std::unordered_map<const Variant*, Parameter>;
    const auto adapt = [parameters](const Variant* one) {
      Parameter parameter = one->parameter;
      AdaptToI386(&parameter);
      parameters->emplace(one, parameter);
    };
    for (const Span<Variant>& span : kSpans) {
      for (const Variant* one = span.first; one != span.end; ++one) adapt(one);
    }
    for (const Variant* one : kRequests) adapt(one);
    return parameters;
  }();
  return adapted->at(&variant);
}

// Requests of input devices that hold an axis, or a length: without it.
std::uint32_t InputSelector(std::uint32_t command) {
  constexpr std::uint32_t kAxis = 0x3f, kSetAxis = 0x401845c0, kGetAxis = 0x80184540;
  const std::uint32_t of_any_axis = command & ~kAxis;
  if (of_any_axis == kSetAxis || of_any_axis == kGetAxis) return of_any_axis;
  constexpr std::uint32_t kLength = 0x3fffU << 16U, kRead = 0x80004500;
  const std::uint32_t of_any_length = command & ~kLength, number = command & 0xffU;
  if ((of_any_length & ~0xffU) != kRead) return command;
  const bool holds_length = (number >= 0x06 && number <= 0x0a) ||  // name to touches
                            (number >= 0x18 && number <= 0x1b) ||  // what is on
                            (number >= 0x20 && number <= 0x3f);    // what there is
  return holds_length ? of_any_length : command;
}

// What mount(2) is to do with what it is passed: 1: take no type, 2: neither a type nor data.
std::uint32_t MountSelector(std::uint32_t flags) {
  constexpr std::uint32_t kRemount = 0x20, kBind = 0x1000, kMove = 0x2000, kSpread = 0x1e0000;
  constexpr std::uint32_t kMagic = 0xc0ed0000, kMask = 0xffff0000;  // of kernels before 2.4
  if ((flags & kMask) == kMagic) flags &= ~kMask;
  if ((flags & kRemount) != 0) return 1;
  return (flags & (kBind | kMove | kSpread)) != 0 ? 2 : 0;
}

// The part of a command that says what its arguments are.
std::uint32_t Selector(Sysno id, std::uint64_t value) {
  const auto command = static_cast<std::uint32_t>(value);
  switch (id) {
    case Sysno::futex:
    case Sysno::futex_time64:
      return command & 0x7fU;  // not whether it is private, nor whose clock
    case Sysno::shmctl:
    case Sysno::semctl:
    case Sysno::msgctl:
      return command & ~0x100U;  // IPC_64, which says what is so on a 64-bit machine
    case Sysno::ioctl:
      return InputSelector(command);
    case Sysno::mount:
      return MountSelector(command);
    case Sysno::quotactl:
    case Sysno::quotactl_fd:
      return command >> 8U;  // not whose quota
    default:
      return command;
  }
}

// i386's twins of calls in the tables above.
Sysno Twin(Sysno id) {
  switch (id) {
    case Sysno::fcntl64:
      return Sysno::fcntl;
    case Sysno::futex_time64:
      return Sysno::futex;
    default:
      return id;
  }
}

bool Applies(std::int8_t also, std::uint32_t value, const std::uint64_t (&args)[6]) {
  return also < 0 || static_cast<std::uint32_t>(args[also]) == value;
}

}  // namespace

bool HasVariants(Sysno id) {
  return id == Sysno::ioctl || kSpans[static_cast<std::size_t>(id)].first != nullptr ||
         kSpans[static_cast<std::size_t>(Twin(id))].first != nullptr;
}

namespace {

// Requests of sockets, and what input devices are asked of a kind of event, take an address,
// whatever is at it.
constexpr bool TakesAddress(std::uint64_t request) {
  constexpr std::uint64_t kSockets = 0x89, kInput = 'E', kWrite = 1, kRead = 2, kEvents = 0x20,
                          kEffect = 0x80;
  constexpr std::uint64_t kPrivate = 0xe0;  // of protocols and devices: any argument
  const std::uint64_t number = request & 0xffU, group = (request >> 8U) & 0xffU;
  return (group == kSockets && (request >> 16U) == 0 &&
          (number != kPrivate && number != kPrivate + 0x10)) ||
         (group == kInput && ((request >> 30U) & 3U) == kRead && number - kEvents < kEvents) ||
         (group == kInput && ((request >> 30U) & 3U) == kWrite && number == kEffect);
}
constexpr Parameter kAddress = build::address("argp");

// What ioctl takes for this request; null where no line of the tables has it.
const Variant* OfRequest(std::uint64_t request) {
  const std::uint32_t selector = Selector(Sysno::ioctl, request);
  const auto* const found = std::lower_bound(
      kRequests.begin(), kRequests.end(), selector,
      [](const Variant* variant, std::uint32_t value) { return variant->value < value; });
  return found != kRequests.end() && (*found)->value == selector ? *found : nullptr;
}

}  // namespace

const Parameter& ParameterOf(const Row& row, int index, const std::uint64_t (&args)[6], Abi abi) {
  if (row.id == Sysno::ioctl) {
    const Variant* variant = index == 2 ? OfRequest(args[1]) : nullptr;
    if (variant != nullptr && !IsIoctl(args[1], abi)) variant = nullptr;
    // MEMWRITEOOB is MTRRIOC_GET_ENTRY to a 32-bit process.
    if (abi == Abi::kI386 && IsIoctlOfWideAlone(args[1])) variant = nullptr;
    if (variant == nullptr)
      return index == 2 && TakesAddress(args[1]) ? kAddress
                                                 : row.parameters[static_cast<std::size_t>(index)];
    return abi == Abi::kI386 ? OnI386(*variant) : variant->parameter;
  }
  // A twin's own entries come first: fcntl64 has commands that fcntl lacks.
  for (const Sysno id : {row.id, Twin(row.id)}) {
    const Span<Variant> span = kSpans[static_cast<std::size_t>(id)];
    for (const Variant* variant = span.first; variant != span.end; ++variant) {
      if (variant->index == index && Selector(id, args[variant->by]) == variant->value &&
          Applies(variant->also, variant->also_value, args))
        return abi == Abi::kI386 ? OnI386(*variant) : variant->parameter;
    }
    if (Twin(row.id) == row.id) break;
  }
  return row.parameters[static_cast<std::size_t>(index)];
}

std::vector<Selection> SelectionsOf(Sysno id) {
  std::vector<Selection> selections;
  if (id == Sysno::ioctl) {
    for (const Variant* variant : kRequests) selections.push_back({variant->by, variant->value});
  }
  const Span<Variant> span = kSpans[static_cast<std::size_t>(id)];
  for (const Variant* variant = span.first; variant != span.end; ++variant)
    selections.push_back({variant->by, variant->value, variant->also, variant->also_value});
  return selections;
}

unsigned ArgumentsTaken(const Row& row, const std::uint64_t (&args)[6]) {
  const Sysno id = Twin(row.id);
  const Span<Taken> span = kTakenSpans[static_cast<std::size_t>(id)];
  for (const Taken* taken = span.first; taken != span.end; ++taken) {
    if (Selector(id, args[taken->by]) == taken->value &&
        Applies(taken->also, taken->also_value, args))
      return taken->arguments;
  }
  return (1U << static_cast<unsigned>(row.count)) - 1;
}

}  // namespace sysassert::tables

#include "tables/variants.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_map>

#include "tables/abi_rows.h"
#include "tables/taken.h"
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

template <typename Entry, std::size_t kCount>
constexpr void Take(const Entry (&entries)[kCount], Spans<Entry>* spans) {
  for (const Entry& entry : entries) {
    Span<Entry>& span = (*spans)[static_cast<std::size_t>(entry.id)];
    if (span.first == nullptr) span.first = &entry;
    span.end = &entry + 1;
  }
}

constexpr Spans<Variant> Assemble() {
  Spans<Variant> spans;
  Take(build::kFilesVariants, &spans);
  Take(build::kIoctlVariants, &spans);
  Take(build::kProcessVariants, &spans);
  Take(build::kKeysVariants, &spans);
  Take(build::kNetworkVariants, &spans);
  Take(build::kObjectsVariants, &spans);
  return spans;
}
constexpr Spans<Variant> kSpans = Assemble();

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
    for (const Span<Variant>& span : kSpans) {
      for (const Variant* one = span.first; one != span.end; ++one) {
        Parameter parameter = one->parameter;
        AdaptToI386(&parameter);
        parameters->emplace(one, parameter);
      }
    }
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
  return kSpans[static_cast<std::size_t>(id)].first != nullptr ||
         kSpans[static_cast<std::size_t>(Twin(id))].first != nullptr;
}

const Parameter& ParameterOf(const Row& row, int index, const std::uint64_t (&args)[6], Abi abi) {
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

// Puts the rows in the order of Sysno, and looks numbers and names up.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "tables/abi_rows.h"
#include "tables/coverage.h"
#include "tables/row.h"
#include "tables/rows_files.h"
#include "tables/rows_ipc.h"
#include "tables/rows_memory.h"
#include "tables/rows_mounts.h"
#include "tables/rows_network.h"
#include "tables/rows_process.h"
#include "tables/rows_security.h"
#include "tables/rows_signal.h"
#include "tables/rows_time.h"

namespace sysassert::tables {
namespace {

struct Facts {
  std::string_view name;
  int number[3];  // x86_64, i386, aarch64
};
constexpr Facts kFacts[kSysnoCount] = {
#define CALL(enumerator, name, x86_64, i386, aarch64) {name, {x86_64, i386, aarch64}},
#include "tables/numbers.inc"
#undef CALL
    {"unknown", {-1, -1, -1}},
};

constexpr std::size_t Index(Sysno id) { return static_cast<std::size_t>(id); }

// All rows in the order of Sysno, and what is wrong with them, if anything is.
struct Assembled {
  std::array<Row, kSysnoCount> rows{};
  Sysno missing = Sysno::kUnknown;
  Sysno repeated = Sysno::kUnknown;
};

constexpr bool IsDescribed(const Parameter& parameter) {
  return parameter.kind != ArgumentKind::kPointer || !parameter.structure.empty();
}

constexpr Row Completed(Row row) {
  row.fully_decoded = true;
  for (const Parameter& parameter : row.parameters) {
    if (parameter.name.empty()) break;
    ++row.count;
    row.fully_decoded = row.fully_decoded && IsDescribed(parameter);
  }
  return row;
}

template <std::size_t kCount>
constexpr void Take(const Row (&rows)[kCount], Assembled* all) {
  for (const Row& row : rows) {
    Row& place = all->rows[Index(row.id)];
    if (place.id != Sysno::kUnknown) all->repeated = row.id;
    place = Completed(row);
  }
}

constexpr Assembled Assemble() {
  Assembled all;
  Take(build::kFileRows, &all);
  Take(build::kMountRows, &all);
  Take(build::kMemoryRows, &all);
  Take(build::kNetworkRows, &all);
  Take(build::kSignalRows, &all);
  Take(build::kTimeRows, &all);
  Take(build::kProcessRows, &all);
  Take(build::kIpcRows, &all);
  Take(build::kSecurityRows, &all);
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
    if (all.rows[i].id == Sysno::kUnknown && all.missing == Sysno::kUnknown)
      all.missing = static_cast<Sysno>(i);
  }
  Row& unknown = all.rows[Index(Sysno::kUnknown)];
  constexpr std::string_view kRegisters[] = {"arg1", "arg2", "arg3", "arg4", "arg5", "arg6"};
  for (std::size_t i = 0; i < std::size(kRegisters); ++i)
    unknown.parameters[i] = build::long_hex(kRegisters[i]);
  unknown.count = static_cast<int>(std::size(kRegisters));
  return all;
}

// The compiler names the call in the type: AddARowFor<sysassert::Sysno::mseal>.
template <Sysno kId>
struct AddARowFor {
  static_assert(kId == Sysno::kUnknown,
                "a call of numbers.inc has no row: write one in the rows_*.h of its family");
  static constexpr bool kDone = true;
};
template <Sysno kId>
struct KeepOneRowFor {
  static_assert(kId == Sysno::kUnknown, "a call has two rows");
  static constexpr bool kDone = true;
};

constexpr Assembled kAll = Assemble();
static_assert(AddARowFor<kAll.missing>::kDone);
static_assert(KeepOneRowFor<kAll.repeated>::kDone);

int Column(Abi abi) {
  switch (abi) {
    case Abi::kI386:
      return 1;
    case Abi::kAarch64:
      return 2;
    default:
      return 0;  // x32 shares x86_64's names
  }
}

// x32 numbers carry this bit; its own variants from 512 on have no row.
constexpr int kX32Bit = 0x40000000;
constexpr int kHighestNumber = 1023;

using NumberIndex = std::array<Sysno, kHighestNumber + 1>;
constexpr NumberIndex IndexOf(int column) {
  NumberIndex index{};
  for (Sysno& id : index) id = Sysno::kUnknown;
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
    const int number = kFacts[i].number[column];
    if (number >= 0 && number <= kHighestNumber)
      index[static_cast<std::size_t>(number)] = static_cast<Sysno>(i);
  }
  return index;
}
constexpr NumberIndex kIndexes[] = {IndexOf(0), IndexOf(1), IndexOf(2)};

}  // namespace

const Row& RowOf(Sysno id, Abi abi) {
  const std::size_t index = std::min(Index(id), Index(Sysno::kUnknown));
  switch (abi) {
    case Abi::kI386: {
      static const AbiRows rows = I386Rows(kAll.rows);
      return rows[index];
    }
    case Abi::kAarch64: {
      static const AbiRows rows = Aarch64Rows(kAll.rows);
      return rows[index];
    }
    default:
      return kAll.rows[index];
  }
}

Sysno FromNumber(Abi abi, int number) {
  if (abi == Abi::kX32) number &= ~kX32Bit;
  if (number < 0 || number > kHighestNumber) return Sysno::kUnknown;
  return kIndexes[Column(abi)][static_cast<std::size_t>(number)];
}

int NumberOf(Sysno id, Abi abi) {
  if (Index(id) >= kSysnoCount) return -1;
  const int number = kFacts[Index(id)].number[Column(abi)];
  return abi == Abi::kX32 && number >= 0 ? number | kX32Bit : number;
}

std::string_view NameOf(Sysno id) { return kFacts[std::min(Index(id), kSysnoCount - 1)].name; }

std::optional<Sysno> FromName(std::string_view name) {
  static const auto* index = [] {
    auto* names = new std::unordered_map<std::string_view, Sysno>;
    for (std::size_t i = 0; i + 1 < kSysnoCount; ++i)
      names->emplace(kFacts[i].name, static_cast<Sysno>(i));
    return names;
  }();
  const auto found = index->find(name);
  if (found == index->end()) return std::nullopt;
  return found->second;
}

Coverage CoverageOf(Abi abi) {
  Coverage coverage;
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
    const auto id = static_cast<Sysno>(i);
    if (NumberOf(id, abi) < 0) continue;
    ++coverage.rows;
    if (RowOf(id, abi).fully_decoded)
      ++coverage.fully_decoded;
    else
      coverage.partly.push_back(id);
  }
  return coverage;
}

}  // namespace sysassert::tables

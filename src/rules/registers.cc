#include "rules/registers.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <optional>
#include <variant>

#include "events/interest.h"
#include "tables/row.h"
#include "tables/sets.h"
#include "tables/variants.h"

namespace sysassert {
namespace rules {
namespace {

using tables::Split;

constexpr std::uint8_t kOpenFlags = 1, kOpenatFlags = 2;

// The same tests of the flags word of each open that has one in a register. creat(2) has none, and
// openat2's is in memory: all of theirs are wanted.
std::map<Sysno, ArgumentTests> OfOpenFlags(ArgumentTests tests) {
  const auto at = [&tests](std::uint8_t argument) {
    for (ArgumentTest& test : tests) test.argument = argument;
    return tests;
  };
  return {{Sysno::open, at(kOpenFlags)},
          {Sysno::openat, at(kOpenatFlags)},
          {Sysno::open_by_handle_at, at(kOpenatFlags)}};
}

// The first test of a pattern's conditions that says something, else what its selector says.
ArgumentTests TestsOf(const Pattern& pattern, Sysno id) {
  for (const Condition& condition : pattern.conditions) {
    if (!condition.registers) continue;
    if (ArgumentTests tests = condition.registers(id); !tests.empty()) return tests;
  }
  const auto selected = pattern.calls.registers.find(id);
  return selected != pattern.calls.registers.end() ? selected->second : ArgumentTests();
}

std::optional<std::uint64_t> ValueOf(const tables::NameTable& table, std::string_view name) {
  const tables::Name* end = table.names + table.count;
  const auto* found =
      std::find_if(table.names, end, [name](const auto& one) { return one.name == name; });
  return found == end ? std::nullopt : std::optional(found->value);
}

// Of a word that prints with this name; nullopt where its bits do not tell.
std::optional<ArgumentTest> TestOf(std::uint8_t argument, const tables::NameTable& table,
                                   std::uint64_t value) {
  if (value > UINT32_MAX || table.mask > UINT32_MAX) return std::nullopt;
  const auto bits = static_cast<std::uint32_t>(value);
  const auto field = static_cast<std::uint32_t>(table.mask);
  if (field != 0 && (bits & ~field) == 0) return ArgumentTest{argument, field, bits, bits};
  if (bits == 0) return std::nullopt;
  return ArgumentTest::HasAll(argument, bits);
}

}  // namespace

std::map<Sysno, ArgumentTests> RegistersOf(Split split) {
  constexpr std::uint32_t kWrites = O_ACCMODE | O_TRUNC | O_CREAT;
  switch (split) {
    case Split::kOpenRead:
      return OfOpenFlags({ArgumentTest::HasNone(0, kWrites)});
    case Split::kOpenWrite:
      return OfOpenFlags({ArgumentTest::HasAny(0, kWrites), ArgumentTest::HasAll(0, O_TMPFILE)});
    case Split::kCreate:
      return OfOpenFlags({ArgumentTest::HasAny(0, O_CREAT), ArgumentTest::HasAll(0, O_TMPFILE)});
    case Split::kSocketNetwork:
      static_assert(AF_UNSPEC == 0 && AF_UNIX == 1 && AF_NETLINK == 16);
      return {{Sysno::socket,
               {{0, UINT32_MAX, AF_UNIX + 1, AF_NETLINK - 1},
                {0, UINT32_MAX, AF_NETLINK + 1, UINT32_MAX}}}};
    case Split::kSocketUnix:
      return {{Sysno::socket, {ArgumentTest::Is(0, AF_UNIX)}},
              {Sysno::socketpair, {ArgumentTest::Is(0, AF_UNIX)}}};
    case Split::kUnlinkFile:
      return {{Sysno::unlinkat, {ArgumentTest::HasNone(2, AT_REMOVEDIR)}}};
    case Split::kRemoveDir:
      return {{Sysno::unlinkat, {ArgumentTest::HasAny(2, AT_REMOVEDIR)}}};
    case Split::kSpawnProcess:
      return {{Sysno::clone, {ArgumentTest::HasNone(0, CLONE_THREAD)}}};
    case Split::kSpawnThread:
      return {{Sysno::clone, {ArgumentTest::HasAny(0, CLONE_THREAD)}}};
    case Split::kDup: {
      const ArgumentTests duplicates = {ArgumentTest::Is(1, F_DUPFD),
                                        ArgumentTest::Is(1, F_DUPFD_CLOEXEC)};
      return {{Sysno::fcntl, duplicates}, {Sysno::fcntl64, duplicates}};
    }
    case Split::kSetsAttributes: {
      ArgumentTests requests;
      for (const std::uint32_t request : tables::AttributeRequests())
        requests.push_back(ArgumentTest::Is(1, request));
      return {{Sysno::ioctl, requests}};
    }
    case Split::kNone:
    case Split::kSend:
    case Split::kRecv:
    case Split::kConnectTo:
    case Split::kListenOn:  // what a descriptor is, and what a pointer leads to, no register says
      return {};
  }
  return {};
}

std::map<Sysno, ArgumentTests> UnionOfRegisters(const CallSelector& a, const CallSelector& b) {
  Interest both;
  for (const CallSelector* one : {&a, &b})
    both.Add(sysassert::InterestOf(Pattern{*one, {}, {}, ""}));
  std::map<Sysno, ArgumentTests> registers;
  for (const CallSelector* one : {&a, &b}) {
    for (const auto& [id, tests] : one->registers) {
      if (const ArgumentTests* some = both.TestsOf(id)) registers[id] = *some;
    }
  }
  return registers;
}

bool CountsEntriesAlone(const Count& count) {
  const auto asks_no_result = [](const Pattern& pattern) {
    return pattern.paths.empty() &&
           std::all_of(pattern.conditions.begin(), pattern.conditions.end(),
                       [](const Condition& condition) { return condition.of_registers_alone; });
  };
  return count.sum == Sum::kCalls &&
         std::none_of(count.per.begin(), count.per.end(),
                      [](Per per) { return per == Per::kPath || per == Per::kResult; }) &&
         asks_no_result(count.pattern) &&
         std::all_of(count.except.begin(), count.except.end(), asks_no_result);
}

Interest InterestOf(const Rule& rule) {
  Interest interest;
  if (const auto* count = std::get_if<Count>(&rule.body)) {
    interest = sysassert::InterestOf(count->pattern);
    if (CountsEntriesAlone(*count)) interest.AskNoResultOf(events::CallsAnsweredAtOnce());
    return interest;
  }
  if (const auto* leaves = std::get_if<Leaves>(&rule.body)) {
    interest.Add(leaves->pattern.calls.calls);
  } else if (const auto* deny = std::get_if<DefaultDeny>(&rule.body)) {
    interest.Add(sysassert::InterestOf(Pattern{deny->calls, {}, {}, ""}));
  } else {
    ForEachPattern(rule, [&interest](const Pattern& pattern) {
      interest.Add(sysassert::InterestOf(pattern));
    });
  }
  return interest;
}

void ForEachPattern(const Rule& rule, const std::function<void(const Pattern&)>& visit) {
  if (const auto* deny = std::get_if<Deny>(&rule.body)) visit(deny->pattern);
  if (const auto* count = std::get_if<Count>(&rule.body)) visit(count->pattern);
  if (const auto* order = std::get_if<Order>(&rule.body)) {
    for (const Pattern* pattern : {&order->from, &order->until, &order->never}) visit(*pattern);
  }
  if (const auto* sequence = std::get_if<Sequence>(&rule.body)) {
    for (const Pattern& step : sequence->steps) visit(step);
  }
}

bool RegistersAdmit(const Pattern& pattern, const Call& call) {
  std::array<std::uint64_t, 6> args{};
  for (std::size_t i = 0; i < args.size(); ++i) args[i] = call.raw(static_cast<int>(i));
  return events::Wants(sysassert::InterestOf(pattern), call.id(), call.abi(), args.data());
}

}  // namespace rules

Interest InterestOf(const Pattern& pattern) {
  Interest interest;
  for (std::size_t i = 0; i < kSysnoCount; ++i) {
    const auto id = static_cast<Sysno>(i);
    if (pattern.calls.calls[i]) interest.Add(id, rules::TestsOf(pattern, id));
  }
  if (!pattern.paths.empty() && tables::TakeFiles(pattern.calls.calls))
    interest.FollowDescriptors();
  if (std::any_of(pattern.conditions.begin(), pattern.conditions.end(),
                  [](const Condition& condition) { return condition.of_deleted; }))
    interest.LookForDeleted();
  return interest;
}

ArgumentTests FlagTests(Sysno id, const std::vector<std::string>& names, Flags how) {
  if (names.empty() || tables::HasVariants(id)) return {};
  // Of several that are there together, or are not there, the first says enough.
  if (how != Flags::kAny && names.size() > 1) return FlagTests(id, {names.front()}, how);
  ArgumentTests tests;
  const tables::Row& row = tables::RowOf(id);
  for (int i = 0; i < row.count; ++i) {
    const tables::Parameter& parameter = row.parameters[static_cast<std::size_t>(i)];
    const tables::NameTable* in_memory = tables::FlagsOfStructure(parameter.structure);
    for (const std::string& name : names) {
      if (in_memory != nullptr && tables::Knows(*in_memory, name)) return {};
      if (parameter.kind != ArgumentKind::kFlags || parameter.names == nullptr) continue;
      const auto value = rules::ValueOf(*parameter.names, name);
      if (!value) continue;
      const auto test = rules::TestOf(static_cast<std::uint8_t>(i), *parameter.names, *value);
      if (!test) return {};
      tests.push_back(*test);
    }
  }
  if (how != Flags::kNone) return tests;
  const bool is_one_bit = tests.size() == 1 && tests.front().low == tests.front().mask &&
                          (tests.front().mask & (tests.front().mask - 1)) == 0;
  if (!is_one_bit) return {};
  return {ArgumentTest::HasNone(tests.front().argument, tests.front().mask)};
}

ArgumentTests NumberTests(Sysno id, std::string_view argument,
                          const std::vector<std::int64_t>& numbers, std::uint64_t mask) {
  const tables::Row& row = tables::RowOf(id);
  for (int i = 0; i < row.count; ++i) {
    if (row.parameters[static_cast<std::size_t>(i)].name != argument) continue;
    ArgumentTests tests;
    const auto bits = static_cast<std::uint32_t>(mask);
    for (const std::int64_t number : numbers) {
      const auto wanted = static_cast<std::uint32_t>(number);
      if ((wanted & bits) != wanted) continue;  // such a number never is
      tests.push_back({static_cast<std::uint8_t>(i), bits, wanted, wanted});
    }
    return tests;
  }
  return {};
}

}  // namespace sysassert

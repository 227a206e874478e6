#include "policy/possible.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "policy/read.h"
#include "tables/row.h"
#include "tables/sets.h"
#include "tables/variants.h"

namespace sysassert::policy {
namespace {

using tables::Parameter;
using tables::Row;

bool Has(const Row& row, std::initializer_list<ArgumentKind> kinds) {
  return std::any_of(row.parameters.begin(), row.parameters.begin() + row.count,
                     [kinds](const Parameter& parameter) {
                       return std::find(kinds.begin(), kinds.end(), parameter.kind) != kinds.end();
                     });
}

bool HasStructure(const Row& row, std::initializer_list<std::string_view> structures) {
  return std::any_of(row.parameters.begin(), row.parameters.begin() + row.count,
                     [structures](const Parameter& parameter) {
                       return std::find(structures.begin(), structures.end(),
                                        parameter.structure) != structures.end();
                     });
}

bool MakesDescriptor(const Row& row) {
  static const tables::SysnoBits kCalls = tables::FindGroup("@new-fd")->calls;
  return kCalls[static_cast<std::size_t>(row.id)];
}

bool HasDescriptor(const Row& row) { return Has(row, {ArgumentKind::kFd, ArgumentKind::kDirfd}); }

const tables::SysnoBits& SocketCalls() {
  static const tables::SysnoBits kCalls =
      tables::FindGroup("@network")->calls | tables::FindGroup("@unix")->calls;
  return kCalls;
}

bool PassesPath(const Row& row) {
  return Has(row, {ArgumentKind::kPath}) || row.id == Sysno::bind;  // it makes the socket's file
}

bool HasPath(const Row& row) {
  const bool of_files = HasDescriptor(row) && !SocketCalls()[static_cast<std::size_t>(row.id)];
  return of_files || PassesPath(row) || row.id == Sysno::msync;  // of what is mapped there
}

bool HasMessages(const Row& row) {
  return HasStructure(row, {"msghdr"}) || row.id == Sysno::sendmmsg || row.id == Sysno::recvmmsg ||
         row.id == Sysno::recvmmsg_time64;
}

bool HasAddress(const Row& row) {
  return Has(row, {ArgumentKind::kSockaddr}) || HasMessages(row) || row.id == Sysno::socketcall;
}

bool IsOfSockets(const Row& row) {
  return HasAddress(row) || HasDescriptor(row) || SocketCalls()[static_cast<std::size_t>(row.id)];
}

bool HasContent(const Row& row) {
  return Has(row, {ArgumentKind::kBytesIn, ArgumentKind::kBytesOut}) ||
         HasStructure(row, {"iovec"}) || HasMessages(row);
}

bool HasSize(const Row& row) {
  return row.ret == tables::Ret::kBytes || Has(row, {ArgumentKind::kSize});
}

bool HasFlags(const Row& row) {
  const auto* end = row.parameters.begin() + row.count;
  return tables::HasVariants(row.id) ||
         std::any_of(row.parameters.begin(), end, [](const Parameter& parameter) {
           return parameter.kind == ArgumentKind::kFlags ||
                  tables::FlagsOfStructure(parameter.structure) != nullptr;
         });
}

bool Returns(const Row& row) { return row.ret != tables::Ret::kNone; }

struct Question {
  std::string_view key;
  std::string_view lack;  // what none of the calls does
  bool (*has)(const Row&);
};
constexpr Question kQuestions[] = {
    {"path", "has a path", HasPath},
    {"as_passed", "passes a path", PassesPath},
    {"fd", "has a descriptor", HasDescriptor},
    {"fd_kind", "has a descriptor", HasDescriptor},
    {"addr", "has an address", HasAddress},
    {"family", "is of sockets", IsOfSockets},
    {"cloexec", "makes a descriptor", MakesDescriptor},
    {"content", "reads or writes bytes", HasContent},
    {"size", "moves bytes", HasSize},
    {"result", "returns", Returns},
    {"flags", "has a word of flags; what else has names is one of its args", HasFlags},
};

bool AnyCall(const CallSelector& calls, bool (*has)(const tables::Row&)) {
  for (std::size_t id = 0; id < kSysnoCount; ++id) {
    if (calls.calls[id] && has(tables::RowOf(static_cast<Sysno>(id)))) return true;
  }
  return false;
}

// Of {gt: 10, lt: 5}: is there a number that meets it?
void RequireRange(const Node& tests, Diagnostics* diagnostics) {
  std::int64_t low = INT64_MIN, high = INT64_MAX;
  for (const Entry& test : tests.entries) {
    const auto number = NumberIn(test.value.text);
    if (!number || test.key.text == "mask") return;
    if (test.key.text == "gt" && *number < INT64_MAX) low = std::max(low, *number + 1);
    if (test.key.text == "ge") low = std::max(low, *number);
    if (test.key.text == "lt" && *number > INT64_MIN) high = std::min(high, *number - 1);
    if (test.key.text == "le") high = std::min(high, *number);
    if (test.key.text == "eq") low = std::max(low, *number), high = std::min(high, *number);
  }
  if (low > high) diagnostics->Error(tests.spot, "no number meets all of these");
}

void RequireItems(const Node& node, Diagnostics* diagnostics) {
  if (node.is_list() && node.items.empty())
    diagnostics->Error(node.spot, "an empty list matches nothing");
  for (const Entry& entry : node.entries) RequireItems(entry.value, diagnostics);
}

}  // namespace

void RequirePossible(const Node& node, const CallSelector& calls, Diagnostics* diagnostics) {
  RequireItems(node, diagnostics);
  if (const Node* size = node.Find("size")) RequireRange(*size, diagnostics);
  if (const Node* arguments = node.Find("args")) {
    for (const Entry& argument : arguments->entries) RequireRange(argument.value, diagnostics);
  }
  if (calls.calls.none()) return;  // said already, or a call that is tolerated
  for (const Question& question : kQuestions) {
    const Node* asked = node.Find(question.key);
    if (asked == nullptr || AnyCall(calls, question.has)) continue;
    const bool of_sockets = question.key == "path" && AnyCall(calls, HasAddress);
    diagnostics->Error(asked->spot,
                       fmt::format("no call of {} {}{}", calls.text, question.lack,
                                   of_sockets ? "; a socket's is its addr: \"unix:/run/x\"" : ""));
  }
}

bool MovesBytes(const CallSelector& calls) {
  return calls.calls.none() ||
         AnyCall(calls, [](const Row& row) { return row.ret == tables::Ret::kBytes; });
}

}  // namespace sysassert::policy

#include "policy/only.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "policy/address.h"
#include "policy/keys.h"
#include "policy/read.h"

namespace sysassert::policy {
namespace {

CallSelector CallsOf(const OnlyKey& key) {
  CallSelector calls;
  for (const std::string_view name : key.calls) {
    if (name.empty()) continue;
    calls =
        calls.text.empty() ? SelectCalls(name).value() : Union(calls, SelectCalls(name).value());
  }
  calls.text = std::string(kOnlyRule) + std::string(key.key);
  return calls;
}

std::vector<Written> AddressesIn(const Node& list, Diagnostics* diagnostics) {
  std::vector<Written> addresses = ReadList(list, diagnostics);
  for (const Written& address : addresses) {
    if (const std::string mistake = MistakeInAddress(address.text); !mistake.empty())
      diagnostics->Error(address.spot, mistake);
  }
  return addresses;
}

void ReadKey(const OnlyKey& key, const Entry& entry, bool warn_only, File* file,
             Diagnostics* diagnostics) {
  const Node& list = entry.value;
  const Spot& spot = entry.key.spot;
  if (list.kind == Node::Kind::kNull) {
    diagnostics->Error(spot,
                       fmt::format("no list; write '{}: []' if nothing of it is allowed", key.key));
    return;
  }
  const CallSelector calls = CallsOf(key);
  file->restrictions.push_back({calls.text, calls, warn_only, spot});
  if (list.is_list() && list.items.empty()) return;
  RuleSpec allow;
  allow.kind = RuleSpec::Kind::kAllow;
  allow.id = allow.pattern.text = calls.text;
  allow.spot = allow.pattern.spot = spot;
  allow.pattern.calls = calls;
  if (key.addresses)
    allow.pattern.addresses = AddressesIn(list, diagnostics);
  else
    allow.pattern.paths = ReadPaths(list, diagnostics);
  file->rules.push_back(std::move(allow));
}

}  // namespace

void ReadOnly(const Node& node, bool warn_only, File* file, Diagnostics* diagnostics) {
  if (!CheckKeys(node, Place::kOnly, diagnostics)) return;
  for (const OnlyKey& key : kOnlyKeys) {
    for (const Entry& entry : node.entries) {
      if (entry.key.text == key.key) ReadKey(key, entry, warn_only, file, diagnostics);
    }
  }
}

void ReadDefaultDeny(const Node& node, bool warn_only, File* file, Diagnostics* diagnostics) {
  for (const Written& name : ReadList(node, diagnostics)) {
    if (auto calls = ReadCalls(name, *file, diagnostics))
      file->restrictions.push_back(
          {std::string(kDefaultDenyRule) + name.text, *std::move(calls), warn_only, name.spot});
  }
}

}  // namespace sysassert::policy

#include "rules/unlikeness.h"

#include <algorithm>

#include "rules/suggest.h"

namespace sysassert::rules {
namespace {

constexpr std::size_t kCompared = 256;  // bytes of what a hostile path may be long
constexpr std::size_t kWhole = 1000;    // one component

std::size_t Components(std::string_view path) {
  return static_cast<std::size_t>(std::count(path.begin(), path.end(), '/'));
}

// The first component of `rest`, behind its slash, taken off it.
std::string_view Take(std::string_view* rest) {
  rest->remove_prefix(std::min<std::size_t>(1, rest->size()));
  const std::string_view component = rest->substr(0, rest->find('/'));
  rest->remove_prefix(component.size());
  return component;
}

// How much of a component two share, in thousandths; a misspelt one still leads the same way.
std::size_t Shared(std::string_view name, std::string_view expected) {
  if (name == expected || expected.find_first_not_of('*') == expected.npos) return kWhole;
  const std::size_t longer = std::max(name.size(), expected.size());
  return kWhole - kWhole * std::min(longer, EditDistance(name, expected)) / longer;
}

}  // namespace

Unlikeness UnlikenessOf(std::string_view path, std::string_view expected) {
  path = path.substr(0, kCompared);
  if (expected.starts_with('"')) {
    expected.remove_prefix(1);
    expected = expected.substr(0, expected.find('"'));
  }
  expected = expected.substr(0, kCompared);
  Unlikeness unlikeness{Components(path) * kWhole, EditDistance(path, expected)};
  std::string_view rest = path, other = expected;
  while (rest.starts_with('/') && other.starts_with('/')) {
    const std::size_t shared = Shared(Take(&rest), Take(&other));
    if (shared < kWhole / 2) break;
    unlikeness.astray -= shared;
  }
  return unlikeness;
}

}  // namespace sysassert::rules

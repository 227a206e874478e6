// YAML text as a tree of our own, in which every key, scalar and alias has its place.
#ifndef SYSASSERT_POLICY_YAML_SOURCE_H_
#define SYSASSERT_POLICY_YAML_SOURCE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/source.h"

namespace sysassert::policy {

struct Entry;
struct Node {
  enum class Kind : std::uint8_t { kNull, kScalar, kList, kMap } kind = Kind::kNull;
  std::string text;     // of a scalar, as written: never read as a number or a truth value here
  bool quoted = false;  // 'so', "so", or a block scalar
  Spot spot;
  std::vector<Node> items;     // of a list
  std::vector<Entry> entries;  // of a map, in the order written

  bool is_scalar() const { return kind == Kind::kScalar; }
  bool is_list() const { return kind == Kind::kList; }
  bool is_map() const { return kind == Kind::kMap; }
  const Node* Find(std::string_view key) const;  // null: not a map, or no such key
};
struct Entry {
  Node key, value;
};

// Whatever their layout is, and wherever they stand.
bool SaysTheSame(const Node& a, const Node& b);

inline constexpr std::size_t kMaxYamlBytes = 1024 * 1024;
inline constexpr std::size_t kMaxYamlDepth = 32;
inline constexpr std::size_t kMaxYamlNodes = 20'000;  // with what aliases repeat

// One document, strictly: several documents, tags, merge keys, duplicate keys, keys that are no
// plain text, NUL bytes, other control bytes and text that is not UTF-8 are mistakes, and so is a
// file past the limits. Nullopt where no tree could be made.
std::optional<Node> ParseYaml(const Source& source, Diagnostics* diagnostics);

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_YAML_SOURCE_H_

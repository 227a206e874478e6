#include "learn/path_tree.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "learn/generalise.h"

namespace sysassert::learn {
namespace {

PathPattern Below(PathPattern path, const Component& component) {
  path.components.push_back(component);
  return path;
}

// ".tmp" of "report.tmp"; empty where there is none, or it is the whole name.
std::string ExtensionOf(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? "" : name.substr(dot);
}

// The ways to put names together, from the most telling to the least: names of one kind are found
// before a stray one joins them.
using Likeness = std::string (*)(const std::string& name);
constexpr Likeness kLikenesses[] = {
    [](const std::string& name) { return ShapeOf(name); },
    [](const std::string& name) {
      return std::to_string(name.size()) + name.substr(0, 2) + "/" + ExtensionOf(name);
    },
    [](const std::string& name) { return std::to_string(name.size()) + ExtensionOf(name); },
    [](const std::string& name) { return ExtensionOf(name); },
    [](const std::string&) { return std::string(); },
};

bool HoldsNoPattern(const PathPattern& pattern) {
  return std::all_of(pattern.components.begin(), pattern.components.end(),
                     [](const Component& component) {
                       return IsLiteral(component) || component[0].kind == Part::Kind::kVariable ||
                              component[0].kind == Part::Kind::kSelf;
                     });
}

bool IsStar(const Component& component) {
  return component.size() == 1 && component[0].kind == Part::Kind::kStar;
}

// Names that a program made of a content or by chance, for all that their length tells.
bool AreMadeUp(const std::vector<std::string>& names) {
  constexpr std::size_t kLeast = 6, kLeastOfHashes = 2;  // git's objects/3f/…
  const bool hashes = std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return name.find_first_not_of("0123456789abcdef") == std::string::npos;
  });
  return names[0].size() >= (hashes ? kLeastOfHashes : kLeast);
}

bool AreHashes(const std::vector<std::string>& names) {
  constexpr std::size_t kLeast = 8;
  return std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return name.size() >= kLeast && name.find_first_not_of("0123456789abcdef") == std::string::npos;
  });
}

}  // namespace

std::string PathTree::KeyOf(const Component& component) {
  std::string key;
  for (const Part& part : component)
    key += static_cast<char>('0' + static_cast<int>(part.kind)) + part.text + '/';
  return key;
}

void PathTree::Add(const PathPattern& path, const std::string& list, const Evidence& evidence) {
  Node* node = path.absolute ? &absolute_ : &relative_;
  node->runs.insert(evidence.runs.begin(), evidence.runs.end());
  for (const Component& component : path.components) {
    node = &node->children[KeyOf(component)];
    node->name = component;
    node->runs.insert(evidence.runs.begin(), evidence.runs.end());
  }
  node->uses[list].Add(evidence);
}

void PathTree::Merge(const Node& from, Node* into) {
  into->runs.insert(from.runs.begin(), from.runs.end());
  for (const auto& [list, evidence] : from.uses) into->uses[list].Add(evidence);
  for (const auto& [key, child] : from.children) {
    Node& same = into->children[key];
    same.name = child.name;
    Merge(child, &same);
  }
}

bool PathTree::OnlyRead(const Node& node) {
  const bool here = std::all_of(node.uses.begin(), node.uses.end(),
                                [](const auto& use) { return use.first == "read"; });
  return here && std::all_of(node.children.begin(), node.children.end(),
                             [](const auto& child) { return OnlyRead(child.second); });
}

class PathTree::Aligner {
 public:
  Aligner(const Guard& guard, const std::set<int>& pids) : guard_(guard), pids_(pids) {}

  // `path` leads to the node.
  void Align(const PathPattern& path, Node* node) const {
    for (const Likeness likeness : kLikenesses) Join(likeness, path, node);
    for (auto& [key, child] : node->children) Align(Below(path, child.name), &child);
  }

 private:
  using Groups = std::map<std::string, std::vector<std::string>>;  // of keys of children

  // What is used in different ways is never the same thing.
  static std::string WaysOf(const Node& node) {
    std::string ways = node.children.empty() ? "" : "/";
    for (const auto& [list, evidence] : node.uses) ways += list + ' ';
    return ways;
  }

  void Join(Likeness likeness, const PathPattern& path, Node* node) const {
    Groups groups;
    for (const auto& [key, child] : node->children) {
      if (child.runs != node->runs && IsLiteral(child.name))
        groups[WaysOf(child) + likeness(child.name[0].text)].push_back(key);
    }
    for (const auto& [alike, keys] : groups) {
      std::optional<Node> joined = keys.size() < 2 ? std::nullopt : JoinGroup(keys, path, *node);
      if (!joined) continue;
      for (const std::string& key : keys) node->children.erase(key);
      const std::string key = KeyOf(joined->name);
      Merge(*joined, &node->children[key]);
      node->children[key].name = joined->name;
    }
  }

  // One node for all of them; nullopt where some run has none of them, or they differ further down.
  std::optional<Node> JoinGroup(const std::vector<std::string>& keys, const PathPattern& path,
                                const Node& parent) const {
    Node joined;
    std::vector<std::string> names;
    for (const std::string& key : keys) {
      const Node& child = parent.children.at(key);
      names.push_back(child.name[0].text);
      Merge(child, &joined);
    }
    if (joined.runs != parent.runs) return std::nullopt;
    joined.name = PatternOfNames(names, pids_);
    if (IsWide(joined.name) && !MayBeWide(joined.name, names, path)) return std::nullopt;
    for (auto& [list, evidence] : joined.uses) evidence.names.insert(names.begin(), names.end());
    const PathPattern here = Below(path, joined.name);
    Align(here, &joined);
    if (!IsEqualInAllRuns(joined) || !IsPermitted(here, joined)) return std::nullopt;
    return joined;
  }

  // Nothing of the names is left: of one size they may be made up, else it would be all of the
  // directory. Two such, one below the other, are no longer "all else is equal", but for hashes.
  static bool MayBeWide(const Component& name, const std::vector<std::string>& names,
                        const PathPattern& path) {
    if (IsStar(name) || !AreMadeUp(names)) return false;
    return AreHashes(names) || std::none_of(path.components.begin(), path.components.end(), IsWide);
  }

  static bool IsEqualInAllRuns(const Node& node) {
    return std::all_of(node.uses.begin(), node.uses.end(),
                       [&](const auto& use) { return use.second.runs == node.runs; }) &&
           std::all_of(node.children.begin(), node.children.end(), [&](const auto& child) {
             return child.second.runs == node.runs && IsEqualInAllRuns(child.second);
           });
  }

  bool IsPermitted(const PathPattern& path, const Node& node) const {
    if (!node.uses.empty() && !guard_.Permits(path)) return false;
    return std::all_of(node.children.begin(), node.children.end(), [&](const auto& child) {
      return IsPermitted(Below(path, child.second.name), child.second);
    });
  }

  const Guard& guard_;
  const std::set<int>& pids_;
};

void PathTree::Align(const Guard& guard, const std::set<int>& pids) {
  const Aligner aligner(guard, pids);
  aligner.Align({true, {}}, &absolute_);
  aligner.Align({false, {}}, &relative_);
}

void PathTree::CollapseBelow(const PathPattern& path, const Guard& guard, Node* node) {
  for (auto& [key, child] : node->children) CollapseBelow(Below(path, child.name), guard, &child);
  std::vector<std::string> files;
  for (const auto& [key, child] : node->children) {
    if (!child.children.empty()) continue;
    if (!OnlyRead(child)) return;
    files.push_back(key);
  }
  const Component any = {{Part::Kind::kStar, ""}};
  if (files.size() < kSiblings || !guard.Permits(Below(path, any))) return;
  Node all;
  all.name = any;
  for (const std::string& key : files) {
    const Node& file = node->children.at(key);
    Merge(file, &all);
    PathPattern name;
    name.absolute = false;
    name.components = {file.name};
    all.uses["read"].names.insert(Write(name, Quoting::kCovered).text);
    node->children.erase(key);
  }
  node->children[KeyOf(any)] = std::move(all);
}

void PathTree::Collapse(const Guard& guard) { CollapseBelow({true, {}}, guard, &absolute_); }

void PathTree::AddEntries(const PathPattern& path, const Node& node, std::vector<Entry>* entries) {
  for (const auto& [list, evidence] : node.uses) entries->push_back({path, list, evidence});
  for (const auto& [key, child] : node.children)
    AddEntries(Below(path, child.name), child, entries);
}

std::vector<PathTree::Entry> PathTree::Entries() const {
  std::vector<Entry> entries;
  AddEntries({true, {}}, absolute_, &entries);
  AddEntries({false, {}}, relative_, &entries);
  const auto seen = std::stable_partition(entries.begin(), entries.end(), [](const Entry& entry) {
    return !HoldsNoPattern(entry.pattern);
  });
  std::vector<Entry> left(entries.begin(), seen);
  const auto patterns = static_cast<std::ptrdiff_t>(left.size());
  for (auto entry = seen; entry != entries.end(); ++entry) {
    const auto cover = std::find_if(left.begin(), left.begin() + patterns, [&](const Entry& one) {
      return one.list == entry->list && Covers(one.pattern, entry->pattern);
    });
    if (cover == left.begin() + patterns) {
      left.push_back(std::move(*entry));
    } else {
      cover->evidence.Add(entry->evidence);
      cover->evidence.names.insert(Write(entry->pattern).text);
    }
  }
  return left;
}

}  // namespace sysassert::learn

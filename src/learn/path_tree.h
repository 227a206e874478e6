// PathTree: the paths of several runs side by side. What differs between them becomes a pattern,
// and only where all else is equal.
#ifndef SYSASSERT_LEARN_PATH_TREE_H_
#define SYSASSERT_LEARN_PATH_TREE_H_

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "learn/evidence.h"
#include "learn/guard.h"
#include "learn/path_pattern.h"

namespace sysassert::learn {

// So many files of one directory, all only read, are said as `dir/*`.
inline constexpr std::size_t kSiblings = 8;

class PathTree {
 public:
  // `list`: the key of `only` that has to allow the path.
  void Add(const PathPattern& path, const std::string& list, const Evidence& evidence);

  // Names that differ from run to run become one, where every run has such a name in that place,
  // used in the same ways, with the same below it. `pids`: of the processes of all runs. No pattern
  // stands where `guard` does not permit it, and none becomes a whole `*`.
  void Align(const Guard& guard, const std::set<int>& pids);
  // kSiblings or more of one directory become `*`: of files that are only read.
  void Collapse(const Guard& guard);

  struct Entry {
    PathPattern pattern;
    std::string list;
    Evidence evidence;
  };
  // In the order of their components. A path that a pattern of the same list matches is part of it.
  std::vector<Entry> Entries() const;

 private:
  struct Node {
    Component name;
    std::set<std::size_t> runs;            // that come by here
    std::map<std::string, Evidence> uses;  // by list
    std::map<std::string, Node> children;  // by KeyOf their names
  };
  class Aligner;
  static std::string KeyOf(const Component& component);
  static void Merge(const Node& from, Node* into);
  static bool OnlyRead(const Node& node);
  static void CollapseBelow(const PathPattern& path, const Guard& guard, Node* node);
  static void AddEntries(const PathPattern& path, const Node& node, std::vector<Entry>* entries);

  Node absolute_, relative_;  // relative: names of abstract sockets
};

}  // namespace sysassert::learn

#endif  // SYSASSERT_LEARN_PATH_TREE_H_

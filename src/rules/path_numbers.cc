#include "rules/path_numbers.h"

#include <algorithm>
#include <functional>

namespace sysassert::rules {

std::uint32_t PathNumbers::Find(std::string_view path) {
  if (paths_.size() * 2 >= table_.size()) Grow();
  const std::size_t hash = std::hash<std::string_view>()(path);
  std::size_t at = hash & (table_.size() - 1);
  for (; table_[at] != kNoNumber; at = (at + 1) & (table_.size() - 1)) {
    const std::uint32_t number = table_[at];
    if (hashes_[number] == hash && paths_[number] == path) return number;
  }
  if (paths_.size() == kMost) return kNoNumber;
  table_[at] = static_cast<std::uint32_t>(paths_.size());
  paths_.push_back(path);
  hashes_.push_back(hash);
  return table_[at];
}

void PathNumbers::Grow() {
  if (paths_.size() == kMost && !table_.empty()) return;  // it takes no more
  table_.assign(std::max<std::size_t>(1024, table_.size() * 2), kNoNumber);
  for (std::size_t number = 0; number < paths_.size(); ++number) {
    std::size_t at = hashes_[number] & (table_.size() - 1);
    while (table_[at] != kNoNumber) at = (at + 1) & (table_.size() - 1);
    table_[at] = static_cast<std::uint32_t>(number);
  }
}

}  // namespace sysassert::rules

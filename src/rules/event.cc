#include "rules/event.h"

#include <algorithm>

#include "decode/paths.h"
#include "tables/sets.h"

namespace sysassert::rules {
namespace {

// It reads one file and writes another, or is told of several: all are its objects, as both paths
// of a rename are.
bool IsAboutSeveral(Sysno id) {
  static const tables::SysnoBits kTransfers = tables::FindGroup("transfer")->calls;
  return kTransfers[static_cast<std::size_t>(id)] || id == Sysno::io_submit;
}

}  // namespace

void Event::Take() const {
  taken_ = true;
  subjects_.clear();
  runs_.clear();
  decode::ReadPaths(call_, &paths_);
  for (const PathArgument& path : paths_) subjects_.push_back({path.resolved, path.passed});
  if (subjects_.empty() && IsAboutSeveral(id_)) {
    for (const Descriptor& descriptor : call_.descriptors())
      subjects_.push_back({descriptor.path, {}});
  } else if (subjects_.empty()) {
    if (const std::string_view path = call_.path(); !path.empty()) subjects_.push_back({path, {}});
  }
  if (id_ != Sysno::execve && id_ != Sysno::execveat) return;
  runs_ = call_.programs_run();
  for (const Subject& subject : subjects_)
    runs_.erase(std::remove(runs_.begin(), runs_.end(), subject.resolved), runs_.end());
}

}  // namespace sysassert::rules

#include "rules/event.h"

namespace sysassert::rules {

void Event::Take() const {
  taken_ = true;
  subjects_.clear();
  runs_ = {};
  for (const PathArgument& path : call_.paths()) subjects_.push_back({path.resolved, path.passed});
  if (subjects_.empty()) {
    if (const std::string_view path = call_.path(); !path.empty()) subjects_.push_back({path, {}});
  }
  if (id_ != Sysno::execve && id_ != Sysno::execveat) return;
  runs_ = call_.program_run();
  for (const Subject& subject : subjects_) {
    if (subject.resolved == runs_) runs_ = {};
  }
}

}  // namespace sysassert::rules

#include "policy/thread_scope.h"

#include <cstdint>
#include <memory>
#include <vector>

#include "capture/recording.h"
#include "sysassert/glob.h"

namespace sysassert::policy {
namespace {

// Which facts of threads are of one that has only been born: a later fact names it.
class Unnamed {
 public:
  bool Holds(const capture::Recording& recording, std::uint32_t fact) {
    for (auto i = static_cast<std::uint32_t>(unnamed_.size()); i < recording.thread_count(); ++i) {
      const capture::ThreadView thread = recording.thread(i);
      unnamed_.push_back(false);
      born_.push_back(thread.tid != thread.pid);
      if (thread.parent_thread >= i) continue;
      const capture::ThreadView before = recording.thread(thread.parent_thread);
      if (before.tid != thread.tid || before.pid != thread.pid) continue;  // its maker
      born_[i] = false;
      unnamed_[thread.parent_thread] = born_[thread.parent_thread] && before.name != thread.name;
    }
    return fact < unnamed_.size() && unnamed_[fact];
  }

 private:
  std::vector<bool> born_, unnamed_;  // by fact
};

}  // namespace

bool ThreadIs(const Call& call, const std::string& glob) {
  if (glob == "main") return call.tid() == call.pid();
  return NameGlobMatches(glob, call.thread_name());
}

std::function<bool(const Call&)> IsNamed() {
  return [unnamed = std::make_shared<Unnamed>()](const Call& call) {
    const capture::Recording& recording = *call.recording();
    return !unnamed->Holds(recording, recording.record(call.index()).thread);
  };
}

}  // namespace sysassert::policy

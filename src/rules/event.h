// Event: one call as the rules ask about it. Its paths are taken once, however many rules ask.
#ifndef SYSASSERT_RULES_EVENT_H_
#define SYSASSERT_RULES_EVENT_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "sysassert/call.h"

namespace sysassert::rules {

// The names of one object of a call. An unresolved path is empty, and so is what was passed where
// the object is a descriptor.
struct Subject {
  std::string_view resolved, passed;
};

// Refers to a call that must outlive it; a cursor over a trace moves its call and says Moved().
class Event {
 public:
  explicit Event(const Call& call) : call_(call), id_(call.id()) {}
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  void Moved() {
    id_ = call_.id();
    taken_ = false;
  }

  const Call& call() const { return call_; }
  Sysno id() const { return id_; }
  std::size_t index() const { return call_.index(); }
  // What a path condition is asked of: each path argument, else the path of the descriptor.
  const std::vector<Subject>& subjects() const {
    if (!taken_) Take();
    return subjects_;
  }
  // The file that an exec runs besides the one it was asked for: a script's interpreter. Empty
  // where it is the same.
  std::string_view runs() const {
    if (!taken_) Take();
    return runs_;
  }
  // It happened: it returned, or is one of those that never return by nature.
  bool completed() const {
    return call_.outcome() == Outcome::kReturned || id_ == Sysno::exit || id_ == Sysno::exit_group;
  }

 private:
  void Take() const;

  const Call& call_;
  Sysno id_;
  mutable bool taken_ = false;
  mutable std::vector<Subject> subjects_;
  mutable std::string_view runs_;
};

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_EVENT_H_

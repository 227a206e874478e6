// Event: one call as the rules ask about it. Its paths are taken once, however many rules ask.
#ifndef SYSASSERT_RULES_EVENT_H_
#define SYSASSERT_RULES_EVENT_H_

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "capture/recording.h"
#include "rules/path_numbers.h"
#include "sysassert/rules.h"

namespace sysassert::rules {

// The names of one object of a call. An unresolved path is empty, and so is what was passed where
// the object is a descriptor.
struct Subject {
  std::string_view resolved, passed;
};

// Refers to a call that must outlive it; a cursor over a trace moves its call and says Moved().
class Event {
 public:
  explicit Event(const Call& call, PathNumbers* numbers = nullptr)
      : call_(call), numbers_(numbers) {
    Moved();
  }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  void Moved() { Moved(call_.id()); }
  void Moved(Sysno id) {
    record_ = &call_.recording()->record(call_.index());
    id_ = id;
    taken_ = false;
  }

  const Call& call() const { return call_; }
  Sysno id() const { return id_; }
  std::size_t index() const { return call_.index(); }
  const capture::CallRecord& record() const { return *record_; }
  // What a path condition is asked of: each path argument, else the path of the descriptor.
  const std::vector<Subject>& subjects() const {
    if (!taken_) Take();
    return subjects_;
  }
  // Its path arguments as they are.
  const std::vector<PathArgument>& paths() const {
    if (!taken_) Take();
    return paths_;
  }
  // The files that an exec runs besides the one it was asked for: a script's interpreter, and that
  // one's where it is a script, too.
  const std::vector<std::string_view>& runs() const {
    if (!taken_) Take();
    return runs_;
  }
  // Of a path of this call, among those of its pass; kNoNumber where it is not made in one.
  std::uint32_t NumberOf(std::string_view path) const {
    if (numbers_ == nullptr) return PathNumbers::kNoNumber;
    if (path.data() != numbered_.data() || path.size() != numbered_.size()) {
      numbered_ = path;
      number_ = numbers_->Of(path);
    }
    return number_;
  }
  // It happened: it returned, was made and not watched any further, or is one of those that never
  // return by nature.
  bool completed() const {
    return Has(capture::kFinished) || id_ == Sysno::exit || id_ == Sysno::exit_group;
  }
  bool succeeded() const {
    return Has(capture::kFinished) && !Has(capture::kFailed) && !Has(capture::kEntryOnly);
  }
  // A pointer that we could not follow hides what the call was given; one that the kernel could not
  // follow either (EFAULT) hides nothing.
  bool hides_arguments() const {
    return Has(capture::kUnreadable) && call_.error_number() != EFAULT;
  }

 private:
  void Take() const;
  bool Has(std::uint8_t flag) const { return (record_->flags & flag) != 0; }

  const Call& call_;
  const capture::CallRecord* record_ = nullptr;
  Sysno id_ = Sysno::kUnknown;
  PathNumbers* numbers_;  // null: paths have no numbers
  mutable bool taken_ = false;
  mutable std::vector<PathArgument> paths_;
  mutable std::vector<Subject> subjects_;
  mutable std::vector<std::string_view> runs_;
  mutable std::string_view numbered_;  // the path that was asked about last, and its number
  mutable std::uint32_t number_ = PathNumbers::kNoNumber;
};

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_EVENT_H_

// Event: one call as the rules ask about it. Its paths are taken once, however many rules ask.
#ifndef SYSASSERT_RULES_EVENT_H_
#define SYSASSERT_RULES_EVENT_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "sysassert/rules.h"

namespace sysassert::rules {

// The names of one object of a call. An unresolved path is empty, and so is what was passed where
// the object is a descriptor.
struct Subject {
  std::string_view resolved, passed;
};

// What path conditions have answered: a run asks the same few of the same paths again and again.
// Paths are known by where they stand, so that it serves one recording, which must not move.
class PathMemory {
 public:
  // `condition` is one of the path alone.
  bool Ask(const PathCondition& condition, std::string_view path, const Call& call) {
    Answer& answer = answers_[SlotOf(&condition, path.data())];
    if (answer.condition != &condition || answer.path.data() != path.data() ||
        answer.path.size() != path.size())
      answer = {&condition, path, condition.matches(path, call)};
    return answer.holds;
  }

 private:
  struct Answer {
    const PathCondition* condition = nullptr;
    std::string_view path;
    bool holds = false;
  };
  static constexpr std::size_t kSlots = 2048;  // a power of two
  static std::size_t SlotOf(const void* condition, const void* path) {
    const std::uint64_t mixed = reinterpret_cast<std::uintptr_t>(condition) * 0x9e3779b97f4a7c15U ^
                                reinterpret_cast<std::uintptr_t>(path) * 0xff51afd7ed558ccdU;
    return static_cast<std::size_t>(mixed >> 40) % kSlots;
  }
  std::vector<Answer> answers_ = std::vector<Answer>(kSlots);
};

// Refers to a call that must outlive it; a cursor over a trace moves its call and says Moved().
class Event {
 public:
  explicit Event(const Call& call, PathMemory* memory = nullptr)
      : call_(call), id_(call.id()), memory_(memory) {}
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
  PathMemory* memory() const { return memory_; }  // null: nothing is remembered
  // It happened: it returned, or is one of those that never return by nature.
  bool completed() const {
    return call_.outcome() == Outcome::kReturned || id_ == Sysno::exit || id_ == Sysno::exit_group;
  }

 private:
  void Take() const;

  const Call& call_;
  Sysno id_;
  PathMemory* memory_;
  mutable bool taken_ = false;
  mutable std::vector<Subject> subjects_;
  mutable std::string_view runs_;
};

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_EVENT_H_

// Intervals: what an order rule has opened and not seen the end of, found by what a later call has
// in common with it.
#ifndef SYSASSERT_RULES_INTERVALS_H_
#define SYSASSERT_RULES_INTERVALS_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <vector>

#include "rules/same.h"
#include "sysassert/rules.h"

namespace sysassert::rules {

inline constexpr std::size_t kNotYet = std::numeric_limits<std::size_t>::max();

struct Interval {
  Object from;
  std::size_t end_of_from = 0;
  std::size_t closed = kNotYet;  // calls from this index on come after the `until`
  std::size_t until = kNotYet;   // the call that closed it
};

class Intervals {
 public:
  using Slot = std::uint32_t;

  explicit Intervals(const Order& order);

  bool empty() const { return used_ == 0; }
  Interval& at(Slot slot) { return slots_[slot].interval; }
  // Of intervals about the same things that follow one another the last one says it all: it takes
  // the place of those that began and ended before it.
  Slot Open(const Interval& interval);
  // Those that `object` might be the same as in these ways, which are one end's of the order; and
  // all of them. Either answer is valid until the next question.
  const std::vector<Slot>& Candidates(const Object& object, const std::vector<Same>& ways);
  const std::vector<Slot>& All();
  void Close(Slot slot, std::size_t at, std::size_t until);
  void Remove(Slot slot);
  // A call of this index is reached: what was closed by then is over.
  void DropOver(std::size_t index);

 private:
  struct Place {
    Interval interval;
    bool used = false;
  };
  std::vector<std::size_t> KeysFor(const Object& opening) const;

  std::vector<Same> ways_;      // that either end asks for
  std::vector<Same> key_ways_;  // the first that each of them asks for: by these it is found
  std::vector<Place> slots_;
  std::vector<Slot> free_;
  std::vector<Slot> closed_;
  std::vector<Slot> answer_;
  std::size_t used_ = 0;
  std::unordered_multimap<std::size_t, Slot> by_key_;
};

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_INTERVALS_H_

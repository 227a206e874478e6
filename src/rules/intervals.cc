#include "rules/intervals.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace sysassert::rules {
namespace {

void AddMissing(Same way, std::vector<Same>* ways) {
  if (std::find(ways->begin(), ways->end(), way) == ways->end()) ways->push_back(way);
}

}  // namespace

Intervals::Intervals(const Order& order) {
  for (const std::vector<Same>* of_end : {&order.until_same, &order.never_same}) {
    for (const Same way : *of_end) AddMissing(way, &ways_);
    if (!of_end->empty()) AddMissing(of_end->front(), &key_ways_);
  }
}

std::vector<std::size_t> Intervals::KeysFor(const Object& opening) const {
  std::vector<std::size_t> keys;
  for (const Same way : key_ways_) {
    const Keys some = KeysOf(opening, way);
    keys.insert(keys.end(), some.begin(), some.end());
  }
  return keys;
}

Intervals::Slot Intervals::Open(const Interval& interval) {
  std::optional<Slot> place;
  for (const Slot slot : Candidates(interval.from, ways_)) {
    Interval& other = at(slot);
    if (other.end_of_from > interval.from.index ||
        !Interchangeable(other.from, interval.from, ways_))
      continue;
    if (place) {
      Remove(slot);
    } else {
      other = interval;  // which has the same keys
      place = slot;
    }
  }
  if (place) return *place;
  if (free_.empty()) {
    free_.push_back(static_cast<Slot>(slots_.size()));
    slots_.emplace_back();
  }
  const Slot slot = free_.back();
  free_.pop_back();
  slots_[slot] = {interval, true};
  ++used_;
  for (const std::size_t key : KeysFor(interval.from)) by_key_.emplace(key, slot);
  return slot;
}

const std::vector<Intervals::Slot>& Intervals::Candidates(const Object& object,
                                                          const std::vector<Same>& ways) {
  if (ways.empty() || IsSameAsMany(object, ways.front())) return All();
  answer_.clear();
  for (const std::size_t key : KeysOf(object, ways.front())) {
    const auto [first, last] = by_key_.equal_range(key);
    for (auto at = first; at != last; ++at) {
      if (std::find(answer_.begin(), answer_.end(), at->second) == answer_.end())
        answer_.push_back(at->second);
    }
  }
  return answer_;
}

const std::vector<Intervals::Slot>& Intervals::All() {
  answer_.clear();
  for (Slot slot = 0; slot < slots_.size(); ++slot) {
    if (slots_[slot].used) answer_.push_back(slot);
  }
  return answer_;
}

void Intervals::Close(Slot slot, std::size_t at_index, std::size_t until) {
  Interval& interval = at(slot);
  if (interval.closed == kNotYet) closed_.push_back(slot);
  interval.closed = at_index;
  interval.until = until;
}

void Intervals::Remove(Slot slot) {
  for (const std::size_t key : KeysFor(at(slot).from)) {
    const auto [first, last] = by_key_.equal_range(key);
    for (auto at = first; at != last; ++at) {
      if (at->second != slot) continue;
      by_key_.erase(at);
      break;
    }
  }
  slots_[slot].used = false;
  free_.push_back(slot);
  --used_;
}

void Intervals::DropOver(std::size_t index) {
  closed_.erase(std::remove_if(closed_.begin(), closed_.end(),
                               [&](Slot slot) {
                                 const bool closed =
                                     slots_[slot].used && at(slot).closed != kNotYet;
                                 if (!closed) return true;  // another one has taken its place
                                 if (at(slot).closed > index) return false;
                                 Remove(slot);
                                 return true;
                               }),
                closed_.end());
}

}  // namespace sysassert::rules

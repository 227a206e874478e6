// Interest: which calls of a run must be seen. From it come the seccomp filter (what is of no
// interest never stops), what is recorded, and what may be asked of the trace afterwards.
#ifndef SYSASSERT_INTEREST_H_
#define SYSASSERT_INTEREST_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "sysassert/sysno.h"

namespace sysassert {

using SysnoSet = std::bitset<kSysnoCount>;

// A test of one register argument, as a filter in the kernel can make it: its lower 32 bits under
// `mask` are a number from `low` to `high`. Flags words, commands, families and descriptors have no
// more bits.
struct ArgumentTest {
  std::uint8_t argument = 0;
  std::uint32_t mask = UINT32_MAX;
  std::uint32_t low = 0, high = UINT32_MAX;  // both included

  static ArgumentTest Is(std::uint8_t argument, std::uint32_t value) {
    return {argument, UINT32_MAX, value, value};
  }
  static ArgumentTest HasAny(std::uint8_t argument, std::uint32_t bits) {
    return {argument, bits, 1, UINT32_MAX};
  }
  static ArgumentTest HasAll(std::uint8_t argument, std::uint32_t bits) {
    return {argument, bits, bits, bits};
  }
  static ArgumentTest HasNone(std::uint8_t argument, std::uint32_t bits) {
    return {argument, bits, 0, 0};
  }

  bool Holds(const std::uint64_t* args) const {
    const std::uint32_t bits = static_cast<std::uint32_t>(args[argument]) & mask;
    return bits >= low && bits <= high;
  }
  // Sure to hold wherever `narrower` does. May miss that, and is never wrong.
  bool Covers(const ArgumentTest& narrower) const;
  bool operator==(const ArgumentTest& other) const {
    return argument == other.argument && mask == other.mask && low == other.low &&
           high == other.high;
  }
};
// Any of them; none at all: whatever the arguments are.
using ArgumentTests = std::vector<ArgumentTest>;

// A value: grows, and can be asked. Default: nothing.
class Interest {
 public:
  static Interest Everything() {
    Interest interest;
    interest.everything_ = true;
    return interest;
  }

  void Add(Sysno id, const ArgumentTests& tests = {});
  void Add(const SysnoSet& calls);
  void Add(const Interest& other);
  // Of these, as far as they are of interest, it is only asked that they are made, and not how they
  // end. Adding one of them again asks for both.
  void AskNoResultOf(const SysnoSet& calls) { without_result_ |= calls & calls_; }
  // What a descriptor names is asked about: the calls that decide it stop, too, and are not
  // recorded. Else the name is the one at the time of each call.
  void FollowDescriptors() { follows_descriptors_ = true; }

  // Whether the file of a descriptor is deleted is asked about: it is looked at anew at each call
  // on it, which costs. Not of Everything() by itself.
  void LookForDeleted() { looks_for_deleted_ = true; }

  bool everything() const { return everything_; }
  bool follows_descriptors() const { return follows_descriptors_; }
  bool looks_for_deleted() const { return looks_for_deleted_; }
  // Some of its calls are of interest, or all.
  bool Wants(Sysno id) const { return everything_ || calls_[static_cast<std::size_t>(id)]; }
  bool WantsResultOf(Sysno id) const {
    return Wants(id) && (everything_ || !without_result_[static_cast<std::size_t>(id)]);
  }
  // Of a call that is wanted: null where all are.
  const ArgumentTests* TestsOf(Sysno id) const;
  // Calls of which `asked` wants more than this does: others, or their results.
  SysnoSet Lacks(const Interest& asked) const;
  const SysnoSet& calls() const { return calls_; }  // that are wanted, where not everything is

 private:
  bool everything_ = false;
  bool follows_descriptors_ = false;
  bool looks_for_deleted_ = false;
  SysnoSet calls_;
  SysnoSet without_result_;               // of those
  std::map<Sysno, ArgumentTests> tests_;  // of those of which a part is
};

}  // namespace sysassert

#endif  // SYSASSERT_INTEREST_H_

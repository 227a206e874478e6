// The parts of a recording, as its reader hands them out: views into what is mapped, valid as long
// as the recording lives.
#ifndef SYSASSERT_CAPTURE_VIEWS_H_
#define SYSASSERT_CAPTURE_VIEWS_H_

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "capture/format.h"
#include "sysassert/sysno.h"

namespace sysassert::capture {

// One captured item with its bytes in view.
struct ItemView {
  ItemKind kind = ItemKind::kBytes;
  std::uint8_t argument = 0;
  bool truncated = false;
  bool unreadable = false;
  bool as_of_call = false;  // kFd: see kAsOfCall
  std::uint32_t value = 0;  // index of a fact (kPath, kFd, kOpened, kHandedOn)
  std::string_view bytes;   // kBytes, kBytesOut, kVector
};

// Iterates the items of one call: `for (ItemView item : recording.items(i))`.
class ItemRange {
 public:
  class iterator {
   public:
    iterator(const char* at, std::uint32_t left) : at_(at), left_(left) {}
    ItemView operator*() const {
      Item item;
      std::memcpy(&item, at_, sizeof item);
      return {item.kind,
              item.argument,
              (item.flags & kTruncated) != 0,
              (item.flags & kItemUnreadable) != 0,
              (item.flags & kAsOfCall) != 0,
              item.value,
              HasBytes(item.kind) ? std::string_view(at_ + sizeof item, item.value)
                                  : std::string_view()};
    }
    iterator& operator++() {
      Item item;
      std::memcpy(&item, at_, sizeof item);
      at_ += sizeof item + (HasBytes(item.kind) ? (item.value + 7U) & ~7U : 0);
      --left_;
      return *this;
    }
    bool operator!=(const iterator& other) const { return left_ != other.left_; }

   private:
    const char* at_;
    std::uint32_t left_;
  };
  ItemRange(const char* first, std::uint32_t count) : first_(first), count_(count) {}
  iterator begin() const { return {first_, count_}; }
  iterator end() const { return {nullptr, 0}; }

 private:
  const char* first_;
  std::uint32_t count_;
};

struct ThreadView {
  std::int32_t tid = 0, pid = 0, parent_pid = 0;
  bool root = false;
  std::uint32_t parent_thread = 0;
  std::uint32_t program = 0;
  std::string_view name, exe, loader;
};
struct PathView {
  FileIdentity file;
  std::string_view resolved;
};
struct DescriptorView {
  DescriptorFact fact;
  std::string_view path;
};
struct MarkView {
  std::uint32_t call = 0;
  std::string_view name;
};
struct ExitView {
  ExitFact fact;
};
struct BlindSpotView {
  std::uint32_t spot = 0;
  bool accepted = false;
  std::string_view cause;
};
struct RunView {
  std::string_view command, cwd, home, environment;
  bool narrow = false;       // an interest narrower than everything
  std::string_view watched;  // see WatchedText; empty where not narrow
};

// What a call is and where it belongs, in two bytes. Who looks for a few among millions of calls
// reads these, and of the records only those that he looks for.
class CallKind {
 public:
  CallKind() = default;
  explicit CallKind(const CallRecord& call);
  Sysno id() const { return static_cast<Sysno>(bits_ & kIdMask); }
  bool hidden() const { return (bits_ & kHiddenBit) != 0; }  // in no view
  bool main_phase() const { return (bits_ & kMainBit) != 0; }

 private:
  static constexpr std::uint16_t kHiddenBit = 0x8000, kMainBit = 0x4000, kIdMask = 0x3fff;
  static_assert(kSysnoCount <= kIdMask);
  std::uint16_t bits_ = 0;
};
using CallKinds = std::vector<CallKind>;

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_VIEWS_H_

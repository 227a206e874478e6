// ByteCapture: copies out of a stopped tracee the memory that the call's row in the tables says:
// the half of a capture that needs no facts and keeps nothing.
#ifndef SYSASSERT_CAPTURE_BYTE_CAPTURE_H_
#define SYSASSERT_CAPTURE_BYTE_CAPTURE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "capture/format.h"
#include "capture/item_buffer.h"
#include "events/memory.h"
#include "tables/row.h"

namespace sysassert::capture {

// One call in flight, as it is captured.
struct CallInFlight {
  const tables::Row* row = nullptr;
  CallRecord record{};
  std::uint32_t index = 0;
  std::uint64_t instruction = 0, stack = 0;
  std::uint64_t open_flags = 0;  // what an open asks for; 0 of any other call
  std::uint64_t missing = 0;     // of an open: the moment when nothing was at its name; 0: unknown
  std::string program;           // of an exec: the file asked for, resolved
  ItemBuffer items;
  std::uint32_t items_written = 0;  // of those, how many record.data holds

  // A string argument as it was copied at the entry, since the program may have another one there
  // by now. Empty where it could not be copied whole. Valid until an item is added.
  std::string_view Passed(int argument) const;
};

class ByteCapture {
 public:
  // Bytes that are copied: of a buffer `string_limit`, as strace -s; of structures whose number or
  // length the call says `structure_limit`.
  static constexpr std::uint32_t kRecordedStructureBytes = 1024, kTracedStructureBytes = 1U << 16U;
  ByteCapture(events::MemoryReader& memory, std::uint32_t string_limit,
              std::uint32_t structure_limit = kRecordedStructureBytes)
      : memory_(memory), string_limit_(string_limit), structure_limit_(structure_limit) {}

  // What is behind argument `argument` at the call's entry. Sets kUnreadable where a pointer cannot
  // be read.
  void AtEntry(int tid, CallInFlight& call, int argument);
  // The addresses that sendmsg(2) and sendmmsg(2) send to: they lie behind their headers.
  // `captured` is called with each right after it became an item.
  void MessageAddresses(int tid, CallInFlight& call,
                        const std::function<void(int argument, std::string_view)>& captured);
  // What the call wrote, at its exit; the call has succeeded.
  void AtExit(int tid, CallInFlight& call);

  // Reads a NUL-terminated string of at most `limit` bytes; false if not all of it could be read.
  // The string is string() until the next one.
  bool ReadString(int tid, std::uint64_t address, std::size_t limit);
  const std::string& string() const { return string_; }
  bool truncated() const { return truncated_; }  // the last string reached its limit
  bool readable() const { return readable_; }    // all of the last one was there

 private:
  void CaptureString(int tid, CallInFlight& call, int argument);
  void CaptureIocbs(int tid, CallInFlight& call, int argument);
  void CaptureRing(int tid, CallInFlight& call, int argument);
  void CaptureVector(int tid, CallInFlight& call, int argument);
  void CaptureBytes(int tid, CallInFlight& call, int argument, ItemKind kind);
  std::uint64_t LengthOf(int tid, const CallInFlight& call, const tables::Parameter& parameter);
  std::span<std::byte> Buffer(std::size_t bytes);
  bool Read(int tid, std::uint64_t address, std::span<std::byte> to);

  events::MemoryReader& memory_;
  std::uint32_t string_limit_, structure_limit_;
  std::string string_, strings_;
  bool truncated_ = false, readable_ = false;
  std::vector<std::byte> buffer_;
};

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_BYTE_CAPTURE_H_

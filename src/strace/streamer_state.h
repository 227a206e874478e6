// What the streamer remembers of a thread. Private to streamer*.cc.
#ifndef SYSASSERT_STRACE_STREAMER_STATE_H_
#define SYSASSERT_STRACE_STREAMER_STATE_H_

#include <memory>
#include <string>
#include <string_view>

#include "decode/call_text.h"
#include "strace/streamer.h"

namespace sysassert::strace {

inline decode::CallView ViewOf(const capture::CallInFlight& call) {
  return {call.record, capture::ItemRange(reinterpret_cast<const char*>(call.items.bytes().data()),
                                          call.items.count())};
}

struct Streamer::Thread {
  events::ThreadIds ids;
  std::unique_ptr<Lines> lines;  // -ff: its own
  Abi abi = Abi::kX86_64;
  Head head;
  bool pending = false;     // a call that is shown or counted has begun
  std::string text;         // of its entry
  bool shown = false;       // its beginning was
  int written = 0;          // of its arguments
  std::uint64_t stack = 0;  // its stack pointer as the call was made
  Sysno id = Sysno::kUnknown;
  std::string_view folded;  // the name of one that has no number of its own, as send; else empty
  InjectionCounts made;
  bool injected = false, delayed = false, poked = false;  // the call in flight
  const Injection* injection = nullptr;                   // likewise; null: none
  std::string interrupted;  // the call that restart_syscall(2) goes on with
  int slept_in = -1;        // the number of the call that it was attached in; -1: none
  capture::CallInFlight call;

  std::string Name() const {
    return folded.empty() ? decode::CallName(id, call.record.number) : std::string(folded);
  }
  JsonCall json;
  std::uint64_t entered_ns = 0, entered_system_ns = 0;
};

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_STREAMER_STATE_H_

// CallCapture: copies out of a stopped tracee what the call's row in the tables says, and takes the
// facts that need the kernel now: what descriptors and paths name.
#ifndef SYSASSERT_CAPTURE_CALL_CAPTURE_H_
#define SYSASSERT_CAPTURE_CALL_CAPTURE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "capture/byte_capture.h"
#include "capture/descriptors.h"
#include "capture/identities.h"
#include "capture/path_resolver.h"
#include "capture/writer.h"
#include "events/memory.h"
#include "events/stop.h"
#include "tables/row.h"

namespace sysassert::capture {

// What threads may share by CLONE_FS.
struct Directory {
  std::string cwd;  // empty: not asked yet
};

// Where the call is made.
struct Caller {
  int tid = 0, pid = 0;
  DescriptorTable* files = nullptr;
  Directory* directory = nullptr;
};

class CallCapture {
 public:
  struct Options {
    std::uint32_t string_limit = 32;  // bytes of a buffer, as strace -s
    bool keep_descriptors = true;     // every call that changes what one names stops
    bool keep_directories = true;     // every call that changes a working directory stops
    bool paths_at_entry = false;      // of every open, too: somebody decides there
    bool look_for_deleted = false;    // at each call on a descriptor
  };
  CallCapture(Writer& writer, events::MemoryReader& memory, const Options& options);

  // At entry: bytes in, paths, descriptors. Sets kUnreadable where a pointer cannot be read.
  void AtEntry(const Caller& caller, CallInFlight& call);
  // At a finished exit: bytes out, what the call opened; then keeps the facts of descriptors and
  // directories up to date.
  void AtExit(const Caller& caller, CallInFlight& call);
  // A successful exec runs `exe`: that, and the interpreters on the way to it. Before AtExit, and
  // before what the exec closed is forgotten.
  void AtExec(const Caller& caller, CallInFlight& call, const std::string& exe);
  // At the entry and at the exit of a call that is not recorded, and whose number was not asked for
  // either (its index is kNoCall): the facts of descriptors alone.
  // True where its end tells no more.
  bool AtFollowedEntry(const Caller& caller, CallInFlight& call);
  void AtFollowedExit(const Caller& caller, CallInFlight& call);

  // The first path argument's bytes of the last AtEntry; empty if it had none. Valid until the next
  // call.
  std::string_view passed_path() const { return passed_path_; }
  // Could every path since the last AtEntry be resolved? See Resolved::certain.
  bool path_certain() const { return path_certain_; }
  // The descriptors that an io_submit(2) at its entry is about.
  // `whole` is false where some could not be read.
  std::vector<int> Submitted(const Caller& caller, const CallRecord& call, bool* whole) const;
  // What io_uring_setup(2) is asked for; 0 where it cannot be read.
  std::uint32_t RingFlags(int tid, std::uint64_t parameters) const;
  const Identities& identities() const { return identities_; }
  PathResolver& resolver() { return resolver_; }
  Descriptors& descriptors() { return descriptors_; }

 private:
  void AddDescriptor(const Caller& caller, CallInFlight& call, int argument);
  void AddDescriptorFact(const Caller& caller, CallInFlight& call, std::uint8_t argument, int fd);
  void AddSubmitted(const Caller& caller, CallInFlight& call);
  void AddMapped(const Caller& caller, CallInFlight& call);
  bool NamesSomething(const CallInFlight& call, int argument) const;
  void ResolvePassed(const Caller& caller, CallInFlight& call, int argument);
  void ResolveSocket(const Caller& caller, CallInFlight& call, int argument,
                     std::string_view address);
  const Resolved& Resolve(const Caller& caller, const CallInFlight& call, int argument,
                          std::string_view passed);
  void ResolvePath(const Caller& caller, CallInFlight& call, int argument, std::string_view passed);
  void NoteMissing(CallInFlight& call, const Resolved& resolved);
  std::uint64_t OpenFlags(const Caller& caller, const CallInFlight& call) const;
  bool ResolvesAtEntry(const CallInFlight& call) const;
  std::string_view BaseOf(const Caller& caller, const CallInFlight& call,
                          const tables::Parameter& parameter);
  void AddPath(CallInFlight& call, std::uint8_t argument, const Resolved& resolved);
  void AddOpened(const Caller& caller, CallInFlight& call);
  void AddOpenedPair(const Caller& caller, CallInFlight& call, int argument);
  void KeepUp(const Caller& caller, CallInFlight& call);
  bool ClosesOrMarks(const Caller& caller, const CallInFlight& call);

  Writer& writer_;
  events::MemoryReader& memory_;
  Options options_;
  ByteCapture bytes_;
  Identities identities_;
  PathResolver resolver_;
  Descriptors descriptors_;
  std::string passed_path_, base_;
  bool path_certain_ = true;
  std::unordered_map<std::string, std::pair<FileIdentity, std::uint32_t>>
      paths_;  // the PathFacts written so far
};

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_CALL_CAPTURE_H_

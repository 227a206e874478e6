#include "capture/call_capture.h"

#include <functional>

#include "tables/variants.h"

namespace sysassert::capture {

using tables::Parameter;

CallCapture::CallCapture(Writer& writer, events::MemoryReader& memory, const Options& options)
    : writer_(writer),
      memory_(memory),
      options_(options),
      bytes_(memory, options.string_limit),
      resolver_(identities_),
      descriptors_(writer, identities_, options.keep_descriptors, options.look_for_deleted) {}

void CallCapture::AtEntry(const Caller& caller, CallInFlight& call) {
  passed_path_.clear();
  path_certain_ = true;
  call.open_flags = OpenFlags(caller, call);
  call.missing = 0;
  call.program.clear();
  call.items.Clear();
  for (int i = 0; i < call.row->count; ++i) {
    const Parameter& parameter =
        tables::ParameterOf(*call.row, i, call.record.args, call.record.abi);
    if (parameter.kind == ArgumentKind::kFd ||
        (parameter.kind == ArgumentKind::kDirfd && options_.keep_descriptors)) {
      AddDescriptor(caller, call, i);
      continue;
    }
    bytes_.AtEntry(caller.tid, call, i);
    if (parameter.kind == ArgumentKind::kSockaddr && parameter.when == tables::When::kEntry)
      ResolveSocket(caller, call, i, call.Passed(i));
    if (parameter.kind != ArgumentKind::kPath) continue;
    // Where a descriptor's name must be asked for, it is only where it matters: the path starts
    // there, and that is in its resolved form, unless it is all there is (AT_EMPTY_PATH).
    if (parameter.dirfd >= 0 && !options_.keep_descriptors && !NamesSomething(call, i))
      AddDescriptor(caller, call, parameter.dirfd);
    ResolvePassed(caller, call, i);
  }
  const auto resolve = [&](int argument, std::string_view address) {
    ResolveSocket(caller, call, argument, address);
  };
  bytes_.MessageAddresses(caller.tid, call, std::ref(resolve));  // a copy of it takes memory
  if (call.row->id == Sysno::io_submit) AddSubmitted(caller, call);
  if (call.row->id == Sysno::msync) AddMapped(caller, call);
}

void CallCapture::AtExit(const Caller& caller, CallInFlight& call) {
  const bool failed = (call.record.flags & kFailed) != 0;
  if (call.row->ret == tables::Ret::kFd) {
    if (!failed) {
      AddOpened(caller, call);
    } else if (!ResolvesAtEntry(call)) {  // else it was resolved at its entry
      for (int i = 0; i < call.row->count; ++i) {
        if (call.row->parameters[static_cast<std::size_t>(i)].kind != ArgumentKind::kPath) continue;
        ResolvePath(caller, call, i, call.Passed(i));
      }
    }
  }
  ClosesOrMarks(caller, call);
  if (failed) return;
  bytes_.AtExit(caller.tid, call);
  KeepUp(caller, call);
}

void CallCapture::AtFollowedExit(const Caller& caller, CallInFlight& call) {
  const bool failed = (call.record.flags & kFailed) != 0;
  if (failed) return;
  if (call.row->ret == tables::Ret::kFd) AddOpened(caller, call);
  KeepUp(caller, call);
}

}  // namespace sysassert::capture

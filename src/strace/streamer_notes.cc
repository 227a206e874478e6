// The streamer's half about what stands beside the calls: the kernel's log, and hints.
#include <fmt/format.h>

#include "decode/call_text.h"
#include "decode/result.h"
#include "strace/sight.h"
#include "strace/streamer.h"
#include "strace/streamer_state.h"

namespace sysassert::strace {

void Streamer::ShowKernelLog(int tid, Lines& lines) {
  if (kernel_log_ == nullptr) return;
  for (const KernelRecord& record : kernel_log_->Take()) {
    if (options_.json)
      output_.Write(tid, KernelJsonLine(record));
    else if (!options_.summary.only)
      lines.Add(tid, KernelLine(record) + "\n");
  }
}

void Streamer::NoteHints(Thread& thread) {
  const decode::CallView view = ViewOf(thread.call);
  hints_.Note(thread.ids.pid, thread.ids.tid, view, *thread.call.row, [&] {
    const Sight sight(options_, memory_, thread.ids.tid, view.record.abi, thread.id);
    std::string text = thread.Name() + "(";
    decode::AppendExitArguments(&text, view, *thread.call.row, sight.style(), 0);
    return text + ") = " + decode::ResultText(view, *thread.call.row, sight.style());
  });
}

void Streamer::ShowHints() {
  if (!options_.hints) return;
  for (const Hint& hint : hints_.Found()) {
    output_.Write(0, options_.json
                         ? HintJsonLine(hint)
                         : fmt::format("hint: {}\n      first: {}\n", hint.text, hint.first));
  }
}

}  // namespace sysassert::strace

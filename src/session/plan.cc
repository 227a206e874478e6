#include "session/plan.h"

#include <unistd.h>

#include <memory>
#include <utility>
#include <vector>

#include "capture/recording.h"
#include "capture/store.h"
#include "capture/writer.h"
#include "session/job.h"
#include "session/trace_data.h"

namespace sysassert::session {
namespace {

// Of one that is complete; its mapping outlives the store.
Result<std::shared_ptr<capture::Recording>> RecordingOf(const Job& job,
                                                        const capture::Store& store) {
  auto writer = capture::Writer::Create(store);
  if (!writer.ok()) return writer.error();
  Describe(job, writer.value().get());
  return capture::Recording::Open(store.memory_fd, store.disk_fd);
}

}  // namespace

Result<Trace> Planned(Command command) {
  command.Stdin(Stdio::Inherit()).Stdout(Stdio::Inherit()).Stderr(Stdio::Inherit());
  std::vector<int> files;
  auto job = PrepareCommand(command, {}, &files);
  if (!job.ok()) return job.error();
  auto store = capture::CreateUnnamedStore();
  if (!store.ok()) return store.error();
  auto recording = RecordingOf(job.value(), store.value());
  for (const int fd : {store.value().memory_fd, store.value().disk_fd}) {
    if (fd >= 0) close(fd);
  }
  if (!recording.ok()) return recording.error();
  recording.value()->SetLive();
  auto run = std::make_shared<RunData>();
  run->recording = std::move(recording).value();
  return Trace::Data::Of(std::move(run));
}

}  // namespace sysassert::session

#include "sysassert/trace.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ostream>
#include <utility>

#include "decode/printable.h"
#include "session/trace_data.h"
#include "tables/row.h"

namespace sysassert {
namespace {

using capture::Recording;

Error NeverRecorded() {
  return {"use of a trace", 0, "nothing was recorded into it",
          "Record(), Observe(), Running::Stop() or Trace::Load() give one"};
}

std::string RemedyFor(BlindSpot spot) {
  switch (spot) {
    case BlindSpot::kIoUring:
      return "Command::DenyIoUring(), or --deny-io-uring";
    case BlindSpot::kLostEvents:
      return "a longer Deadline(), or --timeout";
    case BlindSpot::kTraceeFilter:
      return "NoFilter(), or --no-filter";
    case BlindSpot::kOtherThreads:
      return "Record() the code in a child of its own";
    case BlindSpot::kUnreadableArguments:
      return "trace as root";
    case BlindSpot::kX32Calls:
    case BlindSpot::kUntracedClone:
    case BlindSpot::kSharedMapping:
    case BlindSpot::kPrivilegeDropped:
      return "";
    case BlindSpot::kMainNotFound:
      return "where: {phase: all}";
    case BlindSpot::kVdso:
      return "Command::HideVdso(), or --hide-vdso";
    case BlindSpot::kAsyncIo:
      return "";
    case BlindSpot::kVsyscall:
      return "leave --no-filter (NoFilter()) out, or boot with vsyscall=none";
    case BlindSpot::kInheritedSocket:
      return "start the run without it ('3>&-' in a shell), or judge what goes over it as well: "
             "{call: [\"@fd-read\", \"@fd-write\"], family: [inet, inet6]}";
    case BlindSpot::kOutsideServer:
      return "start the server within the run, or deny it: {call: connect}";
    case BlindSpot::kMainNotReached:
      return "where: {phase: all} or Trace::WholeRun() judge the loading too";
  }
  return "";
}

}  // namespace

std::string_view NameOf(BlindSpot spot) {
  switch (spot) {
    case BlindSpot::kIoUring:
      return "io-uring";
    case BlindSpot::kLostEvents:
      return "lost-events";
    case BlindSpot::kTraceeFilter:
      return "tracee-filter";
    case BlindSpot::kX32Calls:
      return "x32-calls";
    case BlindSpot::kUntracedClone:
      return "untraced-clone";
    case BlindSpot::kOtherThreads:
      return "other-threads";
    case BlindSpot::kUnreadableArguments:
      return "unreadable-arguments";
    case BlindSpot::kSharedMapping:
      return "shared-mapping";
    case BlindSpot::kPrivilegeDropped:
      return "privilege-dropped";
    case BlindSpot::kMainNotFound:
      return "main-not-found";
    case BlindSpot::kMainNotReached:
      return "main-not-reached";
    case BlindSpot::kVdso:
      return "vdso";
    case BlindSpot::kAsyncIo:
      return "async-io";
    case BlindSpot::kVsyscall:
      return "vsyscall";
    case BlindSpot::kInheritedSocket:
      return "inherited-socket";
    case BlindSpot::kOutsideServer:
      return "outside-server";
  }
  return "unknown";
}

bool IsWeak(BlindSpot spot) { return spot >= BlindSpot::kOtherThreads; }

std::string ExitStatus::text() const {
  switch (kind) {
    case Kind::kExited:
      return "exited with " + std::to_string(value);
    case Kind::kSignaled: {
      const std::string_view name = tables::SignalName(value);
      return "killed by " + (name.empty() ? "signal " + std::to_string(value) : std::string(name)) +
             (core_dumped ? " (core dumped)" : "");
    }
    case Kind::kUnknown:
      break;
  }
  return "end not seen";
}

Trace::Trace() : Trace(Data::Invalid(NeverRecorded())) {}
Trace::Trace(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

Trace Trace::Data::Of(std::shared_ptr<RunData> run) {
  auto data = std::make_shared<Data>();
  data->run = std::move(run);
  return Trace(std::move(data));
}

Trace Trace::Data::Invalid(Error error) {
  auto data = std::make_shared<Data>();
  data->error = std::move(error);
  return Trace(std::move(data));
}

Trace Trace::Data::With(Filter filter) const {
  auto data = std::make_shared<Data>();
  data->run = run;
  data->error = error;
  data->whole_run = whole_run;
  data->filters = filters;
  if (filter) data->filters.push_back(std::move(filter));
  return Trace(std::move(data));
}

bool Trace::Data::FiltersAdmit(std::size_t index) const {
  return std::all_of(filters.begin(), filters.end(),
                     [this, index](const Filter& filter) { return filter(recording(), index); });
}

const Trace::Data::Selection& Trace::Data::selection() const {
  std::call_once(selected_, [this] {
    if (run == nullptr) return;
    const auto kinds = recording().kinds();
    const std::size_t size = kinds->size();
    const auto admits = [&](std::size_t index) { return Admits((*kinds)[index], index); };
    std::size_t first = 0;
    while (first < size && !admits(first)) ++first;
    std::size_t last = first;
    while (last < size && admits(last)) ++last;
    selection_.first = first;
    selection_.last = last;
    for (std::size_t i = last; i < size; ++i) {
      if (!admits(i)) continue;
      if (selection_.contiguous) {  // the first one after a gap
        selection_.contiguous = false;
        for (std::size_t before = first; before < last; ++before) {
          selection_.indices.push_back(static_cast<std::uint32_t>(before));
        }
      }
      selection_.indices.push_back(static_cast<std::uint32_t>(i));
    }
  });
  return selection_;
}

Trace::const_iterator Trace::begin() const { return {this, 0}; }
Trace::const_iterator Trace::end() const { return {this, size()}; }
Trace::size_type Trace::size() const { return data_->selection().size(); }

Call Trace::operator[](size_type i) const {
  return {data_->run->recording, data_->selection().at(i)};
}
Call Trace::call(std::size_t index) const { return {data_->run->recording, index}; }

bool Trace::valid() const { return data_->run != nullptr; }

const Error& Trace::error() const {
  static const Error kNone;
  return data_->error ? *data_->error : kNone;
}

ExitStatus Trace::status() const {
  ExitStatus status;
  if (!valid()) return status;
  for (const capture::ExitView& exit : data_->recording().exits()) {
    if (exit.fact.root == 0) continue;
    const int wait_status = exit.fact.status;
    if (WIFEXITED(wait_status)) {
      status.kind = ExitStatus::Kind::kExited;
      status.value = WEXITSTATUS(wait_status);
    } else if (WIFSIGNALED(wait_status)) {
      status.kind = ExitStatus::Kind::kSignaled;
      status.value = WTERMSIG(wait_status);
      status.core_dumped = WCOREDUMP(wait_status);
    }
  }
  return status;
}

std::string Trace::command() const {
  return valid() ? std::string(data_->recording().run().command) : "";
}
std::string Trace::cwd() const { return valid() ? std::string(data_->recording().run().cwd) : ""; }
std::string Trace::home() const {
  return valid() ? std::string(data_->recording().run().home) : "";
}
std::string Trace::std_out() const { return valid() ? data_->run->std_out : ""; }
std::string Trace::std_err() const { return valid() ? data_->run->std_err : ""; }
std::vector<FileRecord> Trace::files() const {
  return valid() ? LedgerOf(*this) : std::vector<FileRecord>();
}

std::vector<BlindSpotReport> BlindSpotsOf(const Recording& recording) {
  std::vector<BlindSpotReport> reports;
  for (const capture::BlindSpotView& spot : recording.blind_spots()) {
    const auto kind = static_cast<BlindSpot>(spot.spot);
    reports.push_back({kind, std::string(spot.cause), RemedyFor(kind), spot.accepted});
  }
  if (recording.dropped() > 0) {
    reports.push_back({BlindSpot::kLostEvents,
                       std::to_string(recording.dropped()) +
                           " calls were dropped: the recording reached its limit",
                       "watch fewer calls, or give the recording more disk", false});
  }
  if (!recording.complete()) {
    reports.push_back(
        {BlindSpot::kLostEvents, "the recording was cut: its tracer ended before the run did",
         "record it again; if it ends so each time, the program kills its tracer", false});
  }
  for (BlindSpotReport& report : reports)
    report.accepted = report.accepted || recording.Accepts(report.spot);
  return reports;
}

std::optional<BlindSpotReport> VdsoSpotOf(const Recording& recording) {
  const auto& known = recording.blind_spots();
  const bool has_one = std::any_of(known.begin(), known.end(), [](const auto& spot) {
    return static_cast<BlindSpot>(spot.spot) == BlindSpot::kVdso;
  });
  if (has_one || recording.vdso_hidden()) return std::nullopt;
  return BlindSpotReport{BlindSpot::kVdso, std::string(capture::kVdsoAnswers),
                         RemedyFor(BlindSpot::kVdso), recording.Accepts(BlindSpot::kVdso)};
}

std::vector<BlindSpotReport> Trace::blind_spots() const {
  return valid() ? BlindSpotsOf(data_->recording()) : std::vector<BlindSpotReport>();
}

std::vector<std::string> Trace::marks() const {
  std::vector<std::string> names;
  if (!valid()) return names;
  for (const capture::MarkView& mark : data_->recording().marks()) names.emplace_back(mark.name);
  return names;
}

std::vector<std::string> Trace::notes() const {
  std::vector<std::string> notes;
  if (!valid()) return notes;
  for (std::string_view note : data_->recording().notes()) notes.emplace_back(note);
  return notes;
}

std::vector<std::string> Trace::tracing_notes() const {
  std::vector<std::string> notes;
  if (!valid()) return notes;
  for (std::string_view note : data_->recording().tracing_notes()) notes.emplace_back(note);
  return notes;
}

std::uint64_t Trace::stops() const { return valid() ? data_->recording().header().stops : 0; }

bool Trace::watched(Sysno id) const {
  if (!valid()) return false;
  const capture::RunView run = data_->recording().run();
  return !run.narrow || run.watched[static_cast<std::size_t>(id)] != 0;
}

bool Trace::watched_everything() const { return valid() && !data_->recording().run().narrow; }

std::string Trace::save_path() const {
  if (!valid()) return "";
  std::scoped_lock lock(data_->run->save_mutex);
  return data_->run->save_path;
}

Status Trace::Save(const std::string& path) const {
  if (!valid()) return error();
  return data_->recording().Save(path);
}

Result<Trace> Trace::Load(const std::string& path, const std::vector<BlindSpot>& accepted) {
  auto recording = Recording::Load(path);
  if (!recording.ok()) return recording.error();
  auto run = std::make_shared<RunData>();
  recording.value()->Conclude(accepted);
  run->recording = std::move(recording).value();
  run->save_path = path;
  return Data::Of(std::move(run));
}

void PrintTo(const Trace& trace, std::ostream* out) {
  if (!trace.valid()) {
    *out << "no trace: " << trace.error().Message();
    return;
  }
  RunData& run = *trace.data_->run;
  std::scoped_lock lock(run.save_mutex);
  std::string refused;
  if (run.save_path.empty()) {
    static std::atomic<int> counter{0};
    const char* directory = std::getenv("TMPDIR");
    const std::string path = std::string(directory != nullptr ? directory : "/tmp") +
                             "/sysassert-" + std::to_string(getpid()) + "-" +
                             std::to_string(++counter) + ".satrace";
    if (Status saved = run.recording->Save(path); saved.ok())
      run.save_path = path;
    else
      refused = saved.error().Message();
  }
  *out << "a trace of " << trace.size() << (trace.size() == 1 ? " call" : " calls") << " of `"
       << decode::Printable(trace.command()) << "` (" << trace.status().text() << ")";
  if (refused.empty())
    *out << ", saved in " << run.save_path;
  else
    *out << ", not saved: " << refused;
}

}  // namespace sysassert

// What stands behind a Trace: a recording, a view of it, and what the session knows of the run
// besides.
#ifndef SYSASSERT_SESSION_TRACE_DATA_H_
#define SYSASSERT_SESSION_TRACE_DATA_H_

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "capture/recording.h"
#include "sysassert/trace.h"

namespace sysassert {

// Shared by all views of one run.
struct RunData {
  std::shared_ptr<const capture::Recording> recording;
  std::string std_out, std_err;
  bool blocking = false;  // calls could be refused: Watch::refuser
  std::mutex save_mutex;
  std::string save_path;  // guarded by save_mutex
};

struct Trace::Data {
  using Filter = std::function<bool(const capture::Recording&, std::size_t index)>;

  std::shared_ptr<RunData> run;  // null: an invalid trace
  std::optional<Error> error;    // why it is invalid
  bool whole_run = false;        // with what came before main
  std::vector<Filter> filters;   // all must admit a call

  // The calls of this view: [first, last) where they lie together, else `indices`. Computed once,
  // when first asked.
  struct Selection {
    std::size_t first = 0, last = 0;
    std::vector<std::uint32_t> indices;
    bool contiguous = true;
    std::size_t size() const { return contiguous ? last - first : indices.size(); }
    std::size_t at(std::size_t i) const { return contiguous ? first + i : indices[i]; }
  };
  const Selection& selection() const;

  const capture::Recording& recording() const { return *run->recording; }
  // Is the call at `index`, which is of this kind, in the view?
  bool Admits(capture::CallKind kind, std::size_t index) const {
    return !kind.hidden() && (whole_run || kind.main_phase()) &&
           (filters.empty() || FiltersAdmit(index));
  }
  Trace With(Filter filter) const;

  static Trace Of(std::shared_ptr<RunData> run);
  static Trace Invalid(Error error);

 private:
  bool FiltersAdmit(std::size_t index) const;
  mutable std::once_flag selected_;
  mutable Selection selection_;
};

// What the run did not see, as far as the recording tells.
std::vector<BlindSpotReport> BlindSpotsOf(const capture::Recording& recording);
// What only those who ask for a call of the vDSO's did not see; none where it was hidden, or the
// recording has it among the others.
std::optional<BlindSpotReport> VdsoSpotOf(const capture::Recording& recording);

// The ledger of a view.
std::vector<FileRecord> LedgerOf(const Trace& trace);

}  // namespace sysassert

#endif  // SYSASSERT_SESSION_TRACE_DATA_H_

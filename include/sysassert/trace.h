// Trace: what one run asked of the kernel, as a const range of Call.
#ifndef SYSASSERT_TRACE_H_
#define SYSASSERT_TRACE_H_

#include <chrono>
#include <cstddef>
#include <iosfwd>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sysassert/blind_spot.h"
#include "sysassert/call.h"
#include "sysassert/result.h"

namespace sysassert {

// How the root process ended.
struct ExitStatus {
  enum class Kind : std::uint8_t { kUnknown, kExited, kSignaled } kind = Kind::kUnknown;
  int value = 0;  // the exit code, or the signal
  bool core_dumped = false;
  std::string text()
      const;  // "exited with 0", "killed by SIGSEGV", "still running at the deadline"
};

// A point that the traced program (or its source) names; see <sysassert/mark.h>.
struct Mark {
  explicit Mark(std::string mark_name) : name(std::move(mark_name)) {}
  std::string name;
};

// One line of the ledger: what became of a file in this view.
struct FileRecord {
  std::string path;
  int opened_for_reading = 0;  // successful opens; O_RDWR counts in both
  int opened_for_writing = 0;
  int failed_opens = 0;
  std::int64_t bytes_read = 0;
  std::int64_t bytes_written = 0;
  bool created = false;
  bool removed = false;
  std::string renamed_to;      // empty if it kept its name
  bool left_unsynced = false;  // written after its last sync
};

class Trace {
 public:
  class const_iterator;
  using iterator = const_iterator;
  using value_type = Call;
  using reference = Call;
  using const_reference = Call;
  using size_type = std::size_t;
  using difference_type = std::ptrdiff_t;

  Trace();  // invalid: every matcher and rule fails on it, in both polarities

  // Views. Each is a Trace over the same recording; views of views narrow further. One of what the
  // run never had (a mark, program, process or thread name) is invalid.
  Trace WholeRun() const;  // with the loader and constructors before main
  Trace Between(const Mark& begin, const Mark& end) const;  // calls after `begin` and before `end`
  Trace Under(std::string_view program)
      const;  // processes that ran `program` (absolute path), and descendants
  Trace OfProcess(int pid) const;
  Trace OfThread(std::string_view name_glob) const;  // by the name at the call: `*` and `?`

  const_iterator begin() const;
  const_iterator end() const;
  size_type size() const;
  bool empty() const { return size() == 0; }
  Call operator[](
      size_type i) const;  // the i-th of this view; Call::index() is its place in the recording
  Call call(std::size_t index) const;  // by its place in the recording

  bool valid() const;
  const Error& error() const;  // why not, where !valid()
  ExitStatus status() const;
  std::string command() const;  // shell-quoted, as launched
  std::string cwd() const;      // of the command; relative paths in assertions start here
  std::string home() const;     // HOME in the command's environment; empty if unset
  std::string std_out() const;  // captured text; empty unless it was captured
  std::string std_err() const;
  std::vector<FileRecord> files() const;             // the ledger of this view, sorted by path
  std::vector<BlindSpotReport> blind_spots() const;  // of the whole run
  std::vector<std::string> marks() const;            // seen, in order, with repeats
  std::vector<std::string> notes()
      const;  // what we changed or chose: "LSAN_OPTIONS: appended detect_leaks=0"
  // How the run was traced, for who asks why it took its time: where tracer and program could not
  // share a CPU, and the like. None of it changes an answer.
  std::vector<std::string> tracing_notes() const;
  std::uint64_t stops() const;   // that the tracer served, of all threads; 0: not known
  bool watched(Sysno id) const;  // false where the interest left this call out
  bool watched_everything() const;
  std::string save_path() const;  // where PrintTo kept it; empty before

  Status Save(
      const std::string& path) const;  // the whole recording; a partial file is removed on error
  // Checks every offset. `accepted`: blind spots that its reader accepts, besides those that were
  // accepted when it was made.
  static Result<Trace> Load(const std::string& path, const std::vector<BlindSpot>& accepted = {});

  // One line: "a trace of 412 calls of `./app --once` (exited with 0), saved in /tmp/….satrace".
  friend void PrintTo(const Trace& trace, std::ostream* out);

  struct Data;  // session's
  explicit Trace(std::shared_ptr<const Data> data);
  const std::shared_ptr<const Data>& data() const { return data_; }

 private:
  std::shared_ptr<const Data> data_;
};

class Trace::const_iterator {
 public:
  using iterator_category = std::random_access_iterator_tag;
  using value_type = Call;
  using difference_type = std::ptrdiff_t;
  using pointer = const Call*;
  using reference = Call;

  const_iterator() = default;
  const_iterator(const Trace* trace, std::size_t at) : trace_(trace), at_(at) {}
  Call operator*() const { return (*trace_)[at_]; }
  Call operator[](difference_type n) const { return (*trace_)[at_ + n]; }
  const_iterator& operator++() {
    ++at_;
    return *this;
  }
  const_iterator operator++(int) {
    auto old = *this;
    ++at_;
    return old;
  }
  const_iterator& operator--() {
    --at_;
    return *this;
  }
  const_iterator operator--(int) {
    auto old = *this;
    --at_;
    return old;
  }
  const_iterator& operator+=(difference_type n) {
    at_ += n;
    return *this;
  }
  const_iterator& operator-=(difference_type n) {
    at_ -= n;
    return *this;
  }
  friend const_iterator operator+(const_iterator i, difference_type n) { return i += n; }
  friend const_iterator operator-(const_iterator i, difference_type n) { return i -= n; }
  friend difference_type operator-(const_iterator a, const_iterator b) {
    return static_cast<difference_type>(a.at_) - static_cast<difference_type>(b.at_);
  }
  friend bool operator==(const_iterator a, const_iterator b) { return a.at_ == b.at_; }
  friend bool operator!=(const_iterator a, const_iterator b) { return a.at_ != b.at_; }
  friend bool operator<(const_iterator a, const_iterator b) { return a.at_ < b.at_; }

 private:
  const Trace* trace_ = nullptr;
  std::size_t at_ = 0;
};

}  // namespace sysassert

#endif  // SYSASSERT_TRACE_H_

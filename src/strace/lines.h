// Lines: strace's layout. Who speaks, when, in which column the result stands, and whose line is
// cut off when another thread speaks first.
#ifndef SYSASSERT_STRACE_LINES_H_
#define SYSASSERT_STRACE_LINES_H_

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

#include "strace/options.h"
#include "strace/output.h"

namespace sysassert::strace {

// What the head of a line tells of its thread.
struct Head {
  int tid = 0;
  int number = 0;                 // of its last call
  std::uint64_t instruction = 0;  // 0: not known
  std::string name;               // "<sh>" where commands are named (-Y)
};

// Colours of a terminal (--color).
enum class Paint : std::uint8_t { kFailure, kSignal, kEnd };

class Lines {
 public:
  Lines(const Options& options, Output& output) : options_(options), output_(output) {}

  // How many threads are traced: where there are several, each line says whose it is.
  void SetThreads(std::size_t threads) { threads_ = threads; }

  // Begins a line, which Append, Pad and End add to. One that was begun is marked as unfinished.
  void Begin(const Head& head);
  void Append(std::string_view text);
  void Append(Paint paint, std::string_view text);  // plain where nothing is coloured
  // Pads to the column of results.
  void Pad();
  void End();
  // The line that this thread has begun is still the last: it may go on.
  bool Open(int tid) const { return open_ && speaker_ == tid; }

  // Hands on what there is of a line, so that a reader sees the call that is waited for.
  void Flush();
  // A line of its own, without a head.
  void Notice(int tid, const std::string& text);
  // Whole lines of any text, without heads.
  void Add(int tid, const std::string& text);
  // A sentence of the tracer's own, on standard error.
  void Say(const std::string& sentence);

 private:
  std::string Prefix(const Head& head);
  std::string Time();
  void CutOff();

  const Options& options_;
  Output& output_;
  int speaker_ = 0;
  bool open_ = false;
  std::string line_;
  std::size_t threads_ = 0;
  std::size_t written_ = 0;  // of line_, already handed on
  timespec previous_{};      // of -r
  bool spoke_ = false;
};

// "1.000012" in so many digits.
std::string Seconds(std::uint64_t ns, Precision precision, std::size_t width = 0);

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_LINES_H_

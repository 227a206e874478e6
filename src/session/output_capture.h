// OutputCapture: keeps what a traced program writes to one stream, as it comes, so that the program
// never waits for a reader.
#ifndef SYSASSERT_SESSION_OUTPUT_CAPTURE_H_
#define SYSASSERT_SESSION_OUTPUT_CAPTURE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <thread>

#include "sysassert/result.h"

namespace sysassert::session {

inline constexpr std::size_t kMostOutput = 64
                                           << 20;  // bytes kept; what is beyond is read and counted

class OutputCapture {
 public:
  static Result<std::unique_ptr<OutputCapture>> Create();
  ~OutputCapture();

  int write_end() const { return write_end_; }
  // After the fork: closes the write end here, and reads from now on.
  void Start();
  // The run is over: what is still in the pipe is read, then the text is complete.
  std::string Finish();

 private:
  OutputCapture() = default;
  void Read();
  bool Drain();

  int read_end_ = -1, write_end_ = -1, stop_ = -1;
  std::string text_;
  std::uint64_t beyond_ = 0;
  std::thread reader_;
};

}  // namespace sysassert::session

#endif  // SYSASSERT_SESSION_OUTPUT_CAPTURE_H_

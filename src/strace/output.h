// Output: where the lines go: standard error, a file, a command, or a file for each thread.
#ifndef SYSASSERT_STRACE_OUTPUT_H_
#define SYSASSERT_STRACE_OUTPUT_H_

#include <sys/types.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "strace/options.h"
#include "sysassert/result.h"

namespace sysassert::strace {

class Output {
 public:
  // Opens what the options name; an Error's operation is strace's message.
  static Result<std::unique_ptr<Output>> Open(const Options& options);
  // Flushes, closes, and waits for a command to read to the end.
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // Text of thread `tid`. What goes to a plain file is kept until there is much of it, or until
  // Flush; the rest is written when a line ends.
  void Write(int tid, std::string_view text);
  void Flush();
  void Close(int tid);  // of one file for each thread

 private:
  struct Stream {
    int fd = -1;
    bool plain = false;  // a file: nobody waits for the next line
    std::string name, pending;
  };
  explicit Output(const Options& options) : options_(options) {}
  Status OpenStream(const std::string& name, Stream* stream);
  Status OpenCommand(const std::string& command, Stream* stream);
  void Flush(Stream& stream);
  Stream& Of(int tid);

  const Options& options_;
  Stream one_;
  std::map<int, Stream> each_;  // -ff
  pid_t command_ = 0;
  bool complained_ = false;
};

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_OUTPUT_H_

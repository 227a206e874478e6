// Where reports go: a stream or a file, every write checked.
#ifndef SYSASSERT_CLI_OUTPUT_H_
#define SYSASSERT_CLI_OUTPUT_H_

#include <string>
#include <string_view>

namespace sysassert::cli {

// Collects text for standard output or standard error and writes it in large pieces. A write that
// fails is a Failure that names the stream (a full disk: status 2); a reader that went away ends us
// as SIGPIPE would (141), without a word.
class Stream {
 public:
  static Stream Stdout() { return {1, "standard output"}; }
  static Stream Stderr() { return {2, "standard error"}; }

  void Write(std::string_view text);
  void Flush();  // must be called at the end: a destructor could not say what failed

 private:
  Stream(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}
  int fd_;
  std::string name_;
  std::string pending_;
};

void Print(Stream stream, std::string_view text);  // Write and Flush

// A Failure, before anything is run, if `path` cannot be written: its directory is missing or
// closed to us, or it is a directory itself. Creates nothing.
void RequireWritable(const std::string& path);

// The file that `path` leads to now, over the links that its user has made: for the functions
// below, and asked before anything is run. They follow no link, so that none that a program of the
// run leaves there leads them elsewhere. What is no file (/dev/stdout of a pipe) stays as it is.
std::string LedTo(const std::string& path);

// Writes all of `text` to `path`, which is truncated or created; on failure a file that was created
// here is removed.
void WriteFile(const std::string& path, std::string_view text);
// The same for a regular file or none, all at once: whoever reads it finds the old text or the new
// one. Anything else that stands there is written to as it is.
void ReplaceFile(const std::string& path, std::string_view text);
// The same as WriteFile after what `path` holds already.
void AppendToFile(const std::string& path, std::string_view text);

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_OUTPUT_H_

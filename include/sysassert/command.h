// Command: a program to run, with what it is given.
#ifndef SYSASSERT_COMMAND_H_
#define SYSASSERT_COMMAND_H_

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sysassert/blind_spot.h"

namespace sysassert {

// Where one of the three standard streams goes.
class Stdio {
 public:
  enum class Kind : std::uint8_t { kInherit, kNull, kFile, kCapture, kText };
  static Stdio Inherit() { return Stdio(Kind::kInherit, {}); }
  static Stdio Null() { return Stdio(Kind::kNull, {}); }  // /dev/null
  static Stdio File(std::string path) {
    return Stdio(Kind::kFile, std::move(path));
  }  // truncated when it is an output
  static Stdio Capture() {
    return Stdio(Kind::kCapture, {});
  }  // outputs: kept as text, see Trace::std_out()
  static Stdio Text(std::string text) {
    return Stdio(Kind::kText, std::move(text));
  }  // input: these bytes, then end of file
  Kind kind() const { return kind_; }
  const std::string& value() const { return value_; }  // the path, or the text

 private:
  Stdio(Kind kind, std::string value) : kind_(kind), value_(std::move(value)) {}
  Kind kind_;
  std::string value_;
};

// A value; the setters return *this, so that a command reads as one sentence. A program without a
// slash is searched in the command's PATH. Nothing is passed through a shell.
class Command {
 public:
  explicit Command(std::string program) : program_(std::move(program)) {}
  Command(std::string program, std::vector<std::string> args)
      : program_(std::move(program)), args_(std::move(args)) {}

  Command& Args(std::vector<std::string> args) {
    args_ = std::move(args);
    return *this;
  }
  Command& Cwd(std::string directory) {
    cwd_ = std::move(directory);
    return *this;
  }
  Command& Env(const std::string& name, std::string value) {
    environment_[name] = std::move(value);
    return *this;
  }
  Command& Unset(const std::string& name) {
    environment_[name] = std::nullopt;
    return *this;
  }
  Command& Stdin(Stdio from) {
    stdin_ = std::move(from);
    return *this;
  }
  Command& Stdout(Stdio to) {
    stdout_ = std::move(to);
    return *this;
  }
  Command& Stderr(Stdio to) {
    stderr_ = std::move(to);
    return *this;
  }
  // Wall time for the whole tree, default 60 s; then all of it is killed and the run has
  // BlindSpot::kLostEvents.
  Command& Deadline(std::chrono::milliseconds deadline) {
    deadline_ = deadline;
    return *this;
  }
  Command& Accept(BlindSpot spot) {
    accepted_.push_back(spot);
    return *this;
  }
  Command& DenyIoUring() {
    deny_io_uring_ = true;
    return *this;
  }  // io_uring_setup answers ENOSYS
  // Hides the vDSO from every program of the run, so that clock_gettime(2), getcpu(2) and the like
  // are calls that are seen.
  Command& HideVdso() {
    hide_vdso_ = true;
    return *this;
  }
  Command& WaitForOrphans(bool wait) {
    wait_for_orphans_ = wait;
    return *this;
  }  // default true; else killed with the root
  Command& NoFilter() {
    use_filter_ = false;
    return *this;
  }  // full stops, whatever the interest
  // Stops at calls of interest alone below another seccomp filter, too, as of a container: if each
  // that is tried is not answered by that one. What it answers for further arguments is not seen.
  Command& TrustOuterFilter() {
    trusts_outer_filter_ = true;
    return *this;
  }  // default: full stops there
  Command& KeepLeakCheck() {
    keep_leak_check_ = true;
    return *this;
  }  // do not append detect_leaks=0

  const std::string& program() const { return program_; }
  const std::vector<std::string>& args() const { return args_; }
  const std::string& cwd() const { return cwd_; }  // empty: the caller's
  const std::map<std::string, std::optional<std::string>>& environment() const {
    return environment_;
  }  // over the caller's
  const Stdio& std_in() const { return stdin_; }
  const Stdio& std_out() const { return stdout_; }
  const Stdio& std_err() const { return stderr_; }
  std::chrono::milliseconds deadline() const { return deadline_; }  // 0: none
  const std::vector<BlindSpot>& accepted() const { return accepted_; }
  bool deny_io_uring() const { return deny_io_uring_; }
  bool hide_vdso() const { return hide_vdso_; }
  bool wait_for_orphans() const { return wait_for_orphans_; }
  bool use_filter() const { return use_filter_; }
  bool trusts_outer_filter() const { return trusts_outer_filter_; }
  bool keep_leak_check() const { return keep_leak_check_; }

 private:
  std::string program_;
  std::vector<std::string> args_;
  std::string cwd_;
  std::map<std::string, std::optional<std::string>> environment_;
  Stdio stdin_ = Stdio::Null();
  Stdio stdout_ = Stdio::Capture();
  Stdio stderr_ = Stdio::Capture();
  std::chrono::milliseconds deadline_{60'000};
  std::vector<BlindSpot> accepted_;
  bool deny_io_uring_ = false;
  bool hide_vdso_ = false;
  bool wait_for_orphans_ = true;
  bool use_filter_ = true;
  bool trusts_outer_filter_ = false;
  bool keep_leak_check_ = false;
};

}  // namespace sysassert

#endif  // SYSASSERT_COMMAND_H_

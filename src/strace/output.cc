#include "strace/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace sysassert::strace {
namespace {

constexpr std::size_t kMuch = 64 * 1024;

// Above the standard descriptors, which the traced program has.
int High(int fd) {
  if (fd < 0 || fd > 2) return fd;
  const int high = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  close(fd);
  return high;
}

}  // namespace

Result<std::unique_ptr<Output>> Output::Open(const Options& options) {
  std::unique_ptr<Output> output(new Output(options));
  Status opened = Unit{};
  if (options.output.empty())
    output->one_.fd = STDERR_FILENO;
  else if (options.separately && (options.output[0] == '|' || options.output[0] == '!'))
    return Error{"piping the output and -ff/--output-separately are mutually exclusive", 0, "",
                 "usage"};
  else if (options.output[0] == '|' || options.output[0] == '!')
    opened = output->OpenCommand(options.output.substr(1), &output->one_);
  else if (!options.separately)
    opened = output->OpenStream(options.output, &output->one_);
  if (!opened.ok()) return opened.error();
  return output;
}

Output::~Output() {
  Flush();
  for (auto& [tid, stream] : each_) close(stream.fd);
  if (one_.fd > STDERR_FILENO) close(one_.fd);
  if (command_ > 0) {
    while (waitpid(command_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
}

Status Output::OpenStream(const std::string& name, Stream* stream) {
  // A file for each process has a name that the program knows before it is there: no link is
  // followed that it could have left.
  const int follow = options_.separately ? O_NOFOLLOW : 0;
  const int flags =
      O_WRONLY | O_CREAT | O_CLOEXEC | follow | (options_.append ? O_APPEND : O_TRUNC);
  stream->name = name;
  stream->fd = High(open(name.c_str(), flags, 0666));
  if (stream->fd < 0)
    return Error{fmt::format("Can't fopen '{}': {}", name, strerror(errno)), 0, "", ""};
  struct stat status {};
  stream->plain = fstat(stream->fd, &status) == 0 && S_ISREG(status.st_mode);
  return Unit{};
}

Status Output::OpenCommand(const std::string& command, Stream* stream) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    return Error{fmt::format("pipe: {}", strerror(errno)), 0, "", ""};
  stream->name = "|" + command;
  command_ = fork();
  if (command_ == 0) {
    dup2(ends[0], STDIN_FILENO);
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
  }
  const int refused = errno;
  close(ends[0]);
  stream->fd = High(ends[1]);
  if (command_ < 0)
    return Error{fmt::format("popen: {}: {}", command, strerror(refused)), 0, "", ""};
  return Unit{};
}

Output::Stream& Output::Of(int tid) {
  if (!options_.separately) return one_;
  const auto known = each_.find(tid);
  if (known != each_.end()) return known->second;
  Stream& stream = each_[tid];
  if (Status opened = OpenStream(fmt::format("{}.{}", options_.output, tid), &stream); !opened.ok())
    fmt::print(stderr, "{}: {}\n", options_.program_name, opened.error().operation);
  return stream;
}

void Output::Write(int tid, std::string_view text) {
  Stream& stream = Of(tid);
  stream.pending += text;
  const bool ends_line = !text.empty() && text.back() == '\n';
  if (stream.pending.size() >= kMuch || (ends_line && !stream.plain)) Flush(stream);
}

void Output::Flush(Stream& stream) {
  std::string_view rest = stream.pending;
  while (!rest.empty() && stream.fd >= 0) {
    const ssize_t written = write(stream.fd, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      // A full disk loses lines; the program goes on.
      if (!std::exchange(complained_, true) && stream.fd != STDERR_FILENO)
        fmt::print(stderr, "{}: {}: {}\n", options_.program_name, stream.name, strerror(errno));
      break;
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  stream.pending.clear();
}

void Output::Flush() {
  Flush(one_);
  for (auto& [tid, stream] : each_) Flush(stream);
}

void Output::Close(int tid) {
  const auto found = each_.find(tid);
  if (found == each_.end()) return;
  Flush(found->second);
  close(found->second.fd);
  each_.erase(found);
}

}  // namespace sysassert::strace

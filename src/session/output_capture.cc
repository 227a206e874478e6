#include "session/output_capture.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>
#include <vector>

namespace sysassert::session {

Result<std::unique_ptr<OutputCapture>> OutputCapture::Create() {
  std::unique_ptr<OutputCapture> capture(new OutputCapture);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    return Error{"pipe for captured output", errno, "", "raise ulimit -n"};
  for (int& end : ends) {  // above the standard descriptors
    if (end > 2) continue;
    const int low = end;
    end = fcntl(low, F_DUPFD_CLOEXEC, 3);
    close(low);
  }
  capture->read_end_ = ends[0];
  capture->write_end_ = ends[1];
  fcntl(ends[0], F_SETFL, O_NONBLOCK);  // of this end alone: the program's stays as it expects
  capture->stop_ = eventfd(0, EFD_CLOEXEC);
  if (capture->stop_ < 0) return Error{"eventfd for captured output", errno, "", "raise ulimit -n"};
  return capture;
}

OutputCapture::~OutputCapture() {
  Finish();
  for (int fd : {read_end_, write_end_, stop_}) {
    if (fd >= 0) close(fd);
  }
}

void OutputCapture::Start() {
  close(std::exchange(write_end_, -1));
  // The test's signal handlers are none of this thread's business.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  reader_ = std::thread([this] { Read(); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

// Reads what there is; false at the end of the stream.
bool OutputCapture::Drain() {
  std::vector<char> chunk(64 * 1024);
  while (true) {
    const ssize_t got = read(read_end_, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno == EAGAIN;
    if (got == 0) return false;
    const std::size_t keep =
        std::min(static_cast<std::size_t>(got), kMostOutput - std::min(kMostOutput, text_.size()));
    text_.append(chunk.data(), keep);
    beyond_ += static_cast<std::uint64_t>(got) - keep;
  }
}

void OutputCapture::Read() {
  while (true) {
    pollfd ready[2] = {{read_end_, POLLIN, 0}, {stop_, POLLIN, 0}};
    if (poll(ready, 2, -1) < 0 && errno != EINTR) return;
    if (!Drain() || (ready[1].revents & POLLIN) != 0) return;
  }
}

std::string OutputCapture::Finish() {
  if (reader_.joinable()) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t woken = write(stop_, &one, sizeof one);
    reader_.join();
    if (beyond_ > 0)
      text_ += "\n[sysassert: " + std::to_string(beyond_) + " bytes more were read and not kept]\n";
  }
  return std::move(text_);
}

}  // namespace sysassert::session

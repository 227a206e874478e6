#include "engine/memory.h"

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>

namespace sysassert::engine {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kMostPieces = 16;

bool expects_lazy_pages = false;

}  // namespace

void ProcessMemory::ExpectLazyPages() { expects_lazy_pages = true; }

void ProcessMemory::Read(int tid, std::span<Piece> pieces) {
  std::size_t total = 0;
  std::array<iovec, kMostPieces> local{};
  std::array<iovec, kMostPieces> remote{};
  if (!refused_ && !expects_lazy_pages && pieces.size() <= kMostPieces) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      local[i] = {pieces[i].to.data(), pieces[i].to.size()};
      remote[i] = {reinterpret_cast<void*>(pieces[i].from), pieces[i].to.size()};
      total += pieces[i].to.size();
    }
    const ssize_t got =
        process_vm_readv(tid, local.data(), pieces.size(), remote.data(), pieces.size(), 0);
    if (got >= 0 && static_cast<std::size_t>(got) == total) {
      for (Piece& piece : pieces) piece.read = piece.to.size();
      return;
    }
    refused_ = got < 0 && (errno == ENOSYS || errno == EPERM);
  }
  // A bad pointer loses all that come after it in the batch: one by one, then.
  for (Piece& piece : pieces) ReadOne(tid, piece);
}

// Splits at pages: what lies before a missing one is still read.
void ProcessMemory::ReadOne(int tid, Piece& piece) {
  piece.read = 0;
  if (refused_ || expects_lazy_pages) return ReadThroughProc(tid, piece);
  const auto start = static_cast<std::uint64_t>(piece.from);
  while (piece.read < piece.to.size()) {
    const std::uint64_t at = start + piece.read;
    const std::size_t bytes =
        std::min<std::size_t>(piece.to.size() - piece.read, kPage - at % kPage);
    const iovec local{piece.to.data() + piece.read, bytes};
    const iovec remote{reinterpret_cast<void*>(at), bytes};
    const ssize_t got = process_vm_readv(tid, &local, 1, &remote, 1, 0);
    if (got <= 0) return;
    piece.read += static_cast<std::size_t>(got);
  }
}

void ProcessMemory::ReadThroughProc(int tid, Piece& piece) {
  // Opened anew for each: an exec gives the thread another memory under the same number.
  const std::string path = "/proc/" + std::to_string(tid) + "/mem";
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return ReadByWords(tid, piece);
  const auto start = static_cast<std::uint64_t>(piece.from);
  while (piece.read < piece.to.size()) {
    const ssize_t got = pread(fd, piece.to.data() + piece.read, piece.to.size() - piece.read,
                              static_cast<off_t>(start + piece.read));
    if (got <= 0) break;
    piece.read += static_cast<std::size_t>(got);
  }
  close(fd);
}

void ProcessMemory::ReadByWords(int tid, Piece& piece) {
  const auto start = static_cast<std::uint64_t>(piece.from);
  while (piece.read < piece.to.size()) {
    const std::uint64_t at = start + piece.read;
    const std::uint64_t within = at % sizeof(long);
    errno = 0;  // the wrapper returns the word itself
    const long word = ptrace(PTRACE_PEEKDATA, tid, at - within, nullptr);
    if (errno != 0) return;
    const std::size_t bytes =
        std::min<std::size_t>(sizeof word - within, piece.to.size() - piece.read);
    std::memcpy(piece.to.data() + piece.read, reinterpret_cast<const char*>(&word) + within, bytes);
    piece.read += bytes;
  }
}

}  // namespace sysassert::engine

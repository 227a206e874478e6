#include "engine/memory.h"

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>

namespace sysassert::engine {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kMostPieces = 16;

bool expects_lazy_pages = false;
bool expects_served_pages = false;

// Is this address in a file on a device that is no disk, as those are that a process serves?
bool IsMappedFromNoDisk(int tid, std::uint64_t address) {
  std::ifstream maps("/proc/" + std::to_string(tid) + "/maps");
  for (std::string line; std::getline(maps, line);) {
    unsigned long first = 0, last = 0, inode = 0;
    unsigned major_number = 0;
    if (std::sscanf(line.c_str(), "%lx-%lx %*s %*x %x:%*x %lu", &first, &last, &major_number,
                    &inode) == 4 &&
        address >= first && address < last)
      return inode != 0 && major_number == 0;
  }
  return false;
}

// How many bytes from there on can be read without a wait for whoever serves a file: up to a page
// of one that is not mapped yet. Documentation/admin-guide/mm/pagemap.rst has the bits.
std::size_t BytesAtHand(int tid, std::uint64_t start, std::size_t bytes) {
  constexpr std::uint64_t kPresentOrSwapped = 3ULL << 62U;
  const int fd = open(("/proc/" + std::to_string(tid) + "/pagemap").c_str(), O_RDONLY | O_CLOEXEC);
  std::size_t at_hand = 0;
  while (at_hand < bytes) {
    const std::uint64_t at = start + at_hand;
    std::uint64_t entry = 0;
    const auto offset = static_cast<off_t>(at / kPage * sizeof entry);
    const bool known = fd >= 0 && pread(fd, &entry, sizeof entry, offset) == sizeof entry;
    if ((!known || (entry & kPresentOrSwapped) == 0) && IsMappedFromNoDisk(tid, at)) break;
    at_hand += kPage - at % kPage;
  }
  if (fd >= 0) close(fd);
  return std::min(at_hand, bytes);
}

}  // namespace

void ProcessMemory::ExpectLazyPages() { expects_lazy_pages = true; }
void ProcessMemory::ExpectServedPages() { expects_served_pages = true; }

void ProcessMemory::Read(int tid, std::span<Piece> pieces) {
  std::size_t total = 0;
  std::array<iovec, kMostPieces> local{};
  std::array<iovec, kMostPieces> remote{};
  if (!refused_ && !expects_lazy_pages && !expects_served_pages && pieces.size() <= kMostPieces) {
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

void ProcessMemory::ReadOne(int tid, Piece& piece) {
  piece.read = 0;
  if (!expects_served_pages) return ReadWhole(tid, piece);
  const auto start = static_cast<std::uint64_t>(piece.from);
  Piece part{piece.from, piece.to.first(BytesAtHand(tid, start, piece.to.size())), 0};
  ReadWhole(tid, part);
  piece.read = part.read;
}

// Splits at pages: what lies before a missing one is still read.
void ProcessMemory::ReadWhole(int tid, Piece& piece) {
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

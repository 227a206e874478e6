#include "capture/submissions.h"

#include <algorithm>
#include <array>
#include <climits>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <span>
#include <string_view>

namespace sysassert::capture {
namespace {

using events::RemoteAddress;

constexpr std::int64_t kMostIocbs = 256;     // of one call
constexpr std::uint32_t kMostEntries = 256;  // likewise
constexpr std::size_t kMostEntryBytes = 32 * 1024;
constexpr std::size_t kIocbDescriptor = 20;  // where struct iocb has aio_fildes

bool Read(events::MemoryReader& memory, int tid, std::uint64_t address, std::span<std::byte> to) {
  events::MemoryReader::Piece piece{RemoteAddress{address}, to, 0};
  memory.Read(tid, {&piece, 1});
  return piece.read == to.size();
}

// Up to its NUL, or to where it cannot be read.
std::string StringAt(events::MemoryReader& memory, int tid, std::uint64_t address) {
  std::string text(PATH_MAX, '\0');
  events::MemoryReader::Piece piece{RemoteAddress{address}, std::as_writable_bytes(std::span(text)),
                                    0};
  memory.Read(tid, {&piece, 1});
  text.resize(strnlen(text.data(), piece.read));
  return text;
}

// Whose `addr` is a path, relative to `fd`.
bool NamesPath(std::string_view operation) {
  static constexpr std::string_view kWithPath[] = {"OPENAT",   "OPENAT2",   "STATX",  "UNLINKAT",
                                                   "RENAMEAT", "SYMLINKAT", "LINKAT", "MKDIRAT"};
  return std::find(std::begin(kWithPath), std::end(kWithPath), operation) != std::end(kWithPath);
}

}  // namespace

std::vector<std::byte> ReadIocbs(events::MemoryReader& memory, int tid, Abi abi, std::int64_t count,
                                 std::uint64_t address, bool* whole) {
  const std::size_t width = abi == Abi::kI386 ? 4 : 8;
  std::vector<std::byte> iocbs;
  *whole = count <= kMostIocbs;
  for (std::int64_t i = 0; i < std::min(count, kMostIocbs); ++i) {
    std::uint64_t block = 0;
    std::array<std::byte, kIocbBytes> bytes{};
    const std::uint64_t at = address + static_cast<std::uint64_t>(i) * width;
    if (!Read(memory, tid, at, std::as_writable_bytes(std::span(&block, 1)).first(width)) ||
        !Read(memory, tid, block, bytes)) {
      *whole = false;
      break;
    }
    iocbs.insert(iocbs.end(), bytes.begin(), bytes.end());
  }
  return iocbs;
}

std::vector<int> DescriptorsOf(const std::vector<std::byte>& iocbs) {
  std::vector<int> descriptors;
  for (std::size_t at = 0; at + kIocbBytes <= iocbs.size(); at += kIocbBytes) {
    int fd = -1;
    std::memcpy(&fd, iocbs.data() + at + kIocbDescriptor, sizeof fd);
    descriptors.push_back(fd);
  }
  return descriptors;
}

std::string ReadRingEntries(events::MemoryReader& memory, int tid, int ring, std::uint32_t count) {
  std::ifstream info("/proc/" + std::to_string(tid) + "/fdinfo/" + std::to_string(ring));
  std::string entries;
  std::uint32_t found = 0;
  for (std::string line; found < std::min(count, kMostEntries) && std::getline(info, line) &&
                         entries.size() < kMostEntryBytes;) {
    std::array<char, 32> operation{};
    int fd = 0;
    unsigned long long address = 0;
    if (std::sscanf(line.c_str(), " %*u: opcode:%31[^,], fd:%d, flags:%*x, off:%*u, addr:%llx",
                    operation.data(), &fd, &address) != 3)
      continue;
    ++found;
    entries += std::string(operation.data()) + '\0' + std::to_string(fd) + '\0';
    if (NamesPath(operation.data())) entries += StringAt(memory, tid, address);
    entries += '\0';
  }
  return entries;
}

}  // namespace sysassert::capture

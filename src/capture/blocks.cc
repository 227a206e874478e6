#include "capture/blocks.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "capture/recording_check.h"

namespace sysassert::capture {
namespace {

// Less where the process may not have that much.
constexpr std::array<std::uint64_t, 4> kReservations = {64ULL << 30, 8ULL << 30, 1ULL << 30,
                                                        256ULL << 20};

}  // namespace

Blocks::~Blocks() {
  if (base_ != nullptr) munmap(base_, reserved_);
}

Blocks::Blocks(Blocks&& other) noexcept { *this = std::move(other); }

Blocks& Blocks::operator=(Blocks&& other) noexcept {
  std::swap(base_, other.base_);
  std::swap(reserved_, other.reserved_);
  std::swap(mapped_, other.mapped_);
  std::swap(store_, other.store_);
  return *this;
}

Result<Blocks> Blocks::Of(Store store) {
  Blocks blocks;
  blocks.store_ = store;
  for (const std::uint64_t bytes : kReservations) {
    void* at = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED) continue;
    blocks.base_ = static_cast<char*>(at);
    blocks.reserved_ = bytes;
    break;
  }
  if (blocks.base_ == nullptr)
    return Error{"reserve address space for the recording", ENOMEM, "", "raise ulimit -v"};
  if (Status mapped = blocks.MapUpTo(1); !mapped.ok()) return mapped.error();
  return blocks;
}

Result<Blocks> Blocks::In(const std::string& path) {
  const std::string attempt = "load recording " + path;
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Error{attempt, errno, "", "`sysassert record -o FILE -- CMD` makes one"};
  struct stat status {};
  if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
    close(fd);
    return Error{attempt, 0, "not a regular file", "give a file that `sysassert record` wrote"};
  }
  const auto bytes = static_cast<std::uint64_t>(status.st_size);
  if (bytes < sizeof(FileHeader)) {
    close(fd);
    return Error{attempt, 0, "too short to be a recording (" + std::to_string(bytes) + " bytes)",
                 "give a file that `sysassert record` wrote, whole"};
  }
  // Private, so that what was checked is what is used, as far as the kernel promises it.
  void* at = mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, fd, 0);
  const int refused = errno;
  close(fd);
  if (at == MAP_FAILED) return Error{attempt, refused, "", ""};
  Blocks blocks;
  blocks.base_ = static_cast<char*>(at);
  blocks.reserved_ = bytes;
  if (std::string damage = FindDamage(blocks.base_, bytes); !damage.empty()) {
    return Error{attempt, 0, "damaged: " + damage,
                 "record it again; a copy that was cut short shows this too"};
  }
  blocks.mapped_ = blocks.header().blocks.load(std::memory_order_relaxed);
  return blocks;
}

Status Blocks::MapUpTo(std::uint64_t end) {
  for (; mapped_ < end; ++mapped_) {
    if ((mapped_ + 1) * kBlockBytes > reserved_) {
      return Error{"map the recording", ENOMEM,
                   "more than the address space that could be reserved",
                   "raise the limit on address space (ulimit -v)"};
    }
    const Store::Place place = store_.PlaceOf(mapped_);
    void* at = mmap(base_ + mapped_ * kBlockBytes, kBlockBytes, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_FIXED, place.fd, static_cast<off_t>(place.offset));
    if (at == MAP_FAILED) return Error{"map the recording", errno, "", ""};
  }
  return Unit{};
}

void Blocks::GiveBack(std::uint64_t number) const {
  madvise(base_ + number * kBlockBytes, kBlockBytes, MADV_DONTNEED);
}

}  // namespace sysassert::capture

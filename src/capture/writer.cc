#include "capture/writer.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>

namespace sysassert::capture {
namespace {

constexpr std::uint32_t kCallsPerBlock = (kBlockBytes - sizeof(BlockHeader)) / sizeof(CallRecord);

constexpr std::uint64_t kBlocksOfShortRuns = 8;
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23  // linux/mman.h; glibc 2.35 has it
#endif

constexpr std::uint32_t PaddedTo8(std::size_t bytes) {
  return static_cast<std::uint32_t>((bytes + 7) & ~std::size_t{7});
}

std::uint64_t RealtimeNs() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace

Result<Store> CreateUnnamedStore() {
  Store store;
  store.memory_fd = memfd_create("sysassert-recording", MFD_CLOEXEC);
  if (store.memory_fd < 0) {
    return Error{"memfd_create for the recording", errno, "",
                 "raise the limit on open files (ulimit -n)"};
  }
  // /var/tmp before $TMPDIR: the latter is often a tmpfs, and what lies there is memory again.
  const char* tmpdir = std::getenv("TMPDIR");
  for (const char* directory : {"/var/tmp", tmpdir != nullptr ? tmpdir : "/tmp", "/tmp"}) {
    store.disk_fd = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (store.disk_fd >= 0) break;
  }
  return store;
}

Result<std::unique_ptr<Writer>> Writer::Create(const Store& store, const Limits& limits) {
  std::unique_ptr<Writer> writer(new Writer(store, limits));
  if (Status started = writer->Start(); !started.ok()) return started.error();
  return writer;
}

Status Writer::Start() {
  call_blocks_.reserve(4096);
  const Store::Place place = store_.PlaceOf(0);
  if (ftruncate(place.fd, static_cast<off_t>(kBlockBytes)) != 0) {
    return Error{"allocate the recording", errno, "",
                 errno == EFBIG ? "raise the limit on file sizes (ulimit -f)"
                                : "free some space, or set TMPDIR to a larger filesystem"};
  }
  char* bytes = MapBlock(0);
  if (bytes == nullptr) return Error{"map the recording", errno, "", "raise ulimit -v"};
  header_ = reinterpret_cast<FileHeader*>(bytes);
  std::memcpy(header_->magic, kMagic, sizeof kMagic);
  header_->version = kFormatVersion;
  header_->block_bytes = kBlockBytes;
  header_->start_realtime_ns = RealtimeNs();
  header_->blocks.store(1, std::memory_order_release);
  return Unit{};
}

Writer::~Writer() {
  for (const Block* block : {&calls_block_, &previous_calls_block_, &data_block_, &facts_block_}) {
    if (block->bytes != nullptr) munmap(block->bytes, kBlockBytes);
  }
  if (header_ != nullptr) munmap(header_, kBlockBytes);
}

char* Writer::MapBlock(std::uint64_t number) {
  const Store::Place place = store_.PlaceOf(number);
  void* at = mmap(nullptr, kBlockBytes, PROT_READ | PROT_WRITE, MAP_SHARED, place.fd,
                  static_cast<off_t>(place.offset));
  if (at == MAP_FAILED) return nullptr;
  // A run that gets this far will fill the block: one call instead of a fault for each page. Linux
  // 5.14; before it, the faults.
  if (number >= kBlocksOfShortRuns) madvise(at, kBlockBytes, MADV_POPULATE_WRITE);
  return static_cast<char*>(at);
}

bool Writer::NewBlock(BlockKind kind, Block* block) {
  const std::uint64_t number = header_->blocks.load(std::memory_order_relaxed);
  if (full_ || number >= limits_.blocks) {
    full_ = true;
    return false;
  }
  const Store::Place place = store_.PlaceOf(number);
  const auto offset = static_cast<off_t>(place.offset);
  // On disk the space is taken now: a full disk must be an error here, not a SIGBUS at a store to
  // the mapping.
  const bool on_disk = place.fd == store_.disk_fd;
  int refused =
      on_disk ? posix_fallocate(place.fd, offset, static_cast<off_t>(kBlockBytes))
              : (ftruncate(place.fd, offset + static_cast<off_t>(kBlockBytes)) != 0 ? errno : 0);
  if (refused == EOPNOTSUPP || refused == EINVAL) {
    refused = ftruncate(place.fd, offset + static_cast<off_t>(kBlockBytes)) != 0 ? errno : 0;
  }
  char* bytes = refused == 0 ? MapBlock(number) : nullptr;
  if (bytes == nullptr) {
    full_ = true;
    return false;
  }
  if (block->bytes != nullptr) munmap(block->bytes, kBlockBytes);
  block->number = number;
  block->bytes = bytes;
  block->header()->kind = kind;
  block->header()->used.store(sizeof(BlockHeader), std::memory_order_relaxed);
  header_->blocks.store(number + 1, std::memory_order_release);
  return true;
}

// Room for `bytes` at the end of the current block of a kind, or of a new one. The caller fills it,
// then adds to `used`.
char* Writer::Reserve(BlockKind kind, Block* block, std::uint32_t bytes) {
  if (bytes > kBlockBytes - sizeof(BlockHeader)) return nullptr;
  if (block->bytes == nullptr ||
      block->header()->used.load(std::memory_order_relaxed) + bytes > kBlockBytes) {
    if (!NewBlock(kind, block)) return nullptr;
  }
  return block->bytes + block->header()->used.load(std::memory_order_relaxed);
}

std::uint32_t Writer::AppendCall(const CallRecord& call) {
  const auto slot = static_cast<std::uint32_t>(calls_ % kCallsPerBlock);
  if (slot == 0 && !full_) {
    // The block before stays mapped too: most calls that are in flight at the change end soon after
    // it.
    std::swap(previous_calls_block_, calls_block_);
    if (NewBlock(BlockKind::kCalls, &calls_block_)) {
      call_blocks_.push_back(calls_block_.number);
    } else {
      std::swap(previous_calls_block_, calls_block_);
    }
  }
  if (full_ || calls_ >= kNoCall) {
    CountDropped();
    return kNoCall;
  }
  char* at = calls_block_.bytes + sizeof(BlockHeader) + slot * sizeof(CallRecord);
  std::memcpy(at, &call, sizeof call);
  calls_block_.header()->used.fetch_add(sizeof call, std::memory_order_relaxed);
  header_->calls.store(++calls_, std::memory_order_release);
  return static_cast<std::uint32_t>(calls_ - 1);
}

void Writer::UpdateCall(std::uint32_t index, const CallRecord& call) {
  if (index == kNoCall) return;
  const std::uint64_t number = call_blocks_[index / kCallsPerBlock];
  const std::uint64_t within = sizeof(BlockHeader) + (index % kCallsPerBlock) * sizeof(CallRecord);
  for (const Block* block : {&calls_block_, &previous_calls_block_}) {
    if (block->number == number) {
      char* record = block->bytes + within;
      // The flags go last: a reader that sees kFinished sees the rest.
      CallRecord unfinished = call;
      unfinished.flags = static_cast<std::uint8_t>(call.flags & ~kFinished);
      std::memcpy(record, &unfinished, sizeof unfinished);
      std::atomic_thread_fence(std::memory_order_release);
      reinterpret_cast<volatile CallRecord*>(record)->flags = call.flags;
      return;
    }
  }
  const Store::Place place = store_.PlaceOf(number);
  ssize_t written;
  do {
    written = pwrite(place.fd, &call, sizeof call, static_cast<off_t>(place.offset + within));
  } while (written < 0 && errno == EINTR);
}

void Writer::Progress() {
  if (header_->waiting.load(std::memory_order_relaxed) == 0) return;
  header_->progress.fetch_add(1, std::memory_order_release);
  syscall(SYS_futex, &header_->progress, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

std::uint64_t Writer::AppendData(std::span<const std::byte> items, std::uint32_t count) {
  const auto bytes = static_cast<std::uint32_t>(sizeof(DataHeader) + items.size());
  char* at = Reserve(BlockKind::kData, &data_block_, bytes);
  if (at == nullptr) return 0;
  const DataHeader header{static_cast<std::uint32_t>(items.size()), count};
  std::memcpy(at, &header, sizeof header);
  if (!items.empty()) std::memcpy(at + sizeof header, items.data(), items.size());
  data_block_.header()->used.fetch_add(bytes, std::memory_order_release);
  return data_block_.number * kBlockBytes + static_cast<std::uint64_t>(at - data_block_.bytes);
}

std::uint64_t Writer::ExtendData(std::uint64_t offset, std::span<const std::byte> items,
                                 std::uint32_t count) {
  const std::uint64_t within = offset % kBlockBytes;
  const bool here = offset != 0 && offset / kBlockBytes == data_block_.number;
  if (!here || within + sizeof(DataHeader) + items.size() > kBlockBytes)
    return AppendData(items, count);
  char* at = data_block_.bytes + within;
  DataHeader header;
  std::memcpy(&header, at, sizeof header);
  const std::uint64_t end = within + sizeof header + header.bytes;
  if (end != data_block_.header()->used.load(std::memory_order_relaxed))
    return AppendData(items, count);
  const auto more = static_cast<std::uint32_t>(items.size()) - header.bytes;
  std::memcpy(data_block_.bytes + end, items.data() + header.bytes, more);
  data_block_.header()->used.fetch_add(more, std::memory_order_release);
  // In one piece and last: a reader of the call in flight sees the old items or all of them.
  header = {static_cast<std::uint32_t>(items.size()), count};
  static_assert(sizeof header == sizeof(std::uint64_t) && alignof(std::uint64_t) == 8);
  __atomic_store_n(reinterpret_cast<std::uint64_t*>(at), std::bit_cast<std::uint64_t>(header),
                   __ATOMIC_RELEASE);
  return offset;
}

template <typename Fact>
std::uint32_t Writer::AddFact(
    FactKind kind, Fact fact,
    std::initializer_list<std::pair<Text Fact::*, std::string_view>> texts) {
  std::uint32_t bytes = sizeof(Fact);
  for (const auto& [member, text] : texts) {
    fact.*member = Text{bytes, static_cast<std::uint32_t>(text.size())};
    bytes += static_cast<std::uint32_t>(text.size());
  }
  const std::uint32_t index = fact_counts_[static_cast<std::size_t>(kind)];
  const std::uint32_t padded = PaddedTo8(bytes);
  char* at = Reserve(BlockKind::kFacts, &facts_block_,
                     static_cast<std::uint32_t>(sizeof(FactHeader)) + padded);
  if (at == nullptr) {
    CountDropped();
    return index == 0 ? 0 : index - 1;
  }
  const FactHeader header{kind, 0, padded, calls_};
  std::memcpy(at, &header, sizeof header);
  std::memcpy(at + sizeof header, &fact, sizeof fact);
  for (const auto& [member, text] : texts) {
    if (!text.empty())
      std::memcpy(at + sizeof header + (fact.*member).offset, text.data(), text.size());
  }
  facts_block_.header()->used.fetch_add(static_cast<std::uint32_t>(sizeof header) + padded,
                                        std::memory_order_release);
  ++fact_counts_[static_cast<std::size_t>(kind)];
  return index;
}

std::uint32_t Writer::AddThread(std::int32_t tid, std::int32_t pid, std::int32_t parent_pid,
                                std::uint32_t program, bool root, std::uint32_t parent_thread,
                                std::string_view name) {
  const std::uint32_t self = fact_counts_[static_cast<std::size_t>(FactKind::kThread)];
  return AddFact(FactKind::kThread,
                 ThreadFact{tid,
                            pid,
                            parent_pid,
                            program,
                            root ? 1U : 0U,
                            parent_thread == UINT32_MAX ? self : parent_thread,
                            {}},
                 {{&ThreadFact::name, name}});
}

std::uint32_t Writer::AddProgram(std::string_view path, std::string_view loader) {
  return AddFact(FactKind::kProgram, ProgramFact{},
                 {{&ProgramFact::path, path}, {&ProgramFact::loader, loader}});
}

std::uint32_t Writer::AddDescriptor(const DescriptorFact& descriptor, std::string_view path) {
  return AddFact(FactKind::kDescriptor, descriptor, {{&DescriptorFact::path, path}});
}

std::uint32_t Writer::AddPath(const FileIdentity& file, std::string_view resolved) {
  return AddFact(FactKind::kPath, PathFact{file, {}}, {{&PathFact::resolved, resolved}});
}

void Writer::AddSignal(const SignalFact& signal) { AddFact(FactKind::kSignal, signal, {}); }

void Writer::AddExit(const ExitFact& exit) { AddFact(FactKind::kExit, exit, {}); }

void Writer::AddBlindSpot(BlindSpot spot, bool accepted, std::string_view cause) {
  AddFact(FactKind::kBlindSpot,
          BlindSpotFact{static_cast<std::uint32_t>(spot), accepted ? 1U : 0U, {}},
          {{&BlindSpotFact::cause, cause}});
}

void Writer::AddNote(std::string_view note) {
  AddFact(FactKind::kNote, NoteFact{}, {{&NoteFact::text, note}});
}

void Writer::AddTracingNote(std::string_view note) {
  AddFact(FactKind::kTracingNote, NoteFact{}, {{&NoteFact::text, note}});
}

void Writer::AddMark(std::uint32_t call, std::string_view name) {
  AddFact(FactKind::kMark, MarkFact{call, 0, {}}, {{&MarkFact::name, name}});
}

void Writer::AddRun(std::string_view command, std::string_view cwd, std::string_view home,
                    std::string_view environment, std::string_view watched) {
  // All must fit one block; an environment can be larger (MAX_ARG_STRLEN), and is cut.
  constexpr std::size_t kMost = 96 * 1024;
  AddFact(FactKind::kRun, RunFact{},
          {{&RunFact::command, command.substr(0, kMost / 2)},
           {&RunFact::cwd, cwd},
           {&RunFact::home, home},
           {&RunFact::environment, environment.substr(0, kMost)},
           {&RunFact::watched, watched}});
}

void Writer::Close() {
  header_->complete.store(1, std::memory_order_release);
  header_->progress.fetch_add(1, std::memory_order_release);
  syscall(SYS_futex, &header_->progress, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

}  // namespace sysassert::capture

#include "capture/recording.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <utility>

#include "capture/recording_check.h"
#include "capture/store.h"
#include "tables/row.h"

namespace sysassert::capture {
namespace {

// Address space for a live recording, so that views stay valid while it grows. Less where the
// process may not have that much.
constexpr std::array<std::uint64_t, 4> kReservations = {64ULL << 30, 8ULL << 30, 1ULL << 30,
                                                        256ULL << 20};

std::string_view ViewOf(const char* fact, const Text& text) {
  return {fact + text.offset, text.bytes};
}

}  // namespace

struct Recording::Impl {
  char* base = nullptr;
  std::uint64_t reserved = 0;                      // bytes of address space at base
  std::uint64_t mapped = 0;                        // blocks mapped
  Store store;                                     // of a live recording
  std::array<std::vector<const char*>, 16> facts;  // by kind: the struct, behind its FactHeader
  std::uint64_t facts_block = 0;                   // where the scan for facts goes on
  std::uint32_t facts_offset = sizeof(BlockHeader);
  std::vector<std::uint64_t> facts_blocks;
  std::vector<MarkView> marks;
  std::vector<ExitView> exits;
  std::vector<SignalFact> signals;
  std::vector<BlindSpotView> blind_spots;
  std::vector<std::string_view> notes, tracing_notes;

  ~Impl() {
    if (base != nullptr) munmap(base, reserved);
  }

  const FileHeader& header() const { return *reinterpret_cast<const FileHeader*>(base); }
  const BlockHeader& block(std::uint64_t number) const {
    return *reinterpret_cast<const BlockHeader*>(base + number * kBlockBytes);
  }
  const std::vector<const char*>& of(FactKind kind) const {
    return facts[static_cast<std::size_t>(kind)];
  }

  Status MapUpTo(std::uint64_t blocks);
  void Index(std::uint64_t first_block, std::vector<const CallRecord*>* call_blocks);
  void ReadFacts();
  void Keep(FactKind kind, const char* fact);
};

Status Recording::Impl::MapUpTo(std::uint64_t blocks) {
  for (; mapped < blocks; ++mapped) {
    if ((mapped + 1) * kBlockBytes > reserved) {
      return Error{"map the recording", ENOMEM,
                   "more than the address space that could be reserved",
                   "raise the limit on address space (ulimit -v)"};
    }
    const Store::Place place = store.PlaceOf(mapped);
    void* at = mmap(base + mapped * kBlockBytes, kBlockBytes, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_FIXED, place.fd, static_cast<off_t>(place.offset));
    if (at == MAP_FAILED) return Error{"map the recording", errno, "", ""};
  }
  return Unit{};
}

void Recording::Impl::Index(std::uint64_t first_block,
                            std::vector<const CallRecord*>* call_blocks) {
  for (std::uint64_t number = first_block; number < mapped; ++number) {
    const BlockKind kind = block(number).kind;
    if (kind == BlockKind::kCalls) {
      call_blocks->push_back(
          reinterpret_cast<const CallRecord*>(base + number * kBlockBytes + sizeof(BlockHeader)));
    }
    if (kind == BlockKind::kFacts) facts_blocks.push_back(number);
    // The kernel maps what lies around a header, too; see Save.
    madvise(base + number * kBlockBytes, kBlockBytes, MADV_DONTNEED);
  }
}

void Recording::Impl::ReadFacts() {
  while (facts_block < facts_blocks.size()) {
    const std::uint64_t number = facts_blocks[facts_block];
    const std::uint32_t used = block(number).used.load(std::memory_order_acquire);
    const char* start = base + number * kBlockBytes;
    while (facts_offset + sizeof(FactHeader) <= used) {
      const auto* header = reinterpret_cast<const FactHeader*>(start + facts_offset);
      Keep(header->kind, start + facts_offset + sizeof(FactHeader));
      facts_offset += static_cast<std::uint32_t>(sizeof(FactHeader)) + header->bytes;
    }
    if (facts_block + 1 == facts_blocks.size()) return;  // the last block may still grow
    ++facts_block;
    facts_offset = sizeof(BlockHeader);
  }
}

void Recording::Impl::Keep(FactKind kind, const char* fact) {
  facts[static_cast<std::size_t>(kind)].push_back(fact);
  switch (kind) {
    case FactKind::kMark: {
      const auto& mark = *reinterpret_cast<const MarkFact*>(fact);
      marks.push_back({mark.call, ViewOf(fact, mark.name)});
      break;
    }
    case FactKind::kExit:
      exits.push_back({*reinterpret_cast<const ExitFact*>(fact)});
      break;
    case FactKind::kSignal:
      signals.push_back(*reinterpret_cast<const SignalFact*>(fact));
      break;
    case FactKind::kBlindSpot: {
      const auto& spot = *reinterpret_cast<const BlindSpotFact*>(fact);
      blind_spots.push_back({spot.spot, spot.accepted != 0, ViewOf(fact, spot.cause)});
      break;
    }
    case FactKind::kNote:
      notes.push_back(ViewOf(fact, reinterpret_cast<const NoteFact*>(fact)->text));
      break;
    case FactKind::kTracingNote:
      tracing_notes.push_back(ViewOf(fact, reinterpret_cast<const NoteFact*>(fact)->text));
      break;
    default:
      break;
  }
}

Recording::Recording(std::unique_ptr<Impl> impl) : impl_(std::move(impl)), base_(impl_->base) {}
Recording::~Recording() = default;

std::int64_t Recording::began_ns() const {
  return static_cast<std::int64_t>(impl_->header().start_realtime_ns);
}

Result<std::shared_ptr<Recording>> Recording::Open(int memory_fd, int disk_fd) {
  auto impl = std::make_unique<Impl>();
  impl->store = Store{memory_fd, disk_fd};
  for (std::uint64_t bytes : kReservations) {
    void* at = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at != MAP_FAILED) {
      impl->base = static_cast<char*>(at);
      impl->reserved = bytes;
      break;
    }
  }
  if (impl->base == nullptr)
    return Error{"reserve address space for the recording", ENOMEM, "", "raise ulimit -v"};
  if (Status mapped = impl->MapUpTo(1); !mapped.ok()) return mapped.error();
  std::shared_ptr<Recording> recording(new Recording(std::move(impl)));
  if (Status refreshed = recording->Refresh(); !refreshed.ok()) return refreshed.error();
  return recording;
}

Status Recording::Refresh() {
  // Asked first: the writer goes on meanwhile, and what these calls lie in is among the blocks that
  // there are afterwards.
  const std::uint64_t calls = impl_->header().calls.load(std::memory_order_acquire);
  const std::uint64_t blocks = impl_->header().blocks.load(std::memory_order_acquire);
  const std::uint64_t before = impl_->mapped;
  if (Status mapped = impl_->MapUpTo(blocks); !mapped.ok()) return mapped;
  mapped_blocks_ = impl_->mapped;
  impl_->Index(before, &call_blocks_);
  impl_->ReadFacts();
  calls_ = calls;
  return Unit{};
}

Result<std::shared_ptr<Recording>> Recording::Load(const std::string& path) {
  const std::string attempt = "load recording " + path;
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Error{attempt, errno, "", "`sysassert record -o FILE -- CMD` makes one"};
  struct stat status {};
  if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
    close(fd);
    return Error{attempt, 0, "not a regular file", "give a file that `sysassert record` wrote"};
  }
  auto impl = std::make_unique<Impl>();
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
  impl->base = static_cast<char*>(at);
  impl->reserved = bytes;
  if (std::string damage = FindDamage(impl->base, bytes); !damage.empty()) {
    return Error{attempt, 0, "damaged: " + damage,
                 "record it again; a copy that was cut short shows this too"};
  }
  impl->mapped = impl->header().blocks.load(std::memory_order_relaxed);
  std::shared_ptr<Recording> recording(new Recording(std::move(impl)));
  recording->mapped_blocks_ = recording->impl_->mapped;
  recording->impl_->Index(1, &recording->call_blocks_);
  recording->impl_->ReadFacts();
  recording->calls_ = recording->impl_->header().calls.load(std::memory_order_relaxed);
  return recording;
}

bool Recording::complete() const {
  return impl_->header().complete.load(std::memory_order_acquire) != 0;
}
std::uint64_t Recording::dropped() const {
  return impl_->header().dropped.load(std::memory_order_relaxed);
}
std::uint64_t Recording::file_bytes() const { return impl_->mapped * kBlockBytes; }
FileHeader& Recording::header() const { return *reinterpret_cast<FileHeader*>(impl_->base); }

CallKind::CallKind(const CallRecord& call)
    : bits_(static_cast<std::uint16_t>(tables::FromNumber(call.abi, call.number))) {
  if ((call.flags & kHidden) != 0) bits_ |= kHiddenBit;
  if ((call.flags & kMainPhase) != 0) bits_ |= kMainBit;
}

std::shared_ptr<const CallKinds> Recording::kinds() const {
  std::scoped_lock lock(kinds_mutex_);
  if (kinds_ != nullptr && kinds_->size() == calls_) return kinds_;
  auto kinds = std::make_shared<CallKinds>();
  kinds->reserve(calls_);
  for (std::size_t i = 0; i < calls_; ++i) kinds->emplace_back(record(i));
  if (complete()) kinds_ = kinds;  // else what is in flight may still change
  return kinds;
}

Sysno Recording::id(std::size_t index) const {
  const CallRecord& call = record(index);
  return tables::FromNumber(call.abi, call.number);
}

std::optional<ItemView> Recording::item(std::size_t index, ItemKind kind,
                                        std::uint8_t argument) const {
  for (ItemView item : items(index)) {
    if (item.kind == kind && item.argument == argument) return item;
  }
  return std::nullopt;
}

ThreadView Recording::thread(std::uint32_t fact) const {
  const auto& threads = impl_->of(FactKind::kThread);
  ThreadView view;
  if (fact >= threads.size()) return view;
  const auto& thread = *reinterpret_cast<const ThreadFact*>(threads[fact]);
  view.tid = thread.tid;
  view.pid = thread.pid;
  view.parent_pid = thread.parent_pid;
  view.root = thread.root != 0;
  view.parent_thread = thread.parent_thread;
  view.program = thread.program;
  view.name = ViewOf(threads[fact], thread.name);
  const auto& programs = impl_->of(FactKind::kProgram);
  if (thread.program < programs.size()) {
    const auto& program = *reinterpret_cast<const ProgramFact*>(programs[thread.program]);
    view.exe = ViewOf(programs[thread.program], program.path);
    view.loader = ViewOf(programs[thread.program], program.loader);
  }
  return view;
}

PathView Recording::path(std::uint32_t fact) const {
  const auto& paths = impl_->of(FactKind::kPath);
  if (fact >= paths.size()) return {};
  const auto& path = *reinterpret_cast<const PathFact*>(paths[fact]);
  return {path.file, ViewOf(paths[fact], path.resolved)};
}

DescriptorView Recording::descriptor(std::uint32_t fact) const {
  const auto& descriptors = impl_->of(FactKind::kDescriptor);
  if (fact >= descriptors.size()) {
    DescriptorView none{};
    none.fact.number = -1;
    return none;
  }
  const auto& descriptor = *reinterpret_cast<const DescriptorFact*>(descriptors[fact]);
  return {descriptor, ViewOf(descriptors[fact], descriptor.path)};
}

std::size_t Recording::thread_count() const { return impl_->of(FactKind::kThread).size(); }
const std::vector<MarkView>& Recording::marks() const { return impl_->marks; }
const std::vector<ExitView>& Recording::exits() const { return impl_->exits; }
const std::vector<SignalFact>& Recording::signals() const { return impl_->signals; }
const std::vector<BlindSpotView>& Recording::blind_spots() const { return impl_->blind_spots; }
const std::vector<std::string_view>& Recording::notes() const { return impl_->notes; }
const std::vector<std::string_view>& Recording::tracing_notes() const {
  return impl_->tracing_notes;
}

RunView Recording::run() const {
  const auto& runs = impl_->of(FactKind::kRun);
  if (runs.empty()) return {};
  const char* fact = runs.front();
  const auto& run = *reinterpret_cast<const RunFact*>(fact);
  RunView view{ViewOf(fact, run.command),     ViewOf(fact, run.cwd),  ViewOf(fact, run.home),
               ViewOf(fact, run.environment), run.watched.bytes != 0, ViewOf(fact, run.watched)};
  return view;
}

namespace {

// A write past RLIMIT_FSIZE is to fail with EFBIG, and not to end the process by SIGXFSZ.
class FileSizeSignalHeld {
 public:
  FileSizeSignalHeld() {
    sigemptyset(&signal_);
    sigaddset(&signal_, SIGXFSZ);
    pthread_sigmask(SIG_BLOCK, &signal_, &before_);
  }
  ~FileSizeSignalHeld() {
    const timespec now{};
    if (sigismember(&before_, SIGXFSZ) == 0) {
      while (sigtimedwait(&signal_, nullptr, &now) > 0) {
      }
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  FileSizeSignalHeld(const FileSizeSignalHeld&) = delete;
  FileSizeSignalHeld& operator=(const FileSizeSignalHeld&) = delete;

 private:
  sigset_t signal_{}, before_{};
};

}  // namespace

Status Recording::Save(const std::string& path) const {
  const FileSizeSignalHeld held;
  // The rename below would put a file in the place of a device: as root, of /dev/null.
  struct stat found {};
  if (stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode)) {
    return Error{"save recording " + path, S_ISDIR(found.st_mode) ? EISDIR : 0,
                 "it is no regular file", "name a file that is new or a recording"};
  }
  const std::string partial = path + ".partial-" + std::to_string(getpid());
  const int fd = open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0)
    return Error{"save recording " + path, errno, "", "choose a directory that can be written"};
  int refused = 0;
  for (std::uint64_t number = 0; number < impl_->mapped && refused == 0; ++number) {
    const char* from = impl_->base + number * kBlockBytes;
    std::uint64_t left = number == 0 ? sizeof(FileHeader) : block_used(number);
    auto offset = static_cast<off_t>(number * kBlockBytes);
    while (left > 0) {
      const ssize_t written = pwrite(fd, from, left, offset);
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) {
        refused = written == 0 ? ENOSPC : errno;
        break;
      }
      from += written;
      offset += written;
      left -= static_cast<std::uint64_t>(written);
    }
    // What was read through the mapping counts as ours: given back, a recording of any size is
    // saved in little memory.
    if (number != 0) madvise(impl_->base + number * kBlockBytes, kBlockBytes, MADV_DONTNEED);
  }
  if (refused == 0 && ftruncate(fd, static_cast<off_t>(file_bytes())) != 0) refused = errno;
  if (close(fd) != 0 && refused == 0) refused = errno;
  if (refused == 0 && rename(partial.c_str(), path.c_str()) != 0) refused = errno;
  if (refused != 0) {
    unlink(partial.c_str());
    return Error{"save recording " + path, refused, "",
                 refused == EFBIG ? "raise the limit on file sizes (ulimit -f)"
                                  : "free some space, or choose another directory"};
  }
  return Unit{};
}

std::uint64_t Recording::block_used(std::uint64_t number) const {
  return impl_->block(number).used.load(std::memory_order_acquire);
}

}  // namespace sysassert::capture

// TraceBuilder: recordings of runs that never were, for tests of policies and of what reads
// recordings.
#ifndef SYSASSERT_TRIAL_TRACE_BUILDER_H_
#define SYSASSERT_TRIAL_TRACE_BUILDER_H_

#include <unistd.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "capture/item_buffer.h"
#include "capture/recording.h"
#include "capture/writer.h"
#include "session/trace_data.h"
#include "sysassert/trace.h"
#include "tables/row.h"

namespace sysassert::trial {

// One call, as a sentence: FakeCall(Sysno::openat).Path(1, "a", "/w/a").Flags(2, O_CREAT).Opens(3,
// "/w/a").
class FakeCall {
 public:
  explicit FakeCall(Sysno id, Abi abi = Abi::kX86_64) {
    record_.number = tables::NumberOf(id, abi);
    record_.abi = abi;
    record_.flags = capture::kFinished | capture::kMainPhase;
  }

  FakeCall& Arg(int argument, std::uint64_t value) {
    record_.args[argument] = value;
    return *this;
  }
  // Another number than any call's.
  FakeCall& Number(int number) {
    record_.number = number;
    return *this;
  }
  std::uint64_t Argument(int argument) const { return record_.args[argument]; }
  FakeCall& Flags(int argument, std::uint64_t value) { return Arg(argument, value); }
  FakeCall& Bytes(int argument, std::string_view bytes,
                  capture::ItemKind kind = capture::ItemKind::kBytes, std::uint8_t flags = 0) {
    record_.args[argument] = 0x1000;
    pieces_.push_back(
        {kind, static_cast<std::uint8_t>(argument), flags, std::string(bytes), {}, {}});
    return *this;
  }
  FakeCall& Path(int argument, std::string_view passed, std::string_view resolved,
                 std::uint64_t inode = 0) {
    return Bytes(argument, passed).About(argument, resolved, inode);
  }
  // The file that an argument is about which is no path: the name that bind makes, msync's pages.
  FakeCall& About(int argument, std::string_view resolved, std::uint64_t inode = 0) {
    Piece piece{capture::ItemKind::kPath,
                static_cast<std::uint8_t>(argument),
                0,
                std::string(resolved),
                {},
                {}};
    piece.file = Identity(inode);
    pieces_.push_back(piece);
    return *this;
  }
  FakeCall& Fd(int argument, int number, std::string_view path, std::uint64_t inode = 0,
               FdKind kind = FdKind::kFile, std::uint32_t description = 0, int family = -1) {
    record_.args[argument] = static_cast<std::uint64_t>(number);
    return Descriptor(capture::ItemKind::kFd, static_cast<std::uint8_t>(argument), number, path,
                      inode, kind, description, family);
  }
  FakeCall& Opens(int number, std::string_view path, std::uint64_t inode = 0,
                  FdKind kind = FdKind::kFile, std::uint32_t description = 0, int family = -1) {
    record_.result = number;
    return AlsoOpens(number, path, inode, kind, description, family);
  }
  // The same of a call that answers something else: pipe.
  FakeCall& AlsoOpens(int number, std::string_view path, std::uint64_t inode = 0,
                      FdKind kind = FdKind::kFile, std::uint32_t description = 0, int family = -1) {
    return Descriptor(capture::ItemKind::kOpened, capture::kResult, number, path, inode, kind,
                      description, family);
  }
  // Of the descriptor that was said last.
  FakeCall& Cloexec(bool cloexec) {
    pieces_.back().descriptor.cloexec = cloexec ? 1 : 0;
    return *this;
  }
  // Of the file that was said last.
  FakeCall& Born(std::int64_t birth_ns) {
    pieces_.back().file.birth_ns = pieces_.back().descriptor.file.birth_ns = birth_ns;
    return *this;
  }
  FakeCall& OnDevice(std::uint64_t device) {
    pieces_.back().file.device = pieces_.back().descriptor.file.device = device;
    return *this;
  }
  // The descriptor that was said last is of a file whose name is gone.
  FakeCall& Deleted() {
    pieces_.back().descriptor.deleted = 1;
    return *this;
  }
  // Whether the descriptor that was said last is of such a file was not asked at this call.
  FakeCall& NotLookedForDeleted() {
    pieces_.back().flags = 0;
    return *this;
  }
  // The kernel restarted it so often after signals.
  FakeCall& Restarted(std::uint8_t times) {
    record_.restarts = times;
    return *this;
  }
  // A file that an exec runs, where it is another than the one asked for: once for each, in order.
  FakeCall& Runs(std::string_view path) {
    pieces_.push_back({capture::ItemKind::kPath, capture::kResult, 0, std::string(path), {}, {}});
    return *this;
  }
  // Of an exec: what it hands on, once for each descriptor; then that this was all.
  FakeCall& HandsOn(int number, std::string_view path, std::uint64_t inode = 0,
                    bool inherited = false) {
    Descriptor(capture::ItemKind::kHandedOn, capture::kResult, number, path, inode, FdKind::kFile,
               0, -1);
    pieces_.back().descriptor.inherited = inherited ? 1 : 0;
    return *this;
  }
  FakeCall& HandsOnNothingElse() {
    pieces_.push_back({capture::ItemKind::kHandedOn, capture::kResult, 0, {}, {}, {}});
    pieces_.back().descriptor.number = -1;
    return *this;
  }
  FakeCall& Returns(std::int64_t result) {
    record_.result = result;
    return *this;
  }
  FakeCall& Fails(int error_number) {
    record_.result = -error_number;
    record_.flags |= capture::kFailed;
    return *this;
  }
  FakeCall& MadeBy(Origin origin) {
    record_.origin = origin;
    return *this;
  }
  FakeCall& Unfinished() {
    record_.flags &= static_cast<std::uint8_t>(~capture::kFinished);
    record_.exit_before = UINT32_MAX;
    return *this;
  }
  FakeCall& Loading() {
    record_.flags &= static_cast<std::uint8_t>(~capture::kMainPhase);
    return *this;
  }
  FakeCall& Unreadable() {
    record_.flags |= capture::kUnreadable;
    return *this;
  }
  // Ends after this many calls have entered, itself included; without it, right away.
  FakeCall& EndsAfter(std::uint32_t entered) {
    record_.exit_before = entered;
    return *this;
  }
  FakeCall& In(std::uint32_t thread) {  // of TraceBuilder::Thread
    record_.thread = thread;
    return *this;
  }
  FakeCall& Mark(std::string name) {
    record_.flags |= capture::kHidden;
    mark_ = std::move(name);
    return *this;
  }

 private:
  friend class TraceBuilder;
  struct Piece {
    capture::ItemKind kind;
    std::uint8_t argument;
    std::uint8_t flags;
    std::string text;  // bytes, or a path
    FileIdentity file;
    capture::DescriptorFact descriptor;
  };
  static FileIdentity Identity(std::uint64_t inode) {
    FileIdentity file;
    if (inode != 0) file = {1, inode, 1};
    return file;
  }
  FakeCall& Descriptor(capture::ItemKind kind, std::uint8_t argument, int number,
                       std::string_view path, std::uint64_t inode, FdKind of,
                       std::uint32_t description, int family) {
    const std::uint8_t flags = kind == capture::ItemKind::kFd ? capture::kAsOfCall : 0;
    Piece piece{kind, argument, flags, std::string(path), {}, {}};
    piece.descriptor.number = number;
    piece.descriptor.kind = of;
    piece.descriptor.description = description;
    piece.descriptor.family = family;
    piece.descriptor.file = Identity(inode);
    pieces_.push_back(piece);
    return *this;
  }

  capture::CallRecord record_{};
  std::vector<Piece> pieces_;
  std::string mark_;
};

class TraceBuilder {
 public:
  struct Run {
    std::string command = "./app", cwd = "/w", home = "/home/u", environment, watched;
    std::string exe = "/usr/bin/app", name = "app", loader;  // of the root
    bool vdso_hidden = true;  // nothing happened but what is described
  };
  TraceBuilder() : TraceBuilder(Run{}) {}
  explicit TraceBuilder(const Run& run)
      : store_(capture::CreateUnnamedStore().value()),
        writer_(capture::Writer::Create(store_).value()) {
    if (run.vdso_hidden) writer_->SetVdsoHidden();
    writer_->AddRun(run.command, run.cwd, run.home, run.environment, run.watched);
    Thread(100, 100, run.exe, run.name, UINT32_MAX, run.loader);  // thread 0: the root's
  }
  ~TraceBuilder() {
    for (int fd : {store_.memory_fd, store_.disk_fd}) {
      if (fd >= 0) close(fd);
    }
  }

  // A thread of a process that runs `exe`; its index is for FakeCall::In and for children's
  // `parent`.
  std::uint32_t Thread(int tid, int pid, std::string_view exe, std::string_view name,
                       std::uint32_t parent = UINT32_MAX, std::string_view loader = "") {
    const std::uint32_t program = writer_->AddProgram(exe, loader);
    return writer_->AddThread(tid, pid, parent == UINT32_MAX ? 0 : 100, program, pid == 100, parent,
                              name);
  }
  TraceBuilder& Add(const FakeCall& call) {
    capture::CallRecord record = call.record_;
    if (!call.mark_.empty())
      writer_->AddMark(static_cast<std::uint32_t>(writer_->calls()), call.mark_);
    capture::ItemBuffer items;
    for (const FakeCall::Piece& piece : call.pieces_) AddPiece(piece, &items);
    if (items.count() > 0) record.data = writer_->AppendData(items.bytes(), items.count());
    if (record.exit_before == 0)
      record.exit_before = static_cast<std::uint32_t>(writer_->calls() + 1);
    writer_->AppendCall(record);
    return *this;
  }
  TraceBuilder& BlindSpot(sysassert::BlindSpot spot, std::string_view cause,
                          bool accepted = false) {
    writer_->AddBlindSpot(spot, accepted, cause);
    return *this;
  }
  Trace Build(int exit_code = 0) {
    writer_->AddExit({0, 100, 100, exit_code << 8, 1});
    writer_->Close();
    auto run = std::make_shared<RunData>();
    const auto recording = capture::Recording::Open(store_.memory_fd, store_.disk_fd).value();
    recording->Conclude({});
    recording->header().start_realtime_ns = 0;  // it never was: the same in every report
    run->recording = recording;
    return Trace::Data::Of(std::move(run));
  }

 private:
  void AddPiece(const FakeCall::Piece& piece, capture::ItemBuffer* items) {
    switch (piece.kind) {
      case capture::ItemKind::kPath:
        items->AddFact(piece.kind, piece.argument, writer_->AddPath(piece.file, piece.text));
        break;
      case capture::ItemKind::kHandedOn:
        items->AddFact(piece.kind, piece.argument,
                       piece.descriptor.number < 0
                           ? capture::kListRead
                           : writer_->AddDescriptor(piece.descriptor, piece.text));
        break;
      case capture::ItemKind::kFd:
      case capture::ItemKind::kOpened:
        items->AddFact(piece.kind, piece.argument,
                       writer_->AddDescriptor(piece.descriptor, piece.text), piece.flags);
        break;
      default:
        items->AddBytes(piece.kind, piece.argument, piece.flags,
                        std::as_bytes(std::span(piece.text)));
    }
  }

  capture::Store store_;
  std::unique_ptr<capture::Writer> writer_;
};

}  // namespace sysassert::trial

#endif  // SYSASSERT_TRIAL_TRACE_BUILDER_H_

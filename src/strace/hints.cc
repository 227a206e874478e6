#include "strace/hints.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "decode/printable.h"
#include "tables/variants.h"

namespace sysassert::strace {
namespace {

// From how many on it is worth a word.
constexpr std::uint64_t kManyIdentical = 10, kManyTiny = 16, kManyAtEnd = 3, kManyProbes = 3,
                        kManyOpens = 5, kManySamePlace = 3;
constexpr std::uint64_t kTiny = 16;            // bytes
constexpr std::size_t kMostNames = 64 * 1024;  // that are remembered

bool Succeeded(const decode::CallView& call) {
  return (call.record.flags & (capture::kFinished | capture::kFailed)) == capture::kFinished;
}

std::string PathAt(const decode::CallView& call, int i) {
  const auto item = call.item(capture::ItemKind::kBytes, static_cast<std::uint8_t>(i));
  return item ? std::string(item->bytes) : std::string();
}

int FirstPath(const tables::Row& row) {
  for (int i = 0; i < row.count; ++i)
    if (row.parameters[static_cast<std::size_t>(i)].kind == ArgumentKind::kPath) return i;
  return -1;
}

std::string Named(const std::string& path, int fd) {
  return path.empty() ? fmt::format("descriptor {}", fd) : path;
}

// Everything that makes two calls the same: number, registers, what lies behind them, result.
std::string KeyOf(const decode::CallView& call, const tables::Row& row) {
  std::string key(reinterpret_cast<const char*>(call.record.args),
                  static_cast<std::size_t>(row.count) * sizeof call.record.args[0]);
  key += fmt::format("{}:{}", call.record.number, call.record.result);
  for (const capture::ItemView item : call.items) key += item.bytes;
  return key;
}

enum class Effect { kNone, kOpens, kCloses, kReads, kReadsAt, kWrites, kSyncs, kSyncsAll };
Effect EffectOf(Sysno id) {
  switch (id) {
    case Sysno::open:
    case Sysno::openat:
    case Sysno::openat2:
    case Sysno::creat:
      return Effect::kOpens;
    case Sysno::close:
      return Effect::kCloses;
    case Sysno::read:
      return Effect::kReads;
    case Sysno::pread64:
      return Effect::kReadsAt;
    case Sysno::write:
    case Sysno::pwrite64:
      return Effect::kWrites;
    case Sysno::fsync:
    case Sysno::fdatasync:
      return Effect::kSyncs;
    case Sysno::sync:
    case Sysno::syncfs:
      return Effect::kSyncsAll;
    default:
      return Effect::kNone;
  }
}

}  // namespace

void Hints::Report(std::string kind, const std::string& text, const Tally& tally) {
  // Names of files are the program's: bytes of any kind.
  found_.push_back({std::move(kind), decode::Printable(text), tally.count, tally.first});
}

void Hints::EndRun(Run& run) {
  if (run.tally.count >= kManyIdentical)
    Report("identical-calls",
           fmt::format("{} identical calls in a row, each with the same result", run.tally.count),
           run.tally);
  run.tally = {};
}

void Hints::NoteIdentical(int tid, const decode::CallView& call, const tables::Row& row,
                          const std::function<std::string()>& text) {
  Run& run = runs_[tid];
  std::string key = KeyOf(call, row);
  if (key != run.key) {
    EndRun(run);
    run.key = std::move(key);
  }
  run.tally.Add(text);
}

void Hints::NotePaths(int pid, const decode::CallView& call, const tables::Row& row,
                      const std::function<std::string()>& text) {
  const int at = FirstPath(row);
  if (at < 0) return;
  const std::string path = PathAt(call, at);
  if (call.record.result == -ENOENT && probed_.size() < kMostNames) {
    const std::size_t slash = path.rfind('/');
    probed_[slash == std::string::npos ? path : path.substr(slash + 1)].Add(text);
  }
  if (!Succeeded(call)) return;
  if (EffectOf(row.id) == Effect::kOpens) {
    if (opened_.size() < kMostNames) opened_[path].Add(text);
    File& file = files_[{pid, static_cast<int>(call.record.result)}];
    CloseFile(file);
    file.path = path;
  }
  const std::string_view name = tables::NameOf(row.id);
  if (name.substr(0, 6) == "rename") NoteRename(path, text);
}

// The usual way to replace a file whole: whoever forgets the sync may find it empty after a crash.
void Hints::NoteRename(const std::string& from, const std::function<std::string()>& text) {
  const auto written = unsynced_.find(from);
  if (written == unsynced_.end()) return;
  Report("rename-without-sync",
         fmt::format("{} was written and renamed without an fsync: a crash may leave it empty ({})",
                     from, text()),
         {1, written->second});
  unsynced_.erase(written);
}

void Hints::CloseFile(File& file) {
  const auto report = [&](const Tally& tally, std::uint64_t many, std::string kind,
                          std::string_view what) {
    if (tally.count >= many)
      Report(std::move(kind), fmt::format("{} {} {}", tally.count, what, file.path), tally);
  };
  report(file.tiny_reads, kManyTiny, "tiny-reads", "reads of at most 16 bytes each from");
  report(file.tiny_writes, kManyTiny, "tiny-writes", "writes of at most 16 bytes each to");
  report(file.at_end, kManyAtEnd, "reads-at-the-end", "reads that got nothing from");
  report(file.same_place, kManySamePlace, "reads-that-do-not-advance",
         "reads of the same place of");
  file = File();
}

void Hints::NoteData(int pid, const decode::CallView& call, const tables::Row& row,
                     const std::function<std::string()>& text) {
  const Effect effect = EffectOf(row.id);
  if (effect == Effect::kSyncsAll) unsynced_.clear();
  if (effect == Effect::kNone || effect == Effect::kOpens || effect == Effect::kSyncsAll) return;
  const auto fd = static_cast<int>(call.record.args[0]);
  File& file = files_[{pid, fd}];
  if (file.path.empty()) file.path = Named("", fd);
  const std::uint64_t asked = call.record.args[2];
  switch (effect) {
    case Effect::kCloses:
      CloseFile(file);
      files_.erase({pid, fd});
      return;
    case Effect::kSyncs:
      unsynced_.erase(file.path);
      return;
    case Effect::kWrites:
      if (asked <= kTiny) file.tiny_writes.Add(text);
      if (unsynced_.size() < kMostNames && unsynced_.count(file.path) == 0)
        unsynced_[file.path] = text();
      return;
    case Effect::kReadsAt: {
      const auto offset = static_cast<std::int64_t>(call.record.args[3]);
      if (offset == file.last_offset) file.same_place.Add(text);
      file.last_offset = offset;
      break;
    }
    default:
      break;
  }
  if (asked <= kTiny) file.tiny_reads.Add(text);
  if (call.record.result == 0 && asked > 0) file.at_end.Add(text);
}

void Hints::Note(int pid, int tid, const decode::CallView& call, const tables::Row& row,
                 const std::function<std::string()>& text) {
  NoteIdentical(tid, call, row, text);
  NotePaths(pid, call, row, text);
  if (Succeeded(call)) NoteData(pid, call, row, text);
}

std::vector<Hint> Hints::Found() {
  for (auto& [tid, run] : runs_) EndRun(run);
  for (auto& [key, file] : files_) CloseFile(file);
  for (const auto& [path, tally] : opened_) {
    if (tally.count >= kManyOpens)
      Report("opened-again", fmt::format("{} was opened {} times", path, tally.count), tally);
  }
  for (const auto& [name, tally] : probed_) {
    if (tally.count >= kManyProbes)
      Report("absent-files",
             fmt::format("{} was looked for {} times where it is not", name, tally.count), tally);
  }
  std::stable_sort(found_.begin(), found_.end(),
                   [](const Hint& a, const Hint& b) { return a.count > b.count; });
  return std::move(found_);
}

}  // namespace sysassert::strace

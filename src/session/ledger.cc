// The ledger: what became of each file in a view.
#include <map>

#include "session/trace_data.h"
#include "tables/sets.h"

namespace sysassert {
namespace {

bool In(const char* group, Sysno id) {
  const tables::Group* found = tables::FindGroup(group);
  return found != nullptr && found->calls[static_cast<std::size_t>(id)];
}

class Ledger {
 public:
  void Add(const Call& call) {
    const Sysno id = call.id();
    if (In("open", id)) return Opened(call);
    if (!call.succeeded()) return;
    if (In("rename", id)) return Renamed(call);
    if (In("unlink", id) || In("rmdir", id)) {
      Of(call.path()).removed = true;
    } else if (In("mkdir", id) || In("link", id) || In("symlink", id)) {
      const auto paths = call.paths();
      if (!paths.empty()) Made(paths.back().resolved);
    } else if (In("@sync", id)) {
      Synced(call);
    } else if (In("transfer", id)) {
      Transferred(call);
    } else if (const Descriptor fd = call.descriptor(); fd.kind == FdKind::kFile) {
      Moved(call, fd);
    }
  }

  std::vector<FileRecord> Take() {
    std::vector<FileRecord> records;
    for (auto& [path, record] : files_) records.push_back(std::move(record));
    return records;
  }

 private:
  FileRecord& Of(std::string_view path) {
    FileRecord& record = files_[std::string(path)];
    if (record.path.empty()) record.path = path;
    return record;
  }

  // A name that is there from now on, whatever was there before.
  void Made(std::string_view path) {
    FileRecord& record = Of(path);
    record.created = true;
    record.removed = false;
    record.renamed_to.clear();
  }

  void Opened(const Call& call) {
    FileRecord& record = Of(call.path());
    if (!call.succeeded()) {
      if (call.failed()) ++record.failed_opens;
      return;
    }
    const bool both = call.HasFlag("O_RDWR");
    const bool writes = both || call.HasFlag("O_WRONLY") || call.id() == Sysno::creat;
    if (writes) ++record.opened_for_writing;
    if (!writes || both) ++record.opened_for_reading;
    const auto paths = call.paths();
    if (!paths.empty() && paths.front().made) Made(record.path);
  }

  void Renamed(const Call& call) {
    const auto paths = call.paths();
    if (paths.size() < 2) return;
    FileRecord& source = Of(paths[0].resolved);
    source.renamed_to = paths[1].resolved;
    if (!paths[1].file.known()) Made(paths[1].resolved);
  }

  void Synced(const Call& call) {
    const Descriptor fd = call.descriptor();
    if (fd.number >= 0 && call.id() != Sysno::syncfs) {
      Of(fd.path).left_unsynced = false;
      return;
    }
    for (auto& [path, record] : files_) record.left_unsynced = false;
  }

  void Transferred(const Call& call) {
    const std::vector<Descriptor> both = call.descriptors();
    if (both.size() < 2) return;
    const bool output_first = In("sendfile", call.id());
    const Descriptor& from = both[output_first ? 1 : 0];
    const Descriptor& to = both[output_first ? 0 : 1];
    if (from.kind == FdKind::kFile) Of(from.path).bytes_read += call.bytes();
    if (to.kind == FdKind::kFile) {
      FileRecord& record = Of(to.path);
      record.bytes_written += call.bytes();
      record.left_unsynced = true;
    }
  }

  void Moved(const Call& call, const Descriptor& fd) {
    if (In("@fd-write", call.id()) || In("write", call.id())) {
      FileRecord& record = Of(fd.path);
      record.bytes_written += call.bytes();
      record.left_unsynced = true;
    } else if (In("@fd-read", call.id()) || In("read", call.id())) {
      Of(fd.path).bytes_read += call.bytes();
    }
  }

  std::map<std::string, FileRecord> files_;
};

}  // namespace

std::vector<FileRecord> LedgerOf(const Trace& trace) {
  Ledger ledger;
  for (const Call& call : trace) ledger.Add(call);
  return ledger.Take();
}

}  // namespace sysassert

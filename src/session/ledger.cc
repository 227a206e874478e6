// The ledger: what became of each file in a view.
#include "session/ledger.h"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "decode/sockaddr.h"
#include "decode/socket_names.h"
#include "session/trace_data.h"
#include "tables/sets.h"

namespace sysassert {
namespace {

// One or more families or sets, looked up once.
class Group {
 public:
  Group(std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) calls_ |= tables::FindGroup(name)->calls;
  }
  bool Has(Sysno id) const { return calls_[static_cast<std::size_t>(id)]; }

 private:
  tables::SysnoBits calls_;
};

struct Groups {
  Group opens{"open"}, renames{"rename"}, removes{"unlink", "rmdir"};
  Group makes{"mkdir", "mknod", "link", "symlink"}, syncs{"@sync"}, transfers{"transfer"};
  Group output_first{"sendfile"}, writes{"@fd-write", "write"}, reads{"@fd-read", "read"};
};
const Groups& Known() {
  static const auto* groups = new Groups;
  return *groups;
}

constexpr std::string_view kUnix = decode::kUnixPrefix;

class Ledger {
 public:
  void Add(const Call& call) {
    const Sysno id = call.id();
    if (is_.opens.Has(id)) return Opened(call);
    if (!call.succeeded()) return;
    if (is_.renames.Has(id)) return Renamed(call);
    if (is_.removes.Has(id)) {
      Of(call.path()).removed = true;
    } else if (is_.makes.Has(id)) {
      const auto paths = call.paths();
      if (!paths.empty()) Made(paths.back().resolved, call);
    } else if (id == Sysno::bind) {
      Bound(call);
    } else if (is_.syncs.Has(id)) {
      Synced(call);
    } else if (is_.transfers.Has(id)) {
      Transferred(call);
    } else if (const Descriptor fd = call.descriptor(); fd.kind == FdKind::kFile) {
      Moved(call, fd);
    }
  }

  std::vector<FileRecord> Take() {
    std::vector<FileRecord> records;
    records.reserve(files_.size());
    for (auto& [path, entry] : files_) records.push_back(std::move(entry.record));
    return records;
  }

  std::vector<LeftFile> Left() const {
    std::vector<LeftFile> left;
    for (const auto& [path, entry] : files_) {
      if (entry.record.created && entry.is_there()) left.push_back({path, entry.made_by});
    }
    return left;
  }

 private:
  struct Entry {
    FileRecord record;
    std::size_t made_by = 0;  // of one that was created: the call
    bool is_there() const { return !record.removed && record.renamed_to.empty(); }
  };

  Entry& EntryOf(std::string_view path) {
    const auto known = files_.find(path);
    if (known != files_.end()) return known->second;
    Entry& entry = files_[std::string(path)];
    entry.record.path = path;
    return entry;
  }
  FileRecord& Of(std::string_view path) { return EntryOf(path).record; }

  // A name that is there from now on, whatever was there before.
  void Made(std::string_view path, const Call& call) { Made(path, call.index()); }
  void Made(std::string_view path, std::size_t made_by) {
    Entry& entry = EntryOf(path);
    entry.record.created = true;
    entry.record.removed = false;
    entry.record.renamed_to.clear();
    entry.made_by = made_by;
  }

  // A socket of AF_UNIX, by name.
  void Bound(const Call& call) {
    for (const decode::SocketName& name : decode::SocketNames(call)) {
      const std::string_view file =
          std::string_view(name.resolved).substr(std::min(name.resolved.size(), kUnix.size()));
      if (name.resolved.compare(0, kUnix.size(), kUnix) == 0 && file.substr(0, 1) == "/")
        Made(file, call);
    }
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
    if (!paths.empty() && paths.front().made) Made(record.path, call);
  }

  // An exchange leaves both names where they are. Else the source's is gone, or a whiteout's from
  // now on; the target's is new where nothing had it.
  void Renamed(const Call& call) {
    const auto paths = call.paths();
    if (paths.size() < 2) return;
    const PathArgument &from = paths[0], &to = paths[1];
    if (from.file.known() && from.file == to.file) return;  // two names of one file: both stay
    std::vector<Moving> moving = TakeBelow(from.resolved, to.resolved);
    if (call.HasFlag("RENAME_EXCHANGE")) {
      const std::vector<Moving> back = TakeBelow(to.resolved, from.resolved);
      moving.insert(moving.end(), back.begin(), back.end());
    } else {
      const bool whiteout =
          call.HasFlag("RENAME_WHITEOUT") && EntryOf(from.resolved).record.created;
      Of(from.resolved).renamed_to = to.resolved;
      if (whiteout) Made(from.resolved, call);
      if (!to.file.known()) Made(to.resolved, call);
    }
    for (const Moving& one : moving) Made(one.to, one.made_by);
  }

  // What was made below a directory that moves: each goes by another name now, and has the maker
  // that it had.
  struct Moving {
    std::string to;
    std::size_t made_by;
  };
  std::vector<Moving> TakeBelow(std::string_view directory, std::string_view target) {
    std::vector<Moving> moving;
    const std::string head = std::string(directory) + "/";
    for (auto at = files_.lower_bound(head); at != files_.end(); ++at) {
      auto& [path, entry] = *at;
      if (path.compare(0, head.size(), head) != 0) break;
      if (!entry.is_there()) continue;
      entry.record.renamed_to = std::string(target) + path.substr(directory.size());
      if (entry.record.created) moving.push_back({entry.record.renamed_to, entry.made_by});
    }
    return moving;
  }

  void Synced(const Call& call) {
    const Descriptor fd = call.descriptor();
    if (fd.number >= 0 && call.id() != Sysno::syncfs) {
      Of(fd.path).left_unsynced = false;
      return;
    }
    for (auto& [path, entry] : files_) entry.record.left_unsynced = false;
  }

  void Transferred(const Call& call) {
    const std::vector<Descriptor> both = call.descriptors();
    if (both.size() < 2) return;
    const bool output_first = is_.output_first.Has(call.id());
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
    if (is_.writes.Has(call.id())) {
      FileRecord& record = Of(fd.path);
      record.bytes_written += call.bytes();
      record.left_unsynced = true;
    } else if (is_.reads.Has(call.id())) {
      Of(fd.path).bytes_read += call.bytes();
    }
  }

  const Groups& is_ = Known();
  std::map<std::string, Entry, std::less<>> files_;
};

Ledger Read(const Trace& trace) {
  Ledger ledger;
  if (trace.empty()) return ledger;
  const Trace::Data::Selection& view = trace.data()->selection();
  Call call = trace[0];
  for (std::size_t i = 0; i < view.size(); ++i) {
    call.MoveTo(view.at(i));
    ledger.Add(call);
  }
  return ledger;
}

}  // namespace

std::vector<FileRecord> LedgerOf(const Trace& trace) { return Read(trace).Take(); }

std::vector<LeftFile> LeftFilesOf(const Trace& trace) { return Read(trace).Left(); }

}  // namespace sysassert

// Hints: what a reader would look for in the log, found while it is written (--hints): work that is
// done again and again, or in pieces that are too small, and data that may be lost.
#ifndef SYSASSERT_STRACE_HINTS_H_
#define SYSASSERT_STRACE_HINTS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "decode/call_view.h"
#include "tables/row.h"

namespace sysassert::strace {

struct Hint {
  std::string kind;     // "identical-calls"
  std::string text;     // a sentence with its counts
  std::uint64_t count;  // how often
  std::string first;    // the first call of them, as strace shows it
};

class Hints {
 public:
  // A call that has returned. `text` makes its line, and is asked only where it may be shown.
  void Note(int pid, int tid, const decode::CallView& call, const tables::Row& row,
            const std::function<std::string()>& text);
  // What was found, the most frequent first. Once, at the end.
  std::vector<Hint> Found();

 private:
  // So many of something, and its first call.
  struct Tally {
    std::uint64_t count = 0;
    std::string first;
    void Add(const std::function<std::string()>& text) {
      if (++count == 1) first = text();
    }
  };
  // A descriptor that was seen to be opened, and what has been done with it.
  struct File {
    std::string path;
    Tally tiny_reads, tiny_writes, at_end, same_place;
    std::int64_t last_offset = -1;  // of the last pread64
  };
  struct Run {  // of identical calls by one thread
    std::string key;
    Tally tally;
  };

  void NoteIdentical(int tid, const decode::CallView& call, const tables::Row& row,
                     const std::function<std::string()>& text);
  void NotePaths(int pid, const decode::CallView& call, const tables::Row& row,
                 const std::function<std::string()>& text);
  void NoteData(int pid, const decode::CallView& call, const tables::Row& row,
                const std::function<std::string()>& text);
  void NoteRename(const std::string& from, const std::function<std::string()>& text);
  void EndRun(Run& run);
  void CloseFile(File& file);
  void Report(std::string kind, const std::string& text, const Tally& tally);

  std::map<int, Run> runs_;                       // by thread
  std::map<std::pair<int, int>, File> files_;     // by process and descriptor
  std::map<std::string, Tally> opened_, probed_;  // by path, by name
  std::map<std::string, std::string> unsynced_;   // by path: the first write since the sync
  std::vector<Hint> found_;
};

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_HINTS_H_

// Facts: what a recording tells once and its calls refer to by number: threads, programs, paths,
// descriptors; and what happened beside the calls: marks, ends, signals, blind spots, notes.
#ifndef SYSASSERT_CAPTURE_FACTS_H_
#define SYSASSERT_CAPTURE_FACTS_H_

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "capture/blocks.h"
#include "capture/format.h"
#include "capture/views.h"

namespace sysassert::capture {

class Facts {
 public:
  // A block of facts, in their order; the last one may still grow.
  void AddBlock(std::uint64_t number) { blocks_.push_back(number); }
  // Reads what was written since the last time. `blocks` must be those of the numbers added, and
  // must outlive the views.
  void Read(const Blocks& blocks);

  // By number. An empty view where there is none; a descriptor is -1 then.
  ThreadView thread(std::uint32_t number) const;
  PathView path(std::uint32_t number) const;
  DescriptorView descriptor(std::uint32_t number) const;
  RunView run() const;

  std::size_t thread_count() const { return of(FactKind::kThread).size(); }
  // In the order in which they came.
  const std::vector<MarkView>& marks() const { return marks_; }
  const std::vector<ExitView>& exits() const { return exits_; }
  const std::vector<SignalFact>& signals() const { return signals_; }  // delivered
  const std::vector<BlindSpotView>& blind_spots() const { return blind_spots_; }
  const std::vector<std::string_view>& notes() const { return notes_; }
  const std::vector<std::string_view>& tracing_notes() const { return tracing_notes_; }

 private:
  const std::vector<const char*>& of(FactKind kind) const {
    return facts_[static_cast<std::size_t>(kind)];
  }
  void Keep(FactKind kind, const char* fact);

  std::vector<std::uint64_t> blocks_;
  std::uint64_t block_ = 0;  // where reading goes on
  std::uint32_t offset_ = sizeof(BlockHeader);
  std::array<std::vector<const char*>, 16> facts_;  // by kind: the struct, behind its FactHeader
  std::vector<MarkView> marks_;
  std::vector<ExitView> exits_;
  std::vector<SignalFact> signals_;
  std::vector<BlindSpotView> blind_spots_;
  std::vector<std::string_view> notes_, tracing_notes_;
};

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_FACTS_H_

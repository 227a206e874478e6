#include "capture/facts.h"

namespace sysassert::capture {
namespace {

std::string_view ViewOf(const char* fact, const Text& text) {
  return {fact + text.offset, text.bytes};
}

}  // namespace

void Facts::Read(const Blocks& blocks) {
  while (block_ < blocks_.size()) {
    const std::uint64_t number = blocks_[block_];
    const std::uint32_t used = blocks.used(number);
    const char* start = blocks.at(number);
    while (offset_ + sizeof(FactHeader) <= used) {
      const auto* header = reinterpret_cast<const FactHeader*>(start + offset_);
      Keep(header->kind, start + offset_ + sizeof(FactHeader));
      offset_ += static_cast<std::uint32_t>(sizeof(FactHeader)) + header->bytes;
    }
    if (block_ + 1 == blocks_.size()) return;  // the last block may still grow
    ++block_;
    offset_ = sizeof(BlockHeader);
  }
}

void Facts::Keep(FactKind kind, const char* fact) {
  facts_[static_cast<std::size_t>(kind)].push_back(fact);
  switch (kind) {
    case FactKind::kMark: {
      const auto& mark = *reinterpret_cast<const MarkFact*>(fact);
      marks_.push_back({mark.call, ViewOf(fact, mark.name)});
      break;
    }
    case FactKind::kExit:
      exits_.push_back({*reinterpret_cast<const ExitFact*>(fact)});
      break;
    case FactKind::kSignal:
      signals_.push_back(*reinterpret_cast<const SignalFact*>(fact));
      break;
    case FactKind::kBlindSpot: {
      const auto& spot = *reinterpret_cast<const BlindSpotFact*>(fact);
      blind_spots_.push_back({spot.spot, spot.accepted != 0, ViewOf(fact, spot.cause)});
      break;
    }
    case FactKind::kNote:
      notes_.push_back(ViewOf(fact, reinterpret_cast<const NoteFact*>(fact)->text));
      break;
    case FactKind::kTracingNote:
      tracing_notes_.push_back(ViewOf(fact, reinterpret_cast<const NoteFact*>(fact)->text));
      break;
    default:
      break;
  }
}

ThreadView Facts::thread(std::uint32_t number) const {
  const auto& threads = of(FactKind::kThread);
  ThreadView view;
  if (number >= threads.size()) return view;
  const auto& thread = *reinterpret_cast<const ThreadFact*>(threads[number]);
  view.tid = thread.tid;
  view.pid = thread.pid;
  view.parent_pid = thread.parent_pid;
  view.root = thread.root != 0;
  view.parent_thread = thread.parent_thread;
  view.program = thread.program;
  view.name = ViewOf(threads[number], thread.name);
  const auto& programs = of(FactKind::kProgram);
  if (thread.program < programs.size()) {
    const auto& program = *reinterpret_cast<const ProgramFact*>(programs[thread.program]);
    view.exe = ViewOf(programs[thread.program], program.path);
    view.loader = ViewOf(programs[thread.program], program.loader);
  }
  return view;
}

PathView Facts::path(std::uint32_t number) const {
  const auto& paths = of(FactKind::kPath);
  if (number >= paths.size()) return {};
  const auto& path = *reinterpret_cast<const PathFact*>(paths[number]);
  return {path.file, ViewOf(paths[number], path.resolved)};
}

DescriptorView Facts::descriptor(std::uint32_t number) const {
  const auto& descriptors = of(FactKind::kDescriptor);
  if (number >= descriptors.size()) {
    DescriptorView none{};
    none.fact.number = -1;
    return none;
  }
  const auto& descriptor = *reinterpret_cast<const DescriptorFact*>(descriptors[number]);
  return {descriptor, ViewOf(descriptors[number], descriptor.path)};
}

RunView Facts::run() const {
  const auto& runs = of(FactKind::kRun);
  if (runs.empty()) return {};
  const char* fact = runs.front();
  const auto& run = *reinterpret_cast<const RunFact*>(fact);
  RunView view{ViewOf(fact, run.command),     ViewOf(fact, run.cwd),  ViewOf(fact, run.home),
               ViewOf(fact, run.environment), run.watched.bytes != 0, ViewOf(fact, run.watched)};
  return view;
}

}  // namespace sysassert::capture

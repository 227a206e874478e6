#include "report/difference.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "capture/recording.h"
#include "report/escape.h"
#include "report/normal.h"
#include "session/trace_data.h"
#include "sysassert/rules.h"

namespace sysassert::report {
namespace {

constexpr std::size_t kListed = 20;  // lines of each section

using Counts = std::map<std::string, std::int64_t>;

class Report {
 public:
  void AddSection(std::string_view title, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    difference_.any = true;
    difference_.text += fmt::format("{}\n", title);
    for (std::size_t i = 0; i < lines.size() && i < kListed; ++i)
      difference_.text += "  " + lines[i] + "\n";
    if (lines.size() > kListed)
      difference_.text += fmt::format("  and {} more\n", lines.size() - kListed);
  }
  void AddCounts(std::string_view title, const Counts& before, const Counts& after) {
    Counts all = before;
    all.insert(after.begin(), after.end());
    std::vector<std::string> lines;
    for (const auto& [key, ignored] : all) {
      const std::int64_t was = CountOf(before, key), is = CountOf(after, key);
      if (was != is)
        lines.push_back(
            fmt::format("{:<24} {:>6} → {:<6} ({:+})", Printable(key), was, is, is - was));
    }
    AddSection(title, lines);
  }
  // Of names, each as it was in its run, those that one side alone has.
  using Names = std::map<std::string, std::string>;  // by what they are compared by
  void AddNames(std::string_view title, const Names& before, const Names& after) {
    std::vector<std::tuple<std::string, char, std::string>> alone;
    const auto add = [&alone](const Names& names, const Names& others, char sign) {
      for (const auto& [key, name] : names)
        if (others.count(key) == 0) alone.emplace_back(key, sign, name);
    };
    add(before, after, '-');
    add(after, before, '+');
    std::sort(alone.begin(), alone.end());
    std::vector<std::string> lines;
    lines.reserve(alone.size());
    for (const auto& [key, sign, name] : alone)
      lines.push_back(fmt::format("{} {}", sign, Printable(name)));
    AddSection(title, lines);
  }
  Difference Take(std::string_view what) {
    if (!difference_.any) difference_.text = fmt::format("the {} do not differ\n", what);
    return std::move(difference_);
  }

 private:
  static std::int64_t CountOf(const Counts& counts, const std::string& key) {
    const auto found = counts.find(key);
    return found == counts.end() ? 0 : found->second;
  }
  Difference difference_;
};

// Which thread, by how it came to be: the second that the first one made is {0, 1}. In two runs of
// a program those are the same threads, up to where their makers part.
using Lineage = std::vector<std::size_t>;

// By ThreadFact.
std::vector<Lineage> LineagesOf(const capture::Recording& recording) {
  std::vector<Lineage> lineages(recording.thread_count());
  std::map<Lineage, std::size_t> made;  // so many by each
  for (std::uint32_t i = 0; i < lineages.size(); ++i) {
    const capture::ThreadView thread = recording.thread(i);
    const Lineage maker = thread.parent_thread < i ? lineages[thread.parent_thread] : Lineage();
    lineages[i] = maker;
    const bool changed =
        thread.parent_thread < i && recording.thread(thread.parent_thread).tid == thread.tid;
    if (!changed) lineages[i].push_back(made[maker]++);
  }
  return lineages;
}

// Where a program takes memory for itself is random, and so is what it hashes: one and the same
// program takes a piece more, or one less. So many more in all are no difference: one for each
// program that ran.
bool TakesMemoryForItself(const Call& call) {
  if (call.id() == Sysno::mmap || call.id() == Sysno::mmap2) return call.HasFlag("MAP_ANONYMOUS");
  return call.id() == Sysno::brk || call.id() == Sysno::munmap;
}
std::int64_t ProgramsIn(const Trace& run) {
  const capture::Recording& recording = run.data()->recording();
  std::set<std::pair<int, std::uint32_t>> programs;
  for (std::uint32_t i = 0; i < recording.thread_count(); ++i)
    programs.emplace(recording.thread(i).pid, recording.thread(i).program);
  return static_cast<std::int64_t>(programs.size());
}

// glibc draws a number for a temporary name from the clock, and from getrandom(2) where that one
// would make some names likelier than others: one time in twenty. Whether it did is no difference.
bool MayDrawAName(const Call& call) {
  constexpr std::size_t kBytes = 8;
  return call.id() == Sysno::getrandom && call.raw(1) == kBytes && call.raw(2) == GRND_NONBLOCK;
}
bool MakesATemporaryName(const Call& call) {
  return call.HasFlag("O_EXCL") || call.id() == Sysno::mkdir || call.id() == Sysno::mkdirat;
}

// One run, as it is compared.
struct Summary {
  Summary(const Trace& run, const Normal& normal);

  CallTable table;
  Counts pieces;                   // of memory that the program took for itself, by call
  Counts errors;                   // by "openat ENOENT"
  Report::Names paths, addresses;  // by their normal form
  std::map<Lineage, std::vector<std::size_t>> steps;  // places in the run
};

Summary::Summary(const Trace& run, const Normal& normal) : table(TableOf(run)) {
  table.calls.erase("rt_sigreturn");
  // Where memory comes from depends on where it lies; who waits for a lock, and where a signal
  // comes in, on the scheduler, which also makes one signal of two.
  const CallSelector memory = SelectCalls("@memory").value();
  const std::vector<Lineage> lineages = LineagesOf(run.data()->recording());
  std::map<Lineage, std::int64_t> draws;  // numbers each has drawn last, for what is not known yet
  for (std::size_t i = 0; i < run.size(); ++i) {
    const Call call = run[i];
    const Lineage& thread = lineages[call.recording()->record(call.index()).thread];
    if (MayDrawAName(call)) {
      ++draws[thread];
    } else if (std::int64_t& drawn = draws[thread]; drawn > 0) {
      if (MakesATemporaryName(call)) {
        table.calls["getrandom"] -= drawn;
        steps[thread].resize(steps[thread].size() - static_cast<std::size_t>(drawn));
      }
      drawn = 0;
    }
    for (const PathArgument& path : call.paths())
      if (!path.resolved.empty()) paths.emplace(normal.Path(path.resolved), path.resolved);
    if (const std::string address = call.sockaddr(); !address.empty())
      addresses.emplace(normal.Address(address), address);
    if (call.failed()) ++errors[fmt::format("{} {}", call.name(), ErrnoName(call.error_number()))];
    if (TakesMemoryForItself(call)) ++pieces[std::string(call.name())];
    if (memory.Matches(call) || call.id() == Sysno::futex || call.id() == Sysno::rt_sigreturn)
      continue;
    steps[thread].push_back(i);
  }
}

// What two calls must share to be the same step: name, object, and how it ended.
std::string StepOf(const Call& call, const Normal& normal) {
  std::string step(call.name());
  for (const PathArgument& path : call.paths()) step += " " + normal.Path(path.resolved);
  step += " " + normal.Address(call.sockaddr());
  return step + (call.failed() ? " " + std::string(ErrnoName(call.error_number())) : "");
}

class Comparison {
 public:
  Comparison(const Trace& a, const Trace& b) : a_(a.WholeRun()), b_(b.WholeRun()) {
    Normal::Align(a_, &normal_a_, b_, &normal_b_);
  }

  Difference Run() {
    const Summary before(a_, normal_a_), after(b_, normal_b_);
    Report report;
    if (const std::string a = a_.status().text(), b = b_.status().text(); a != b)
      report.AddSection("end", {"- " + a, "+ " + b});
    report.AddCounts("calls", before.table.calls, Comparable(after, before));
    report.AddNames("paths", before.paths, after.paths);
    report.AddNames("addresses", before.addresses, after.addresses);
    report.AddCounts("errors", before.errors, after.errors);
    AddDivergence(before, after, &report);
    return report.Take("runs");
  }

 private:
  // The counts of the second run, without the pieces of memory that say nothing.
  Counts Comparable(const Summary& run, const Summary& other) const {
    const std::int64_t chance = std::min(ProgramsIn(a_), ProgramsIn(b_));
    Counts calls = run.table.calls, pieces = run.pieces, of_other = other.pieces;
    for (const char* name : {"brk", "mmap", "mmap2", "munmap"}) {
      const std::int64_t more = pieces[name] - of_other[name];
      if (std::abs(more) <= chance) calls[name] -= more;
    }
    return calls;
  }

  // Where a thread takes its first different step.
  struct Parting {
    const std::vector<std::size_t>* a = nullptr;  // its steps
    const std::vector<std::size_t>* b = nullptr;
    std::size_t step = 0;
    bool root = false;
  };

  std::optional<Parting> PartingOf(const std::vector<std::size_t>& a,
                                   const std::vector<std::size_t>& b) const {
    std::size_t i = 0;
    while (i < a.size() && i < b.size() &&
           StepOf(a_[a[i]], normal_a_) == StepOf(b_[b[i]], normal_b_))
      ++i;
    if (i == a.size() && i == b.size()) return std::nullopt;
    return Parting{&a, &b, i, false};
  }

  // When the first run got there.
  static std::size_t PlaceOf(const Parting& parting) {
    const auto& steps = *parting.a;
    return steps.empty() ? 0 : steps[std::min(parting.step, steps.size() - 1)];
  }

  // Threads of one side alone are those of a maker that parted before.
  void AddDivergence(const Summary& before, const Summary& after, Report* report) const {
    std::optional<Parting> first;
    for (const auto& [lineage, steps] : before.steps) {
      const auto same = after.steps.find(lineage);
      if (same == after.steps.end()) continue;
      auto parting = PartingOf(steps, same->second);
      if (!parting || (first && PlaceOf(*first) <= PlaceOf(*parting))) continue;
      parting->root = lineage.size() == 1;
      first = parting;
    }
    if (!first) return;
    std::vector<std::string> lines;
    if (first->step > 0) lines.push_back(Line(' ', a_, *first->a, first->step - 1));
    lines.push_back(Line('-', a_, *first->a, first->step));
    lines.push_back(Line('+', b_, *first->b, first->step));
    std::string title = "first divergence";
    if (!first->root && !first->a->empty())
      title += fmt::format(", in {}", Printable(a_[PlaceOf(*first)].thread_name()));
    report->AddSection(title, lines);
  }

  static std::string Line(char sign, const Trace& run, const std::vector<std::size_t>& steps,
                          std::size_t step) {
    if (step >= steps.size()) return fmt::format("{} (it ends here)", sign);
    const Call call = run[steps[step]];
    return fmt::format("{} {:>6} {}", sign, call.index(), Printable(call.text()));
  }

  Trace a_, b_;
  Normal normal_a_{a_}, normal_b_{b_};
};

}  // namespace

Difference Compare(const Trace& a, const Trace& b) { return Comparison(a, b).Run(); }

Difference Compare(const CallTable& a, const CallTable& b) {
  Report report;
  report.AddCounts("calls", a.calls, b.calls);
  report.AddCounts("errors", a.failed, b.failed);
  return report.Take("counts");
}

}  // namespace sysassert::report

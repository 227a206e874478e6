#include "report/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "report/escape.h"
#include "sysassert/rules.h"

namespace sysassert::report {
namespace {

constexpr std::size_t kListed = 20;  // lines of each section
constexpr std::string_view kTemporary[] = {"/tmp/", "/var/tmp/", "/dev/shm/"};

bool IsNumber(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A path without what is another in every run.
std::string Normal(std::string_view path, std::string_view cwd) {
  if (cwd.size() > 1 && path.substr(0, cwd.size()) == cwd &&
      (path.size() == cwd.size() || path[cwd.size()] == '/'))
    return "<cwd>" + std::string(path.substr(cwd.size()));
  constexpr std::string_view kProc = "/proc/";
  if (path.substr(0, kProc.size()) == kProc) {
    const std::string_view rest = path.substr(kProc.size());
    const std::string_view component = rest.substr(0, rest.find('/'));
    if (IsNumber(component) || component == "self" || component == "thread-self")
      return "/proc/<self>" + std::string(rest.substr(component.size()));
  }
  for (const std::string_view top : kTemporary) {
    if (path.substr(0, top.size()) != top) continue;
    const std::string_view rest = path.substr(top.size());
    const std::string_view component = rest.substr(0, rest.find('/'));
    const std::size_t dot = component.rfind('.');  // cc3kD9.s: the kind stays
    return std::string(top) + "<temp>" +
           std::string(dot == std::string_view::npos || dot == 0 ? "" : component.substr(dot)) +
           std::string(rest.substr(component.size()));
  }
  const std::size_t bracket = path.find(":[");  // socket:[812]
  if (bracket != std::string_view::npos && path.find('/') == std::string_view::npos)
    return std::string(path.substr(0, bracket));
  return std::string(path);
}

// One run, as it is compared.
struct Summary {
  std::map<std::string, std::int64_t> calls;   // by name
  std::map<std::string, std::int64_t> paths;   // by normal path
  std::map<std::string, std::int64_t> errors;  // by "openat ENOENT"
  std::vector<std::size_t> first_thread;       // places in the run
};

std::vector<std::string> PathsOf(const Call& call, std::string_view cwd) {
  std::vector<std::string> paths;
  for (const PathArgument& path : call.paths())
    if (!path.resolved.empty()) paths.push_back(Normal(path.resolved, cwd));
  return paths;
}

Summary Of(const Trace& run) {
  Summary summary;
  const std::string cwd = run.cwd();
  const CallSelector memory = SelectCalls("@memory").value();
  for (std::size_t i = 0; i < run.size(); ++i) {
    const Call call = run[i];
    const std::string name(call.name());
    ++summary.calls[name];
    for (const std::string& path : PathsOf(call, cwd)) ++summary.paths[path];
    if (call.failed()) ++summary.errors[name + " " + std::string(ErrnoName(call.error_number()))];
    // Where memory comes from depends on where it lies, which is random.
    if (call.tid() == run[0].tid() && !memory.Matches(call)) summary.first_thread.push_back(i);
  }
  return summary;
}

// What two calls must share to be the same step: name, paths, and how it ended.
std::string Step(const Call& call, std::string_view cwd) {
  std::string step(call.name());
  for (const std::string& path : PathsOf(call, cwd)) step += " " + path;
  return step + (call.failed() ? " " + std::string(ErrnoName(call.error_number())) : "");
}

class Comparison {
 public:
  Comparison(const Trace& a, const Trace& b)
      : a_(a.WholeRun()), b_(b.WholeRun()), left_(Of(a_)), right_(Of(b_)) {}

  Difference Run() {
    AddEnds();
    AddSection("calls", left_.calls, right_.calls, true);
    AddSection("paths", left_.paths, right_.paths, false);
    AddSection("errors", left_.errors, right_.errors, true);
    AddDivergence();
    if (!difference_.any) difference_.text = "the runs do not differ\n";
    return std::move(difference_);
  }

 private:
  void Add(const std::string& text) {
    difference_.any = true;
    difference_.text += text;
  }

  void AddEnds() {
    const std::string a = a_.status().text(), b = b_.status().text();
    if (a != b) Add(fmt::format("end\n  - {}\n  + {}\n", a, b));
  }

  // Counts that changed; or, of paths, those that only one side has.
  void AddSection(const char* title, const std::map<std::string, std::int64_t>& a,
                  const std::map<std::string, std::int64_t>& b, bool counts) {
    std::map<std::string, std::int64_t> all = a;
    all.insert(b.begin(), b.end());
    std::vector<std::string> lines;
    for (const auto& [key, ignored] : all) {
      const auto was = a.find(key), is = b.find(key);
      const std::int64_t before = was == a.end() ? 0 : was->second;
      const std::int64_t after = is == b.end() ? 0 : is->second;
      if (counts && before != after)
        lines.push_back(fmt::format("  {:<24} {:>6} → {:<6} ({:+})\n", Printable(key), before,
                                    after, after - before));
      if (!counts && (before == 0) != (after == 0))
        lines.push_back(fmt::format("  {} {}\n", before == 0 ? '+' : '-', Printable(key)));
    }
    if (lines.empty()) return;
    Add(std::string(title) + "\n");
    for (std::size_t i = 0; i < lines.size() && i < kListed; ++i) Add(lines[i]);
    if (lines.size() > kListed) Add(fmt::format("  and {} more\n", lines.size() - kListed));
  }

  // Where the first threads take their first different step. Other threads are not compared: their
  // order is the scheduler's.
  void AddDivergence() {
    const std::string cwd_a = a_.cwd(), cwd_b = b_.cwd();
    const auto &a = left_.first_thread, &b = right_.first_thread;
    std::size_t i = 0;
    while (i < a.size() && i < b.size() && Step(a_[a[i]], cwd_a) == Step(b_[b[i]], cwd_b)) ++i;
    if (i == a.size() && i == b.size()) return;
    const auto line = [](char sign, const Trace& run, const std::vector<std::size_t>& at,
                         std::size_t place) {
      if (place >= at.size()) return fmt::format("  {} (it ends here)\n", sign);
      const Call call = run[at[place]];
      return fmt::format("  {} {:>6} {}\n", sign, call.index(), Printable(call.text()));
    };
    Add("first divergence\n");
    if (i > 0) Add(line(' ', a_, a, i - 1));
    Add(line('-', a_, a, i));
    Add(line('+', b_, b, i));
  }

  Trace a_, b_;
  Summary left_, right_;
  Difference difference_;
};

}  // namespace

Difference Compare(const Trace& a, const Trace& b) { return Comparison(a, b).Run(); }

}  // namespace sysassert::report

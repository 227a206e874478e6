// Scopes: whose calls a rule is about, as a test of a call.
#include <algorithm>
#include <cstdint>

#include "capture/recording.h"
#include "policy/bind.h"
#include "policy/platform.h"
#include "policy/thread_scope.h"

namespace sysassert::policy {
namespace {

// The processes that ran such a program, and their descendants. Threads are looked at as they
// come: a run may still go on.
std::function<bool(const Call&)> UnderTest(const Binder::Globs& globs) {
  auto under = std::make_shared<std::vector<bool>>();
  return [under, globs](const Call& call) {
    const capture::Recording& recording = *call.recording();
    for (auto i = static_cast<std::uint32_t>(under->size()); i < recording.thread_count(); ++i) {
      const capture::ThreadView thread = recording.thread(i);
      const bool runs_it = std::any_of(globs->begin(), globs->end(), [&](const PathGlob& glob) {
        return glob.Matches(thread.exe, thread.pid);
      });
      under->push_back(runs_it || (thread.parent_thread < i && (*under)[thread.parent_thread]));
    }
    const std::uint32_t thread = recording.record(call.index()).thread;
    return thread < under->size() && (*under)[thread];
  };
}

}  // namespace

Scope Binder::ScopeOf(const File& file, const ScopeSpec& own, PhaseScope phase) {
  const ScopeSpec spec = Over(file.where, own);
  Scope scope;
  scope.phase = spec.marks ? PhaseScope::kAll : spec.phase.value_or(phase);
  scope.between_marks = spec.marks;
  if (scope.between_marks && !file.marks.empty()) scope.declared_marks = MarksOf(file);
  scope.marks_of_all_threads = spec.all_threads;
  scope.text = spec.text();
  std::vector<std::function<bool(const Call&)>> tests = TestsOf(file, spec);
  const bool by_thread = !spec.thread.empty() || !spec.thread_not.empty();
  if (by_thread && scope.phase == PhaseScope::kMain) tests.emplace_back(IsNamed());
  if (!tests.empty()) {
    scope.admits = [tests](const Call& call) {
      return std::all_of(tests.begin(), tests.end(),
                         [&call](const auto& test) { return test(call); });
    };
  }
  return scope;
}

std::shared_ptr<const std::map<std::string, Pattern>> Binder::MarksOf(const File& file) {
  auto marks = std::make_shared<std::map<std::string, Pattern>>();
  for (const auto& [name, spec] : file.marks) marks->emplace(name, PatternOf(file, spec));
  return marks;
}

std::vector<std::function<bool(const Call&)>> Binder::TestsOf(const File& file,
                                                              const ScopeSpec& scope) {
  std::vector<std::function<bool(const Call&)>> tests;
  if (scope.process != ScopeSpec::Process::kTree) {
    const bool root = scope.process == ScopeSpec::Process::kRoot;
    tests.emplace_back([root](const Call& call) { return call.process().root == root; });
  }
  if (!scope.exe.empty()) {
    const Globs globs = GlobsOf(file, scope.exe);
    tests.emplace_back([globs](const Call& call) {
      return std::any_of(globs->begin(), globs->end(), [&](const PathGlob& glob) {
        return glob.Matches(call.process().exe, call.pid());
      });
    });
  }
  if (!scope.under.empty()) tests.emplace_back(UnderTest(GlobsOf(file, scope.under)));
  if (!scope.thread.empty())
    tests.emplace_back([glob = scope.thread](const Call& call) { return ThreadIs(call, glob); });
  if (!scope.thread_not.empty())
    tests.emplace_back(
        [glob = scope.thread_not](const Call& call) { return !ThreadIs(call, glob); });
  if (!scope.libc.empty())
    tests.emplace_back(
        [libc = scope.libc](const Call& call) { return LibcOf(call.process().loader) == libc; });
  if (scope.arch)
    tests.emplace_back([arch = *scope.arch](const Call& call) { return call.abi() == arch; });
  return tests;
}

}  // namespace sysassert::policy

// Leftovers: files that were made in the rule's scope, and are still there at the end of the run,
// whoever would have removed them.
#include <algorithm>
#include <cstddef>
#include <utility>

#include "rules/match.h"
#include "rules/state.h"
#include "rules/text.h"
#include "session/ledger.h"
#include "tables/sets.h"

namespace sysassert::rules {
namespace {

class LeavesState : public RuleState {
 public:
  LeavesState(const Rule& rule, const Leaves& leaves) : RuleState(rule), leaves_(leaves) {}
  SysnoSet Calls() const override { return leaves_.pattern.calls.calls; }
  void Observe(const Event& event) override {
    if (event.call().succeeded()) in_scope_.push_back(event.index());
  }

  void Finish(const Trace& seen, std::vector<Violation>* violations) override {
    std::vector<std::string> left;
    for (const LeftFile& file : LeftFilesOf(seen.WholeRun())) {
      if (IsInScope(file.made_by) && IsAsked(file.path, seen)) left.push_back(file.path);
    }
    count_ = static_cast<std::int64_t>(left.size());
    if (leaves_.accepts(count_) || (left.empty() && rule().may_be_absent)) return;
    Violation violation = Broken(left.empty() ? "no file was left" : "files were left behind");
    violation.fields.emplace_back("files", leaves_.pattern.text);
    violation.fields.emplace_back("expected", leaves_.expected);
    violation.fields.emplace_back("actual", std::to_string(count_));
    for (std::size_t i = 0; i < left.size() && i < kListed; ++i)
      violation.fields.emplace_back("left", Printable(left[i]));
    violations->push_back(std::move(violation));
  }

  std::optional<std::int64_t> Measured() const override { return count_; }
  bool HiddenCallsMatter() const override { return true; }  // they may make files, or remove them
  bool MightMatch(const Event& event) const override { return event.hides_arguments(); }

 private:
  bool IsInScope(std::size_t call) const {
    return std::binary_search(in_scope_.begin(), in_scope_.end(), call);
  }
  // A path of the ledger, asked of the pattern as a call's would be.
  bool IsAsked(const std::string& path, const Trace& seen) const {
    const auto& paths = leaves_.pattern.paths;
    const Call anyone = seen.empty() ? Call() : seen[0];
    return paths.empty() || std::any_of(paths.begin(), paths.end(), [&](const PathCondition& one) {
             return one.matches(path, anyone);
           });
  }

  const Leaves& leaves_;
  std::vector<std::size_t> in_scope_;  // calls that may have made a file, in their order
  std::int64_t count_ = 0;
};

}  // namespace

std::unique_ptr<RuleState> MakeLeaves(const Rule& rule, const Leaves& leaves) {
  return std::make_unique<LeavesState>(rule, leaves);
}

}  // namespace sysassert::rules

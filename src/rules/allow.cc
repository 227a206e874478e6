// An allow judges nothing: whoever forbids asks it (see Allows).
#include "rules/state.h"

namespace sysassert::rules {
namespace {

class AllowState : public RuleState {
 public:
  using RuleState::RuleState;
  SysnoSet Calls() const override { return {}; }
  void Observe(const Event& /*event*/) override {}
  void Finish(const Trace& /*seen*/, std::vector<Violation>* /*violations*/) override {}
  bool HiddenCallsMatter() const override { return false; }
  bool MightMatch(const Event& /*event*/) const override { return false; }
};

}  // namespace

std::unique_ptr<RuleState> MakeAllow(const Rule& rule) {
  return std::make_unique<AllowState>(rule);
}

}  // namespace sysassert::rules

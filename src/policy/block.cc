// What a run must show to its policies; and block mode: their prohibitions as something to ask at
// the entry of a call.
#include <memory>
#include <utility>
#include <vector>

#include "policy/document.h"
#include "rules/guard.h"
#include "sysassert/policy.h"

namespace sysassert {
namespace {

using Guards = std::vector<std::unique_ptr<rules::Guard>>;

Result<std::shared_ptr<Guards>> GuardsFor(const std::vector<Policy>& policies, const Trace& run) {
  auto guards = std::make_shared<Guards>();
  for (const Policy& policy : policies) {
    if (policy.mode() != Policy::Mode::kBlock) continue;
    if (!policy.ok())
      return Error{"compile " + policy.name(), 0, "the policy did not load", "see its diagnostics"};
    auto prohibitions = policy::CompileProhibitions(*policy.document(), run);
    if (!prohibitions.ok()) return prohibitions.error();
    guards->push_back(std::make_unique<rules::Guard>(std::move(prohibitions).value(), run));
  }
  return guards;
}

}  // namespace

Policy::Mode Policy::mode() const {
  if (document_->mode) return *document_->mode;
  return document_->file != nullptr ? policy::ModeOf(*document_->file) : Mode::kCheck;
}

Policy Policy::InMode(Mode mode) const {
  auto document = std::make_shared<Document>(*document_);
  document->mode = mode;
  Policy policy = *this;
  policy.document_ = std::move(document);
  return policy;
}

Watch WatchingFor(const std::vector<Policy>& policies) {
  constexpr std::uint32_t kContent = 4096;
  Interest interest;
  bool content = false;
  for (const Policy& policy : policies) {
    interest.Add(policy.interest());
    content = content || policy.asks_content();
  }
  Watch watch = WatchingFor(interest);
  if (content) watch.buffer_bytes = kContent;
  return watch;
}

Watch Blocking(const std::vector<Policy>& policies) {
  Watch watch = WatchingFor(policies);
  watch.refuser = [policies](const Trace& run) -> Result<Watch::Refuse> {
    auto guards = GuardsFor(policies, run);
    if (!guards.ok()) return guards.error();
    return Watch::Refuse([all = std::move(guards).value()](const Call& call) {
      for (const auto& guard : *all) {
        if (const int error = guard->Refuse(call); error != 0) return error;
      }
      return 0;
    });
  };
  return watch;
}

}  // namespace sysassert

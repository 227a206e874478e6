#include "rules/guard.h"

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>

#include "rules/match.h"
#include "rules/scope.h"
#include "session/trace_data.h"
#include "tables/sets.h"

namespace sysassert::rules {
namespace {

// Calls that a libc or a careful program tries first, and does without where it gets ENOSYS.
bool HasFallback(Sysno id) {
  switch (id) {
    case Sysno::accept4:
    case Sysno::clone3:
    case Sysno::close_range:
    case Sysno::copy_file_range:
    case Sysno::dup3:
    case Sysno::epoll_create1:
    case Sysno::epoll_pwait2:
    case Sysno::eventfd2:
    case Sysno::execveat:
    case Sysno::faccessat2:
    case Sysno::fchmodat2:
    case Sysno::futex_waitv:
    case Sysno::getrandom:
    case Sysno::inotify_init1:
    case Sysno::io_uring_setup:
    case Sysno::memfd_create:
    case Sysno::openat2:
    case Sysno::pidfd_open:
    case Sysno::pipe2:
    case Sysno::preadv2:
    case Sysno::pwritev2:
    case Sysno::recvmmsg:
    case Sysno::renameat2:
    case Sysno::rseq:
    case Sysno::sendmmsg:
    case Sysno::signalfd4:
    case Sysno::statx:
    case Sysno::utimensat:
      return true;
    default:
      return false;
  }
}

bool AsksForPermission(Sysno id) {
  static const tables::SysnoBits kCalls = [] {
    tables::SysnoBits calls;
    for (const char* set : {"@file", "@network", "@unix", "@exec"})
      calls |= tables::FindGroup(set)->calls;
    return calls;
  }();
  return kCalls[static_cast<std::size_t>(id)];
}

const CallSelector* SelectorOf(const Rule& rule) {
  if (const auto* deny = std::get_if<Deny>(&rule.body)) return &deny->pattern.calls;
  if (const auto* deny = std::get_if<DefaultDeny>(&rule.body)) return &deny->calls;
  return nullptr;
}

}  // namespace

int DefaultErrno(const Rule& rule, Sysno id) {
  constexpr std::string_view kExact = "exact:";
  const CallSelector* selector = SelectorOf(rule);
  const bool exact = selector != nullptr && selector->text.compare(0, kExact.size(), kExact) == 0;
  if (exact && HasFallback(id)) return ENOSYS;
  return AsksForPermission(id) ? EACCES : EPERM;
}

Guard::Guard(std::vector<Rule> rules, Trace run)
    : rules_(std::move(rules)),
      run_(std::move(run)),
      allows_(rules_, [this](const Rule& rule, const Call& call) { return InForce(rule, call); }) {
  for (const Rule& rule : rules_) {
    if (!rule.blocks || rule.warn_only) continue;
    if (const auto* deny = std::get_if<Deny>(&rule.body))
      blockers_.push_back({&rule, DenyMatcher(*deny)});
    else if (std::holds_alternative<DefaultDeny>(rule.body))
      blockers_.push_back({&rule, std::nullopt});
  }
}

int Guard::Refuse(const Call& call) {
  const Rule* rule = Forbidding(Event(call));
  if (rule == nullptr) return 0;
  return rule->refuse_with != 0 ? rule->refuse_with : DefaultErrno(*rule, call.id());
}

// A deny comes before any default deny: its errno is the more particular one.
const Rule* Guard::Forbidding(const Event& event) {
  const Rule* forbidding = nullptr;
  for (Blocker& blocker : blockers_) {
    const Rule& rule = *blocker.rule;
    // A pointer that cannot be followed hides what it asks for: it is no reason to alter a program.
    if (event.call().arguments_unreadable() && !AsksForTheCallAlone(rule, event.id())) continue;
    if (blocker.deny) {
      if (blocker.deny->Forbids(event) && InForce(rule, event.call())) return &rule;
    } else if (forbidding == nullptr && Selects(std::get<DefaultDeny>(rule.body).calls, event) &&
               InForce(rule, event.call()) && !allows_.Permit(event)) {
      forbidding = &rule;
    }
  }
  return forbidding;
}

// Whatever the call's arguments are, the rule forbids it, or does not.
bool Guard::AsksForTheCallAlone(const Rule& rule, Sysno id) const {
  const auto alone = [](const Pattern& pattern) {
    return pattern.paths.empty() && pattern.conditions.empty();
  };
  if (const auto* deny = std::get_if<Deny>(&rule.body))
    return alone(deny->pattern) && deny->except.empty();
  return std::none_of(rules_.begin(), rules_.end(), [id](const Rule& other) {
    const auto* allow = std::get_if<Allow>(&other.body);
    return allow != nullptr && allow->pattern.calls.calls[static_cast<std::size_t>(id)];
  });
}

bool Guard::InForce(const Rule& rule, const Call& call) const {
  const Scope& scope = rule.scope;
  if (scope.phase == PhaseScope::kMain && call.phase() != Phase::kMain) return false;
  if (scope.phase == PhaseScope::kLoading && call.phase() != Phase::kLoading) return false;
  if (scope.between_marks) {
    // A view is computed once: what has been marked by now takes a new one.
    const Trace now = Trace::Data::Of(run_.data()->run);
    if (!MarkedIntervals(now, scope, MarkedIntervals::Run::kGoesOn).Hold(call)) return false;
  }
  return !scope.admits || scope.admits(call);
}

}  // namespace sysassert::rules

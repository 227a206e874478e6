#include "rules/pattern_matcher.h"

#include <algorithm>

#include "rules/match.h"

namespace sysassert::rules {

PatternMatcher::PatternMatcher(const Pattern& pattern) : pattern_(&pattern) {
  for (const PathCondition& path : pattern.paths) {
    Answers& answers = answers_[static_cast<std::size_t>(path.subject)];
    answers.asked = true;
    answers.of_path = answers.of_path && path.of_path_alone;
  }
  const bool tell = !pattern.calls.registers.empty() ||
                    std::any_of(pattern.conditions.begin(), pattern.conditions.end(),
                                [](const Condition& one) { return one.registers != nullptr; });
  if (!tell) return;
  interest_ = std::make_shared<const Interest>(InterestOf(pattern));
  registers_.resize(kSysnoCount);
  for (std::size_t i = 0; i < kSysnoCount; ++i)
    registers_[i] = interest_->TestsOf(static_cast<Sysno>(i));
}

// Tests are of the native registers.
bool PatternMatcher::RegistersAdmit(const Event& event) const {
  if (registers_.empty() || event.record().abi != Abi::kX86_64) return true;
  const ArgumentTests* tests = registers_[static_cast<std::size_t>(event.id())];
  if (tests == nullptr) return true;
  const std::uint64_t* args = event.record().args;
  return std::any_of(tests->begin(), tests->end(),
                     [args](const ArgumentTest& test) { return test.Holds(args); });
}

bool PatternMatcher::Holds(PathCondition::Subject subject, std::string_view path,
                           const Event& event) {
  constexpr std::uint8_t kNotYet = 0, kNo = 1, kYes = 2;
  Answers& answers = answers_[static_cast<std::size_t>(subject)];
  if (!answers.asked) return false;
  const std::uint32_t number = answers.of_path ? event.NumberOf(path) : PathNumbers::kNoNumber;
  if (number == PathNumbers::kNoNumber) return AnyHolds(*pattern_, subject, path, event);
  if (number >= answers.known.size())
    answers.known.resize(std::max<std::size_t>(64, number + number / 2 + 1));
  std::uint8_t& known = answers.known[number];
  if (known == kNotYet) known = AnyHolds(*pattern_, subject, path, event) ? kYes : kNo;
  return known == kYes;
}

template <typename PathsHold>
bool PatternMatcher::MatchesWhere(const Event& event, Quantifier quantifier,
                                  const PathsHold& paths_hold) {
  if (!pattern_->calls.calls[static_cast<std::size_t>(event.id())]) return false;
  if (!RegistersAdmit(event)) return false;
  if (!pattern_->paths.empty() && !paths_hold()) return false;
  return (!pattern_->calls.admits || pattern_->calls.admits(event.call())) &&
         ConditionsHold(*pattern_, event, quantifier);
}

bool PatternMatcher::Matches(const Event& event, Quantifier paths) {
  return MatchesWhere(event, paths, [&] {
    return PathsHold(event, paths, [&](PathCondition::Subject subject, std::string_view path) {
      return Holds(subject, path, event);
    });
  });
}

bool PatternMatcher::MatchesOf(const Event& event, const Subject& object, Quantifier rest) {
  using Kind = PathCondition::Subject;
  return MatchesWhere(event, rest, [&] {
    return Holds(Kind::kResolved, object.resolved, event) ||
           Holds(Kind::kAsPassed, object.passed, event);
  });
}

bool PatternMatcher::MatchesEitherName(const Event& event) {
  using Kind = PathCondition::Subject;
  if (Matches(event, Quantifier::kEitherName)) return true;
  if (pattern_->paths.empty() || !RegistersAdmit(event) || !Selects(pattern_->calls, event))
    return false;
  for (const Subject& subject : event.subjects()) {
    // A relative name says where it leads only together with the resolved one; where there is none,
    // it is all that we have.
    const std::string_view resolved = subject.resolved;
    const bool tells =
        !subject.passed.empty() && (subject.passed.front() == '/' || resolved.empty());
    if (!tells || subject.passed == resolved) continue;
    if (Holds(Kind::kResolved, subject.passed, event) ||
        Holds(Kind::kAsPassed, subject.passed, event))
      return ConditionsHold(*pattern_, event, Quantifier::kEitherName);
  }
  return false;
}

Exceptions::Exceptions(const std::vector<Pattern>& patterns) {
  for (const Pattern& pattern : patterns) matchers_.emplace_back(pattern);
}

bool Exceptions::Cover(const Event& event, Quantifier paths) {
  return std::any_of(matchers_.begin(), matchers_.end(),
                     [&](PatternMatcher& matcher) { return matcher.Matches(event, paths); });
}

bool Exceptions::CoverOf(const Event& event, const Subject& object) {
  return std::any_of(matchers_.begin(), matchers_.end(), [&](PatternMatcher& matcher) {
    return matcher.MatchesOf(event, object, Quantifier::kEitherName);
  });
}

}  // namespace sysassert::rules

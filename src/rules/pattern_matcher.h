// PatternMatcher: a pattern for a pass over many calls. It says what Matches() of match.h says, and
// remembers what it found out about a path; what registers can decide is decided first.
#ifndef SYSASSERT_RULES_PATTERN_MATCHER_H_
#define SYSASSERT_RULES_PATTERN_MATCHER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/event.h"
#include "sysassert/rules.h"

namespace sysassert::rules {

// The pattern must outlive it. All events that it is asked about have numbers of one PathNumbers,
// or none.
class PatternMatcher {
 public:
  explicit PatternMatcher(const Pattern& pattern);

  const Pattern& pattern() const { return *pattern_; }
  bool Matches(const Event& event, Quantifier paths = Quantifier::kAny);
  // The same with one of the call's objects for its paths; `rest`: of what else it has several of.
  bool MatchesOf(const Event& event, const Subject& object, Quantifier rest);
  // It asks about the resolved path, and of that for nothing but the path.
  bool asks_resolved_path_alone() const {
    return answers_.front().of_path && !answers_.back().asked;
  }
  // A prohibition's match: it fires on the resolved path or on the one as passed.
  bool MatchesEitherName(const Event& event);

 private:
  // What the conditions that ask about one name of an object have answered.
  struct Answers {
    bool asked = false;               // there are such conditions
    bool of_path = true;              // they ask for nothing but the path: their answer may be kept
    std::vector<std::uint8_t> known;  // by number of the path: see Holds
  };
  bool RegistersAdmit(const Event& event) const;
  bool Holds(PathCondition::Subject subject, std::string_view path, const Event& event);
  // `paths_hold()` is asked where the pattern has paths.
  template <typename PathsHold>
  bool MatchesWhere(const Event& event, Quantifier quantifier, const PathsHold& paths_hold);

  const Pattern* pattern_;
  std::array<Answers, 2> answers_;  // by PathCondition::Subject
  // By call; null: its registers do not tell. Others match only where one of these holds of them.
  std::vector<const ArgumentTests*> registers_;
  std::shared_ptr<const Interest> interest_;  // owns them
};

// Is it carved out? Of a prohibition that takes every path of the call, of a count or an order one;
// an allow is asked about each path by itself.
class Exceptions {
 public:
  explicit Exceptions(const std::vector<Pattern>& patterns);
  bool Cover(const Event& event, Quantifier paths);
  bool CoverOf(const Event& event, const Subject& object);

 private:
  std::vector<PatternMatcher> matchers_;
};

// A prohibition by itself, whatever its scope.
class DenyMatcher {
 public:
  explicit DenyMatcher(const Deny& deny) : pattern_(deny.pattern), except_(deny.except) {}
  bool Forbids(const Event& event) {
    return pattern_.MatchesEitherName(event) && !except_.Cover(event, Quantifier::kEvery);
  }

 private:
  PatternMatcher pattern_;
  Exceptions except_;
};

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_PATTERN_MATCHER_H_

// CallSpec: a description of calls, as sys::Open("/etc/app.conf").Failing(ENOENT) builds one. It is
// a matcher of a Call (Contains, Each, ElementsAre take it) and converts to the Pattern that rules
// are made of.
#ifndef SYSASSERT_GMOCK_CALL_SPEC_H_
#define SYSASSERT_GMOCK_CALL_SPEC_H_

#include <gmock/gmock.h>

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "sysassert/gmock/path.h"
#include "sysassert/record.h"
#include "sysassert/rules.h"

namespace sysassert {

// Inside NeverBetween: what a call has in common with the opening one.
struct SameToken {
  Same way;
};
inline constexpr SameToken kSameFile{Same::kFile};
inline constexpr SameToken kSameDirectory{Same::kDirectory};
inline constexpr SameToken kSameFd{Same::kFd};
inline constexpr SameToken kSameThread{Same::kThread};
inline constexpr SameToken kSameProcess{Same::kProcess};

class CallSpec {
 public:
  using is_gtest_matcher = void;

  CallSpec(CallSelector calls, std::string name) : name_(std::move(name)) {
    pattern_.calls = std::move(calls);
  }

  // The path of the call: resolved, and of either where it has two. Several are alternatives. To
  // and From read better for writes and reads.
  CallSpec On(const PathArg& path) const {
    CallSpec spec = *this;
    spec.pattern_.paths.push_back(path.condition());
    return spec;
  }
  CallSpec To(const PathArg& path) const { return On(path); }
  CallSpec From(const PathArg& path) const { return On(path); }

  // An argument by the kernel's name for it, as a number (negative ones as such): With("count",
  // Ge(4096)).
  template <typename Matcher>
  CallSpec With(const std::string& argument, Matcher matcher) const {
    const testing::Matcher<std::int64_t> value =
        testing::SafeMatcherCast<std::int64_t>(std::move(matcher));
    return WithCondition(argument, testing::DescribeMatcher<std::int64_t>(value),
                         [argument, value](const Call& call, std::string* actual) {
                           const auto found = call.argument(argument);
                           if (actual != nullptr)
                             *actual = found ? found->text : "no argument of this call";
                           return found && value.Matches(static_cast<std::int64_t>(found->value));
                         });
  }
  CallSpec With(const std::string& argument, const char* text) const {
    return WithText(argument, testing::StrEq(text));
  }
  // The same, as strace prints it: WithText("prot", HasSubstr("PROT_EXEC")).
  CallSpec WithText(const std::string& argument, const testing::Matcher<std::string>& text) const {
    return WithCondition(argument, testing::DescribeMatcher<std::string>(text),
                         [argument, text](const Call& call, std::string* actual) {
                           const auto found = call.argument(argument);
                           if (actual != nullptr)
                             *actual = found ? found->text : "no argument of this call";
                           return found && text.Matches(found->text);
                         });
  }
  CallSpec WithFlag(const std::string& flag) const { return WithFlagIs(flag, true); }
  CallSpec WithoutFlag(const std::string& flag) const { return WithFlagIs(flag, false); }

  // The result as the C library gives it; -1 for every failure.
  template <typename Matcher>
  CallSpec Returning(Matcher matcher) const {
    const testing::Matcher<std::int64_t> value =
        testing::SafeMatcherCast<std::int64_t>(std::move(matcher));
    return WithCondition(
        "result", testing::DescribeMatcher<std::int64_t>(value),
        [value](const Call& call, std::string* actual) {
          if (actual != nullptr)
            *actual = call.outcome() == Outcome::kUnfinished ? "unfinished"
                                                             : std::to_string(call.result());
          return call.outcome() == Outcome::kReturned && value.Matches(call.result());
        });
  }
  template <typename Matcher>
  CallSpec Failing(Matcher error_number) const {
    const testing::Matcher<int> error = testing::SafeMatcherCast<int>(std::move(error_number));
    return WithCondition("result", "an errno that " + testing::DescribeMatcher<int>(error),
                         [error](const Call& call, std::string* actual) {
                           if (actual != nullptr) *actual = ResultText(call);
                           return call.failed() && error.Matches(call.error_number());
                         });
  }
  CallSpec Failing() const { return Failing(testing::_); }
  CallSpec Succeeding() const {
    return WithCondition("result", "success", [](const Call& call, std::string* actual) {
      if (actual != nullptr) *actual = ResultText(call);
      return call.succeeded();
    });
  }
  // The process: By(Field(&ProcessView::exe, EndsWith("/git"))).
  CallSpec By(const testing::Matcher<const ProcessView&>& process) const {
    return WithCondition("process", testing::DescribeMatcher<const ProcessView&>(process),
                         [process](const Call& call, std::string* actual) {
                           const ProcessView view = call.process();
                           if (actual != nullptr)
                             *actual = std::string(view.exe) + "[" + std::to_string(view.pid) + "]";
                           return process.Matches(view);
                         });
  }
  CallSpec As(SameToken token) const {
    CallSpec spec = *this;
    spec.same_.push_back(token.way);
    return spec;
  }

  const std::vector<Same>& same() const { return same_; }
  // The pattern, with its text as a reader says it.
  Pattern pattern() const {
    Pattern pattern = pattern_;
    pattern.text = name_;
    for (std::size_t i = 0; i < pattern.paths.size(); ++i)
      pattern.text += (i == 0 ? " of " : " or ") + pattern.paths[i].expected;
    for (std::size_t i = 0; i < pattern.conditions.size(); ++i) {
      pattern.text += (i == 0 ? " with " : " and ") + pattern.conditions[i].key + " " +
                      pattern.conditions[i].expected;
    }
    return pattern;
  }
  operator Pattern() const { return pattern(); }  // NOLINT(runtime/explicit)

  bool MatchAndExplain(const Call& call, std::ostream* out) const {
    if (call.recording() == nullptr) {
      if (out != nullptr) *out << "which is no call";
      return false;
    }
    return Matches(pattern_, call);
  }
  void DescribeTo(std::ostream* out) const { *out << "is " << pattern().text; }
  void DescribeNegationTo(std::ostream* out) const { *out << "is no " << pattern().text; }

 private:
  static std::string ResultText(const Call& call) {
    const std::string text = call.text();
    const std::size_t equals = text.rfind(" = ");
    return equals == std::string::npos ? text : text.substr(equals + 3);
  }
  CallSpec WithCondition(std::string key, std::string expected,
                         std::function<bool(const Call&, std::string*)> holds) const {
    CallSpec spec = *this;
    spec.pattern_.conditions.push_back({std::move(key), std::move(expected), std::move(holds)});
    return spec;
  }
  CallSpec WithFlagIs(const std::string& flag, bool wanted) const {
    return WithCondition("flags", (wanted ? "has " : "has no ") + flag,
                         [flag, wanted](const Call& call, std::string* actual) {
                           if (actual != nullptr) {
                             for (const Argument& argument : call.arguments()) {
                               if (argument.kind == ArgumentKind::kFlags)
                                 *actual += (actual->empty() ? "" : ", ") + argument.text;
                             }
                           }
                           return call.HasFlag(flag) == wanted;
                         });
  }

  std::string name_;
  Pattern pattern_;
  std::vector<Same> same_;
};

namespace internal {

inline CallSpec Apply(CallSpec spec) { return spec; }
template <typename... Rest>
CallSpec Apply(const CallSpec& spec, SameToken token, const Rest&... rest);
template <typename... Rest>
CallSpec Apply(const CallSpec& spec, const PathArg& path, const Rest&... rest) {
  return Apply(spec.On(path), rest...);
}
template <typename... Rest>
CallSpec Apply(const CallSpec& spec, SameToken token, const Rest&... rest) {
  return Apply(spec.As(token), rest...);
}

// A family or set by its name in the tables; a name that is in none is the author's mistake, and
// ends the program with the remedy.
inline CallSpec Named(const std::string& name) {
  auto calls = SelectCalls(name);
  if (!calls.ok()) {
    std::cerr << "sysassert: " << calls.error().Message() << std::endl;
    std::abort();
  }
  return CallSpec(std::move(calls).value(), name);
}

}  // namespace internal

// One kernel call, a family ("open-write") or a set ("@network") by name.
inline CallSpec Syscall(Sysno id) {
  CallSelector calls = SelectCall(id);
  std::string name = calls.text;
  return CallSpec(std::move(calls), std::move(name));
}
inline CallSpec Calls(const std::string& name) { return internal::Named(name); }

// The interest of Record(command, Watching(sys::Open(), sys::Connect())).
template <typename... Specs>
Watch Watching(const Specs&... specs) {
  SysnoSet calls;
  ((calls |= specs.pattern().calls.calls), ...);
  return WatchingCalls(calls);
}

}  // namespace sysassert

#endif  // SYSASSERT_GMOCK_CALL_SPEC_H_

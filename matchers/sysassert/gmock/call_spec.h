// CallSpec: a description of calls, as sys::Open("/etc/app.conf").Failing(ENOENT) builds one. It is
// a matcher of a Call (Contains, Each, ElementsAre take it) and converts to the Pattern that rules
// are made of.
#ifndef SYSASSERT_GMOCK_CALL_SPEC_H_
#define SYSASSERT_GMOCK_CALL_SPEC_H_

#include <gmock/gmock.h>

#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "sysassert/gmock/address.h"
#include "sysassert/gmock/conditions.h"
#include "sysassert/gmock/inconclusive.h"
#include "sysassert/gmock/path.h"
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

class RelatedCallSpec;

namespace internal {

// What a CallSpec and a RelatedCallSpec say alike; each method returns a description with one thing
// more.
template <typename Self>
class CallSpecMethods {
 public:
  // The path of the call: resolved, and of either where it has two. Several are alternatives. To
  // and From read better for writes and reads.
  Self On(const PathArg& path) const {
    Self spec = self();
    spec.pattern_.paths.push_back(path.condition());
    return spec;
  }
  Self To(const PathArg& path) const { return On(path); }
  Self From(const PathArg& path) const { return On(path); }
  // The address of a connect, bind, accept, send or recv: At("127.0.0.1:9"), At("unix:run/x"). The
  // name of a socket is a path, relative to where the command started.
  Self At(const char* address) const { return With(AddressOf(address)); }
  Self At(const std::string& address) const { return With(AddressOf(address)); }
  // The same as a text; of a socket with a name, "unix:" and the absolute path that it leads to:
  // At(StartsWith("unix:/run/")).
  Self At(const testing::Matcher<std::string>& address) const { return With(AddressThat(address)); }

  // An argument by the kernel's name for it, as a number: With("count", Ge(4096)). It is what the
  // kernel takes of the register: of an id or a word of flags 32 bits without a sign.
  template <typename Matcher>
  Self With(const std::string& argument, Matcher matcher) const {
    return With(
        NumberCondition(argument, testing::SafeMatcherCast<std::int64_t>(std::move(matcher))));
  }
  // The same, as strace prints it: WithText("prot", HasSubstr("PROT_EXEC")).
  Self WithText(const std::string& argument, const testing::Matcher<std::string>& text) const {
    return With(TextCondition(argument, text));
  }
  Self WithFlag(const std::string& flag) const { return With(FlagCondition(flag, true)); }
  Self WithoutFlag(const std::string& flag) const { return With(FlagCondition(flag, false)); }

  // What it wrote or read, as far as it was recorded: WithContent(HasSubstr("COMMIT")). A call of
  // which too little was recorded makes the answer inconclusive.
  Self WithContent(const testing::Matcher<std::string>& content) const {
    return With(ContentMatches(content));
  }

  // Of an exec: it hands on a descriptor above the standard streams that the run itself opened.
  Self Leaking() const { return With(LeaksCondition(true)); }

  // The result as the C library gives it; -1 for every failure.
  template <typename Matcher>
  Self Returning(Matcher matcher) const {
    return With(ResultCondition(testing::SafeMatcherCast<std::int64_t>(std::move(matcher))));
  }
  Self Failing() const { return With(FailureCondition(testing::_, "a failure")); }
  Self Failing(int error_number) const {
    const std::string name(ErrnoName(error_number));
    return With(FailureCondition(testing::Eq(error_number),
                                 name.empty() ? std::to_string(error_number) : name));
  }
  template <typename Matcher>
  Self Failing(Matcher error_number) const {
    static_assert(!std::is_convertible_v<Matcher, std::string_view>,
                  "text is no error number: write Failing(ENOENT)");
    const auto errors = testing::SafeMatcherCast<int>(std::move(error_number));
    return With(
        FailureCondition(errors, "a failure whose errno " + testing::DescribeMatcher<int>(errors)));
  }
  Self Succeeding() const { return With(SuccessCondition()); }

  // The process: By(Field(&ProcessView::exe, EndsWith("/git"))).
  Self By(const testing::Matcher<const ProcessView&>& process) const {
    return With(ProcessCondition(process));
  }
  // A condition of one's own.
  Self With(Condition condition) const {
    Self spec = self();
    spec.pattern_.conditions.push_back(std::move(condition));
    return spec;
  }
  RelatedCallSpec As(SameToken token) const;

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

 protected:
  CallSpecMethods(std::string name, Pattern pattern)
      : name_(std::move(name)), pattern_(std::move(pattern)) {}
  std::string name_;
  Pattern pattern_;

 private:
  const Self& self() const { return static_cast<const Self&>(*this); }
};

}  // namespace internal

class CallSpec : public internal::CallSpecMethods<CallSpec> {
 public:
  using is_gtest_matcher = void;

  CallSpec(CallSelector calls, std::string name)
      : CallSpecMethods(std::move(name), Pattern{std::move(calls), {}, {}, ""}) {}

  operator Pattern() const { return pattern(); }  // NOLINT(runtime/explicit)

  bool MatchAndExplain(const Call& call, std::ostream* out) const {
    if (call.recording() == nullptr) {
      if (out != nullptr) *out << "which is no call";
      return false;
    }
    // Elements of a trace that cannot answer say nothing of these calls, in either polarity.
    if (const std::string why = WhyInconclusive(call, pattern_); !why.empty())
      inconclusive_.Say(why);
    if (Matches(pattern_, call)) return true;
    if (out != nullptr) Explain(call, out);
    return false;
  }
  void DescribeTo(std::ostream* out) const { *out << "is " << pattern().text; }
  void DescribeNegationTo(std::ostream* out) const { *out << "is no " << pattern().text; }

 private:
  friend class RelatedCallSpec;
  void Explain(const Call& call, std::ostream* out) const {
    if (!pattern_.calls.Matches(call)) {
      *out << "which is no " << name_;
      return;
    }
    const char* before = "whose ";
    for (const std::string& difference : Compare(pattern_, call).differences)
      *out << std::exchange(before, "; ") << difference;
  }

  internal::Inconclusive inconclusive_;
};

// A description that means something only after an opening event: NeverBetween takes it, and
// nothing else does.
class RelatedCallSpec : public internal::CallSpecMethods<RelatedCallSpec> {
 public:
  RelatedCallSpec(const CallSpec& spec)  // NOLINT(runtime/explicit)
      : CallSpecMethods(spec.name_, spec.pattern_) {}
  const std::vector<Same>& same() const { return same_; }

 private:
  template <typename Self>
  friend class internal::CallSpecMethods;
  RelatedCallSpec(std::string name, Pattern pattern)
      : CallSpecMethods(std::move(name), std::move(pattern)) {}
  std::vector<Same> same_;
};

template <typename Self>
RelatedCallSpec internal::CallSpecMethods<Self>::As(SameToken token) const {
  RelatedCallSpec related(name_, pattern_);
  if constexpr (std::is_same_v<Self, RelatedCallSpec>) related = self();
  related.same_.push_back(token.way);
  return related;
}

}  // namespace sysassert

#endif  // SYSASSERT_GMOCK_CALL_SPEC_H_

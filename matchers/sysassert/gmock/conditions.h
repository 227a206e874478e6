// The conditions that a CallSpec is built of, each over a gMock matcher.
#ifndef SYSASSERT_GMOCK_CONDITIONS_H_
#define SYSASSERT_GMOCK_CONDITIONS_H_

#include <gmock/gmock.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "sysassert/argument_number.h"
#include "sysassert/rules.h"

namespace sysassert::internal {

// "-1 ENOENT (No such file or directory)", "3", "?": the call's text after its last equals sign.
inline std::string ResultText(const Call& call) {
  if (call.outcome() == Outcome::kUnfinished) return "unfinished";
  if (call.outcome() == Outcome::kNotWatched) return "not watched";
  const std::string text = call.text();
  const std::size_t equals = text.rfind(" = ");
  return equals == std::string::npos ? text : text.substr(equals + 3);
}

inline std::string ArgumentText(const std::optional<Argument>& argument) {
  return argument ? argument->text : "no argument of this call";
}

inline Condition NumberCondition(const std::string& name,
                                 const testing::Matcher<std::int64_t>& number) {
  return {name, "a number that " + testing::DescribeMatcher<std::int64_t>(number),
          [name, number](const Call& call, std::string* actual) {
            const auto argument = call.argument(name);
            if (actual != nullptr) *actual = ArgumentText(argument);
            return argument && number.Matches(AsNumber(*argument).value);
          }};
}

inline Condition TextCondition(const std::string& name, const testing::Matcher<std::string>& text) {
  return {name, "a text that " + testing::DescribeMatcher<std::string>(text),
          [name, text](const Call& call, std::string* actual) {
            const auto argument = call.argument(name);
            if (actual != nullptr) *actual = ArgumentText(argument);
            return argument && text.Matches(argument->text);
          }};
}

inline Condition FlagCondition(const std::string& flag, bool wanted) {
  return {"flags", (wanted ? "with " : "without ") + flag,
          [flag, wanted](const Call& call, std::string* actual) {
            for (const Argument& argument :
                 actual != nullptr ? call.arguments() : std::vector<Argument>()) {
              if (argument.kind == ArgumentKind::kFlags)
                *actual += (actual->empty() ? "" : ", ") + argument.text;
            }
            return call.HasFlag(flag) == wanted;
          },
          nullptr,
          [flag, wanted](Sysno id) {
            return FlagTests(id, {flag}, wanted ? Flags::kAll : Flags::kNone);
          }};
}

// Conditions on the result hold for no call that was cut off.
inline Condition ResultCondition(const testing::Matcher<std::int64_t>& result) {
  return {"result", "that " + testing::DescribeMatcher<std::int64_t>(result),
          [result](const Call& call, std::string* actual) {
            if (actual != nullptr) *actual = ResultText(call);
            return call.outcome() == Outcome::kReturned && result.Matches(call.result());
          }};
}

inline Condition FailureCondition(const testing::Matcher<int>& error_number,
                                  const std::string& expected) {
  return {"result", expected, [error_number](const Call& call, std::string* actual) {
            if (actual != nullptr) *actual = ResultText(call);
            return call.failed() && error_number.Matches(call.error_number());
          }};
}

inline Condition SuccessCondition() {
  return {"result", "a success", [](const Call& call, std::string* actual) {
            if (actual != nullptr) *actual = ResultText(call);
            return call.succeeded();
          }};
}

inline Condition ContentMatches(const testing::Matcher<std::string>& content) {
  return ContentCondition(
      "bytes that " + testing::DescribeMatcher<std::string>(content),
      [content](std::string_view bytes) { return content.Matches(std::string(bytes)); });
}

inline Condition ProcessCondition(const testing::Matcher<const ProcessView&>& process) {
  return {"process", "one that " + testing::DescribeMatcher<const ProcessView&>(process),
          [process](const Call& call, std::string* actual) {
            const ProcessView view = call.process();
            if (actual != nullptr)
              *actual = std::string(view.exe) + "[" + std::to_string(view.pid) + "]";
            return process.Matches(view);
          }};
}

}  // namespace sysassert::internal

#endif  // SYSASSERT_GMOCK_CONDITIONS_H_

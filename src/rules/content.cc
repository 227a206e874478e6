// What calls wrote and read, as far as it was recorded.
#include <optional>
#include <utility>

#include "rules/text.h"
#include "sysassert/rules.h"

namespace sysassert {
namespace {

constexpr std::size_t kMostShown = 64;

std::string Shown(std::optional<std::string_view> content, bool cut) {
  if (!content) return "not recorded";
  return rules::Quoted(content->substr(0, kMostShown)) +
         (cut || content->size() > kMostShown ? "..." : "");
}

}  // namespace

Condition ContentCondition(std::string expected, std::function<bool(std::string_view)> holds) {
  Condition condition;
  condition.key = "content";
  condition.expected = std::move(expected);
  condition.holds = [holds](const Call& call, std::string* actual) {
    const auto content = call.content();
    if (actual != nullptr) *actual = Shown(content, call.content_cut());
    return content && holds(*content);
  };
  condition.unknown = [holds = std::move(holds)](const Call& call) {
    if (!call.succeeded()) return false;  // it moved no bytes
    const auto content = call.content();
    if (!content) return call.bytes() > 0;
    return call.content_cut() && !holds(*content);
  };
  return condition;
}

}  // namespace sysassert

#include "strace/regular_expression.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string_view>
#include <vector>

namespace sysassert::strace {
namespace {

constexpr std::size_t kMostPlaces = 2000;  // each may know all the others
constexpr std::size_t kDeepest = 500;  // groups within groups: the C library descends by recursion

// How many places the C library makes of an expression: a character is one, and what is repeated is
// copied. Of what is no expression, any number.
class Places {
 public:
  explicit Places(std::string_view pattern) : rest_(pattern) {}

  bool TooMany() {
    while (!rest_.empty()) {
      Step();
      if (groups_.size() > kDeepest || groups_.back().before + groups_.back().last > kMostPlaces)
        return true;
    }
    return false;
  }

 private:
  // What is read of it so far, in places: the last atom, which may be repeated, and what is before.
  struct Group {
    std::size_t before = 0, last = 0;
  };

  void Step() {
    switch (rest_.front()) {
      case '(':
        groups_.emplace_back();
        return Skip(1);
      case ')':
        Skip(1);
        return groups_.size() > 1 ? CloseGroup() : Add(1);
      case '[':
        SkipBracket();
        return Add(1);
      case '\\':
        Skip(2);
        return Add(1);
      case '+':
        Skip(1);
        return Repeat(2);
      case '{': {
        const std::size_t end = rest_.find_first_not_of("0123456789,", 1);
        if (end == std::string_view::npos || rest_[end] != '}') break;
        Repeat(CopiesIn(rest_.substr(1, end - 1)));
        return Skip(end + 1);
      }
      case '*':
      case '?':
        return Skip(1);
      default:
        break;
    }
    Skip(1);
    Add(1);
  }

  void Skip(std::size_t bytes) { rest_.remove_prefix(std::min(bytes, rest_.size())); }
  void Add(std::size_t places) {
    Group& group = groups_.back();
    group.before += group.last;
    group.last = places;
  }
  void CloseGroup() {
    const std::size_t places = groups_.back().before + groups_.back().last + 1;
    groups_.pop_back();
    Add(places);
  }
  // Neither factor is above some thousand.
  void Repeat(std::size_t copies) { groups_.back().last *= std::max<std::size_t>(copies, 1); }

  // `[]a]`, `[^]a]`, `[[:alpha:]]`.
  void SkipBracket() {
    Skip(1);
    if (!rest_.empty() && rest_.front() == '^') Skip(1);
    if (!rest_.empty() && rest_.front() == ']') Skip(1);
    while (!rest_.empty() && rest_.front() != ']') {
      const bool named = rest_.size() > 1 && rest_.front() == '[' &&
                         std::string_view(":.=").find(rest_[1]) != std::string_view::npos;
      const std::size_t end =
          named ? rest_.find(std::string{rest_[1], ']'}, 2) : std::string_view::npos;
      Skip(end == std::string_view::npos ? 1 : end + 2);
    }
    Skip(1);
  }

  // `inside` the braces of `{m}`, `{m,}` and `{m,n}`.
  static std::size_t CopiesIn(std::string_view inside) {
    std::size_t most = 1;
    for (std::size_t at = 0; at < inside.size();) {
      std::size_t number = 0;
      const auto [end, error] =
          std::from_chars(inside.data() + at, inside.data() + inside.size(), number);
      if (error == std::errc::result_out_of_range) number = kMostPlaces;
      most = std::max(most, std::min(number, kMostPlaces) + 1);
      at = static_cast<std::size_t>(end - inside.data()) + 1;
    }
    return most;
  }

  std::string_view rest_;
  std::vector<Group> groups_{Group{}};
};

Error Refused(const std::string& pattern, int reason, const regex_t* expression) {
  char text[256];
  regerror(reason, expression, text, sizeof text);
  return Error{"regcomp: " + pattern + ": " + text, 0, "", ""};
}

}  // namespace

Result<RegularExpression> RegularExpression::Compile(const std::string& pattern) {
  if (Places(pattern).TooMany()) return Refused(pattern, REG_ESIZE, nullptr);
  auto expression = std::make_unique<regex_t>();
  const int refused = regcomp(expression.get(), pattern.c_str(), REG_EXTENDED | REG_NOSUB);
  if (refused != 0) return Refused(pattern, refused, expression.get());
  return RegularExpression(expression.release());
}

bool RegularExpression::MatchesIn(const std::string& text) const {
  return regexec(compiled_.get(), text.c_str(), 0, nullptr, 0) == 0;
}

}  // namespace sysassert::strace

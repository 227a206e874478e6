#include "learn/generalise.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "rules/utf8.h"

namespace sysassert::learn {
namespace {

// Python's tempfile puts so many random characters behind a "tmp".
constexpr std::size_t kMoreRandomCharacters = 8, kUsualHead = 3;
// So many letters or digits where the common head ends, or the common tail begins, are no accident
// of random names.
constexpr std::size_t kNoAccidentOfHead = 2, kNoAccidentOfTail = 3;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAlphanumeric(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// "a1b22" → "a", "1", "b", "22": runs of digits and what stands between them, in turn.
std::vector<std::string> Split(std::string_view name) {
  std::vector<std::string> runs;
  for (std::size_t at = 0; at < name.size();) {
    std::size_t end = at;
    while (end < name.size() && IsDigit(name[end]) == IsDigit(name[at])) ++end;
    runs.emplace_back(name.substr(at, end - at));
    at = end;
  }
  return runs;
}

// Of names of one shape.
Component NumberPattern(const std::vector<std::string>& names, const std::set<int>& pids) {
  std::vector<std::vector<std::string>> split;
  split.reserve(names.size());
  for (const std::string& name : names) split.push_back(Split(name));
  Component component;
  for (std::size_t i = 0; i < split[0].size(); ++i) {
    const std::string& first = split[0][i];
    const bool same =
        std::all_of(split.begin(), split.end(), [&](const auto& runs) { return runs[i] == first; });
    if (same) {
      AppendTo(&component, {Part::Kind::kLiteral, first});
      continue;
    }
    const bool all_pids = std::all_of(split.begin(), split.end(), [&](const auto& runs) {
      int number = 0;
      std::from_chars(runs[i].data(), runs[i].data() + runs[i].size(), number);
      return runs[i][0] != '0' && pids.count(number) > 0;
    });
    AppendTo(&component, {all_pids ? Part::Kind::kPid : Part::Kind::kNumber, ""});
  }
  return component;
}

std::size_t CommonHead(const std::string& a, const std::string& b) {
  return static_cast<std::size_t>(
      std::mismatch(a.begin(),
                    a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())),
                    b.begin())
          .first -
      a.begin());
}

// What all begin with and what all end with; the two never overlap in any of them.
std::pair<std::string, std::string> HeadAndTail(const std::vector<std::string>& names) {
  std::size_t head = names[0].size(), tail = names[0].size(), shortest = names[0].size();
  for (const std::string& name : names) {
    shortest = std::min(shortest, name.size());
    head = std::min(head, CommonHead(names[0], name));
    tail = std::min(tail, CommonHead(std::string(names[0].rbegin(), names[0].rend()),
                                     std::string(name.rbegin(), name.rend())));
  }
  head = std::min(head, shortest);
  tail = std::min(tail, shortest - head);
  return {names[0].substr(0, head), names[0].substr(names[0].size() - tail)};
}

bool AreOfOneSize(const std::vector<std::string>& names) {
  return std::all_of(names.begin(), names.end(),
                     [&](const std::string& name) { return name.size() == names[0].size(); });
}

std::size_t CharactersIn(std::string_view name) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < name.size(); at += rules::CharacterLength(name, at)) ++characters;
  return characters;
}

// Random names agree in a letter or two by chance: a short run next to what differs is taken off
// again, and so is the end of the head until what differs is as wide as random parts are.
void TakeOffAccidents(const std::vector<std::string>& names, std::string* head, std::string* tail) {
  std::size_t accident = 0;
  while (accident < tail->size() && IsAlphanumeric((*tail)[accident])) ++accident;
  if (accident < kNoAccidentOfTail) tail->erase(0, accident);
  std::size_t letters = 0;
  while (letters < head->size() && IsAlphanumeric((*head)[head->size() - 1 - letters])) ++letters;
  if (letters < kNoAccidentOfHead) head->resize(head->size() - std::exchange(letters, 0));
  if (!AreOfOneSize(names)) return;
  const std::size_t differs = names[0].size() - head->size() - tail->size();
  const auto is_narrow = [&](std::size_t taken) {
    return differs + taken < kRandomCharacters ||
           (differs + taken < kMoreRandomCharacters && letters - taken > kUsualHead);
  };
  std::size_t taken = 0;
  while (taken < letters && is_narrow(taken)) ++taken;
  head->resize(head->size() - taken);
}

}  // namespace

bool IsWide(const Component& component) {
  return std::all_of(component.begin(), component.end(), [](const Part& part) {
    return part.kind == Part::Kind::kStar || part.kind == Part::Kind::kAnyByte;
  });
}

std::string ShapeOf(std::string_view name) {
  std::string shape;
  for (const std::string& run : Split(name)) shape += IsDigit(run[0]) ? "0" : run;
  return shape;
}

Component PatternOfNames(const std::vector<std::string>& names, const std::set<int>& pids) {
  const std::string shape = ShapeOf(names[0]);
  const bool of_one_shape = std::all_of(
      names.begin(), names.end(), [&](const std::string& name) { return ShapeOf(name) == shape; });
  if (of_one_shape) return NumberPattern(names, pids);
  auto [head, tail] = HeadAndTail(names);
  TakeOffAccidents(names, &head, &tail);
  const std::size_t width = CharactersIn(names[0]);
  const bool of_one_width = std::all_of(
      names.begin(), names.end(), [&](const auto& name) { return CharactersIn(name) == width; });
  if (head.empty() && tail.empty() && of_one_width)
    return Component(width, {Part::Kind::kAnyByte, ""});
  Component component;
  if (!head.empty()) component.push_back({Part::Kind::kLiteral, head});
  component.push_back({Part::Kind::kStar, ""});
  if (!tail.empty()) component.push_back({Part::Kind::kLiteral, tail});
  return component;
}

}  // namespace sysassert::learn

#include "learn/policy_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "learn/guard.h"
#include "learn/path_pattern.h"
#include "policy/only.h"

namespace sysassert::learn {
namespace {

// Comments stand in this column, where the text leaves them room.
constexpr std::size_t kCommentColumn = 56;

// A word that YAML, or an editor that checks it, takes for another kind of value is quoted.
std::string PlainName(const std::string& name) {
  constexpr std::string_view kOther[] = {"true", "false", "yes", "no", "on",
                                         "off",  "null",  "y",   "n"};
  const bool other = std::find(std::begin(kOther), std::end(kOther), name) != std::end(kOther);
  return other ? '"' + name + '"' : name;
}

class Writer {
 public:
  Writer(const Facts& facts, const std::vector<Invariant>& invariants)
      : facts_(facts), invariants_(invariants) {}

  std::string Text(const std::string& name, const std::vector<std::string>& commands) {
    text_ = fmt::format("# Learned by sysassert from {} run{} of: ", facts_.runs,
                        facts_.runs == 1 ? "" : "s");
    for (const std::string& command : commands)
      text_ += (&command == &commands.front() ? "" : "#   and of: ") + Visible(command) + "\n";
    text_ +=
        "# Behind each line: how often it was needed, in how many runs, and by which call first.\n"
        "# Review it: what these runs did is allowed, and what they did not do is not.\n"
        "sysassert: 1\nname: " +
        PlainName(name) + "\n";
    if (facts_.stock.hits > 0)
      AddLine(fmt::format("extends: [{}]", kStock), facts_.stock.Text(facts_.runs));
    AddVariables();
    text_ += "only:\n";
    for (const policy::OnlyKey& key : policy::kOnlyKeys) AddList(std::string(key.key));
    AddRules();
    return std::move(text_);
  }

 private:
  void AddLine(const std::string& line, const std::string& comment) {
    text_ += line;
    const std::size_t gap = line.size() + 2 > kCommentColumn ? 2 : kCommentColumn - line.size();
    text_ += std::string(gap, ' ') + "# " + comment + "\n";
  }

  void AddVariables() {
    std::map<std::string, std::string> used;
    for (const auto& [list, lines] : facts_.lists) {
      for (const Line& line : lines) used.merge(UsedIn(line.text));
    }
    if (used.empty()) return;
    std::string vars;
    for (const auto& [name, value] : used)
      vars += fmt::format("{}{}: {}", vars.empty() ? "" : ", ", name, YamlScalar(value));
    AddLine(fmt::format("vars: {{{}}}", vars), "values are taken as they are, never as patterns");
  }

  void AddList(const std::string& list) {
    const auto found = facts_.lists.find(list);
    if (found == facts_.lists.end()) {
      text_ += fmt::format("  {}: []\n", list);
      return;
    }
    text_ += fmt::format("  {}:\n", list);
    for (const Line& line : found->second)
      AddLine(fmt::format("    - {}", YamlScalar(line.text)), CommentOf(line));
  }

  std::string CommentOf(const Line& line) const {
    std::string comment = line.evidence.Text(facts_.runs);
    if (line.evidence.names.size() > 1)
      comment += fmt::format("; {} names", line.evidence.names.size());
    if (line.covered) comment += "; each ? is a byte that cannot be written here";
    if (line.secret) comment += fmt::format("; {}", kIsSecret);
    return comment;
  }

  void AddRules() {
    if (facts_.allows.empty() && invariants_.empty()) return;
    text_ += "rules:\n";
    std::map<std::string, int> ids;
    for (const Line& line : facts_.allows) {
      std::string id = line.evidence.first_name;
      std::replace(id.begin(), id.end(), '_', '-');
      const int number = ++ids[id];
      text_ += fmt::format("  - id: {}{}\n", id, number > 1 ? fmt::format("-{}", number) : "");
      AddLine(fmt::format("    allow: {}", line.text), CommentOf(line));
    }
    for (const Invariant& invariant : invariants_) {
      AddLine(fmt::format("  - id: {}", invariant.id), invariant.comment);
      text_ += "    ";
      for (char c : invariant.effect) {
        text_ += c;
        if (c == '\n') text_ += "    ";
      }
      text_ += '\n';
    }
  }

  const Facts& facts_;
  const std::vector<Invariant>& invariants_;
  std::string text_;
};

}  // namespace

std::string PolicyText(const Facts& facts, const std::vector<Invariant>& invariants,
                       const std::string& name, const std::vector<std::string>& commands) {
  return Writer(facts, invariants).Text(name, commands);
}

}  // namespace sysassert::learn

#include "review/edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <utility>

#include "learn/path_pattern.h"
#include "policy/yaml_source.h"
#include "review/layout.h"

namespace sysassert::review {
namespace {

using policy::Node;

constexpr std::size_t kCommentColumn = 56;  // as `learn` places them

Node* FindIn(Node* map, std::string_view key) { return const_cast<Node*>(map->Find(key)); }

struct Parsed {
  explicit Parsed(const std::string& text) : source("policy", "", text) {
    policy::Diagnostics diagnostics;
    root = policy::ParseYaml(source, &diagnostics);
    if (diagnostics.has_errors()) root.reset();
  }
  policy::Source source;
  std::optional<Node> root;
};

// A text while it is edited: insertions and replacements by offsets of the old one.
class Editor {
 public:
  explicit Editor(const std::string& text) : text_(text) {}
  void Replace(std::size_t begin, std::size_t end, std::string by) {
    edits_.push_back({begin, end, std::move(by)});
  }
  void Insert(std::size_t at, std::string what) { Replace(at, at, std::move(what)); }
  std::string Text() const {
    std::string text = text_;
    for (auto edit = edits_.rbegin(); edit != edits_.rend(); ++edit)
      text.replace(edit->begin, edit->end - edit->begin, edit->by);
    return text;
  }

 private:
  struct Edit {
    std::size_t begin, end;
    std::string by;
  };
  const std::string& text_;
  std::vector<Edit> edits_;  // from the front to the back
};

std::string WithComment(std::string line, const std::string& comment) {
  if (comment.empty()) return line;
  const std::size_t gap = line.size() + 2 > kCommentColumn ? 2 : kCommentColumn - line.size();
  return line + std::string(gap, ' ') + "# " + comment;
}

// "    - id: a", "      allow: {call: open}      # why"
std::string BlockItem(const Item& item, std::size_t indentation, const std::string& newline) {
  std::vector<std::string> lines = item.block;
  if (lines.empty()) lines.push_back(item.flow);
  std::string text;
  for (const std::string& line : lines) {
    const bool first = &line == &lines.front(), last = &line == &lines.back();
    const std::string indented = std::string(indentation, ' ') + (first ? "- " : "  ") + line;
    text += WithComment(indented, last ? item.comment : "") + newline;
  }
  return text;
}

class Change {
 public:
  explicit Change(const std::string& text)
      : text_(text), parsed_(text), layout_(parsed_.source), editor_(text) {}

  Result<std::string> Add(const std::vector<std::string>& keys, const Item& item) {
    if (!parsed_.root) return Refusal(1, "the policy does not load as YAML");
    expected_ = *parsed_.root;
    const Parsed added(item.flow);
    if (!added.root) return Refusal(1, "what is added is no YAML: " + item.flow);
    const Node* parent = &*parsed_.root;
    Node* target = &expected_;
    for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
      parent = parent->Find(keys[i]);
      target = FindIn(target, keys[i]);
      if (parent == nullptr) return Refusal(1, "there is no '" + keys[i] + "' here");
      if (layout_.IsShared(*parent))
        return Refusal(parent->spot.line, "'" + keys[i] + "' is shared");
    }
    const Node* list = parent->Find(keys.back());
    if (list == nullptr) {
      if (keys.size() != 1 || layout_.IsFlow(*parent))
        return Refusal(parent->spot.line, "there is no '" + keys.back() + "' here");
      AddTopList(keys.back(), item);
      Node made;
      made.kind = Node::Kind::kList;
      made.items.push_back(*added.root);
      Node key;
      key.kind = Node::Kind::kScalar;
      key.text = keys.back();
      target->entries.push_back({key, made});
      return Proven(parent->spot.line);
    }
    Node* grown = FindIn(target, keys.back());
    if (grown->kind == Node::Kind::kNull) grown->kind = Node::Kind::kList;
    if (grown->is_scalar()) {
      const Node one = std::exchange(*grown, Node());
      grown->kind = Node::Kind::kList;
      grown->items.push_back(one);
    }
    grown->items.push_back(*added.root);
    const std::string mistake = AddTo(*list, KeyOf(*parent, *list), *parent, item);
    return mistake.empty() ? Proven(list->spot.line) : Refusal(list->spot.line, mistake);
  }

  Result<std::string> Set(std::string_view id, const std::string& platform, std::int64_t count) {
    if (!parsed_.root) return Refusal(1, "the policy does not load as YAML");
    expected_ = *parsed_.root;
    const Node* baseline = Baseline(&*parsed_.root, id);
    Node* target = const_cast<Node*>(Baseline(&expected_, id));
    if (baseline == nullptr) return Refusal(1, fmt::format("no baseline of '{}' here", id), ENOENT);
    const std::string number = std::to_string(count);
    if (layout_.IsShared(*baseline)) return Refusal(baseline->spot.line, "the baseline is shared");
    if (baseline->is_map()) {
      const Node* entry = baseline->Find(platform);
      if (entry == nullptr) {
        Node key, value;
        key.kind = value.kind = Node::Kind::kScalar;
        key.text = platform;
        value.text = number;
        target->entries.push_back({key, value});
        AddPlatform(*baseline, fmt::format("{}: {}", platform, number));
        return Proven(baseline->spot.line);
      }
      baseline = entry;
      target = FindIn(target, platform);
    }
    const std::size_t end = baseline->is_scalar() ? layout_.EndOfScalar(*baseline) : text_.npos;
    if (end == text_.npos || layout_.IsShared(*baseline))
      return Refusal(baseline->spot.line, "the baseline is no plain number here");
    target->text = number;
    editor_.Replace(layout_.BeginOf(*baseline), end, number);
    return Proven(baseline->spot.line);
  }

 private:
  static const Node* Baseline(const Node* root, std::string_view id) {
    const Node* rules = root->Find("rules");
    if (rules == nullptr || !rules->is_list()) return nullptr;
    for (const Node& rule : rules->items) {
      const Node* name = rule.Find("id");
      if (name != nullptr && name->text == id) return rule.Find("baseline");
    }
    return nullptr;
  }

  static const Node& KeyOf(const Node& map, const Node& value) {
    return std::find_if(map.entries.begin(), map.entries.end(),
                        [&](const policy::Entry& entry) { return &entry.value == &value; })
        ->key;
  }

  // Behind the last line that says something, so that what is commented out at the end stays there.
  void AddTopList(const std::string& key, const Item& item) {
    const std::string newline = layout_.Newline();
    std::string text = key + ":" + newline + BlockItem(item, 2, newline);
    if (!text_.empty() && text_.back() != '\n') text = newline + text;
    editor_.Insert(text_.size(), text);
  }

  void AddPlatform(const Node& map, const std::string& entry) {
    if (layout_.IsFlow(map)) {
      const Layout::Flow flow = layout_.FlowAt(layout_.BeginOf(map));
      editor_.Insert(flow.end, flow.empty() || flow.comma ? entry : ", " + entry);
      return;
    }
    const std::size_t indentation = Layout::IndentationOf(map.spot);
    InsertLines(layout_.LastLineOf(map, indentation), std::string(indentation, ' ') + entry);
  }

  // `lines` without their last newline.
  void InsertLines(int behind, std::string lines) {
    const std::size_t at = layout_.BehindLine(behind);
    const std::string newline = layout_.Newline();
    if (at > 0 && text_[at - 1] != '\n')
      lines = newline + lines;
    else
      lines += newline;
    editor_.Insert(at, lines);
  }

  // Empty, or why not.
  std::string AddTo(const Node& list, const Node& key, const Node& parent, const Item& item) {
    if (layout_.IsShared(list)) return "the list is shared";
    if (list.is_scalar()) return AddToScalar(list, key, item);
    if (list.is_map()) return "there is no list here";
    const std::string newline = layout_.Newline();
    const auto block = [&](std::size_t indentation) {
      std::string lines = BlockItem(item, indentation, newline);
      lines.resize(lines.size() - newline.size());
      return lines;
    };
    if (list.kind == Node::Kind::kNull) {
      if (layout_.IsFlow(parent)) return "there is nothing here";
      InsertLines(key.spot.line, block(Layout::IndentationOf(key.spot) + 2));
      return "";
    }
    if (!layout_.IsFlow(list)) {
      const std::size_t indentation = Layout::IndentationOf(list.spot);
      InsertLines(layout_.LastLineOf(list, indentation), block(indentation));
      return "";
    }
    const Layout::Flow flow = layout_.FlowAt(layout_.BeginOf(list));
    const bool alone = parsed_.source.LineAt(flow.close) == key.spot.line;
    if (flow.empty() && !flow.comments && alone && !layout_.IsFlow(parent)) {
      // `read: []` becomes a list in a block, which has room for the evidence.
      std::size_t begin = flow.open;
      while (begin > 0 && text_[begin - 1] == ' ') --begin;
      editor_.Replace(begin, flow.close + 1, "");
      InsertLines(key.spot.line, block(Layout::IndentationOf(key.spot) + 2));
      return "";
    }
    AddCommentAbove(key.spot.line, item);
    std::string what = item.flow;
    if (!flow.empty()) what = (flow.comma ? " " : ", ") + what;
    editor_.Insert(flow.end, what);
    return "";
  }

  // In a flow there is no room for the evidence: it stands in a line of its own before that.
  void AddCommentAbove(int line, const Item& item) {
    if (item.comment.empty()) return;
    const std::string_view below = parsed_.source.line(line);
    const std::string indentation(std::min(below.find_first_not_of(' '), below.size()), ' ');
    editor_.Insert(layout_.BeginOfLine(line), fmt::format("{}# {}: {}{}", indentation, item.flow,
                                                          item.comment, layout_.Newline()));
  }

  std::string AddToScalar(const Node& scalar, const Node& key, const Item& item) {
    const std::size_t end = layout_.EndOfScalar(scalar);
    if (end == text_.npos) return "it stands in several lines";
    const std::size_t begin = layout_.BeginOf(scalar);
    std::string written = text_.substr(begin, end - begin);
    if (!scalar.quoted && written.find_first_of(",[]{}") != written.npos)
      written = learn::YamlScalar(scalar.text);
    AddCommentAbove(key.spot.line, item);
    editor_.Replace(begin, end, fmt::format("[{}, {}]", written, item.flow));
    return "";
  }

  Result<std::string> Proven(int line) const {
    std::string text = editor_.Text();
    const Parsed after(text);
    if (after.root && SaysTheSame(*after.root, expected_)) return text;
    return Refusal(line, "its layout allows no edit that keeps the rest as it is");
  }

  static Error Refusal(int line, const std::string& why, int error_number = 0) {
    return {fmt::format("edit line {}", line), error_number, why, "make this change by hand"};
  }

  const std::string& text_;
  Parsed parsed_;
  Layout layout_;
  Editor editor_;
  Node expected_;
};

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

}  // namespace

Result<std::string> AddToList(const std::string& text, const std::vector<std::string>& keys,
                              const Item& item) {
  return Change(text).Add(keys, item);
}

Result<std::string> SetBaseline(const std::string& text, std::string_view id,
                                const std::string& platform, std::int64_t count) {
  return Change(text).Set(id, platform, count);
}

// One edit is in one place: what the texts begin and end with alike is left out.
std::string LineDifference(const std::string& before, const std::string& after) {
  const std::vector<std::string> old_lines = LinesOf(before), new_lines = LinesOf(after);
  std::size_t head = 0, tail = 0;
  const std::size_t least = std::min(old_lines.size(), new_lines.size());
  while (head < least && old_lines[head] == new_lines[head]) ++head;
  while (tail < least - head &&
         old_lines[old_lines.size() - 1 - tail] == new_lines[new_lines.size() - 1 - tail])
    ++tail;
  std::string text;
  for (std::size_t i = head; i + tail < old_lines.size(); ++i)
    text += fmt::format("- {}\n", old_lines[i]);
  for (std::size_t i = head; i + tail < new_lines.size(); ++i)
    text += fmt::format("+ {}\n", new_lines[i]);
  return text;
}

}  // namespace sysassert::review

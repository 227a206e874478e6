#include "review/layout.h"

#include <algorithm>

namespace sysassert::review {
namespace {

using policy::Node;
using policy::Spot;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

}  // namespace

std::size_t Layout::OffsetOf(const Spot& spot) const {
  const std::string_view line = source_.line(spot.line);
  std::size_t byte = 0;
  for (int column = 1; byte < line.size(); ++byte) {
    if (!IsContinuation(line[byte]) && column++ == spot.column) break;
  }
  return static_cast<std::size_t>(line.data() - text_.data()) + byte;
}

std::size_t Layout::BeginOf(const Node& node) const {
  std::size_t at = OffsetOf(node.spot);
  if (At(at) != '&') return at;
  while (at < text_.size() && !IsBlank(text_[at])) ++at;
  while (At(at) == ' ') ++at;
  return at;
}

bool Layout::IsShared(const Node& node) const {
  const char first = At(OffsetOf(node.spot));
  return first == '*' || first == '&';
}

bool Layout::IsFlow(const Node& node) const {
  const char first = At(BeginOf(node));
  return (node.is_list() && first == '[') || (node.is_map() && first == '{');
}

std::size_t Layout::EndOfQuoted(std::size_t begin) const {
  const char quote = text_[begin];
  for (std::size_t at = begin + 1; at < text_.size(); ++at) {
    if (quote == '"' && text_[at] == '\\') {
      ++at;
    } else if (text_[at] == quote) {
      if (quote == '"' || At(at + 1) != '\'') return at + 1;
      ++at;
    }
  }
  return text_.size();
}

// One word in brackets: what is quoted, or what is plain up to what ends it there.
std::size_t Layout::EndOfToken(std::size_t begin) const {
  if (text_[begin] == '"' || text_[begin] == '\'') return EndOfQuoted(begin);
  std::size_t at = begin;
  while (at < text_.size() && std::string_view(",[]{}\n\r").find(text_[at]) == text_.npos) {
    const bool ends = IsBlank(At(at + 1)) || At(at + 1) == '\0';
    if (text_[at] == ':' && ends) return at + 1;
    if (IsBlank(text_[at]) && At(at + 1) == '#') break;
    ++at;
  }
  while (at > begin && IsBlank(text_[at - 1])) --at;
  return std::max(at, begin + 1);
}

Layout::Flow Layout::FlowAt(std::size_t open) const {
  Flow flow{open, text_.size(), open + 1};
  int depth = 1;
  for (std::size_t at = open + 1; at < text_.size();) {
    const char c = text_[at];
    if (IsBlank(c)) {
      ++at;
      continue;
    }
    if (c == '#' && (IsBlank(text_[at - 1]) || at == flow.end)) {
      flow.comments = true;
      at = std::min(text_.find('\n', at), text_.size());
      continue;
    }
    if (c == ']' || c == '}') --depth;
    if (depth == 0) {
      flow.close = at;
      break;
    }
    if (c == '[' || c == '{') ++depth;
    const bool bracket = c == '[' || c == '{' || c == ']' || c == '}';
    flow.comma = c == ',' && depth == 1;
    flow.end = bracket || c == ',' ? at + 1 : EndOfToken(at);
    at = flow.end;
  }
  return flow;
}

// Does a scalar that began above go on in this line? What is empty, or less indented, ends it.
bool Layout::ContinuesAt(int line, std::size_t indentation, bool comments_too) const {
  const std::string_view content = source_.line(line);
  const std::size_t first = content.find_first_not_of(' ');
  if (first == content.npos || first <= indentation) return false;
  return comments_too || content[first] != '#';
}

int Layout::LastLineOf(const Node& node, std::size_t indentation) const {
  const std::size_t begin = BeginOf(node);
  if (node.kind == Node::Kind::kNull || At(OffsetOf(node.spot)) == '*') return node.spot.line;
  if (IsFlow(node)) return source_.LineAt(FlowAt(begin).close);
  if (node.is_list()) return LastLineOf(node.items.back(), IndentationOf(node.spot));
  if (node.is_map()) {
    const policy::Entry& last = node.entries.back();
    if (last.value.kind == Node::Kind::kNull) return last.key.spot.line;
    return LastLineOf(last.value, IndentationOf(last.key.spot));
  }
  const char first = At(begin);
  if (first == '"' || first == '\'') return source_.LineAt(EndOfQuoted(begin) - 1);
  const bool literal = first == '|' || first == '>';
  int last = source_.LineAt(begin);
  const int lines = source_.LineAt(text_.size());
  for (int line = last + 1; line <= lines; ++line) {
    const bool empty = source_.line(line).find_first_not_of(" \r") == std::string_view::npos;
    if (empty) continue;  // one within a scalar is a part of it
    if (!ContinuesAt(line, indentation, literal)) break;
    last = line;
  }
  return last;
}

std::size_t Layout::EndOfScalar(const Node& node) const {
  const std::size_t begin = BeginOf(node);
  const char first = At(begin);
  const std::string_view line = source_.line(node.spot.line);
  const std::size_t end_of_line = EndOfLine(node.spot.line);
  if (first == '"' || first == '\'') {
    const std::size_t end = EndOfQuoted(begin);
    return end <= end_of_line ? end : std::string::npos;
  }
  if (first == '|' || first == '>') return std::string::npos;
  const std::size_t end = begin + node.text.size();
  const std::size_t offset = begin - static_cast<std::size_t>(line.data() - text_.data());
  return line.substr(offset, node.text.size()) == node.text ? end : std::string::npos;
}

std::size_t Layout::BeginOfLine(int line) const {
  return static_cast<std::size_t>(source_.line(line).data() - text_.data());
}

std::size_t Layout::EndOfLine(int line) const {
  return BeginOfLine(line) + source_.line(line).size();
}

std::size_t Layout::BehindLine(int line) const {
  const std::size_t newline = text_.find('\n', EndOfLine(line));
  return newline == text_.npos ? text_.size() : newline + 1;
}

std::string Layout::Newline() const {
  const std::size_t first = text_.find('\n');
  return first != text_.npos && first > 0 && text_[first - 1] == '\r' ? "\r\n" : "\n";
}

}  // namespace sysassert::review

// Layout: where the parts of a YAML document stand in its text, in bytes.
#ifndef SYSASSERT_REVIEW_LAYOUT_H_
#define SYSASSERT_REVIEW_LAYOUT_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "policy/yaml_source.h"

namespace sysassert::review {

class Layout {
 public:
  explicit Layout(const policy::Source& source) : source_(source), text_(source.text()) {}

  std::size_t OffsetOf(const policy::Spot& spot) const;
  char At(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
  // The bytes at a node, behind its anchor where it has one.
  std::size_t BeginOf(const policy::Node& node) const;
  // Is it, or may others be by an alias, written at another place?
  bool IsShared(const policy::Node& node) const;
  bool IsFlow(const policy::Node& node) const;

  // Of a list or map in brackets.
  struct Flow {
    std::size_t open = 0, close = 0;  // of the brackets
    std::size_t end = 0;              // behind the last item and its comma; open + 1: there is none
    bool comma = false;               // one stands behind the last item
    bool comments = false;            // any are in it
    bool empty() const { return end == open + 1; }
  };
  Flow FlowAt(std::size_t open) const;

  // The last line of a node in a block whose key or dash stands behind `indentation` columns.
  int LastLineOf(const policy::Node& node, std::size_t indentation) const;
  // Behind a scalar that stands in one line; npos: it goes on in the next.
  std::size_t EndOfScalar(const policy::Node& node) const;
  // How many columns stand before a key or a dash, of which each is a byte.
  static std::size_t IndentationOf(const policy::Spot& spot) {
    return static_cast<std::size_t>(spot.column - 1);
  }

  std::size_t BeginOfLine(int line) const;
  std::size_t EndOfLine(int line) const;
  std::size_t BehindLine(int line) const;  // and behind its newline, where it has one
  std::string Newline() const;             // as the file has them

 private:
  std::size_t EndOfToken(std::size_t begin) const;
  std::size_t EndOfQuoted(std::size_t begin) const;
  bool ContinuesAt(int line, std::size_t indentation, bool comments_too) const;

  const policy::Source& source_;
  std::string_view text_;
};

}  // namespace sysassert::review

#endif  // SYSASSERT_REVIEW_LAYOUT_H_

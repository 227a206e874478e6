#include "policy/yaml_source.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "policy/unquoted.h"

namespace sysassert::policy {
namespace {

// Ends the parse from within an event: yaml-cpp recurses once a level, so that depth must be
// refused before it goes deeper.
struct Stop {};

std::string_view WithoutByteOrderMark(std::string_view text) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  return text.substr(0, kMark.size()) == kMark ? text.substr(kMark.size()) : text;
}

int CharacterCount(std::string_view text) {
  int count = 0;
  for (char c : text) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
  return count;
}

// Receives yaml-cpp's events. They, unlike its nodes, show duplicate keys, tags, and an alias with
// a mark of its own.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const Source& source, std::size_t skipped, Diagnostics* diagnostics)
      : source_(source), skipped_(skipped), diagnostics_(*diagnostics) {}

  std::optional<Node> Take() { return std::move(root_); }

  Spot SpotAt(const YAML::Mark& mark, int width) const {
    if (mark.is_null()) return {&source_, 0, 0, 1};
    const std::size_t byte = skipped_ + static_cast<std::size_t>(mark.pos);
    return {&source_, source_.LineAt(byte), source_.ColumnAt(byte), width};
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (std::exchange(started_, true)) {
      Refuse(SpotAt(mark, 3),
             "a second document; a policy is one document: put it in a file of its own");
    }
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Finish(Begin(Node::Kind::kNull, mark, "", 1), anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    // yaml-cpp says "?" of a plain scalar and "!" of a quoted one.
    const bool quoted = tag == "!";
    Node node = Begin(Node::Kind::kScalar, mark, tag == "?" || tag == "!" ? "" : tag,
                      CharacterCount(value) + (quoted ? 2 : 0));
    const std::size_t line_left = LeftOfLine(mark).size();
    if (static_cast<std::size_t>(node.spot.width) > line_left) {
      node.spot.width = static_cast<int>(std::max<std::size_t>(1, line_left));
    }
    if (value.find('\0') != std::string::npos) {
      diagnostics_.Error(node.spot, "a NUL byte: no path, name or argument can hold one");
    }
    node.text = value;
    node.quoted = quoted;
    Finish(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      Refuse(SpotAt(mark, static_cast<int>(PlainWidth(LeftOfLine(mark)))),
             "an alias inside its own anchor");
    }
    Count(found->second.size, mark);
    Node copy = found->second.node;
    copy.spot = SpotAt(mark, static_cast<int>(PlainWidth(LeftOfLine(mark))));
    Attach(std::move(copy));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(Begin(Node::Kind::kList, mark, tag, 1), anchor);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Open(Begin(Node::Kind::kMap, mark, tag, 1), anchor);
  }
  void OnMapEnd() override { Close(); }

 private:
  struct Frame {
    Node node;
    YAML::anchor_t anchor = 0;
    std::size_t nodes_before = 0;
    std::optional<Node> key;           // of a map, waiting for its value
    std::map<std::string, int> lines;  // of the keys so far
  };
  struct Anchored {
    Node node;
    std::size_t size;
  };

  [[noreturn]] void Refuse(const Spot& spot, std::string message) {
    diagnostics_.Error(spot, std::move(message));
    throw Stop();
  }

  std::string_view LeftOfLine(const YAML::Mark& mark) const {
    if (mark.is_null()) return {};
    const std::string_view rest =
        std::string_view(source_.text()).substr(skipped_ + static_cast<std::size_t>(mark.pos));
    return rest.substr(0, rest.find_first_of("\r\n"));
  }

  void Count(std::size_t nodes, const YAML::Mark& mark) {
    nodes_ += nodes;
    if (nodes_ > kMaxYamlNodes) {
      Refuse(SpotAt(mark, 1), fmt::format("more than {} values; split the policy in files and "
                                          "name them in 'extends'",
                                          kMaxYamlNodes));
    }
  }

  Node Begin(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, int width) {
    Count(1, mark);
    if (!tag.empty() && tag != "?") {
      diagnostics_.Error(SpotAt(mark, static_cast<int>(PlainWidth(LeftOfLine(mark)))),
                         "a tag; the language has none: remove it");
    } else if (!LeftOfLine(mark).empty() && LeftOfLine(mark)[0] == '!') {
      diagnostics_.Error(SpotAt(mark, 1), "a tag; the language has none: remove it");
    }
    Node node;
    node.kind = kind;
    node.spot = SpotAt(mark, width);
    return node;
  }

  void Open(Node node, YAML::anchor_t anchor) {
    if (frames_.size() >= kMaxYamlDepth) {
      Refuse(node.spot, fmt::format("nested more than {} deep", kMaxYamlDepth));
    }
    Frame frame;
    frame.node = std::move(node);
    frame.anchor = anchor;
    frame.nodes_before = nodes_ - 1;
    frames_.push_back(std::move(frame));
  }

  void Close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (frame.anchor != 0) {
      anchors_[frame.anchor] = {frame.node, nodes_ - frame.nodes_before};
    }
    Attach(std::move(frame.node));
  }

  void Finish(Node node, YAML::anchor_t anchor) {
    if (anchor != 0) anchors_[anchor] = {node, 1};
    Attach(std::move(node));
  }

  void Attach(Node node) {
    if (frames_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& frame = frames_.back();
    if (frame.node.is_list()) {
      frame.node.items.push_back(std::move(node));
    } else if (!frame.key) {
      frame.key = std::move(node);
    } else {
      AttachEntry(&frame, *std::exchange(frame.key, std::nullopt), std::move(node));
    }
  }

  void AttachEntry(Frame* frame, Node key, Node value) {
    if (!key.is_scalar()) {
      diagnostics_.Error(key.spot,
                         "a key must be plain text; quote what is one text: \"[::1]:443\"");
      return;
    }
    if (key.text == "<<" && !key.quoted) {
      diagnostics_.Error(
          key.spot, "a merge key; the language has none: write the keys out, or use 'extends'");
      return;
    }
    const auto [first, is_new] = frame->lines.emplace(key.text, key.spot.line);
    if (!is_new) {
      diagnostics_.Error(key.spot, fmt::format("duplicate key {}; the first is in line {}",
                                               Quote(key.text), first->second));
      return;
    }
    if (value.kind == Node::Kind::kNull) value.spot = key.spot;  // yaml-cpp's is what comes next
    frame->node.entries.push_back({std::move(key), std::move(value)});
  }

  const Source& source_;
  const std::size_t skipped_;  // bytes before yaml-cpp's position 0
  Diagnostics& diagnostics_;
  std::vector<Frame> frames_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  std::optional<Node> root_;
  std::size_t nodes_ = 0;
  bool started_ = false;
};

bool IsIndentedWithTab(std::string_view line) {
  const std::size_t indent = line.find_first_not_of(' ');
  return indent != std::string_view::npos && line[indent] == '\t';
}

// With what yaml-cpp's message leaves to guess, told from the text at its mark.
void ReportSyntax(const Source& source, const TreeBuilder& builder, std::size_t skipped,
                  const YAML::Exception& error, Diagnostics* diagnostics) {
  Spot spot = builder.SpotAt(error.mark, 1);
  std::string hint;
  if (spot.line > 0) {
    const std::string_view line = source.line(spot.line);
    const auto begin = static_cast<std::size_t>(line.data() - source.text().data());
    const std::size_t byte = skipped + static_cast<std::size_t>(error.mark.pos) - begin;
    if (IsIndentedWithTab(line)) {
      hint = "; YAML is not indented with tabs: use spaces";
    } else if (const auto unquoted = FindUnquoted(line, byte, error.msg)) {
      hint = fmt::format("; quote this: \"{}\"", unquoted->text);
      spot.column = source.ColumnAt(begin + unquoted->at);
      spot.width = CharacterCount(unquoted->text);
    }
  }
  diagnostics->Error(spot, "not valid YAML: " + error.msg + hint);
}

// What is refused before yaml-cpp sees it.
bool TextIsFit(const Source& source, Diagnostics* diagnostics) {
  const std::string& text = source.text();
  if (text.size() > kMaxYamlBytes) {
    diagnostics->Error({&source}, fmt::format("the file is larger than {} KiB: no policy to review",
                                              kMaxYamlBytes / 1024));
    return false;
  }
  const auto refuse = [&](std::size_t byte, std::string message) {
    diagnostics->Error({&source, source.LineAt(byte), source.ColumnAt(byte), 1},
                       std::move(message));
    return false;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0) return refuse(i, "a NUL byte; a policy is UTF-8 text");
    if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f) {
      return refuse(i, fmt::format("the control byte 0x{:02x}; a policy is UTF-8 text", c));
    }
  }
  const std::size_t invalid = FindInvalidUtf8(text);
  if (invalid != std::string::npos) {
    return refuse(invalid, fmt::format("the byte 0x{:02x} is not UTF-8; save the file as UTF-8",
                                       static_cast<unsigned char>(text[invalid])));
  }
  // yaml-cpp skips directives it does not know.
  for (int line = 1; line <= source.LineAt(text.size()); ++line) {
    const std::string_view content = source.line(line);
    if (!content.empty() && content[0] == '%') {
      diagnostics->Error({&source, line, 1, static_cast<int>(PlainWidth(content))},
                         "a YAML directive; the language has none: remove it");
      return false;
    }
    const std::size_t first = content.find_first_not_of(" \t");
    if (first != std::string_view::npos && content[first] != '#') break;
  }
  return true;
}

}  // namespace

bool SaysTheSame(const Node& a, const Node& b) {
  return a.kind == b.kind && a.text == b.text &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), SaysTheSame) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    [](const Entry& x, const Entry& y) {
                      return x.key.text == y.key.text && SaysTheSame(x.value, y.value);
                    });
}

const Node* Node::Find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key.text == key) return &entry.value;
  }
  return nullptr;
}

std::optional<Node> ParseYaml(const Source& source, Diagnostics* diagnostics) {
  if (!TextIsFit(source, diagnostics)) return std::nullopt;
  const std::string_view yaml = WithoutByteOrderMark(source.text());
  const std::size_t skipped = source.text().size() - yaml.size();
  TreeBuilder builder(source, skipped, diagnostics);
  try {
    std::istringstream stream{std::string(yaml)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Stop&) {
    return std::nullopt;
  } catch (const YAML::Exception& error) {
    ReportSyntax(source, builder, skipped, error, diagnostics);
    return std::nullopt;
  } catch (const std::exception& error) {
    diagnostics->Error({&source}, std::string("not valid YAML: ") + error.what());
    return std::nullopt;
  }
  std::optional<Node> root = builder.Take();
  if (!root || root->kind == Node::Kind::kNull) {
    diagnostics->Error({&source}, "an empty policy; it begins with 'sysassert: 1'");
    return std::nullopt;
  }
  return root;
}

}  // namespace sysassert::policy

#include "policy/excerpt.h"

#include "policy/document.h"

namespace sysassert::policy {
namespace {

const Source* FindSource(const File& file, const std::string& name) {
  if (file.source != nullptr && file.source->name() == name) return file.source.get();
  for (const auto& base : file.bases) {
    const Source* found = base == nullptr ? nullptr : FindSource(*base, name);
    if (found != nullptr) return found;
  }
  return nullptr;
}

// Of the word that begins at a column, which counts characters.
int WidthOfWord(std::string_view line, int column) {
  constexpr std::string_view kEnds = " \t,:[]{}#\"'";
  int at = 1, width = 0;
  for (const char c : line) {
    if ((static_cast<unsigned char>(c) & 0xc0) == 0x80) continue;  // within a character
    if (at >= column && kEnds.find(c) != std::string_view::npos) break;
    width += at >= column ? 1 : 0;
    ++at;
  }
  return width > 0 ? width : 1;
}

}  // namespace

std::string Excerpt(const Policy& policy, const SourcePosition& position) {
  const auto& file = policy.document()->file;
  const Source* source = file == nullptr ? nullptr : FindSource(*file, position.file);
  if (source == nullptr || position.line < 1) return "";
  const std::string_view line = source->line(position.line);
  if (line.empty()) return "";
  Diagnostic shown;
  shown.position = {"", position.line, position.column};
  shown.line = line;
  shown.width = WidthOfWord(line, position.column);
  const std::string text = shown.text();
  return text.substr(text.find('\n') + 1);
}

}  // namespace sysassert::policy

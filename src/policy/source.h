// The text of a policy file, places in it, and mistakes shown there.
#ifndef SYSASSERT_POLICY_SOURCE_H_
#define SYSASSERT_POLICY_SOURCE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sysassert/policy.h"

namespace sysassert::policy {

// One file as it was read. Spots point at it, so it must not move.
class Source {
 public:
  Source(std::string name, std::string directory, std::string text);
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  const std::string& name() const { return name_; }            // as diagnostics show it
  const std::string& directory() const { return directory_; }  // absolute; empty for no file
  const std::string& text() const { return text_; }
  std::string_view line(int number) const;  // one-based, without its newline; empty past the end
  // One-based; a column counts characters, not bytes, as editors do.
  int LineAt(std::size_t byte) const;
  int ColumnAt(std::size_t byte) const;

 private:
  std::string name_, directory_, text_;
  std::vector<std::size_t> line_starts_;
};

// A place in a source; line 0: the file as a whole.
struct Spot {
  const Source* source = nullptr;
  int line = 0, column = 0;
  int width = 1;
  SourcePosition position() const { return {source ? source->name() : "", line, column}; }
};

// The mistakes of one load, in the order found. Past a limit they are only counted: a hostile file
// must not make a flood.
class Diagnostics {
 public:
  void Error(const Spot& spot, std::string message) { Add(spot, std::move(message), false); }
  void Warn(const Spot& spot, std::string message) { Add(spot, std::move(message), true); }
  bool has_errors() const { return errors_ > 0; }
  int errors() const { return errors_; }
  std::vector<Diagnostic> Take();  // sorted by file and line, stably

 private:
  void Add(const Spot& spot, std::string message, bool warning);

  std::vector<Diagnostic> list_;
  int errors_ = 0, left_out_ = 0;
};

// The text of a regular file of at most a few MiB; nullopt, and *mistake says why.
std::optional<std::string> ReadPolicyFile(const std::string& path, std::string* mistake);

// 'text', with what is not printable escaped and a long one cut: for messages.
std::string Quote(std::string_view text);

// The offset of the first byte that is no valid UTF-8 (overlong forms and surrogates are not);
// npos: all of it is.
std::size_t FindInvalidUtf8(std::string_view text);

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_SOURCE_H_

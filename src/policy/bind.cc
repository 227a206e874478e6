#include "policy/bind.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "capture/recording.h"
#include "policy/variables.h"
#include "session/run_environment.h"
#include "session/trace_data.h"

namespace sysassert::policy {
namespace {

// What a shell takes ~ for where HOME is not set.
std::optional<std::string> HomeOfUser() {
  const passwd* user = getpwuid(getuid());
  return user == nullptr ? std::nullopt : std::optional<std::string>(user->pw_dir);
}

}  // namespace

Lookup Binder::LookupIn(const File& file) {
  return [this, &file](std::string_view name) -> std::optional<std::string> {
    const std::string key(name);
    if (const auto given = document_.vars.find(key); given != document_.vars.end())
      return given->second;
    if (const auto own = file.vars.find(key); own != file.vars.end())
      return ValueOf(file, own->second, key);
    if (name == "policy_dir") return file.source->directory();
    if (name == "cwd") return run_.cwd();
    if (name == "HOME" && !run_.home().empty()) return run_.home();
    std::optional<std::string> value = VariableOf(run_, name);
    const bool is_here = run_.valid() && run_.data()->recording().live();
    return !value && name == "HOME" && is_here ? HomeOfUser() : value;
  };
}

std::optional<std::string> Binder::ValueOf(const File& file, const Written& written,
                                           const std::string& name) {
  const Lookup lookup = [this, &file, &name](std::string_view inner) -> std::optional<std::string> {
    if (inner == name) return std::nullopt;
    return LookupIn(file)(inner);
  };
  if (std::find(binding_.begin(), binding_.end(), name) != binding_.end()) {
    inner_mistake_ = "the variable '" + name + "' is made of itself";
    return std::nullopt;
  }
  binding_.push_back(name);
  std::string mistake;
  const auto pieces = Expand(written.text, lookup, &mistake);
  binding_.pop_back();
  if (!pieces) {
    if (inner_mistake_.empty()) inner_mistake_ = mistake;
    return std::nullopt;
  }
  std::string value;
  for (const PathGlob::Piece& piece : *pieces) value += piece.text;
  return value;
}

Binder::Globs Binder::GlobsOf(const File& file, const std::vector<Written>& patterns) {
  auto globs = std::make_shared<std::vector<PathGlob>>();
  for (const Written& pattern : patterns) {
    std::string mistake;
    inner_mistake_.clear();
    const auto pieces = Expand(pattern.text, LookupIn(file), &mistake);
    if (!pieces) {
      Refuse(pattern.spot, inner_mistake_.empty() ? mistake : inner_mistake_);
      continue;
    }
    if (mistake = MistakeIn(*pieces); !mistake.empty()) {
      Refuse(pattern.spot, mistake);
      continue;
    }
    globs->emplace_back(*pieces);
    if (const auto real = WithRealPrefix(*pieces, globs->back().literal_prefix()))
      globs->emplace_back(*real);
  }
  return globs;
}

std::string Binder::MistakeIn(const std::vector<PathGlob::Piece>& pieces) const {
  std::string text;
  for (const PathGlob::Piece& piece : pieces) text += piece.text;
  if (text[0] != '/' && text.substr(0, 2) != "**")
    return "it is " + Quote(text) + ", a relative path";
  const bool is_here = run_.valid() && run_.data()->recording().live();
  for (const char* name : {"/../", "/./"}) {
    if (!is_here && (text + "/").find(name) != std::string::npos)
      return "it is " + Quote(text) +
             ": where that leads is known when a program runs; for a recording, write it out";
  }
  return "";
}

std::optional<std::vector<PathGlob::Piece>> Binder::WithRealPrefix(
    const std::vector<PathGlob::Piece>& pieces, const std::string& prefix) const {
  if (!run_.valid() || !run_.data()->recording().live() || prefix.size() < 2) return std::nullopt;
  const std::string real = RealPath(prefix);
  std::string written;
  for (const PathGlob::Piece& piece : pieces) written += piece.text;
  if (real == prefix || written.compare(0, prefix.size(), prefix) != 0) return std::nullopt;
  std::vector<PathGlob::Piece> all = {{real, true}};
  std::size_t left = prefix.size();  // of the head, still to be taken off
  for (const PathGlob::Piece& piece : pieces) {
    const std::size_t taken = std::min(left, piece.text.size());
    left -= taken;
    if (taken < piece.text.size()) all.push_back({piece.text.substr(taken), piece.literal});
  }
  return all;
}

void Binder::Refuse(const Spot& spot, const std::string& message) {
  if (mistake_) return;
  Diagnostics only;
  only.Error(spot, message);
  std::string text = only.Take().front().text();
  text.pop_back();  // its newline
  mistake_ = Error{std::move(text), 0, "", ""};
}

Pattern Binder::PatternOf(const File& file, const PatternSpec& spec) {
  Pattern pattern;
  pattern.calls = spec.calls;
  pattern.conditions = spec.conditions;
  pattern.text = spec.text;
  AddPaths(file, spec.paths, PathCondition::Subject::kResolved, &pattern);
  AddPaths(file, spec.as_passed, PathCondition::Subject::kAsPassed, &pattern);
  if (!spec.exe.empty()) {
    const Globs globs = GlobsOf(file, spec.exe);
    pattern.conditions.push_back(
        {"exe", "the program", [globs](const Call& call, std::string* actual) {
           // Of an exec: what it runs, the interpreter of a script included. Of any other call:
           // who makes it.
           const std::string_view runs = call.program_run();
           const std::string_view asked = call.id() == Sysno::execve || call.id() == Sysno::execveat
                                              ? call.path()
                                              : call.process().exe;
           if (actual != nullptr) *actual = std::string(runs.empty() ? asked : runs);
           return std::any_of(globs->begin(), globs->end(), [&](const PathGlob& glob) {
             return glob.Matches(asked, call.pid()) ||
                    (!runs.empty() && glob.Matches(runs, call.pid()));
           });
         }});
  }
  return pattern;
}

void Binder::AddPaths(const File& file, const std::vector<Written>& paths,
                      PathCondition::Subject subject, Pattern* pattern) {
  for (const Written& path : paths) {
    const Globs globs = GlobsOf(file, {path});
    const bool of_path_alone = path.text.find("<self>") == std::string::npos;
    pattern->paths.push_back({"\"" + path.text + "\"",
                              [globs](std::string_view actual, const Call& call) {
                                return std::any_of(globs->begin(), globs->end(),
                                                   [&](const PathGlob& glob) {
                                                     return glob.Matches(actual, call.pid());
                                                   });
                              },
                              subject, path.spot.position(), of_path_alone});
  }
}

std::vector<Pattern> Binder::PatternsOf(const File& file, const std::vector<PatternSpec>& specs) {
  std::vector<Pattern> patterns;
  patterns.reserve(specs.size());
  for (const PatternSpec& spec : specs) patterns.push_back(PatternOf(file, spec));
  return patterns;
}

}  // namespace sysassert::policy

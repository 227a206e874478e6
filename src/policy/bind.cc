#include "policy/bind.h"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "capture/recording.h"
#include "policy/address.h"
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
    return !value && name == "HOME" && IsHere() ? HomeOfUser() : value;
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
    for (PathGlob& glob : MeaningsOfPattern(pattern, *pieces)) globs->push_back(std::move(glob));
  }
  return globs;
}

std::string Binder::Spelled(const File& file, const Written& pattern) {
  std::string ignored, text;
  const auto pieces = Expand(pattern.text, LookupIn(file), &ignored);
  for (const PathGlob::Piece& piece : pieces.value_or(std::vector<PathGlob::Piece>()))
    text += piece.text;
  return text;
}

Binder::Globs Binder::AsPassed(const File& file, const Written& pattern) {
  auto globs = std::make_shared<std::vector<PathGlob>>();
  std::string mistake;
  inner_mistake_.clear();
  if (const auto pieces = Expand(pattern.text, LookupIn(file), &mistake))
    globs->emplace_back(*pieces);
  else
    Refuse(pattern.spot, inner_mistake_.empty() ? mistake : inner_mistake_);
  return globs;
}

std::vector<PathGlob> Binder::MeaningsOfPattern(const Written& pattern,
                                                const std::vector<PathGlob::Piece>& pieces) {
  if (!IsHere()) {
    WarnOfLinks(pattern, pieces);
    return MeaningsOf(pieces, Links::kAsWritten);
  }
  std::string key;
  for (const PathGlob::Piece& piece : pieces)
    key += (piece.literal ? "=" : "~") + piece.text + '\0';
  if (document_.meanings != nullptr) {
    const auto known = document_.meanings->known.find(key);
    if (known != document_.meanings->known.end()) return known->second;
  }
  std::int64_t newest_ns = 0;
  std::vector<PathGlob> meanings = MeaningsOf(pieces, Links::kFollowed, &newest_ns);
  if (newest_ns > run_.data()->recording().began_ns())
    meanings = MeaningsOf(pieces, Links::kAsWritten);  // a link of the run's own
  if (document_.meanings != nullptr && !document_.meanings->closed)
    document_.meanings->known.emplace(key, meanings);
  return meanings;
}

std::string Binder::MistakeIn(const std::vector<PathGlob::Piece>& pieces) const {
  std::string text;
  for (const PathGlob::Piece& piece : pieces) text += piece.text;
  if (text[0] != '/' && text[0] != kAbstract && text.substr(0, 2) != "**")
    return "it is " + Quote(text) + ", a relative path";
  for (const char* name : {"/../", "/./"}) {
    if (!IsHere() && (text + "/").find(name) != std::string::npos)
      return "it is " + Quote(text) +
             ": where that leads is known when a program runs; for a recording, write it out";
  }
  return "";
}

void Binder::WarnOfLinks(const Written& pattern, const std::vector<PathGlob::Piece>& pieces) {
  const bool stock = pattern.spot.source->directory().empty();  // not the reader's to change
  const std::vector<PathGlob> meanings = MeaningsOf(pieces, Links::kFollowed);
  if (stock || meanings.size() == MeaningsOf(pieces, Links::kAsWritten).size()) return;
  warnings_.Warn(
      pattern.spot,
      fmt::format("here {} leads to {}, and a recording is judged by names as they were: "
                  "write that, too",
                  Quote(meanings.front().literal_prefix()),
                  Quote(meanings.back().literal_prefix())));
}

bool Binder::IsHere() const { return run_.valid() && run_.data()->recording().live(); }

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
  AddAddresses(file, spec, &pattern);
  if (!spec.exe.empty()) {
    const Globs globs = GlobsOf(file, spec.exe);
    pattern.conditions.push_back(
        {"exe", "the program", [globs](const Call& call, std::string* actual) {
           // Of an exec: what it runs, the interpreters of a script included. Of any other call:
           // who makes it.
           std::vector<std::string_view> programs = call.programs_run();
           programs.insert(programs.begin(),
                           call.id() == Sysno::execve || call.id() == Sysno::execveat
                               ? call.path()
                               : call.process().exe);
           if (actual != nullptr) *actual = programs.back();
           return std::any_of(programs.begin(), programs.end(), [&](std::string_view program) {
             return std::any_of(globs->begin(), globs->end(), [&](const PathGlob& glob) {
               return glob.Matches(program, call.pid());
             });
           });
         }});
  }
  return pattern;
}

void Binder::AddPaths(const File& file, const std::vector<Written>& paths,
                      PathCondition::Subject subject, Pattern* pattern) {
  for (const Written& path : paths) {
    const Globs globs =
        subject == PathCondition::Subject::kAsPassed ? AsPassed(file, path) : GlobsOf(file, {path});
    const bool of_path_alone = std::none_of(globs->begin(), globs->end(), [](const PathGlob& glob) {
      return glob.depends_on_caller();
    });
    pattern->paths.push_back({"\"" + path.text + "\"",
                              [globs](std::string_view actual, const Call& call) {
                                return std::any_of(globs->begin(), globs->end(),
                                                   [&](const PathGlob& glob) {
                                                     return glob.Matches(actual, call.pid());
                                                   });
                              },
                              subject, path.spot.position(), of_path_alone, Spelled(file, path)});
  }
}

// The names of sockets are paths: with variables, and resolved.
void Binder::AddAddresses(const File& file, const PatternSpec& spec, Pattern* pattern) {
  if (!spec.addresses) return;
  std::vector<AddressPattern> patterns;
  bool none = false;
  std::string expected;
  for (const Written& written : *spec.addresses) {
    expected += (expected.empty() ? "" : " or ") + written.text;
    std::string ignored;  // the reader has said it
    if (written.text == kNoAddress)
      none = true;
    else if (const auto socket = SocketIn(written.text))
      patterns.push_back(
          AddressPattern::OfSocket(*GlobsOf(file, {{AsOneName(*socket), written.spot}})));
    else if (auto address = AddressPattern::Parse(written.text, &ignored))
      patterns.push_back(*std::move(address));
  }
  const auto matches = [patterns](std::string_view address, const Call& call) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const AddressPattern& one) { return one.Matches(address, call.pid()); });
  };
  pattern->conditions.push_back(AddressCondition(expected, matches, none));
}

std::vector<Pattern> Binder::PatternsOf(const File& file, const std::vector<PatternSpec>& specs) {
  std::vector<Pattern> patterns;
  patterns.reserve(specs.size());
  for (const PatternSpec& spec : specs) patterns.push_back(PatternOf(file, spec));
  return patterns;
}

}  // namespace sysassert::policy

#include "sysassert/baseline.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

#include "policy/platform.h"

namespace sysassert {
namespace {

using Counts = std::map<std::string, std::int64_t>;            // by call
using Platforms = std::map<std::string, Counts, std::less<>>;  // by "x86_64-glibc"

enum class Update { kNo, kNew, kAll };

std::optional<Update> UpdateAsked(std::string* mistake) {
  const char* asked = std::getenv("SYSASSERT_UPDATE");
  const std::string text = asked != nullptr ? asked : "";
  if (text == "no") return Update::kNo;
  if (text == "new") return Update::kNew;
  if (text == "all") return Update::kAll;
  if (text.empty()) return std::getenv("CI") != nullptr ? Update::kNo : Update::kNew;
  *mistake = fmt::format("SYSASSERT_UPDATE is '{}'; it is no, new or all\n", text);
  return std::nullopt;
}

// Lines of "PLATFORM CALL COUNT", and comments. Nullopt, and *mistake names the line, for others.
std::optional<Platforms> Parse(const std::string& text, std::string* mistake) {
  Platforms platforms;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string platform, call, more;
    std::int64_t count = -1;
    if (!(words >> platform >> call >> count) || count < 0 || words >> more) {
      *mistake = fmt::format("line {} is no 'PLATFORM CALL COUNT'", number);
      return std::nullopt;
    }
    platforms[platform][call] = count;
  }
  return platforms;
}

std::string TextOf(const Platforms& platforms, const Pattern& pattern) {
  std::string text = fmt::format(
      "# How often {} was called. Written by MatchesBaseline; "
      "SYSASSERT_UPDATE=all writes it anew.\n",
      pattern.text);
  for (const auto& [platform, counts] : platforms) {
    for (const auto& [call, count] : counts)
      text += fmt::format("{} {} {}\n", platform, call, count);
  }
  return text;
}

// Whole or not at all. Empty, or why not.
std::string Write(const std::string& file, const std::string& text) {
  const std::string partial = fmt::format("{}.{}.partial", file, getpid());
  std::remove(partial.c_str());
  // Through no link that somebody left there.
  const int fd = open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  std::FILE* out = fd >= 0 ? fdopen(fd, "wb") : nullptr;
  bool whole = out != nullptr && std::fwrite(text.data(), 1, text.size(), out) == text.size();
  whole = out != nullptr && std::fclose(out) == 0 && whole;
  if (whole && std::rename(partial.c_str(), file.c_str()) == 0) return "";
  const std::string why = std::strerror(errno);
  std::remove(partial.c_str());
  return fmt::format("cannot write {}: {}\n", file, why);
}

std::int64_t Sum(const Counts& counts) {
  std::int64_t sum = 0;
  for (const auto& [call, count] : counts) sum += count;
  return sum;
}

// "  openat     41 → 44   (+3)", for each call that differs.
std::string Difference(const Counts& before, const Counts& now) {
  std::string text;
  Counts all = before;
  all.insert(now.begin(), now.end());
  for (const auto& [call, ignored] : all) {
    const auto was = before.find(call), is = now.find(call);
    const std::int64_t a = was == before.end() ? 0 : was->second;
    const std::int64_t b = is == now.end() ? 0 : is->second;
    if (a != b) text += fmt::format("  {:<20} {:>6} → {:<6} ({:+})\n", call, a, b, b - a);
  }
  return text;
}

class Comparison {
 public:
  Comparison(const Trace& trace, const Pattern& pattern, const std::string& file,
             const Tolerance& tolerance)
      : trace_(trace), pattern_(pattern), file_(file), tolerance_(tolerance) {}

  BaselineAnswer Run() {
    std::string mistake;
    const auto update = UpdateAsked(&mistake);
    if (!update) return {false, false, mistake};
    for (const Call& call : trace_) {
      if (Matches(pattern_, call)) ++now_[std::string(call.name())];
    }
    if (const std::string blind = Blind(); !blind.empty()) return {false, true, blind};
    platform_ = policy::PlatformOf(trace_);
    std::ifstream in(file_, std::ios::binary);
    std::ostringstream text;
    if (in) text << in.rdbuf();
    auto platforms = Parse(text.str(), &mistake);
    if (!platforms)
      return {false, false, fmt::format("{}: {}; repair it, or remove it\n", file_, mistake)};
    const auto found = platforms->find(platform_);
    if (found == platforms->end()) return New(*update, &*platforms);
    return Compare(*update, found->second, &*platforms);
  }

 private:
  // What the evaluator says where hidden calls could have made it more; empty where there are none.
  std::string Blind() const {
    Count count;
    count.pattern = pattern_;
    count.accepts = [most = Sum(now_)](std::int64_t n) { return n <= most; };
    count.expected = "a baseline";
    Rule rule;
    rule.id = "MatchesBaseline";
    rule.body = count;
    for (const Violation& violation : Evaluate(trace_, {rule}).violations) {
      if (violation.kind == Violation::Kind::kInconclusive) return Format(violation, trace_);
    }
    return "";
  }

  BaselineAnswer New(Update update, Platforms* platforms) {
    const std::string counted = Difference({}, now_);
    if (update == Update::kNo) {
      return {false, false,
              fmt::format("there is no baseline for {} in {}, and nothing may be written here\n{}"
                          "  remedy  run the test once where CI is not set, and commit the file\n",
                          platform_, file_, counted)};
    }
    (*platforms)[platform_] = now_;
    if (const std::string refused = Write(file_, TextOf(*platforms, pattern_)); !refused.empty())
      return {false, false, refused};
    return {true, false, fmt::format("a new baseline for {}: {}\n{}", platform_, file_, counted)};
  }

  BaselineAnswer Compare(Update update, const Counts& before, Platforms* platforms) {
    const std::int64_t was = Sum(before), is = Sum(now_);
    const std::string difference = Difference(before, now_);
    if (difference.empty()) return {true, false, ""};
    const std::string head = fmt::format("{} calls, baseline {} ({:+}) for {} in {}\n", is, was,
                                         is - was, platform_, file_);
    if (update == Update::kAll) {
      (*platforms)[platform_] = now_;
      if (const std::string refused = Write(file_, TextOf(*platforms, pattern_)); !refused.empty())
        return {false, false, refused};
      return {true, false, head + difference + "  written anew\n"};
    }
    const std::int64_t slack = tolerance_.percent ? was * tolerance_.value / 100 : tolerance_.value;
    const bool holds = is <= was + slack;
    const std::string remedy =
        holds ? "" : "  if that is right: SYSASSERT_UPDATE=all, and commit the file\n";
    return {holds, false, head + difference + remedy};
  }

  const Trace& trace_;
  const Pattern& pattern_;
  const std::string& file_;
  const Tolerance& tolerance_;
  std::string platform_;
  Counts now_;
};

}  // namespace

BaselineAnswer CompareWithBaseline(const Trace& trace, const Pattern& pattern,
                                   const std::string& file, const Tolerance& tolerance) {
  if (!trace.valid()) return {false, true, trace.error().Message() + "\n"};
  return Comparison(trace, pattern, file, tolerance).Run();
}

std::string BaselineFile(const std::string& name, const std::string& source) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path path(source);
  const fs::path file = name + ".baseline";
  if (path.is_absolute()) return (path.parent_path() / file).string();
  if (fs::exists(path, ignored))
    return (fs::absolute(path).parent_path() / file).lexically_normal();
  for (fs::path at = fs::read_symlink("/proc/self/exe", ignored); at.has_relative_path();
       at = at.parent_path()) {
    if (fs::exists(at / path, ignored))
      return ((at / path).parent_path() / file).lexically_normal();
  }
  return (path.parent_path() / file).string();
}

}  // namespace sysassert

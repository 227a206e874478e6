// sysassert diff: what two runs did differently.
#include <fmt/format.h>

#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "capture/format.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/failure.h"
#include "cli/output.h"
#include "cli/recordings.h"
#include "report/difference.h"

namespace sysassert::cli {
namespace {

// The text of a file that is no recording; nullopt where it is one, or cannot be read.
std::optional<std::string> TextOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string head(sizeof capture::kMagic, '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(file.gcount()));
  if (file.bad() || head == std::string(capture::kMagic, sizeof capture::kMagic))
    return std::nullopt;
  std::ostringstream rest;
  rest << file.rdbuf();
  return head + rest.str();
}

// A recording, or else the counts that a table says.
struct Side {
  std::optional<Trace> run;
  report::CallTable table;
};

Side Read(const std::string& path) {
  const std::optional<std::string> text = TextOf(path);
  if (!text || text->empty()) return {LoadTrace(path), {}};
  if (const auto table = report::ReadCallTable(*text)) return {std::nullopt, *table};
  throw Failure(
      kUsage, fmt::format("{} is neither a recording nor a table of counts", path),
      {{"remedy",
        "sysassert record -o FILE -- CMD makes the one, sysassert trace -c -o FILE CMD the "
        "other"}});
}

report::Difference Compare(const Side& a, const Side& b) {
  if (a.run && b.run) return report::Compare(*a.run, *b.run);
  const auto counts = [](const Side& side) {
    return side.run ? report::TableOf(side.run->WholeRun()) : side.table;
  };
  return report::Compare(counts(a), counts(b));
}

}  // namespace

int RunDiff(const Arguments& arguments) {
  std::vector<std::string> paths;
  Options options(
      "diff",
      "Says what two runs did differently: how they ended, counts of calls, paths and\n"
      "addresses that came or went, errors, and where the runs part. Process ids, times,\n"
      "temporary names and the like are left out. Of a table of counts, as trace -c prints\n"
      "it, calls and errors are compared. Exits 1 where the runs differ.",
      "sysassert diff A B");
  options.Operands("A B", &paths, "recordings, or tables of counts");
  if (!options.Parse(arguments)) return kAllHold;
  if (paths.size() != 2) {
    throw UsageFailure("diff: it takes two recordings, or tables of counts",
                       "sysassert record -o FILE -- CMD makes one");
  }
  const report::Difference difference = Compare(Read(paths[0]), Read(paths[1]));
  Print(Stream::Stdout(), difference.text);
  return difference.any ? kViolated : kAllHold;
}

}  // namespace sysassert::cli

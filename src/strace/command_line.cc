// strace's command line: getopt_long(3) over the tables of options, and what does not go together.
#include <fmt/format.h>
#include <getopt.h>

#include "strace/draft.h"

namespace sysassert::strace {
namespace {

constexpr int kFirstLong = 256;          // and one for each long option: its place in the list
constexpr int kFirstQualifier = 100000;  // likewise of the qualifiers

// The tables in getopt's terms. It keeps pointers into the names.
struct Grammar {
  std::string letters = "+";  // the first operand begins the command
  std::vector<std::string> names;
  std::vector<option> options;

  Grammar() {
    std::vector<std::pair<Takes, int>> values;
    const auto add = [&](std::string_view all, Takes takes, int value) {
      for (const std::string_view name : SplitNames(all)) {
        names.emplace_back(name);
        values.emplace_back(takes, value);
      }
    };
    for (std::size_t i = 0; i < OptionTable().size(); ++i) {
      const OptionRow& row = OptionTable()[i];
      if (row.letter != 0) letters += row.letter;
      if (row.letter != 0 && row.takes == Takes::kValue) letters += ':';
      add(row.names, row.takes, kFirstLong + static_cast<int>(i));
    }
    for (std::size_t i = 0; i < QualifierTable().size(); ++i) {
      const QualifierRow& row = QualifierTable()[i];
      add(row.long_names, row.alone.empty() ? Takes::kValue : Takes::kMaybe,
          kFirstQualifier + static_cast<int>(i));
    }
    for (std::size_t i = 0; i < names.size(); ++i)
      options.push_back(
          {names[i].c_str(), static_cast<int>(values[i].first), nullptr, values[i].second});
    options.push_back({});
  }
};

const OptionRow& RowOf(int letter) {
  for (const OptionRow& row : OptionTable()) {
    if (row.letter == letter) return row;
  }
  return OptionTable()[static_cast<std::size_t>(letter - kFirstLong)];
}

Status Take(Draft& draft, int chosen, const Given& given) {
  if (chosen < kFirstQualifier) return RowOf(chosen).take(draft, given);
  const QualifierRow& row = QualifierTable()[static_cast<std::size_t>(chosen - kFirstQualifier)];
  return row.take(draft, given.value.value_or(std::string(row.alone)));
}

}  // namespace

Result<Parsed> ParseOptions(const std::string& program_name, const std::vector<std::string>& words,
                            const Warning& warn) {
  Draft draft;
  draft.warn = warn;
  Options& options = draft.options();
  options.program_name = program_name;
  options.style.string_limit = options.style.buffer_limit = options.string_limit;
  const Grammar grammar;
  std::vector<std::string> copies{program_name};
  copies.insert(copies.end(), words.begin(), words.end());
  std::vector<char*> argv;
  argv.reserve(copies.size() + 1);
  for (std::string& copy : copies) argv.push_back(copy.data());
  argv.push_back(nullptr);
  optind = 0;  // anew
  opterr = 1;  // it writes "strace: invalid option -- '9'" itself, as strace lets it
  while (true) {
    int index = -1;
    const int chosen = getopt_long(static_cast<int>(copies.size()), argv.data(),
                                   grammar.letters.c_str(), grammar.options.data(), &index);
    if (chosen == -1) break;
    if (chosen == '?') return Wrong("");
    Given given;
    given.name = index < 0 ? fmt::format("-{}", static_cast<char>(chosen))
                           : "--" + grammar.names[static_cast<std::size_t>(index)];
    if (optarg != nullptr) given.value = optarg;
    if (Status taken = Take(draft, chosen, given); !taken.ok()) return taken.error();
    if (draft.parsed.stop) return draft.parsed;
  }
  options.command.assign(copies.begin() + optind, copies.end());
  if (Status concluded = Conclude(draft); !concluded.ok()) return concluded.error();
  return draft.parsed;
}

}  // namespace sysassert::strace

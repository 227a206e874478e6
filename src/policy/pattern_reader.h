// PatternReader: a pattern's keys, each made a condition. Private to pattern*.cc.
#ifndef SYSASSERT_POLICY_PATTERN_READER_H_
#define SYSASSERT_POLICY_PATTERN_READER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/document.h"
#include "policy/yaml_source.h"
#include "tables/row.h"

namespace sysassert::policy {

class PatternReader {
 public:
  PatternReader(const Node& node, const File& file, Diagnostics* diagnostics)
      : node_(node), file_(file), diagnostics_(*diagnostics) {
    spec_.spot = node.spot;
  }

  PatternSpec Read();

 private:
  void Add(std::string key, std::string expected,
           std::function<bool(const Call&, std::string*)> holds,
           std::function<ArgumentTests(Sysno)> registers = nullptr);

  // pattern.cc
  void ReadCallNames();
  void WarnOfNothing(const Node& call);
  void ReadPaths(const char* key, std::vector<Written>* paths);
  void ReadFdKind(const Node& node);
  void ReadFamily(const Node& node);
  void ReadAddress(const Node& node);
  void ReadCloexec(const Node& node);
  void ReadLeaks(const Node& node);
  void ReadContent(const Node& node);
  void ReadResult(const Node& node);
  void ReadOrigin(const Node& node);

  // pattern_arguments.cc
  void ReadFd(const Node& node);
  void ReadFlags(const Node& node);
  void ReadArguments(const Node& node);
  // The names of flags, each known to the argument (empty: to any flags word) of a selected call: a
  // misspelt one would make a prohibition that never fires.
  std::vector<std::string> ReadFlagNames(const Node& node, std::string_view argument);
  std::vector<const tables::NameTable*> FlagTables(std::string_view argument) const;
  // An argument that no selected call has is a rule that can never match.
  bool MayBeInWords(std::string_view argument, std::string_view word) const;
  void CheckArgumentName(const Node& key);
  void AddNameTest(const std::string& name, const Entry& test);
  void AddNumberTest(const std::string& name, const Entry& test, std::optional<std::int64_t> mask);
  void ReadSize(const Node& node);

  const Node& node_;
  const File& file_;
  Diagnostics& diagnostics_;
  PatternSpec spec_;
};

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_PATTERN_READER_H_

// A policy is a file and those that it extends.
#include <algorithm>
#include <filesystem>

#include "policy/document.h"

namespace sysassert::policy {
namespace {

// One file may be named in several ways: "base.yaml", "sub/../base.yaml".
std::string IdentityOf(const File& file) {
  const Source& source = *file.source;
  if (source.directory().empty()) return source.name();
  return source.directory() / std::filesystem::path(source.name()).filename();
}

void Add(const File& file, const std::vector<Override>& reaching, std::vector<Part>* parts) {
  std::vector<Override> of_bases = reaching;
  of_bases.insert(of_bases.end(), file.overrides.begin(), file.overrides.end());
  for (const auto& base : file.bases) Add(*base, of_bases, parts);
  const std::string identity = IdentityOf(file);
  const auto known = std::find_if(parts->begin(), parts->end(), [&identity](const Part& part) {
    return IdentityOf(*part.file) == identity;
  });
  if (known == parts->end())
    parts->push_back({&file, reaching});
  else
    known->overrides.insert(known->overrides.end(), reaching.begin(), reaching.end());
}

}  // namespace

std::vector<Part> PartsOf(const File& file) {
  std::vector<Part> parts;
  Add(file, {}, &parts);
  return parts;
}

bool OnlyAllows(const File& file) {
  const bool allows = std::all_of(file.rules.begin(), file.rules.end(), [](const RuleSpec& rule) {
    return rule.kind == RuleSpec::Kind::kAllow;
  });
  return allows && file.restrictions.empty() &&
         std::all_of(file.bases.begin(), file.bases.end(),
                     [](const auto& base) { return OnlyAllows(*base); });
}

Policy::Mode ModeOf(const File& file) {
  if (file.mode) return *file.mode;
  const bool blocks = std::any_of(file.bases.begin(), file.bases.end(), [](const auto& base) {
    return ModeOf(*base) == Policy::Mode::kBlock;
  });
  return blocks ? Policy::Mode::kBlock : Policy::Mode::kCheck;
}

}  // namespace sysassert::policy

#include "learn/places.h"

#include "session/run_environment.h"

namespace sysassert::learn {
namespace {

std::string WithoutTrailingSlashes(std::string directory) {
  while (directory.ends_with('/')) directory.pop_back();
  return directory;
}

bool IsBelow(std::string_view path, std::string_view directory) {
  return path.substr(0, directory.size()) == directory &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

}  // namespace

Places::Places(const std::vector<Place>& places) {
  for (const Place& place : places) {
    const std::string directory = WithoutTrailingSlashes(place.directory);
    if (directory.starts_with('/')) places_.push_back({place.written, directory});
  }
}

Places Places::Of(const Trace& trace, const std::string& policy_directory) {
  const std::string temporary = VariableOf(trace, "TMPDIR").value_or("");
  return Places({{std::string(kTemporaryPlace), temporary.empty() ? "/tmp" : temporary},
                 {"~", trace.home()},
                 {"${policy_dir}", policy_directory},
                 {"${cwd}", trace.cwd()}});
}

PathPattern Places::Split(std::string_view path, int self_pid) const {
  const Place* best = nullptr;
  for (const Place& place : places_) {
    const bool deeper = best == nullptr || place.directory.size() > best->directory.size();
    if (deeper && IsBelow(path, place.directory)) best = &place;
  }
  PathPattern pattern = Literally(best == nullptr ? path : path.substr(best->directory.size()));
  auto& components = pattern.components;
  if (best != nullptr) {
    pattern.absolute = true;
    components.insert(components.begin(), {Part{Part::Kind::kVariable, best->written}});
  } else if (components.size() > 1 && components[0] == Literal("proc")) {
    const std::string& who = components[1][0].text;
    const bool self =
        who == "self" || who == "thread-self" || (self_pid > 0 && who == std::to_string(self_pid));
    if (self) components[1] = {Part{Part::Kind::kSelf, who}};
  }
  return pattern;
}

std::string Places::DirectoryOf(std::string_view written) const {
  for (const Place& place : places_) {
    if (place.written == written) return place.directory;
  }
  return "";
}

}  // namespace sysassert::learn

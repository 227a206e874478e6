#include "strace/program.h"

#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>

extern char** environ;

namespace sysassert::strace {
namespace {

Error Refused(std::string message) { return {std::move(message), 0, "", ""}; }

// Ours, as -E changes it.
std::vector<std::string> EnvironmentOf(const Options& options) {
  std::vector<std::string> environment;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
    environment.emplace_back(*variable);
  for (const std::string& change : options.environment) {
    const std::string name = change.substr(0, change.find('='));
    auto same = environment.begin();
    while (same != environment.end() && same->substr(0, same->find('=')) != name) ++same;
    const bool sets = change.size() > name.size();
    if (same != environment.end() && sets)
      *same = change;
    else if (same != environment.end())
      environment.erase(same);
    else if (sets)
      environment.push_back(change);
  }
  return environment;
}

Result<const passwd*> EntryOf(const std::string& name) {
  if (getuid() != 0) return Refused("You must be root to use the -u/--username option");
  const passwd* entry = getpwnam(name.c_str());
  if (entry == nullptr) return Refused(fmt::format("Cannot find user '{}'", name));
  return entry;
}

// The user of -u, with the identity that the file's set-id bits would give.
Result<engine::User> FindUser(const std::string& name, const struct stat& program) {
  const auto entry = EntryOf(name);
  if (!entry.ok()) return entry.error();
  engine::User user;
  user.uid = entry.value()->pw_uid;
  user.gid = entry.value()->pw_gid;
  user.effective_uid = (program.st_mode & S_ISUID) != 0 ? program.st_uid : user.uid;
  user.effective_gid = (program.st_mode & S_ISGID) != 0 ? program.st_gid : user.gid;
  int count = 64;
  user.groups.resize(static_cast<std::size_t>(count));
  if (getgrouplist(name.c_str(), user.gid, user.groups.data(), &count) < 0) {
    user.groups.resize(static_cast<std::size_t>(count));
    getgrouplist(name.c_str(), user.gid, user.groups.data(), &count);
  }
  user.groups.resize(static_cast<std::size_t>(count));
  return user;
}

}  // namespace

Status CheckUser(const std::string& name) {
  const auto entry = EntryOf(name);
  return entry.ok() ? Status(Unit{}) : Status(entry.error());
}

Result<engine::LaunchSpec> ProgramOf(const Options& options) {
  const char* path = std::getenv("PATH");
  const std::string& name = options.command[0];
  auto program = engine::FindProgram(name, path != nullptr ? path : "", "");
  struct stat status {};
  if (!program.ok() || stat(program->c_str(), &status) != 0)
    return Refused(fmt::format("Can't stat '{}': {}", name, strerror(ENOENT)));
  engine::LaunchSpec spec;
  spec.program = program.value();
  spec.arguments = options.command;
  if (options.has_first_argument) spec.arguments[0] = options.first_argument;
  spec.environment = EnvironmentOf(options);
  sigprocmask(SIG_BLOCK, nullptr, &spec.signal_mask);
  if (!options.user.empty()) {
    auto user = FindUser(options.user, status);
    if (!user.ok()) return user.error();
    spec.user = user.value();
  }
  return spec;
}

}  // namespace sysassert::strace

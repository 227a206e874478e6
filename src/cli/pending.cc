#include "cli/pending.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

#include "cli/failure.h"
#include "cli/output.h"
#include "learn/path_pattern.h"
#include "policy/source.h"
#include "report/escape.h"

namespace sysassert::cli {
namespace {

// Checks of one policy that end side by side take turns at its pending file.
class Turn {
 public:
  explicit Turn(const std::string& policy) : fd_(open(policy.c_str(), O_RDONLY | O_CLOEXEC)) {
    while (fd_ >= 0 && flock(fd_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  ~Turn() {
    if (fd_ >= 0) close(fd_);
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  int fd_;
};

bool MayWriteBeside(const std::string& policy) {
  const std::size_t slash = policy.rfind('/');
  const std::string directory = slash == std::string::npos ? "." : policy.substr(0, slash + 1);
  return access(directory.c_str(), W_OK | X_OK) == 0;
}

std::string Leave(const report::PolicyVerdict& held, const std::vector<Trace>& runs) {
  const std::string& path = held.path;
  const Turn turn(path);
  review::Pending news;
  if (!held.verdict.ok()) {
    auto found = review::PendingOf(*held.policy, runs, held.verdict);
    if (!found.ok()) return "";  // the report has said what hides the run
    news = std::move(found).value();
  }
  const std::optional<review::Pending> before = LoadPending(path, Damaged::kForgotten);
  if (!before && news.empty()) return "";
  const std::size_t changes = news.changes.size();
  SavePending(review::Renewed(before.value_or(review::Pending()),
                              learn::Visible(runs.front().command()), std::move(news)),
              path);
  if (changes == 0) return "";
  return fmt::format("sysassert: if that is right: sysassert review {} ({} pending)\n",
                     report::Printable(path),
                     changes == 1 ? "one change" : fmt::format("{} changes", changes));
}

}  // namespace

bool IsCi() { return std::getenv("CI") != nullptr; }

std::optional<review::Pending> LoadPending(const std::string& policy, Damaged damaged) {
  const std::string file = review::PendingFile(policy);
  struct stat found {};
  if (lstat(file.c_str(), &found) != 0 && errno == ENOENT) return std::nullopt;
  if (S_ISLNK(found.st_mode))
    throw Failure(kUsage, file + " is a symbolic link, and is not followed",
                  {{"remedy", "remove it"}});
  std::string mistake;
  const auto text = policy::ReadPolicyFile(file, &mistake);
  if (!text) throw Failure(kUsage, fmt::format("{}: {}", file, mistake));
  auto pending = review::ReadPending(*text, file);
  const bool ours = text->find(review::kPendingVersion) != text->npos;
  if (!pending.ok() && ours && damaged == Damaged::kForgotten) return review::Pending();
  if (!pending.ok()) throw FailureOf(kUsage, pending.error());
  return std::move(pending).value();
}

void SavePending(const review::Pending& pending, const std::string& policy) {
  const std::string file = review::PendingFile(policy);
  if (!pending.empty())
    ReplaceFile(file, review::TextOf(pending, policy));
  else
    unlink(file.c_str());
}

std::string LeavePending(const report::RunReport& report, const std::vector<Trace>& runs) {
  std::string lines;
  if (IsCi()) return lines;
  for (const report::PolicyVerdict& held : report.policies) {
    const bool is_file = !held.path.empty() && !held.path.starts_with("stock:");
    if (!is_file || !held.policy || !MayWriteBeside(held.path)) continue;
    try {
      lines += Leave(held, runs);
    } catch (const Failure& failure) {
      lines += failure.text();
    }
  }
  return lines;
}

}  // namespace sysassert::cli

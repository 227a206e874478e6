#include "torture/run_alone.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sysassert/trace.h"

namespace sysassert::selftest {
namespace {

std::string StatusText(int status) {
  ExitStatus text;
  text.kind = WIFEXITED(status) ? ExitStatus::Kind::kExited : ExitStatus::Kind::kSignaled;
  text.value = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
  text.core_dumped = WIFSIGNALED(status) && WCOREDUMP(status);
  return text.text();
}

// Both to their ends.
void Drain(int out, int err, Effect* effect) {
  pollfd ready[] = {{out, POLLIN, 0}, {err, POLLIN, 0}};
  std::string* texts[] = {&effect->output, &effect->errors};
  while (ready[0].fd >= 0 || ready[1].fd >= 0) {
    if (poll(ready, 2, -1) < 0 && errno != EINTR) break;
    for (int i = 0; i < 2; ++i) {
      if (ready[i].fd < 0 || ready[i].revents == 0) continue;
      char bytes[4096];
      const ssize_t got = read(ready[i].fd, bytes, sizeof bytes);
      if (got <= 0)
        ready[i].fd = -1;
      else
        texts[i]->append(bytes, static_cast<std::size_t>(got));
    }
  }
}

}  // namespace

std::vector<std::string> FilesIn(const std::string& directory) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    struct stat found {};
    if (lstat(entry.path().c_str(), &found) != 0) continue;
    std::ostringstream line;
    line << entry.path().string().substr(directory.size() + 1) << " " << std::oct << found.st_mode;
    if (S_ISREG(found.st_mode)) {
      std::ifstream file(entry.path(), std::ios::binary);
      std::ostringstream bytes;
      bytes << file.rdbuf();
      // Scripts name their directory, which is another one in each run.
      std::string text = bytes.str();
      for (std::size_t at; (at = text.find(directory)) != std::string::npos;)
        text.replace(at, directory.size(), "DIRECTORY");
      line << " " << text;
    }
    files.push_back(line.str());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string TextOf(const Effect& effect) {
  std::string text =
      effect.status + "\nstdout:\n" + effect.output + "stderr:\n" + effect.errors + "files:\n";
  for (const std::string& file : effect.files) text += file + "\n";
  return text;
}

Effect RunAlone(const std::vector<std::string>& words, const std::string& directory) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  int out[2];
  int err[2];
  Effect effect;
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) return effect;
  const pid_t child = fork();
  if (child == 0) {
    const int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (dup2(null, 0) < 0 || dup2(out[1], 1) < 0 || dup2(err[1], 2) < 0 ||
        chdir(directory.c_str()) != 0)
      _exit(126);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  close(out[1]);
  close(err[1]);
  Drain(out[0], err[0], &effect);
  close(out[0]);
  close(err[0]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  while (waitpid(-1, nullptr, __WALL | WNOHANG) > 0) {  // what CLONE_PARENT left to us
  }
  effect.status = StatusText(status);
  effect.unavailable = WIFEXITED(status) && WEXITSTATUS(status) == 77;
  effect.files = FilesIn(directory);
  return effect;
}

}  // namespace sysassert::selftest

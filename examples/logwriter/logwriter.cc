// Writes a log file the safe way: a temporary file, synced, then renamed over the old one.
//
//   logwriter [--bug=no-sync] FILE
//
// The planted bug renames without the sync: after a power cut FILE may be empty.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

[[noreturn]] void Die(const char* operation, const std::string& path) {
  std::fprintf(stderr, "logwriter: %s %s: %s\n", operation, path.c_str(), std::strerror(errno));
  std::exit(1);
}

// The configuration is optional: without one, the defaults hold.
std::string Greeting() {
  const int conf = open("/etc/logwriter.conf", O_RDONLY | O_CLOEXEC);
  if (conf < 0) return "started";
  char text[64] = {};
  const ssize_t got = read(conf, text, sizeof text);
  close(conf);
  return std::string(text, got > 0 ? static_cast<size_t>(got) : 0);
}

void WriteLog(const std::string& path, bool sync) {
  const std::string temporary = path + ".tmp";
  const int file =
      open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);  // NOLINT
  if (file < 0) Die("open", temporary);
  for (const std::string& line : {Greeting() + "\n", std::string("ready\n")}) {
    if (write(file, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
      Die("write", temporary);
  }
  if (sync && fsync(file) != 0) Die("fsync", temporary);
  close(file);
  if (rename(temporary.c_str(), path.c_str()) != 0) Die("rename", temporary);
}

}  // namespace

int main(int argc, char** argv) {
  const bool bug = argc > 1 && std::string_view(argv[1]) == "--bug=no-sync";
  if (argc != (bug ? 3 : 2)) {
    std::fprintf(stderr, "usage: logwriter [--bug=no-sync] FILE\n");
    return 2;
  }
  WriteLog(argv[argc - 1], !bug);
  return 0;
}

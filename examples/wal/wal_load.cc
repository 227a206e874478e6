// Starts wal_server on a log of its own, has four clients write to it at once, and stops it.
//
//   wal_load [option of wal_server…]
//
// The log is $TMPDIR/wal-XXXXXX/store.wal and is removed at the end. Status 0 if the server said OK
// to everything.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "wal/wal_client.h"

namespace {

constexpr int kClients = 4;
constexpr int kPutsEach = 5;

struct Server {
  pid_t pid = -1;
  std::uint16_t port = 0;
};

// From the same directory as this program. It says its port on its standard output.
Server Start(std::vector<std::string> words) {
  words.insert(words.begin(),
               std::filesystem::read_symlink("/proc/self/exe").replace_filename("wal_server"));
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  int output[2];
  if (pipe2(output, O_CLOEXEC) != 0) return {};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
  Server server;
  if (posix_spawn(&server.pid, arguments[0], &actions, nullptr, arguments.data(), environ) != 0)
    server.pid = -1;
  posix_spawn_file_actions_destroy(&actions);
  close(output[1]);
  FILE* said = fdopen(output[0], "r");
  unsigned port = 0;
  if (std::fscanf(said, "listening 127.0.0.1:%u", &port) == 1)
    server.port = static_cast<std::uint16_t>(port);
  std::fclose(said);
  return server;
}

// One record before the crowd: then no other thread's fsync can cover for a missing one.
bool PutAll(std::uint16_t port) {
  if (!wal::Client(port).Put("first", "alone")) return false;
  bool all[kClients] = {};
  std::vector<std::thread> clients;
  for (bool& ok : all) {
    clients.emplace_back([port, &ok] {
      wal::Client client(port);
      ok = true;
      for (int i = 0; i < kPutsEach; ++i) ok = client.Put("key", std::to_string(i)) && ok;
    });
  }
  for (std::thread& client : clients) client.join();
  for (const bool ok : all) {
    if (!ok) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  std::string directory = std::filesystem::temp_directory_path() / "wal-XXXXXX";
  if (mkdtemp(directory.data()) == nullptr) {
    std::perror(directory.c_str());
    return 1;
  }
  std::vector<std::string> words(argv + 1, argv + argc);
  words.push_back("--log=" + directory + "/store.wal");
  const Server server = Start(words);
  const bool ok = server.port != 0 && PutAll(server.port);
  int status = 0;
  if (server.pid > 0) {
    kill(server.pid, SIGTERM);
    waitpid(server.pid, &status, 0);
  }
  std::filesystem::remove_all(directory);
  return ok && WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

// A key-value server in front of a write-ahead log: one thread a client, on loopback.
//
//   wal_server --log=FILE [--bug=ack-before-sync]
//
// A client sends "PUT key value\n" and reads "OK\n" once the record is on the disk. The port is the
// kernel's choice and is printed as "listening 127.0.0.1:PORT". SIGTERM ends it with status 0.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

struct Options {
  std::string log;
  bool ack_before_sync = false;  // the planted bug: says OK while the record may still be lost
};

volatile sig_atomic_t stopping = 0;

[[noreturn]] void Die(const char* operation) {
  std::fprintf(stderr, "wal_server: %s: %s\n", operation, std::strerror(errno));
  std::exit(1);
}

void Send(int client, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = send(client, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent < 0) return;  // the client is gone; its next read says so too
    text.remove_prefix(static_cast<size_t>(sent));
  }
}

// The descriptor is opened with O_APPEND and a record is one write, so threads need no lock.
void Append(int log, const std::string& record) {
  if (write(log, record.data(), record.size()) != static_cast<ssize_t>(record.size())) Die("write");
}

void Sync(int log) {
  if (fsync(log) != 0) Die("fsync");
}

void Put(int client, int log, const std::string& record, const Options& options) {
  Append(log, record);
  if (options.ack_before_sync) {
    Send(client, "OK\n");
    Sync(log);
  } else {
    Sync(log);
    Send(client, "OK\n");
  }
}

void Serve(int client, int log, const Options& options) {
  std::string input;
  char buffer[512];
  for (ssize_t got; (got = recv(client, buffer, sizeof buffer, 0)) > 0;) {
    input.append(buffer, static_cast<size_t>(got));
    for (size_t end; (end = input.find('\n')) != std::string::npos; input.erase(0, end + 1)) {
      const std::string line = input.substr(0, end + 1);
      if (line.rfind("PUT ", 0) == 0) {
        Put(client, log, line.substr(4), options);
      } else {
        Send(client, "ERROR unknown command\n");
      }
    }
  }
  // Not closed here: main owns the descriptor, so that its number is never taken for another
  // client's.
  shutdown(client, SHUT_RDWR);
}

int Listen() {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (listener < 0) Die("socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);  // port 0: the kernel picks a free one
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) Die("bind");
  if (listen(listener, 16) != 0) Die("listen");
  socklen_t size = sizeof address;
  if (getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) Die("getsockname");
  std::printf("listening 127.0.0.1:%d\n", ntohs(address.sin_port));
  std::fflush(stdout);
  return listener;
}

// SIGTERM is blocked but for the wait in ppoll, so that it can be neither lost nor taken by a
// client's thread.
sigset_t CatchTermination() {
  struct sigaction action {};
  action.sa_handler = [](int) { stopping = 1; };
  sigaction(SIGTERM, &action, nullptr);
  sigset_t term;
  sigset_t before;
  sigemptyset(&term);
  sigaddset(&term, SIGTERM);
  sigprocmask(SIG_BLOCK, &term, &before);
  return before;
}

bool Parse(int argc, char** argv, Options* options) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument.rfind("--log=", 0) == 0) {
      options->log = argument.substr(6);
    } else if (argument == "--bug=ack-before-sync") {
      options->ack_before_sync = true;
    } else {
      return false;
    }
  }
  return !options->log.empty();
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!Parse(argc, argv, &options)) {
    std::fprintf(stderr, "usage: wal_server --log=FILE [--bug=ack-before-sync]\n");
    return 2;
  }
  const sigset_t unblocked = CatchTermination();
  const int log = open(options.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (log < 0) Die("open");
  const int listener = Listen();

  std::vector<int> clients;
  std::vector<std::thread> threads;
  while (!stopping) {
    pollfd ready{listener, POLLIN, 0};
    if (ppoll(&ready, 1, nullptr, &unblocked) <= 0) continue;
    const int client = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    clients.push_back(client);
    threads.emplace_back(Serve, client, log, std::cref(options));
  }
  for (const int client : clients) shutdown(client, SHUT_RDWR);
  for (std::thread& thread : threads) thread.join();
  for (const int client : clients) close(client);
  return 0;
}

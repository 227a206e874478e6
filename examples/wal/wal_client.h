// A client of wal_server.
#ifndef EXAMPLES_WAL_WAL_CLIENT_H_
#define EXAMPLES_WAL_WAL_CLIENT_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>

namespace wal {

// One connection, closed with the client. A connection that failed answers every Put() with false.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server.sin_port = htons(port);
    connected_ = connect(socket_, reinterpret_cast<sockaddr*>(&server), sizeof server) == 0;
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { close(socket_); }

  // True once the server says that the record is safe. Neither may hold a line feed, nor `key` a
  // space.
  bool Put(const std::string& key, const std::string& value) {
    const std::string request = "PUT " + key + " " + value + "\n";
    if (!connected_) return false;
    const ssize_t sent = send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
    return sent == static_cast<ssize_t>(request.size()) && ReadLine() == "OK";
  }

 private:
  std::string ReadLine() {
    std::string line;
    for (char c; recv(socket_, &c, 1, 0) == 1 && c != '\n';) line += c;
    return line;
  }

  int socket_;
  bool connected_ = false;
};

}  // namespace wal

#endif  // EXAMPLES_WAL_WAL_CLIENT_H_

/* serves: a server with a thread for each of three connections, one after the other, and a child
 * that is their client. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kConnections = 3 };

static void* answer(void* connection) {
  const int fd = *(int*)connection;
  char request[16];
  const ssize_t bytes = recv(fd, request, sizeof request, 0);
  if (bytes > 0 && send(fd, request, (size_t)bytes, MSG_NOSIGNAL) != bytes) _exit(2);
  close(fd);
  return NULL;
}

static int ask(const struct sockaddr_in* address) {
  for (int i = 0; i < kConnections; ++i) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    char reply[16];
    if (connect(fd, (const struct sockaddr*)address, sizeof *address) != 0) return 1;
    if (send(fd, "request", 7, 0) != 7) return 1;
    if (recv(fd, reply, sizeof reply, MSG_WAITALL) != 7) return 1;
    close(fd);
  }
  return 0;
}

int main(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(listener, (const struct sockaddr*)&address, length) != 0 || listen(listener, 5) != 0 ||
      getsockname(listener, (struct sockaddr*)&address, &length) != 0)
    return 1;
  const pid_t client = fork();
  if (client == 0) _exit(ask(&address));
  for (int i = 0; i < kConnections; ++i) {
    int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    pthread_t thread;
    if (connection < 0 || pthread_create(&thread, NULL, answer, &connection) != 0) return 1;
    pthread_join(thread, NULL);
  }
  int status = 0;
  waitpid(client, &status, 0);
  return WEXITSTATUS(status);
}

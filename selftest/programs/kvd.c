/* A key-value server in front of a write-ahead log, store.wal in its directory. One client at a
 * time sends "PUT key value\n" and reads "OK\n" once the record is on the disk; with --hasty it
 * says so before. The port is the kernel's choice (--port=0); SIGTERM ends it with status 0. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void end(int signal) {
  (void)signal;
  _exit(0);
}

static int listen_on_loopback(void) {
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (server < 0 || bind(server, (struct sockaddr*)&address, size) != 0) return -1;
  if (getsockname(server, (struct sockaddr*)&address, &size) != 0) return -1;
  return listen(server, 8) == 0 ? server : -1;
}

static void serve(int client, int wal, int hasty) {
  char record[256];
  ssize_t got;
  while ((got = recv(client, record, sizeof record, 0)) > 0) {
    if (write(wal, record, (size_t)got) != got) _exit(1);
    if (hasty) send(client, "OK\n", 3, 0);
    if (fsync(wal) != 0) _exit(1);
    if (!hasty) send(client, "OK\n", 3, 0);
  }
  close(client);
}

int main(int argc, char** argv) {
  int hasty = argc > 1 && strcmp(argv[argc - 1], "--hasty") == 0;
  signal(SIGTERM, end);
  int wal = open("store.wal", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  int server = listen_on_loopback();
  if (wal < 0 || server < 0) return 1;
  for (;;) {
    int client = accept(server, NULL, NULL);
    if (client >= 0) serve(client, wal, hasty);
  }
}

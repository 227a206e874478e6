/* Changes and opens things that no path names, or that are named in odd ways: what a policy that is
 * learned must allow. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#define IGNORE(call) ((void)!(call))

static void sockets(void) {
  int datagram = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons(9);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  connect(datagram, (struct sockaddr*)&address, sizeof address);
  address.sin_family = AF_UNSPEC; /* as getaddrinfo(3) lets go of an address */
  connect(datagram, (struct sockaddr*)&address, sizeof address);
  connect(datagram, (struct sockaddr*)1, sizeof address);

  struct sockaddr_nl kernel;
  memset(&kernel, 0, sizeof kernel);
  kernel.nl_family = AF_NETLINK;
  bind(socket(AF_NETLINK, SOCK_RAW, 0), (struct sockaddr*)&kernel, sizeof kernel);

  struct sockaddr_un name;
  memset(&name, 0, sizeof name);
  name.sun_family = AF_UNIX;
  bind(socket(AF_UNIX, SOCK_DGRAM, 0), (struct sockaddr*)&name,
       offsetof(struct sockaddr_un, sun_path));
  strcpy(name.sun_path + 1, "sysassert/odd");
  bind(socket(AF_UNIX, SOCK_DGRAM, 0), (struct sockaddr*)&name,
       (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen("sysassert/odd")));
  strcpy(name.sun_path, "odd.socket");
  bind(socket(AF_UNIX, SOCK_DGRAM, 0), (struct sockaddr*)&name, sizeof name);
  unlink("odd.socket");
}

static void files(void) {
  int memory = memfd_create("odd", 0);
  IGNORE(ftruncate(memory, 5));
  int nameless = open(".", O_TMPFILE | O_RDWR, 0600);
  fchmod(nameless, 0640);
  int gone = open("odd.gone", O_RDWR | O_CREAT, 0600);
  unlink("odd.gone");
  IGNORE(ftruncate(gone, 1));
  int pipes[2];
  if (pipe(pipes) == 0) fchmod(pipes[1], 0600);
  fchmod(socket(AF_UNIX, SOCK_STREAM, 0), 0600);
  dup2(pipes[1], 9);
  close(open("/proc/self/fd/9", O_WRONLY));
  close(open("/dev/fd/9", O_WRONLY));
  open("", O_RDONLY);
  open((const char*)1, O_RDONLY);
  rename((const char*)1, "odd.none");
  rename("odd.none", "");
  fchmod(-1, 0600);
  IGNORE(symlink("no/where", "odd.link"));
  open("odd.link", O_RDONLY);
  open("odd.link/below", O_WRONLY | O_CREAT, 0600);
  unlink("odd.link");
}

int main(void) {
  umask(022);
  files();
  sockets();
  return 0;
}

/* The other way to be asked at a call's entry: seccomp user notification. Every getppid of the
   command asks this process, which lets it go on. No result can be seen, and no register. usage:
   user_notifier CMD ARG… */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* A message of one byte, with room for a descriptor beside it. */
struct Envelope {
  struct msghdr message;
  struct iovec piece;
  char byte;
  char control[CMSG_SPACE(sizeof(int))];
};

static void Prepare(struct Envelope* envelope) {
  memset(envelope, 0, sizeof *envelope);
  envelope->piece.iov_base = &envelope->byte;
  envelope->piece.iov_len = 1;
  envelope->message.msg_iov = &envelope->piece;
  envelope->message.msg_iovlen = 1;
  envelope->message.msg_control = envelope->control;
  envelope->message.msg_controllen = sizeof envelope->control;
}

/* The child's half: the filter, whose listener goes to the parent. */
static int Install(int socket) {
  struct sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const struct sock_fprog filter = {sizeof program / sizeof *program, program};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  const int listener =
      (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
  if (listener < 0) return -1;
  struct Envelope envelope;
  Prepare(&envelope);
  struct cmsghdr* header = CMSG_FIRSTHDR(&envelope.message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof listener);
  memcpy(CMSG_DATA(header), &listener, sizeof listener);
  if (sendmsg(socket, &envelope.message, 0) != 1) return -1;
  return close(listener);
}

static int ReceiveListener(int socket) {
  struct Envelope envelope;
  Prepare(&envelope);
  if (recvmsg(socket, &envelope.message, 0) != 1 || CMSG_FIRSTHDR(&envelope.message) == NULL)
    return -1;
  int listener = -1;
  memcpy(&listener, CMSG_DATA(CMSG_FIRSTHDR(&envelope.message)), sizeof listener);
  return listener;
}

int main(int argc, char** argv) {
  int pair[2];
  if (argc < 2 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return 2;
  const pid_t child = fork();
  if (child == 0) {
    if (Install(pair[1]) != 0) _exit(126);
    execvp(argv[1], argv + 1);
    _exit(127);
  }
  close(pair[1]);
  const int listener = ReceiveListener(pair[0]);
  struct pollfd ready = {listener, POLLIN, 0};
  while (listener >= 0 && poll(&ready, 1, -1) > 0 && (ready.revents & POLLIN) != 0) {
    struct seccomp_notif call = {0};
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0) {
      if (errno == ENOENT || errno == EINTR) continue;
      break;
    }
    struct seccomp_notif_resp answer = {call.id, 0, 0, SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer) != 0 && errno != ENOENT) break;
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

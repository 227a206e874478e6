/* attached [HOW]: says its pid on standard output once it is as HOW says, and ends with status 7
 * when standard input does. Every thread of it sleeps in a call until then. threads  with two more
 * threads stopped  stopped by a SIGSTOP of its own, and running on when another sends SIGCONT vfork
 * in a vfork(2) whose child waits for standard input makes    making threads that end, one after
 * the other, without pause polls    in a poll(2) with a timeout, which the kernel restarts by
 * restart_syscall(2) */
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>

#include "say.h"

static void* wait_for_the_end(void* unused) {
  char byte;
  (void)unused;
  while (read(STDIN_FILENO, &byte, 1) > 0) {
  }
  return NULL;
}

static void* say_thread(void* unused) {
  (void)unused;
  say("thread");
  return NULL;
}

static void say_pid(void) {
  char text[16];
  const int length = snprintf(text, sizeof text, "%d\n", getpid());
  if (write(STDOUT_FILENO, text, (size_t)length) != length) _exit(1);
}

int main(int argc, char** argv) {
  const char* how = argc > 1 ? argv[1] : "";
  pthread_t threads[2];
  if (strcmp(how, "threads") == 0) {
    for (int i = 0; i < 2; ++i) pthread_create(&threads[i], NULL, wait_for_the_end, NULL);
    say_pid();
    for (int i = 0; i < 2; ++i) pthread_join(threads[i], NULL);
  } else if (strcmp(how, "makes") == 0) {
    struct pollfd end = {STDIN_FILENO, POLLIN, 0};
    say_pid();
    while (poll(&end, 1, 0) == 0) {
      pthread_create(&threads[0], NULL, say_thread, NULL);
      pthread_join(threads[0], NULL);
    }
  } else if (strcmp(how, "vfork") == 0) {
    say_pid();
    if (vfork() == 0) {
      wait_for_the_end(NULL);
      _exit(0);
    }
  } else if (strcmp(how, "polls") == 0) {
    struct pollfd end = {STDIN_FILENO, POLLIN, 0};
    say_pid();
    poll(&end, 1, 600000);
  } else {
    say_pid();
    if (strcmp(how, "stopped") == 0) raise(SIGSTOP);
    wait_for_the_end(NULL);
  }
  say("end");
  _exit(7);
}

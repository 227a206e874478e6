// Built with each sanitizer, whose runtime maps terabytes, has threads and handlers of its own, and
// looks for leaks at the end: `sanitized FILE [leak]`.
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char* file;

static void* Write(void* unused) {
  char* text = strdup("text");
  const int fd = open(file, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (write(fd, text, 4) != 4) _exit(2);
  close(fd);
  free(text);
  return unused;
}

int main(int argc, char** argv) {
  if (argc < 2) return 1;
  file = argv[1];
  pthread_t thread;
  if (pthread_create(&thread, NULL, Write, NULL) != 0 || pthread_join(thread, NULL) != 0) return 3;
  const pid_t child = fork();
  if (child == 0) {
    Write(NULL);
    _exit(0);
  }
  int status = 0;
  if (waitpid(child, &status, 0) != child || status != 0) return 4;
  if (argc > 2) {
    char* volatile lost = malloc(16);
    lost = NULL;
    (void)lost;
  }
  puts("done");
  return 0;
}

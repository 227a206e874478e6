/* Writes out.tmp, syncs it, renames it to out.log; looks for an optional /etc/app.conf. With
 * --no-sync it forgets the sync. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char** argv) {
  int conf = open("/etc/app.conf", O_RDONLY | O_CLOEXEC);
  if (conf >= 0) close(conf);
  int out = open("out.tmp", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (out < 0 || write(out, "hello\n", 6) != 6) return 1;
  if (!(argc > 1 && strcmp(argv[1], "--no-sync") == 0) && fsync(out) != 0) return 1;
  close(out);
  return rename("out.tmp", "out.log") == 0 ? 0 : 1;
}

/* A program's daily round of files, over and over, until it made N calls: looks, reads, writes,
   renames, removals. usage: mix N DIRECTORY [FILES]. The directory must exist and is its own. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static long calls_left;

static void Count(long calls) { calls_left -= calls; }

/* Reads a file of the system, by small pieces: six calls and more. */
static void ReadInput(const char* path) {
  char piece[512];
  struct stat status;
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) exit(1);
  fstat(fd, &status);
  int reads = 0;
  while (reads < 3 && read(fd, piece, sizeof piece) > 0) ++reads;
  lseek(fd, 0, SEEK_SET);
  close(fd);
  Count(reads + 5);
}

/* Writes a file beside its final name, syncs it, and renames it: eight calls. */
static void WriteOutput(long number) {
  char draft[64], name[64];
  snprintf(draft, sizeof draft, "draft-%ld", number);
  snprintf(name, sizeof name, "report-%ld", number);
  const int fd = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) exit(1);
  for (int i = 0; i < 4; ++i) {
    if (write(fd, "a line of text that is written\n", 31) != 31) exit(1);
  }
  fdatasync(fd);
  close(fd);
  if (rename(draft, name) != 0) exit(1);
  Count(8);
}

/* Looks for files that are not there: four calls. */
static void LookAround(void) {
  struct stat status;
  stat("/etc/absent.conf", &status);
  stat("/usr/share/absent", &status);
  access("/etc/absent.d", R_OK);
  getppid();
  Count(4);
}

int main(int argc, char** argv) {
  if (argc < 3 || chdir(argv[2]) != 0) return 2;
  calls_left = atol(argv[1]);
  const long files = argc > 3 ? atol(argv[3]) : 100;
  static const char* const kInputs[] = {"/etc/passwd", "/etc/group", "/etc/hosts"};
  for (long round = 0; calls_left > 0; ++round) {
    ReadInput(kInputs[round % 3]);
    ReadInput(kInputs[(round + 1) % 3]);
    WriteOutput(round % files);
    LookAround();
  }
  return 0;
}

/* Paths that cannot be read, or only in part. Nothing is at page 1, and the page after `edge` is
 * not mapped. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>

#include "say.h"

int main(void) {
  char* pages = mmap(NULL, 4 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  char* edge = pages + 4096;
  munmap(edge, 4096);
  access((const char*)0x1000, F_OK); /* not mapped */
  memcpy(edge - 3, "abc", 3);
  access(edge - 3, F_OK); /* ends at the edge, without its NUL */
  memcpy(edge - 4, "end", 4);
  access(edge - 4, F_OK); /* ends at the edge, with it */
  char* no_access = pages + 2 * 4096;
  mprotect(no_access, 4096, PROT_NONE);
  access(no_access, F_OK);
  static char endless[3 * PATH_MAX];
  memset(endless, 'x', sizeof endless);
  access(endless, F_OK); /* never terminated within PATH_MAX */
  access("\xff\xfe(not)\x01utf-8", F_OK);
  const char* volatile nowhere = NULL;
  return open(nowhere, O_RDONLY) == -1 ? 0 : 1;
}

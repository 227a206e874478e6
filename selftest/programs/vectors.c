/* Vectored writes to standard output, and reads of its own name, in pieces of many sizes; and
 * vectors whose memory ends before they do. */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void) {
  char first[3], second[40], third[17];
  char letters[] = "defghijklmnopqrstuvwxyz0123456789\n\1\377";
  struct iovec out[2] = {{"abc", 3}, {letters, 36}};
  struct iovec in[3] = {{first, sizeof first}, {second, sizeof second}, {third, sizeof third}};
  const int file = open("/proc/self/comm", O_RDONLY | O_CLOEXEC);
  if (writev(STDOUT_FILENO, out, 2) != 39) return 1;
  if (readv(file, in, 3) <= 0) return 1;
  char* pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(pages + 4096, 4096);
  struct iovec* cut = (struct iovec*)(pages + 4096) - 2;
  cut[0] = out[0];
  cut[1] = in[0];
  if (writev(STDOUT_FILENO, cut, 3) != -1 || readv(file, cut + 1, 2) != -1) return 1;
  return readv(file, in, 3) != 0;
}

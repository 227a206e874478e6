/* threads N: N threads at once, each of which says so. */
#include <pthread.h>

#include "say.h"

static pthread_barrier_t all_here;

static void* run(void* unused) {
  (void)unused;
  pthread_barrier_wait(&all_here);
  say("thread");
  return NULL;
}

int main(int argc, char** argv) {
  const int count = argc > 1 ? atoi(argv[1]) : 4;
  pthread_t* threads = calloc((size_t)count, sizeof *threads);
  pthread_barrier_init(&all_here, NULL, (unsigned)count);
  for (int i = 0; i < count; ++i) {
    if (pthread_create(&threads[i], NULL, run, NULL) != 0) return 1;
  }
  for (int i = 0; i < count; ++i) pthread_join(threads[i], NULL);
  say("joined");
  return 0;
}

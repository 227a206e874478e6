/* soak: random behaviours of the set, several at once, for TORTURE_SECONDS; each must end as it
 * does alone. */
#define FAMILY "Soak"
#include <ftw.h>
#include <sys/resource.h>
#include <time.h>

#include "torture.h"

static int remove_entry(const char* path, const struct stat* found, int kind, struct FTW* at) {
  (void)found, (void)kind, (void)at;
  return remove(path);
}

static time_t now(void) {
  struct timespec time;
  MUST(clock_gettime(CLOCK_MONOTONIC, &time) == 0);
  return time.tv_sec;
}

enum { kAtOnce = 6 };
static struct {
  pid_t pid;
  const struct behaviour* behaviour;
  char directory[64];
} running[kAtOnce];

/* Those that say nothing when several run, or take too long for their part. */
static int is_fit(const struct behaviour* one) {
  static const char* const kUnfit[] = {"ten_thousand_short_processes", "a_thousand_threads",
                                       "fork_storm_to_the_limit", "core_dump_flag"};
  for (size_t i = 0; i < sizeof kUnfit / sizeof *kUnfit; ++i) {
    if (strcmp(kUnfit[i], one->name) == 0) return 0;
  }
  return one->expectation != NULL;
}

static void start(int slot, unsigned* seed) {
  const long count = __stop_behaviours - __start_behaviours;
  do {
    running[slot].behaviour = __start_behaviours[rand_r(seed) % count];
  } while (!is_fit(running[slot].behaviour));
  strcpy(running[slot].directory, "soak-XXXXXX");
  MUST(mkdtemp(running[slot].directory) != NULL);
  running[slot].pid = fork();
  if (running[slot].pid != 0) return;
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  MUST(chdir(running[slot].directory) == 0 && dup2(null, 1) == 1);
  alarm(110);
  exec_as(running[slot].behaviour->name);
  _exit(1);
}

HELPER(soak) {
  const char* seconds = getenv("TORTURE_SECONDS");
  const char* chosen = getenv("TORTURE_SEED");
  unsigned seed = chosen != NULL ? (unsigned)atoi(chosen) : 1;
  const time_t end = now() + (seconds != NULL ? atoi(seconds) : 2);
  int broken = 0;
  long ended = 0;
  for (int slot = 0; slot < kAtOnce; ++slot) start(slot, &seed);
  for (int left = kAtOnce; left > 0;) {
    int status = 0;
    const pid_t pid = waitpid(-1, &status, __WALL);
    MUST(pid > 0);
    for (int slot = 0; slot < kAtOnce; ++slot) {
      if (running[slot].pid != pid) continue; /* else one that CLONE_PARENT left to us */
      ++ended;
      if ((WIFEXITED(status) && WEXITSTATUS(status) == 1) ||
          (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)) {
        printf("%s ended with 0x%x\n", running[slot].behaviour->name, (unsigned)status);
        ++broken;
      }
      nftw(running[slot].directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
      running[slot].pid = 0;
      if (now() < end)
        start(slot, &seed);
      else
        --left;
    }
  }
  say("soaked");
  fprintf(stderr, "%ld behaviours\n", ended);
  return broken != 0;
}

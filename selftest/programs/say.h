/* say("name"): a call that a test finds in the trace and nothing else notices. */
#ifndef SYSASSERT_SELFTEST_SAY_H_
#define SYSASSERT_SELFTEST_SAY_H_

#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static inline void say(const char* name) {
  char path[64];
  snprintf(path, sizeof path, "/say/%s", name);
  access(path, F_OK);
}

/* The state letter of a process or thread, as ps(1) shows it; 0 if it is gone. */
static inline char state_of(pid_t tid) {
  char path[64];
  char state = 0;
  snprintf(path, sizeof path, "/proc/%d/stat", tid);
  FILE* stat = fopen(path, "re");
  if (stat == NULL) return 0;
  if (fscanf(stat, "%*d (%*[^)]) %c", &state) != 1) state = 0;
  fclose(stat);
  return state;
}

/* Until it sleeps in a call of its own: not in a stop of its tracer's ('t'). */
static inline void await_sleep(pid_t tid) {
  while (state_of(tid) != 'S') usleep(1000);
}

#endif

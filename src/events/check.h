// SYSASSERT_CHECK: what we got wrong ourselves. Always on; prints the attempt and ends the process.
#ifndef SYSASSERT_EVENTS_CHECK_H_
#define SYSASSERT_EVENTS_CHECK_H_

#include <cstdio>
#include <cstdlib>

#define SYSASSERT_CHECK(condition)                                                              \
  do {                                                                                          \
    if (!(condition)) {                                                                         \
      std::fprintf(stderr, "sysassert: a bug of ours: %s does not hold at %s:%d\n", #condition, \
                   __FILE__, __LINE__);                                                         \
      std::abort();                                                                             \
    }                                                                                           \
  } while (false)

#endif  // SYSASSERT_EVENTS_CHECK_H_

// Evidence: why a line stands in a proposed policy.
#ifndef SYSASSERT_LEARN_EVIDENCE_H_
#define SYSASSERT_LEARN_EVIDENCE_H_

#include <cstddef>
#include <set>
#include <string>

#include "sysassert/call.h"

namespace sysassert::learn {

struct Evidence {
  std::size_t hits = 0;
  std::set<std::size_t> runs;  // in which it was needed, from 0
  std::size_t first_run = 0, first_call = 0;
  std::string first_name;       // of the first call: "openat"
  std::set<int> errors;         // that calls failed with
  bool ever_worked = false;     // not all of them failed
  std::set<std::string> names;  // where one pattern stands for several: what it stood for

  void Add(std::size_t run, const Call& call);
  void Add(const Evidence& other);
  // "14 hits, 3/3 runs, first at call 41 openat"; "…, always ENOENT" where it never worked.
  std::string Text(std::size_t run_count) const;
};

}  // namespace sysassert::learn

#endif  // SYSASSERT_LEARN_EVIDENCE_H_

// Facts: what several runs of a command needed, generalised, list by list.
#ifndef SYSASSERT_LEARN_FACTS_H_
#define SYSASSERT_LEARN_FACTS_H_

#include <map>
#include <string>
#include <vector>

#include "learn/evidence.h"
#include "learn/learn.h"

namespace sysassert::learn {

struct Line {
  std::string text;  // an entry of a list of `only`, or the pattern of an `allow`
  Evidence evidence;
  bool covered = false;  // see Written
  bool secret = false;   // stock:no-secrets keeps it closed
};

struct Facts {
  std::size_t runs = 0;
  Evidence stock;  // what stock:libc-runtime allows of it; no hits: nothing
  std::map<std::string, std::vector<Line>> lists;  // by key of `only`, each sorted by text
  std::vector<Line> allows;                        // rules besides
};

// The stock policy that a proposal extends where that says anything.
inline constexpr std::string_view kStock = "stock:libc-runtime";

Result<Facts> Gather(const std::vector<Trace>& runs, const std::string& policy_directory);

}  // namespace sysassert::learn

#endif  // SYSASSERT_LEARN_FACTS_H_

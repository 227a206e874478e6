// Offenders: the calls that broke one prohibition.
#ifndef SYSASSERT_RULES_OFFENDERS_H_
#define SYSASSERT_RULES_OFFENDERS_H_

#include <cstddef>
#include <vector>

#include "sysassert/rules.h"

namespace sysassert::rules {

class Offenders {
 public:
  void Add(std::size_t index) { indices_.push_back(index); }
  bool empty() const { return indices_.empty(); }
  Call first(const Trace& seen) const { return seen.call(indices_.front()); }
  // The title, the calls and the process of a violation of `rule`; in block mode, whether they
  // were prevented.
  void Fill(const Rule& rule, const Trace& seen, Violation* violation) const;

 private:
  void AddBlocking(const Trace& seen, Violation* violation) const;

  std::vector<std::size_t> indices_;
};

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_OFFENDERS_H_

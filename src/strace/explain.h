// Explainer: a failed call's errno in words, with its likeliest cause at this call, as far as the
// files, sockets and limits around the stopped thread tell (--explain).
#ifndef SYSASSERT_STRACE_EXPLAIN_H_
#define SYSASSERT_STRACE_EXPLAIN_H_

#include <map>
#include <string>
#include <tuple>

#include "decode/call_view.h"
#include "tables/row.h"

namespace sysassert::strace {

class Explainer {
 public:
  // Of a call by thread `tid`, which is in its exit stop. Empty where it has not failed, or nothing
  // can be said that its errno's description does not say. It looks at the filesystem as the thread
  // sees it (through /proc/TID/root), a moment after the call: what it finds is likely, no proof.
  std::string Explain(int tid, const decode::CallView& call, const tables::Row& row);

 private:
  std::string Repeated(int tid, const decode::CallView& call, const tables::Row& row);

  // How often in a row this call on this descriptor has answered EAGAIN.
  std::map<std::tuple<int, Sysno, int>, std::uint64_t> again_;
};

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_EXPLAIN_H_

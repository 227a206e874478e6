// What a run left behind: the part of the ledger that rules ask for.
#ifndef SYSASSERT_SESSION_LEDGER_H_
#define SYSASSERT_SESSION_LEDGER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "sysassert/trace.h"

namespace sysassert {

// A name that was not there before, and is there at the end.
struct LeftFile {
  std::string path;
  std::size_t made_by;  // the call that gave it to a file: its Call::index()
};
// Of a view, sorted by path.
std::vector<LeftFile> LeftFilesOf(const Trace& trace);

}  // namespace sysassert

#endif  // SYSASSERT_SESSION_LEDGER_H_

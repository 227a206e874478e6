// Why tracing was refused, from what the machine says of itself.
#ifndef SYSASSERT_SESSION_PROBE_H_
#define SYSASSERT_SESSION_PROBE_H_

#include <string>

#include "sysassert/result.h"

namespace sysassert::session {

// A field of /proc/PID/status, named without its colon; empty where this kernel has none, or the
// process is gone.
std::string StatusField(const std::string& name, const std::string& pid = "self");

// What of a machine decides who may trace whom.
struct TracingFacts {
  bool attaching = false;    // to what is there, and not launching a child of ours
  std::string yama_scope;    // kernel.yama.ptrace_scope; empty where there is no Yama
  bool sys_ptrace = false;   // we have CAP_SYS_PTRACE
  bool filtered = false;     // a seccomp filter is in force here
  std::string tracer_of_us;  // "gdb[812]"; empty: nobody
  std::string tracer_of_it;  // of what was to be attached
  bool of_another_user = false;
  std::string container;  // "docker"; empty: none that is known
};
// `tracee`: the process that was to be attached; 0: a child of ours.
TracingFacts FactsHere(int tracee);

// Adds cause and remedy to a refused ptrace step. Leaves an error that none of the facts explains.
void Explain(Error& error, const TracingFacts& facts);

// The same, with the facts of here and now.
void ExplainRefusal(Error& error, int tracee = 0);

}  // namespace sysassert::session

#endif  // SYSASSERT_SESSION_PROBE_H_

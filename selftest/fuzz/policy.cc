// Any bytes as a policy: it loads, or says why not; what loads is held to a run.
#include "sysassert/policy.h"

#include <fcntl.h>

#include <cerrno>
#include <string_view>

#include "fuzz/target.h"
#include "trace_builder.h"

namespace sysassert::selftest {
namespace {

const Trace& Run() {
  static const Trace& trace = *new Trace(
      TraceBuilder()
          .Add(FakeCall(Sysno::openat).Path(1, "a", "/w/a").Flags(2, O_RDONLY).Opens(3, "/w/a", 7))
          .Add(FakeCall(Sysno::openat).Path(1, "/etc/x", "/etc/x").Fails(ENOENT))
          .Add(FakeCall(Sysno::write).Fd(0, 3, "/w/a", 7).Bytes(1, "hello").Arg(2, 5).Returns(5))
          .Add(FakeCall(Sysno::rename).Path(0, "/w/a", "/w/a", 7).Path(1, "/w/b", "/w/b"))
          .Add(FakeCall(Sysno::execve).Path(0, "/bin/sh", "/usr/bin/dash").Returns(0))
          .Add(FakeCall(Sysno::exit_group).Unfinished())
          .Build());
  return trace;
}

}  // namespace

std::vector<std::string> MadeInputs() { return {}; }

}  // namespace sysassert::selftest

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sysassert;
  const Policy policy =
      Policy::FromString(std::string_view(reinterpret_cast<const char*>(data), size));
  for (const Diagnostic& diagnostic : policy.diagnostics()) (void)diagnostic.text();
  if (!policy.ok()) return 0;
  const Trace& run = selftest::Run();
  for (const Violation& violation : Check(run, policy).violations) (void)Format(violation, run);
  (void)policy.RulesAbout(SysnoSet().set());
  (void)policy.interest();
  return 0;
}

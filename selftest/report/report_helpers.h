// One small run, held to one small policy, for every format.
#ifndef SYSASSERT_SELFTEST_REPORT_REPORT_HELPERS_H_
#define SYSASSERT_SELFTEST_REPORT_REPORT_HELPERS_H_

#include <fcntl.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <string>

#include "report/report.h"
#include "sysassert/policy.h"
#include "trace_builder.h"

namespace sysassert::selftest {

inline FakeCall OpenOf(const std::string& path, int flags = O_RDONLY) {
  return FakeCall(Sysno::openat)
      .Arg(0, static_cast<std::uint64_t>(AT_FDCWD))
      .Path(1, path, path)
      .Flags(2, static_cast<unsigned>(flags))
      .Opens(3, path);
}

inline report::RunReport ReportOf(const Trace& trace, const std::string& yaml,
                                  const std::string& file = "ci/app.yaml") {
  const Policy policy = Policy::FromString(yaml, {}, file);
  for (const Diagnostic& diagnostic : policy.diagnostics()) ADD_FAILURE() << diagnostic.text();
  return {trace,
          {{policy.name(), file, Check(trace, policy), policy}},
          {0},
          {},
          {"/home/me/app", "/home/me/app"}};
}

// A rule that holds, one that is broken by two calls, one that only warns, a count with its
// baseline, one that was never in force; and a program that ended otherwise than expected.
inline report::RunReport SmallReport() {
  Trace trace = TraceBuilder()
                    .Add(OpenOf("/etc/app.conf"))
                    .Add(OpenOf("/etc/shadow"))
                    .Add(OpenOf("/etc/shadow"))
                    .Add(OpenOf("/w/out", O_WRONLY | O_CREAT))
                    .Add(FakeCall(Sysno::write).Fd(0, 3, "/w/out").Bytes(1, "hello").Returns(5))
                    .Build(1);
  return ReportOf(trace, R"(sysassert: 1
name: app
rules:
  - id: no-exec
    deny: {call: exec}
  - id: no-secrets
    deny: {call: open, path: /etc/shadow}
  - id: few-opens
    severity: warn
    count: {call: open}
    max: 3
  - id: opens
    count: {call: open}
    baseline: 5
  - id: synced
    order: {from: {call: write}, until: {call: fsync}, never: {call: rename}, must_end: true}
  - id: handshake
    deny: {call: open}
    where: {exe: /usr/bin/other}
)");
}

// The same with bytes that a terminal, an XML reader, a CI server or a JSON reader would trip over:
// where a path can hold them, in the command, and in what hides calls.
inline constexpr std::string_view kHostileBytes =
    "\n::error::forged\r\n##[error]forged "
    "%0A\x1b[2J\x01\xff\xef\xbf\xbf]]>&lt;<b>\"'`|\xe2\x80\xae";
inline report::RunReport HostileReport() {
  const std::string hostile = "/w/" + std::string(kHostileBytes);
  TraceBuilder::Run run;
  run.command = "./app '" + hostile + "'";
  run.cwd = hostile;
  TraceBuilder builder(run);
  builder.Add(OpenOf(hostile));
  builder.BlindSpot(BlindSpot::kIoUring, hostile);
  return ReportOf(builder.Build(), R"(sysassert: 1
name: app
rules:
  - id: no-open
    deny: {call: open}
)",
                  "ci/" + std::string(kHostileBytes) + ".yaml");
}

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_REPORT_REPORT_HELPERS_H_

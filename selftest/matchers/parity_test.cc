// Matchers and policies are one evaluator: each of these assertions is made both ways over the same
// recordings, and both must give the same verdict in the same words.
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sysassert/gmock.h>

#include <cerrno>
#include <regex>
#include <string>
#include <vector>

#include "trace_builder.h"

namespace sysassert::selftest {
namespace {

namespace sys = sysassert::calls;
using testing::Ge;
using testing::HasSubstr;

// --- recordings ---

FakeCall Open(std::string_view path, std::uint64_t flags = O_RDONLY, int fd = 3,
              std::uint64_t inode = 7) {
  return FakeCall(Sysno::openat)
      .Arg(0, static_cast<std::uint64_t>(AT_FDCWD))
      .Path(1, path, path)
      .Flags(2, flags)
      .Opens(fd, path, inode);
}
FakeCall FailedOpen(std::string_view path, int error_number) {
  return FakeCall(Sysno::openat)
      .Arg(0, static_cast<std::uint64_t>(AT_FDCWD))
      .Path(1, path, path)
      .Fails(error_number);
}
FakeCall WriteTo(std::string_view path, std::string_view text = "hello") {
  return FakeCall(Sysno::write)
      .Fd(0, 3, path, 7)
      .Bytes(1, text)
      .Arg(2, text.size())
      .Returns(static_cast<std::int64_t>(text.size()));
}
FakeCall Rename() {
  return FakeCall(Sysno::rename)
      .Path(0, "/w/out.tmp", "/w/out.tmp", 7)
      .Path(1, "/w/out.log", "/w/out.log");
}
FakeCall Connect(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return FakeCall(Sysno::connect)
      .Fd(0, 5, "socket:[1]", 1, FdKind::kSocket, 0, AF_INET)
      .Bytes(1, {reinterpret_cast<const char*>(&address), sizeof address})
      .Arg(2, sizeof address)
      .Returns(0);
}
FakeCall ConnectUnix(const std::string& name, std::string_view file) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path, sizeof address.sun_path);
  return FakeCall(Sysno::connect)
      .Fd(0, 6, "socket:[2]", 2, FdKind::kSocket, 0, AF_UNIX)
      .Bytes(1, {reinterpret_cast<const char*>(&address), sizeof address})
      .About(1, file)
      .Arg(2, sizeof address)
      .Returns(0);
}

Trace Nothing() { return TraceBuilder().Build(); }

// Writes its output beside the target, syncs it and renames it.
Trace LogWriter() {
  return TraceBuilder()
      .Add(Open("/etc/ld.so.cache").Loading())
      .Add(FailedOpen("/etc/app.conf", ENOENT))
      .Add(Open("/w/out.tmp", O_WRONLY | O_CREAT | O_TRUNC))
      .Add(WriteTo("/w/out.tmp"))
      .Add(WriteTo("/w/out.tmp", "COMMIT"))
      .Add(FakeCall(Sysno::fsync).Fd(0, 3, "/w/out.tmp", 7))
      .Add(FakeCall(Sysno::close).Fd(0, 3, "/w/out.tmp", 7))
      .Add(Rename())
      .Build();
}

// Without a sync, with a secret, a child and the network.
Trace Careless() {
  TraceBuilder run;
  const std::uint32_t child = run.Thread(101, 101, "/usr/bin/gzip", "gzip", 0);
  return run.Add(Open("/etc/shadow"))
      .Add(Open("/w/out.tmp", O_WRONLY | O_CREAT))
      .Add(WriteTo("/w/out.tmp"))
      .Add(FakeCall(Sysno::execve).Path(0, "/usr/bin/gzip", "/usr/bin/gzip").Returns(0).In(child))
      .Add(Open("/home/u/.cache/x", O_RDWR, 4, 9).In(child))
      .Add(Connect(443))
      .Add(ConnectUnix("s", "/w/s"))
      .Add(ConnectUnix("/alias/t", "/w/t"))
      .Add(Rename())
      .Add(FakeCall(Sysno::unlink).Path(0, "/w/out.log", "/w/out.log", 7).Fails(EACCES))
      .Build();
}

// --- the two ways ---

struct Assertion {
  const char* name;
  testing::Matcher<const Trace&> matcher;
  std::string yaml;  // what follows the policy's name
};

std::string Only(const std::string& rule) { return "rules: [{id: a, " + rule + "}]"; }

std::vector<Assertion> Assertions() {
  return {
      {"ACallWasMade", Made(sys::Fsync()), Only("count: {call: fsync}, min: 1")},
      {"ExactlyOnce", Made(sys::Fsync()).Times(1), Only("count: {call: fsync}, exactly: 1")},
      {"ExactlyTwice", Made(sys::Write()).Times(2), Only("count: {call: write}, exactly: 2")},
      {"AtMost", Made(sys::Open()).Times(testing::AtMost(2)), Only("count: {call: open}, max: 2")},
      {"APath", Made(sys::Open("/etc/app.conf")),
       Only("count: {call: open, path: /etc/app.conf}, min: 1")},
      {"AnErrno", Made(sys::Open("/etc/app.conf").Failing(ENOENT)),
       Only("count: {call: open, path: /etc/app.conf, result: ENOENT}, min: 1")},
      {"AGlob", Made(sys::Write(Glob("/w/*.tmp"))).Times(2),
       Only("count: {call: write, path: '/w/*.tmp'}, exactly: 2")},
      {"AGlobOfAnyDepth", Made(sys::Open(Glob("/home/u/**"))),
       Only("count: {call: open, path: '/home/u/**'}, min: 1")},
      {"NoCall", Never(sys::Rename()), Only("deny: {call: rename}")},
      {"NoCallOfASet", Never(Calls("@network")), Only("deny: {call: '@network'}")},
      {"NoCallOnAPath", Never(sys::Open("/etc/shadow")),
       Only("deny: {call: open, path: /etc/shadow}")},
      {"NoCallBelowADirectory", Never(sys::Open(Glob("/home/**"))),
       Only("deny: {call: open, path: '/home/**'}")},
      {"NoneWithAFlag", Never(sys::Open().WithFlag("O_TRUNC")),
       Only("deny: {call: open, flags: {all: [O_TRUNC]}}")},
      {"NoneWithoutAFlag", Never(sys::Create().WithoutFlag("O_TRUNC")),
       Only("deny: {call: create, flags: {none: [O_TRUNC]}}")},
      {"NoneThatWrites", Never(sys::OpenForWriting()), Only("deny: {call: open-write}")},
      {"EitherOfTwoPaths", Never(sys::Rename("/w/out.log")),
       Only("deny: {call: rename, path: /w/out.log}")},
      {"NoExec", Never(sys::Exec()), Only("deny: {call: exec}")},
      {"OneKernelCall", Never(Syscall(Sysno::unlink)), Only("deny: {call: 'exact:unlink'}")},
      {"AFailure", Never(sys::Unlink().Failing(EACCES)),
       Only("deny: {call: unlink, result: EACCES}")},
      {"AnAddress", Never(sys::Connect("127.0.0.1:443")),
       Only("deny: {call: connect, addr: '127.0.0.1:443'}")},
      {"ASocketByTheFileThatItsNameLeadsTo", Never(sys::Connect("unix:/w/s")),
       Only("deny: {call: connect, addr: 'unix:/w/s'}")},
      {"ASocketByItsNameAsPassed", Never(sys::Connect("unix:/alias/t")),
       Only("deny: {call: connect, addr: 'unix:/alias/t'}")},
      {"OneCallOfASocketByItsFile", Made(sys::Connect("unix:/w/t")).Times(1),
       Only("count: {call: connect, addr: 'unix:/w/t'}, exactly: 1")},
      {"OnlyTheseSockets",
       OnlyCalls({Calls("@file"), Calls("@fd-write"), Calls("@exec"), sys::Connect("127.0.0.1:443"),
                  sys::Connect("unix:/w/s")}),
       "default_deny: ['@all']\n"
       "rules: [{id: a, allow: {call: ['@file', '@fd-write', '@exec', exit]}},\n"
       "        {id: b, allow: {call: connect, addr: '127.0.0.1:443'}},\n"
       "        {id: c, allow: {call: connect, addr: 'unix:/w/s'}}]"},
      {"ANumber", Never(sys::Write().With("count", Ge(6))),
       Only("deny: {call: write, args: {count: {ge: 6}}}")},
      {"Content", Never(sys::Write().WithContent(HasSubstr("COMMIT"))),
       Only("deny: {call: write, content: COMMIT}")},
      {"InOrder", InOrder(sys::Write(), sys::Fsync(), sys::Rename()),
       Only("sequence: [{call: write}, {call: fsync}, {call: rename}]")},
      {"InOrderWithPaths", InOrder(sys::Write("/w/out.tmp"), sys::Rename("/w/out.tmp")),
       Only("sequence: [{call: write, path: /w/out.tmp}, {call: rename, path: /w/out.tmp}]")},
      {"InOrderInOneThread", InOrder(sys::Open(), sys::Rename()).PerThread(),
       Only("sequence: [{call: open}, {call: rename}], per: thread")},
      {"NeverBetween", NeverBetween(sys::Write(), sys::Fsync(kSameFile), sys::Rename(kSameFile)),
       Only("order: {from: {call: write}, until: {call: fsync}, never: {call: rename}, same: "
            "file}")},
      {"NeverBetweenOfAnyFile", NeverBetween(sys::Open(), sys::Close(), sys::Connect()),
       Only("order: {from: {call: open}, until: {call: close}, never: {call: connect}}")},
      {"OnlyTheseFiles", OnlyOpens({"/etc/app.conf", "/w/out.tmp"}),
       "default_deny: [open]\n"
       "rules: [{id: a, allow: {call: open, path: /etc/app.conf}},\n"
       "        {id: b, allow: {call: open, path: /w/out.tmp}}]"},
      {"OnlyTheseCalls",
       OnlyCalls({sys::Open(), sys::Write(), sys::Fsync(), sys::Close(), sys::Rename()}),
       "default_deny: ['@all']\n"
       "rules: [{id: a, allow: {call: open}}, {id: b, allow: {call: write}},\n"
       "        {id: c, allow: {call: fsync}}, {id: d, allow: {call: close}},\n"
       "        {id: e, allow: {call: rename}}, {id: f, allow: {call: exit}}]"},
      {"NoCallAtAll", MakesNoCalls(), "default_deny: ['@all']"},
  };
}

struct Answer {
  bool holds = false;
  std::string text;
};

Answer ByMatcher(const Trace& trace, const testing::Matcher<const Trace&>& matcher) {
  testing::StringMatchResultListener listener;
  Answer answer;
  answer.holds = matcher.MatchAndExplain(trace, &listener);
  answer.text = listener.str();
  constexpr std::string_view kBefore = "where\n";
  if (answer.text.rfind(kBefore, 0) == 0) answer.text.erase(0, kBefore.size());
  return answer;
}

Answer ByPolicy(const Trace& trace, const std::string& yaml) {
  const Policy policy =
      Policy::FromString("sysassert: 1\nname: parity\n" + yaml + "\n", {}, "policy.yaml");
  EXPECT_TRUE(policy.ok()) << policy.diagnostics().front().text();
  const Verdict verdict = Check(trace, policy);
  Answer answer;
  answer.holds = verdict.ok();
  for (const Violation& violation : verdict.violations) answer.text += Format(violation, trace);
  return answer;
}

// Without what differs by nature: the names of rules, their places, and how patterns and bounds are
// written, in C++ and in YAML.
std::string Normalised(std::string text) {
  const std::pair<const char*, const char*> kDifferences[] = {
      {R"(error\[[^\]]*\])", "error[ID]"},
      {R"( +policy\.yaml:[0-9:]+)", ""},
      {R"(Glob\(("[^"]*")\))", "$1"},
      {R"(")", ""},
      {"(exactly|at least) once", "$1 1"},
      {"exactly ([0-9]+) times", "exactly $1"},
      {"called at most twice", "at most 2"},
      {"because  (forbidden|deny a): (exact:)?", "because  forbidden: "},
      {R"(because  [A-Za-z@_.]+: nothing)", "because  nothing"},
      {"nearest allow, '[^']*'", "nearest allow"},
      {"flags with ", "flags all "},
      {"flags without ", "flags none "},
      {"address one that is equal to", "addr"},
      {"a number that is >=", "ge"},
      {"bytes that has substring COMMIT", "that has 'COMMIT'"},
  };
  for (const auto& [by_nature, instead] : kDifferences)
    text = std::regex_replace(text, std::regex(by_nature), instead);
  return text;
}

class Parity : public testing::TestWithParam<std::size_t> {};

TEST_P(Parity, AMatcherAndAPolicySayTheSame) {
  const Assertion assertion = Assertions()[GetParam()];
  int held = 0, broken = 0;
  for (const Trace& trace : {Nothing(), LogWriter(), Careless()}) {
    const Answer matcher = ByMatcher(trace, assertion.matcher);
    const Answer policy = ByPolicy(trace, assertion.yaml);
    EXPECT_EQ(matcher.holds, policy.holds);
    EXPECT_EQ(Normalised(matcher.text), Normalised(policy.text));
    ++(matcher.holds ? held : broken);
  }
  EXPECT_GT(held, 0) << "a test that cannot pass";
  EXPECT_GT(broken, 0) << "a test that cannot fail";
}

INSTANTIATE_TEST_SUITE_P(Thirty, Parity, testing::Range(std::size_t{0}, Assertions().size()),
                         [](const auto& made) { return Assertions()[made.param].name; });

}  // namespace
}  // namespace sysassert::selftest

// Any bytes as a recording: it loads, or says what is damaged; what loads can be read to its end.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "fuzz/target.h"
#include "sysassert/policy.h"
#include "trace_builder.h"

namespace sysassert::selftest {
namespace {

// A file of no directory, of which everyone has a path.
class Unnamed {
 public:
  Unnamed() : fd_(memfd_create("fuzz", MFD_CLOEXEC)) {
    if (fd_ < 0) std::abort();
  }
  ~Unnamed() { close(fd_); }
  Unnamed(const Unnamed&) = delete;
  Unnamed& operator=(const Unnamed&) = delete;
  int fd() const { return fd_; }
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  int fd_;
};

Trace Small() {
  TraceBuilder run;
  const std::uint32_t child = run.Thread(101, 101, "/usr/bin/gzip", "gzip", 0);
  return run.Add(FakeCall(Sysno::openat).Path(1, "a", "/w/a").Flags(2, O_CREAT).Opens(3, "/w/a", 7))
      .Add(FakeCall(Sysno::write).Fd(0, 3, "/w/a", 7).Bytes(1, "hello").Arg(2, 5).Returns(5))
      .Add(FakeCall(Sysno::access).Mark("begin"))
      .Add(FakeCall(Sysno::connect).Bytes(1, std::string("\2\0\1\2\3\4\5\6", 8)).In(child))
      .Add(FakeCall(Sysno::exit_group).In(child).Unfinished())
      .Build();
}

}  // namespace

std::vector<std::string> MadeInputs() {
  std::string path = "/tmp/sysassert-fuzz-XXXXXX";
  const int fd = mkstemp(path.data());
  if (fd < 0 || !Small().Save(path).ok()) std::abort();
  close(fd);
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  unlink(path.c_str());
  return {std::move(bytes)};
}

}  // namespace sysassert::selftest

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sysassert;
  const selftest::Unnamed file;
  if (write(file.fd(), data, size) != static_cast<ssize_t>(size)) std::abort();
  const auto loaded = Trace::Load(file.path());
  if (!loaded.ok()) {
    (void)loaded.error().Message();
    return 0;
  }
  const Trace run = loaded.value().WholeRun();
  for (const Call& call : run) {
    (void)call.text();
    (void)call.arguments();
    (void)call.paths();
    (void)call.descriptors();
    (void)call.opened();
    (void)call.sockaddr();
    (void)call.content();
    (void)call.process();
    (void)call.thread_name();
  }
  (void)run.status();
  (void)run.blind_spots();
  static const Policy& policy = *new Policy(Policy::FromFile("stock:no-secrets"));
  for (const Violation& violation : Check(run, policy).violations) (void)Format(violation, run);
  return 0;
}

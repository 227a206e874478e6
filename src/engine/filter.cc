#include "engine/filter.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "events/markers.h"
#include "tables/row.h"

namespace sysassert::engine {
namespace {

constexpr std::uint32_t kTrace = SCMP_ACT_TRACE(0);

class FilterBuilder {
 public:
  FilterBuilder() : context_(seccomp_init(SCMP_ACT_ALLOW), seccomp_release) {
    if (context_ == nullptr) refused_ = ENOMEM;
    Check(seccomp_attr_set(context_.get(), SCMP_FLTATR_ACT_BADARCH, kTrace));
    Check(seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE,
                           2));  // a decision tree by number
  }

  void Trace(Sysno id) {
    const int number = tables::NumberOf(id, Abi::kX86_64);
    if (number >= 0) Check(seccomp_rule_add(context_.get(), kTrace, number, 0));
  }
  void TraceWhere(Sysno id, scmp_arg_cmp comparison) {
    const int number = tables::NumberOf(id, Abi::kX86_64);
    if (number >= 0) Check(seccomp_rule_add_array(context_.get(), kTrace, number, 1, &comparison));
  }

  Result<std::vector<sock_filter>> Export() {
    const int fd =
        memfd_create("sysassert-filter", MFD_CLOEXEC);  // 2.5.4 exports to a descriptor only
    if (fd < 0) return Failed(errno);
    Check(seccomp_export_bpf(context_.get(), fd));
    const off_t bytes = lseek(fd, 0, SEEK_END);
    std::vector<sock_filter> program(static_cast<std::size_t>(std::max<off_t>(bytes, 0)) /
                                     sizeof(sock_filter));
    const ssize_t got = pread(fd, program.data(), static_cast<std::size_t>(bytes), 0);
    close(fd);
    if (refused_ != 0) return Failed(refused_);
    if (got != bytes || program.empty()) return Failed(EIO);
    return program;
  }

 private:
  void Check(int answer) {
    if (answer < 0 && refused_ == 0) refused_ = -answer;
  }
  static Error Failed(int error_number) {
    return {"compile the seccomp filter", error_number, "libseccomp refused a rule",
            "--no-filter, or Command::NoFilter(), goes without"};
  }

  std::unique_ptr<void, decltype(&seccomp_release)> context_;
  int refused_ = 0;
};

}  // namespace

Result<std::vector<sock_filter>> CompileFilter(const events::Interest& interest) {
  FilterBuilder builder;
  for (std::size_t i = 0; i < kSysnoCount; ++i) {
    const auto id = static_cast<Sysno>(i);
    const bool floor = std::find(std::begin(events::kFloor), std::end(events::kFloor), id) !=
                       std::end(events::kFloor);
    if (interest.Wants(id) || floor) builder.Trace(id);
  }
  if (!interest.Wants(Sysno::prctl)) {
    for (std::uint64_t option : {std::uint64_t{PR_SET_SECCOMP}, std::uint64_t{PR_SET_NAME},
                                 std::uint64_t{events::kMarkerOption}}) {
      // The option is an int: the kernel does not look at the register's upper half.
      builder.TraceWhere(Sysno::prctl, SCMP_A0(SCMP_CMP_MASKED_EQ, UINT32_MAX, option));
    }
  }
  if (!interest.Wants(Sysno::clone)) {
    builder.TraceWhere(Sysno::clone, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_UNTRACED, CLONE_UNTRACED));
  }
  return builder.Export();
}

int InstallFilter(const std::vector<sock_filter>& filter, bool* no_new_privileges) {
  *no_new_privileges = false;
  const sock_fprog program{static_cast<unsigned short>(filter.size()),
                           const_cast<sock_filter*>(filter.data())};
  auto install = [&program] {
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW,
                   &program) == 0
               ? 0
               : errno;
  };
  int refused = install();
  if (refused == EACCES) {  // seccomp(2): without CAP_SYS_ADMIN it takes NO_NEW_PRIVS
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    *no_new_privileges = true;
    refused = install();
  }
  return refused;
}

}  // namespace sysassert::engine

#include "policy/platform.h"

#include <fmt/format.h>

namespace sysassert::policy {
namespace {

std::string_view NameOf(Abi abi) {
  switch (abi) {
    case Abi::kX86_64:
      return "x86_64";
    case Abi::kI386:
      return "i386";
    case Abi::kX32:
      return "x32";
    case Abi::kAarch64:
      return "aarch64";
  }
  return "";
}

}  // namespace

std::string_view LibcOf(std::string_view loader) {
  if (loader.empty()) return "none";
  return loader.find("/ld-musl-") != std::string_view::npos ? "musl" : "glibc";
}

std::string PlatformOf(const Trace& trace) {
  if (!trace.valid()) return "";
  const Trace whole = trace.WholeRun();
  if (whole.empty()) return "";
  const Call first = whole[0];
  return fmt::format("{}-{}", NameOf(first.abi()), LibcOf(first.process().loader));
}

}  // namespace sysassert::policy

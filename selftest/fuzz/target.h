// What each fuzz target has: libFuzzer's entry, and where its inputs begin.
#ifndef SYSASSERT_SELFTEST_FUZZ_TARGET_H_
#define SYSASSERT_SELFTEST_FUZZ_TARGET_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace sysassert::selftest {

// Inputs that are made, where none can be kept as files.
std::vector<std::string> MadeInputs();

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_FUZZ_TARGET_H_

// Is this build one of AddressSanitizer's? It needs terabytes of addresses, and keeps what was
// freed.
#ifndef SYSASSERT_SELFTEST_SANITIZER_H_
#define SYSASSERT_SELFTEST_SANITIZER_H_

namespace sysassert::selftest {

#if defined(__SANITIZE_ADDRESS__)  // gcc
inline constexpr bool kAddressSanitizer = true;
#elif defined(__has_feature)  // clang
inline constexpr bool kAddressSanitizer = __has_feature(address_sanitizer);
#else
inline constexpr bool kAddressSanitizer = false;
#endif

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_SANITIZER_H_

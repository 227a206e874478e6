// Which sanitizer is this build of? AddressSanitizer needs terabytes of addresses, and keeps what
// was freed; ThreadSanitizer needs several times the memory, and brings operator new itself.
#ifndef SYSASSERT_SELFTEST_SANITIZER_H_
#define SYSASSERT_SELFTEST_SANITIZER_H_

#if defined(__has_feature)  // clang; gcc has macros
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#if __has_feature(thread_sanitizer)
#define __SANITIZE_THREAD__ 1
#endif
#endif

namespace sysassert::selftest {

#ifdef __SANITIZE_ADDRESS__
inline constexpr bool kAddressSanitizer = true;
#else
inline constexpr bool kAddressSanitizer = false;
#endif

#ifdef __SANITIZE_THREAD__
inline constexpr bool kThreadSanitizer = true;
#else
inline constexpr bool kThreadSanitizer = false;
#endif

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_SANITIZER_H_

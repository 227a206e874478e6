// What fcntl takes, by its command. Private to tables/variants.cc.
#ifndef SYSASSERT_TABLES_VARIANTS_FILES_H_
#define SYSASSERT_TABLES_VARIANTS_FILES_H_

#include "tables/builders.h"
#include "tables/names.h"
#include "tables/variant.h"

namespace sysassert::tables::build {

// clang-format off
inline constexpr Variant kFilesVariants[] = {
    {Sysno::fcntl, 2, 1, 0 /* F_DUPFD */, integer("arg")},
    {Sysno::fcntl, 2, 1, 2 /* F_SETFD */, flags("arg", kDescriptorFlags)},
    {Sysno::fcntl, 2, 1, 4 /* F_SETFL */, flags("arg", kOpenFlags)},
    {Sysno::fcntl, 2, 1, 5 /* F_GETLK */, struct_out("arg", "flock_found")},
    {Sysno::fcntl, 2, 1, 6 /* F_SETLK */, struct_in("arg", "flock")},
    {Sysno::fcntl, 2, 1, 7 /* F_SETLKW */, struct_in("arg", "flock")},
    {Sysno::fcntl, 2, 1, 8 /* F_SETOWN */, pid("arg")},
    {Sysno::fcntl, 2, 1, 10 /* F_SETSIG */, signal_number("arg")},
    {Sysno::fcntl, 2, 1, 15 /* F_SETOWN_EX */, struct_in("arg", "f_owner_ex")},
    {Sysno::fcntl, 2, 1, 16 /* F_GETOWN_EX */, struct_out("arg", "f_owner_ex")},
    {Sysno::fcntl, 2, 1, 36 /* F_OFD_GETLK */, struct_out("arg", "flock_ofd_found")},
    {Sysno::fcntl, 2, 1, 37 /* F_OFD_SETLK */, struct_in("arg", "flock_ofd")},
    {Sysno::fcntl, 2, 1, 38 /* F_OFD_SETLKW */, struct_in("arg", "flock_ofd")},
    {Sysno::fcntl, 2, 1, 1024 /* F_SETLEASE */, choice("arg", kLockTypes)},
    {Sysno::fcntl, 2, 1, 1026 /* F_NOTIFY */, flags("arg", kNotifyFlags)},
    {Sysno::fcntl, 2, 1, 1030 /* F_DUPFD_CLOEXEC */, integer("arg")},
    {Sysno::fcntl, 2, 1, 1031 /* F_SETPIPE_SZ */, integer("arg")},
    {Sysno::fcntl, 2, 1, 1033 /* F_ADD_SEALS */, flags("arg", kSeals)},
    {Sysno::fcntl64, 2, 1, 12 /* F_GETLK64 */, struct_out("arg", "flock_found64_i386")},
    {Sysno::fcntl64, 2, 1, 13 /* F_SETLK64 */, struct_in("arg", "flock64_i386")},
    {Sysno::fcntl64, 2, 1, 14 /* F_SETLKW64 */, struct_in("arg", "flock64_i386")},
    {Sysno::fcntl64, 2, 1, 36 /* F_OFD_GETLK */, struct_out("arg", "flock_found64_i386")},
    {Sysno::fcntl64, 2, 1, 37 /* F_OFD_SETLK */, struct_in("arg", "flock64_i386")},
    {Sysno::fcntl64, 2, 1, 38 /* F_OFD_SETLKW */, struct_in("arg", "flock64_i386")},
};
// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_VARIANTS_FILES_H_

// What keyctl takes, by its operation. Entries of one call stand together. Private to
// tables/variants.cc.
#ifndef SYSASSERT_TABLES_VARIANTS_KEYS_H_
#define SYSASSERT_TABLES_VARIANTS_KEYS_H_

#include "tables/builders.h"
#include "tables/names.h"
#include "tables/names_keys.h"
#include "tables/variant.h"

namespace sysassert::tables::build {

// clang-format off
inline constexpr Variant kKeysVariants[] = {
    {Sysno::keyctl, 1, 0, 0 /* KEYCTL_GET_KEYRING_ID */, key("arg2")},
    {Sysno::keyctl, 2, 0, 0 /* KEYCTL_GET_KEYRING_ID */, integer("arg3")},
    {Sysno::keyctl, 1, 0, 1 /* KEYCTL_JOIN_SESSION_KEYRING */, string("arg2")},
    {Sysno::keyctl, 1, 0, 2 /* KEYCTL_UPDATE */, key("arg2")},
    {Sysno::keyctl, 2, 0, 2 /* KEYCTL_UPDATE */, bytes_in("arg3", BytesOf(3))},
    {Sysno::keyctl, 3, 0, 2 /* KEYCTL_UPDATE */, size("arg4")},
    {Sysno::keyctl, 1, 0, 3 /* KEYCTL_REVOKE */, key("arg2")},
    {Sysno::keyctl, 1, 0, 4 /* KEYCTL_CHOWN */, key("arg2")},
    {Sysno::keyctl, 2, 0, 4 /* KEYCTL_CHOWN */, uid("arg3")},
    {Sysno::keyctl, 3, 0, 4 /* KEYCTL_CHOWN */, gid("arg4")},
    {Sysno::keyctl, 1, 0, 5 /* KEYCTL_SETPERM */, key("arg2")},
    {Sysno::keyctl, 2, 0, 5 /* KEYCTL_SETPERM */, flags("arg3", kKeyPermissions)},
    {Sysno::keyctl, 1, 0, 6 /* KEYCTL_DESCRIBE */, key("arg2")},
    {Sysno::keyctl, 2, 0, 6 /* KEYCTL_DESCRIBE */, text_out("arg3", ResultBytes())},
    {Sysno::keyctl, 3, 0, 6 /* KEYCTL_DESCRIBE */, size("arg4")},
    {Sysno::keyctl, 1, 0, 7 /* KEYCTL_CLEAR */, key("arg2")},
    {Sysno::keyctl, 1, 0, 8 /* KEYCTL_LINK */, key("arg2")},
    {Sysno::keyctl, 2, 0, 8 /* KEYCTL_LINK */, key("arg3")},
    {Sysno::keyctl, 1, 0, 9 /* KEYCTL_UNLINK */, key("arg2")},
    {Sysno::keyctl, 2, 0, 9 /* KEYCTL_UNLINK */, key("arg3")},
    {Sysno::keyctl, 1, 0, 10 /* KEYCTL_SEARCH */, key("arg2")},
    {Sysno::keyctl, 2, 0, 10 /* KEYCTL_SEARCH */, string("arg3")},
    {Sysno::keyctl, 3, 0, 10 /* KEYCTL_SEARCH */, string("arg4")},
    {Sysno::keyctl, 4, 0, 10 /* KEYCTL_SEARCH */, key("arg5")},
    {Sysno::keyctl, 1, 0, 11 /* KEYCTL_READ */, key("arg2")},
    {Sysno::keyctl, 2, 0, 11 /* KEYCTL_READ */, bytes_out("arg3", ResultBytes())},
    {Sysno::keyctl, 3, 0, 11 /* KEYCTL_READ */, size("arg4")},
    {Sysno::keyctl, 1, 0, 12 /* KEYCTL_INSTANTIATE */, key("arg2")},
    {Sysno::keyctl, 2, 0, 12 /* KEYCTL_INSTANTIATE */, bytes_in("arg3", BytesOf(3))},
    {Sysno::keyctl, 3, 0, 12 /* KEYCTL_INSTANTIATE */, size("arg4")},
    {Sysno::keyctl, 4, 0, 12 /* KEYCTL_INSTANTIATE */, key("arg5")},
    {Sysno::keyctl, 1, 0, 13 /* KEYCTL_NEGATE */, key("arg2")},
    {Sysno::keyctl, 2, 0, 13 /* KEYCTL_NEGATE */, count("arg3")},
    {Sysno::keyctl, 3, 0, 13 /* KEYCTL_NEGATE */, key("arg4")},
    {Sysno::keyctl, 1, 0, 14 /* KEYCTL_SET_REQKEY_KEYRING */, word("arg2", "default_keyring")},
    {Sysno::keyctl, 1, 0, 15 /* KEYCTL_SET_TIMEOUT */, key("arg2")},
    {Sysno::keyctl, 2, 0, 15 /* KEYCTL_SET_TIMEOUT */, count("arg3")},
    {Sysno::keyctl, 1, 0, 16 /* KEYCTL_ASSUME_AUTHORITY */, key("arg2")},
    {Sysno::keyctl, 1, 0, 17 /* KEYCTL_GET_SECURITY */, key("arg2")},
    {Sysno::keyctl, 2, 0, 17 /* KEYCTL_GET_SECURITY */, text_out("arg3", ResultBytes())},
    {Sysno::keyctl, 3, 0, 17 /* KEYCTL_GET_SECURITY */, size("arg4")},
    {Sysno::keyctl, 1, 0, 19 /* KEYCTL_REJECT */, key("arg2")},
    {Sysno::keyctl, 2, 0, 19 /* KEYCTL_REJECT */, count("arg3")},
    {Sysno::keyctl, 3, 0, 19 /* KEYCTL_REJECT */, word("arg4", "errno")},
    {Sysno::keyctl, 4, 0, 19 /* KEYCTL_REJECT */, key("arg5")},
    {Sysno::keyctl, 1, 0, 20 /* KEYCTL_INSTANTIATE_IOV */, key("arg2")},
    {Sysno::keyctl, 2, 0, 20 /* KEYCTL_INSTANTIATE_IOV */, array_in("arg3", "iovec", 3)},
    {Sysno::keyctl, 3, 0, 20 /* KEYCTL_INSTANTIATE_IOV */, count("arg4")},
    {Sysno::keyctl, 4, 0, 20 /* KEYCTL_INSTANTIATE_IOV */, key("arg5")},
    {Sysno::keyctl, 1, 0, 21 /* KEYCTL_INVALIDATE */, key("arg2")},
    {Sysno::keyctl, 1, 0, 22 /* KEYCTL_GET_PERSISTENT */, uid("arg2")},
    {Sysno::keyctl, 2, 0, 22 /* KEYCTL_GET_PERSISTENT */, key("arg3")},
    {Sysno::keyctl, 1, 0, 23 /* KEYCTL_DH_COMPUTE */, struct_in("arg2", "dh_params")},
    {Sysno::keyctl, 2, 0, 23 /* KEYCTL_DH_COMPUTE */, bytes_out("arg3", ResultBytes())},
    {Sysno::keyctl, 3, 0, 23 /* KEYCTL_DH_COMPUTE */, size("arg4")},
    {Sysno::keyctl, 4, 0, 23 /* KEYCTL_DH_COMPUTE */, address("arg5")},
    {Sysno::keyctl, 1, 0, 24 /* KEYCTL_PKEY_QUERY */, key("arg2")},
    {Sysno::keyctl, 2, 0, 24 /* KEYCTL_PKEY_QUERY */, count("arg3")},
    {Sysno::keyctl, 3, 0, 24 /* KEYCTL_PKEY_QUERY */, string("arg4")},
    {Sysno::keyctl, 4, 0, 24 /* KEYCTL_PKEY_QUERY */, struct_out("arg5", "pkey_query")},
    {Sysno::keyctl, 1, 0, 29 /* KEYCTL_RESTRICT_KEYRING */, key("arg2")},
    {Sysno::keyctl, 2, 0, 29 /* KEYCTL_RESTRICT_KEYRING */, string("arg3")},
    {Sysno::keyctl, 3, 0, 29 /* KEYCTL_RESTRICT_KEYRING */, string("arg4")},
    {Sysno::keyctl, 1, 0, 30 /* KEYCTL_MOVE */, key("arg2")},
    {Sysno::keyctl, 2, 0, 30 /* KEYCTL_MOVE */, key("arg3")},
    {Sysno::keyctl, 3, 0, 30 /* KEYCTL_MOVE */, key("arg4")},
    {Sysno::keyctl, 4, 0, 30 /* KEYCTL_MOVE */, flags("arg5", kKeyMoveFlags)},
    {Sysno::keyctl, 1, 0, 31 /* KEYCTL_CAPABILITIES */, struct_out("arg2", "key_capabilities", ResultBytes())},
    {Sysno::keyctl, 2, 0, 31 /* KEYCTL_CAPABILITIES */, size("arg3")},
};
// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_VARIANTS_KEYS_H_

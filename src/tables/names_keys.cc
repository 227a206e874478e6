// Names: What keyctl's operations take.
#include "tables/names_keys.h"

#include <linux/keyctl.h>

#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

constexpr Name kKeyPermissionsNames[] = {
    {0x1000000, "KEY_POS_VIEW"},   {0x2000000, "KEY_POS_READ"},  {0x4000000, "KEY_POS_WRITE"},
    {0x8000000, "KEY_POS_SEARCH"}, {0x10000000, "KEY_POS_LINK"}, {0x20000000, "KEY_POS_SETATTR"},
    {0x10000, "KEY_USR_VIEW"},     {0x20000, "KEY_USR_READ"},    {0x40000, "KEY_USR_WRITE"},
    {0x80000, "KEY_USR_SEARCH"},   {0x100000, "KEY_USR_LINK"},   {0x200000, "KEY_USR_SETATTR"},
    {0x100, "KEY_GRP_VIEW"},       {0x200, "KEY_GRP_READ"},      {0x400, "KEY_GRP_WRITE"},
    {0x800, "KEY_GRP_SEARCH"},     {0x1000, "KEY_GRP_LINK"},     {0x2000, "KEY_GRP_SETATTR"},
    {0x1, "KEY_OTH_VIEW"},         {0x2, "KEY_OTH_READ"},        {0x4, "KEY_OTH_WRITE"},
    {0x8, "KEY_OTH_SEARCH"},       {0x10, "KEY_OTH_LINK"},       {0x20, "KEY_OTH_SETATTR"}};
constexpr Name kKeyMoveFlagsNames[] = {{1, "KEYCTL_MOVE_EXCL"}};
constexpr Name kDefaultKeyringsNames[] = {NAMED(KEY_REQKEY_DEFL_NO_CHANGE),
                                          NAMED(KEY_REQKEY_DEFL_DEFAULT),
                                          NAMED(KEY_REQKEY_DEFL_THREAD_KEYRING),
                                          NAMED(KEY_REQKEY_DEFL_PROCESS_KEYRING),
                                          NAMED(KEY_REQKEY_DEFL_SESSION_KEYRING),
                                          NAMED(KEY_REQKEY_DEFL_USER_KEYRING),
                                          NAMED(KEY_REQKEY_DEFL_USER_SESSION_KEYRING),
                                          NAMED(KEY_REQKEY_DEFL_GROUP_KEYRING),
                                          NAMED(KEY_REQKEY_DEFL_REQUESTOR_KEYRING)};
constexpr Name kKeyCapabilities0Names[] = {
    NAMED(KEYCTL_CAPS0_CAPABILITIES),     NAMED(KEYCTL_CAPS0_PERSISTENT_KEYRINGS),
    NAMED(KEYCTL_CAPS0_DIFFIE_HELLMAN),   NAMED(KEYCTL_CAPS0_PUBLIC_KEY),
    NAMED(KEYCTL_CAPS0_BIG_KEY),          NAMED(KEYCTL_CAPS0_INVALIDATE),
    NAMED(KEYCTL_CAPS0_RESTRICT_KEYRING), NAMED(KEYCTL_CAPS0_MOVE)};
constexpr Name kKeyCapabilities1Names[] = {NAMED(KEYCTL_CAPS1_NS_KEYRING_NAME),
                                           NAMED(KEYCTL_CAPS1_NS_KEY_TAG),
                                           {4, "KEYCTL_CAPS1_NOTIFICATIONS"}};

}  // namespace

constinit const NameTable kKeyPermissions = Table("KEY", kKeyPermissionsNames);
constinit const NameTable kKeyMoveFlags = Table("KEYCTL_MOVE", kKeyMoveFlagsNames);
constinit const NameTable kDefaultKeyrings = Table("KEY_REQKEY_DEFL", kDefaultKeyringsNames);
constinit const NameTable kKeyCapabilities0 = Table("KEYCTL_CAPS0", kKeyCapabilities0Names);
constinit const NameTable kKeyCapabilities1 = Table("KEYCTL_CAPS1", kKeyCapabilities1Names);

}  // namespace sysassert::tables

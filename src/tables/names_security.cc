// Names: seccomp, bpf, landlock, keys, perf events, random numbers.
#include <linux/bpf.h>
#include <linux/keyctl.h>
#include <linux/landlock.h>
#include <linux/perf_event.h>
#include <linux/random.h>
#include <linux/seccomp.h>

#include "tables/names.h"
#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

constexpr Name kSeccompNames[] = {NAMED(SECCOMP_SET_MODE_STRICT), NAMED(SECCOMP_SET_MODE_FILTER),
                                  NAMED(SECCOMP_GET_ACTION_AVAIL), NAMED(SECCOMP_GET_NOTIF_SIZES)};
constexpr Name kSeccompFlagNames[] = {
    {1, "SECCOMP_FILTER_FLAG_TSYNC"},        {2, "SECCOMP_FILTER_FLAG_LOG"},
    {4, "SECCOMP_FILTER_FLAG_SPEC_ALLOW"},   {8, "SECCOMP_FILTER_FLAG_NEW_LISTENER"},
    {16, "SECCOMP_FILTER_FLAG_TSYNC_ESRCH"}, {32, "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"}};
constexpr Name kLandlockCreateNames[] = {NAMED(LANDLOCK_CREATE_RULESET_VERSION),
                                         {2, "LANDLOCK_CREATE_RULESET_ERRATA"}};
constexpr Name kLandlockRuleNames[] = {{1, "LANDLOCK_RULE_PATH_BENEATH"},
                                       {2, "LANDLOCK_RULE_NET_PORT"}};
constexpr Name kLandlockRestrictNames[] = {{1, "LANDLOCK_RESTRICT_SELF_LOG_SAME_EXEC_OFF"},
                                           {2, "LANDLOCK_RESTRICT_SELF_LOG_NEW_EXEC_ON"},
                                           {4, "LANDLOCK_RESTRICT_SELF_LOG_SUBDOMAINS_OFF"}};
constexpr Name kLsmNames[] = {{100, "LSM_ATTR_CURRENT"},  {101, "LSM_ATTR_EXEC"},
                              {102, "LSM_ATTR_FSCREATE"}, {103, "LSM_ATTR_KEYCREATE"},
                              {104, "LSM_ATTR_PREV"},     {105, "LSM_ATTR_SOCKCREATE"}};
constexpr Name kLsmFlagNames[] = {{1, "LSM_FLAG_SINGLE"}};
constexpr Name kKeyringNames[] = {
    NAMED(KEY_SPEC_THREAD_KEYRING),       NAMED(KEY_SPEC_PROCESS_KEYRING),
    NAMED(KEY_SPEC_SESSION_KEYRING),      NAMED(KEY_SPEC_USER_KEYRING),
    NAMED(KEY_SPEC_USER_SESSION_KEYRING), NAMED(KEY_SPEC_GROUP_KEYRING),
    NAMED(KEY_SPEC_REQKEY_AUTH_KEY),      NAMED(KEY_SPEC_REQUESTOR_KEYRING)};
constexpr Name kGetrandomNames[] = {{1, "GRND_NONBLOCK"}, {2, "GRND_RANDOM"}, {4, "GRND_INSECURE"}};
constexpr Name kPerfNames[] = {NAMED(PERF_FLAG_FD_NO_GROUP), NAMED(PERF_FLAG_FD_OUTPUT),
                               NAMED(PERF_FLAG_PID_CGROUP), NAMED(PERF_FLAG_FD_CLOEXEC)};
constexpr Name kKeyctlNames[] = {
    NAMED(KEYCTL_GET_KEYRING_ID),
    NAMED(KEYCTL_JOIN_SESSION_KEYRING),
    NAMED(KEYCTL_UPDATE),
    NAMED(KEYCTL_REVOKE),
    NAMED(KEYCTL_CHOWN),
    NAMED(KEYCTL_SETPERM),
    NAMED(KEYCTL_DESCRIBE),
    NAMED(KEYCTL_CLEAR),
    NAMED(KEYCTL_LINK),
    NAMED(KEYCTL_UNLINK),
    NAMED(KEYCTL_SEARCH),
    NAMED(KEYCTL_READ),
    NAMED(KEYCTL_INSTANTIATE),
    NAMED(KEYCTL_NEGATE),
    NAMED(KEYCTL_SET_REQKEY_KEYRING),
    NAMED(KEYCTL_SET_TIMEOUT),
    NAMED(KEYCTL_ASSUME_AUTHORITY),
    NAMED(KEYCTL_GET_SECURITY),
    NAMED(KEYCTL_SESSION_TO_PARENT),
    NAMED(KEYCTL_REJECT),
    NAMED(KEYCTL_INSTANTIATE_IOV),
    NAMED(KEYCTL_INVALIDATE),
    NAMED(KEYCTL_GET_PERSISTENT),
    NAMED(KEYCTL_DH_COMPUTE),
    NAMED(KEYCTL_PKEY_QUERY),
    NAMED(KEYCTL_PKEY_ENCRYPT),
    NAMED(KEYCTL_PKEY_DECRYPT),
    NAMED(KEYCTL_PKEY_SIGN),
    NAMED(KEYCTL_PKEY_VERIFY),
    NAMED(KEYCTL_RESTRICT_KEYRING),
    NAMED(KEYCTL_MOVE),
    NAMED(KEYCTL_CAPABILITIES),
    NAMED(KEYCTL_WATCH_KEY),
};
constexpr Name kBpfNames[] = {NAMED(BPF_MAP_CREATE),        NAMED(BPF_MAP_LOOKUP_ELEM),
                              NAMED(BPF_MAP_UPDATE_ELEM),   NAMED(BPF_MAP_DELETE_ELEM),
                              NAMED(BPF_MAP_GET_NEXT_KEY),  NAMED(BPF_PROG_LOAD),
                              NAMED(BPF_OBJ_PIN),           NAMED(BPF_OBJ_GET),
                              NAMED(BPF_PROG_ATTACH),       NAMED(BPF_PROG_DETACH),
                              NAMED(BPF_PROG_TEST_RUN),     NAMED(BPF_PROG_GET_NEXT_ID),
                              NAMED(BPF_MAP_GET_NEXT_ID),   NAMED(BPF_PROG_GET_FD_BY_ID),
                              NAMED(BPF_MAP_GET_FD_BY_ID),  NAMED(BPF_OBJ_GET_INFO_BY_FD),
                              NAMED(BPF_PROG_QUERY),        NAMED(BPF_RAW_TRACEPOINT_OPEN),
                              NAMED(BPF_BTF_LOAD),          NAMED(BPF_BTF_GET_FD_BY_ID),
                              NAMED(BPF_TASK_FD_QUERY),     NAMED(BPF_MAP_LOOKUP_AND_DELETE_ELEM),
                              NAMED(BPF_MAP_FREEZE),        NAMED(BPF_BTF_GET_NEXT_ID),
                              NAMED(BPF_MAP_LOOKUP_BATCH),  NAMED(BPF_MAP_LOOKUP_AND_DELETE_BATCH),
                              NAMED(BPF_MAP_UPDATE_BATCH),  NAMED(BPF_MAP_DELETE_BATCH),
                              NAMED(BPF_LINK_CREATE),       NAMED(BPF_LINK_UPDATE),
                              NAMED(BPF_LINK_GET_FD_BY_ID), NAMED(BPF_LINK_GET_NEXT_ID),
                              NAMED(BPF_ENABLE_STATS),      NAMED(BPF_ITER_CREATE),
                              NAMED(BPF_LINK_DETACH),       NAMED(BPF_PROG_BIND_MAP),
                              {36, "BPF_TOKEN_CREATE"},     {37, "BPF_PROG_STREAM_READ_BY_FD"}};

}  // namespace

constinit const NameTable kSeccompOperations = Table("SECCOMP_SET_MODE", kSeccompNames);
constinit const NameTable kSeccompFlags = Table("SECCOMP_FILTER_FLAG", kSeccompFlagNames);
constinit const NameTable kLandlockCreateFlags =
    Table("LANDLOCK_CREATE_RULESET", kLandlockCreateNames);
constinit const NameTable kLandlockRuleTypes = Table("LANDLOCK_RULE", kLandlockRuleNames);
constinit const NameTable kLandlockRestrictFlags =
    Table("LANDLOCK_RESTRICT_SELF", kLandlockRestrictNames);
constinit const NameTable kLsmAttributes = Table("LSM_ATTR", kLsmNames);
constinit const NameTable kLsmFlags = Table("LSM_FLAG", kLsmFlagNames);
constinit const NameTable kKeyrings = Table("KEY_SPEC", kKeyringNames);
constinit const NameTable kKeyctlOperations = Table("KEYCTL", kKeyctlNames);
constinit const NameTable kGetrandomFlags = Table("GRND", kGetrandomNames);
constinit const NameTable kPerfFlags = Table("PERF_FLAG", kPerfNames);
constinit const NameTable kBpfCommands = Table("BPF", kBpfNames);

}  // namespace sysassert::tables

// Rows: what confines, watches or authorises: seccomp, bpf, landlock, keys, perf, modules of LSM.
#ifndef SYSASSERT_TABLES_ROWS_SECURITY_H_
#define SYSASSERT_TABLES_ROWS_SECURITY_H_

#include "tables/builders.h"
#include "tables/names.h"

namespace sysassert::tables::build {

// Wide on purpose: one call, one line.
// clang-format off

inline constexpr Row kSecurityRows[] = {
    {Sysno::seccomp, Ret::kInt, {choice("operation", kSeccompOperations), word("flags", "hex_int"), address("args")}},
    {Sysno::bpf, Ret::kInt, {choice("cmd", kBpfCommands), address("attr"), count("size")}},
    {Sysno::landlock_create_ruleset, Ret::kFd, {struct_in("attr", "landlock_ruleset", BytesOf(1)), size("size"), flags("flags", kLandlockCreateFlags)}},
    {Sysno::landlock_add_rule, Ret::kInt, {fd("ruleset_fd"), choice("rule_type", kLandlockRuleTypes), address("rule_attr"), flags("flags", kNoFlags)}},
    {Sysno::landlock_restrict_self, Ret::kInt, {fd("ruleset_fd"), flags("flags", kLandlockRestrictFlags)}},
    {Sysno::lsm_get_self_attr, Ret::kInt, {choice("attr", kLsmAttributes), struct_out("ctx", "lsm_ctx", Pointee(2)), struct_out("size", "length"), flags("flags", kLsmFlags)}},
    {Sysno::lsm_set_self_attr, Ret::kInt, {choice("attr", kLsmAttributes), struct_in("ctx", "lsm_ctx", BytesOf(2)), count("size"), flags("flags", kNoFlags)}},
    {Sysno::lsm_list_modules, Ret::kInt, {struct_out("ids", "lsm_ids", Pointee(1)), struct_out("size", "length"), flags("flags", kNoFlags)}},
    {Sysno::add_key, Ret::kInt, {string("type"), string("description"), bytes_in("payload", BytesOf(3)), size("plen"), key("keyring")}},
    {Sysno::request_key, Ret::kInt, {string("type"), string("description"), string("callout_info"), key("dest_keyring")}},
    {Sysno::keyctl, Ret::kInt, {choice("operation", kKeyctlOperations), long_hex("arg2"), long_hex("arg3"), long_hex("arg4"), long_hex("arg5")}},
    {Sysno::getrandom, Ret::kInt, {struct_out("buf", "hex", ResultBytes()), size("buflen"), flags("flags", kGetrandomFlags)}},
    {Sysno::perf_event_open, Ret::kFd, {struct_late("attr", "perf_event_attr", SizeOf("perf_event_attr")), integer("pid"), integer("cpu"), fd("group_fd"), long_flags("flags", kPerfFlags)}},
};

// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_ROWS_SECURITY_H_

// Instructions of BPF, as strace spells them.
#ifndef SYSASSERT_DECODE_INSTRUCTIONS_H_
#define SYSASSERT_DECODE_INSTRUCTIONS_H_

#include <string>
#include <string_view>

namespace sysassert::decode {

// One struct sock_filter of 8 bytes: BPF_STMT(BPF_RET|BPF_K, SECCOMP_RET_ALLOW). What it returns is
// an action of seccomp(2), or a number of bytes; where a packet filter loads from may have a name.
std::string SeccompStatementText(std::string_view statement);
std::string SocketStatementText(std::string_view statement);
// One struct bpf_insn of 8 bytes: {code=BPF_JMP|BPF_K|BPF_EXIT, dst_reg=BPF_REG_0, …}.
std::string ProgramInstructionText(std::string_view instruction);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_INSTRUCTIONS_H_

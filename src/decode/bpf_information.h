// What bpf(2) tells of a map or a program behind a descriptor. Private to decode/.
#ifndef SYSASSERT_DECODE_BPF_INFORMATION_H_
#define SYSASSERT_DECODE_BPF_INFORMATION_H_

#include <string>

#include "decode/structures.h"

namespace sysassert::decode {

// The attributes of BPF_OBJ_GET_INFO_BY_FD: "{info={bpf_fd=3, info_len=80, info={type=…}}}". What
// the kernel wrote is shown to a reader of everything, where the thread's memory and its
// descriptors are at hand; else its address is.
std::string BpfInformationText(const Seen& seen);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_BPF_INFORMATION_H_

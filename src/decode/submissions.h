// Submissions: what io_submit(2) and io_uring_enter(2) hand over, as text.
#ifndef SYSASSERT_DECODE_SUBMISSIONS_H_
#define SYSASSERT_DECODE_SUBMISSIONS_H_

#include <string>
#include <string_view>

#include "decode/style.h"

namespace sysassert::decode {

// The blocks of io_submit(2), as strace prints them: "[{aio_data=0, aio_lio_opcode=…}]".
std::string IocbsText(std::string_view bytes, bool truncated, const Style& style);
// What says which block it is: "{aio_data=0, aio_lio_opcode=IOCB_CMD_PREAD, aio_fildes=3}".
std::string IocbHeadText(std::string_view bytes, const Style& style);
// What stood in the ring, as capture/submissions.h copies it: "OPENAT AT_FDCWD \"secret\", NOP -1".
std::string RingText(std::string_view entries, const Style& style);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_SUBMISSIONS_H_

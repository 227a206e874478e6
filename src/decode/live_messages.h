// Vectors of buffers, and messages of sockets, of a thread that is stopped. Private to decode/.
#ifndef SYSASSERT_DECODE_LIVE_MESSAGES_H_
#define SYSASSERT_DECODE_LIVE_MESSAGES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "decode/call_view.h"
#include "decode/style.h"
#include "tables/row.h"

namespace sysassert::decode {

// `count` pieces of a vector, of `width` bytes a word, and as many bytes of them together as `left`
// says.
std::string PiecesAt(std::uint64_t address, std::uint64_t count, std::size_t width,
                     std::uint64_t left, const Style& style);
// Does the call write into the pieces of its vector?
bool FillsVector(Sysno id, const tables::Parameter& parameter);
std::optional<std::string> VectorText(const CallView& call, const tables::Row& row,
                                      const tables::Parameter& parameter, int i,
                                      const Style& style);
std::optional<std::string> MessageHeaderText(const CallView& call, const tables::Row& row,
                                             const tables::Parameter& parameter, int i,
                                             const Style& style);
// The messages of sendmmsg and recvmmsg, and one of msgsnd and msgrcv.
std::optional<std::string> MessagesText(const CallView& call, const tables::Row& row, int i,
                                        const Style& style);
std::optional<std::string> QueueMessageText(const CallView& call, int i, const Style& style);
// What sendto and recvfrom carry, where the socket's messages are known.
std::optional<std::string> DatagramText(const CallView& call, int i, const Style& style);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_LIVE_MESSAGES_H_

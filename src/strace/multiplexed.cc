#include "strace/multiplexed.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace sysassert::strace {
namespace {

using Arguments = std::array<std::uint64_t, 6>;

// `words` of 4 bytes each.
bool ReadWords(events::MemoryReader& memory, int tid, std::uint64_t address, std::size_t words,
               Arguments* to) {
  std::array<std::uint32_t, 6> read{};
  const auto bytes = std::as_writable_bytes(std::span(read).first(words));
  events::MemoryReader::Piece piece{events::RemoteAddress{address}, bytes, 0};
  memory.Read(tid, {&piece, 1});
  if (piece.read != bytes.size()) return false;
  std::copy_n(read.begin(), words, to->begin());
  return true;
}

// Of socketcall(2), by its first argument; linux/net.h. send and recv are none of today's calls.
struct SocketCall {
  Sysno id;
  std::size_t arguments;
};
constexpr SocketCall kSocketCalls[] = {
    {Sysno::kUnknown, 0},   {Sysno::socket, 3},   {Sysno::bind, 3},        {Sysno::connect, 3},
    {Sysno::listen, 2},     {Sysno::accept, 3},   {Sysno::getsockname, 3}, {Sysno::getpeername, 3},
    {Sysno::socketpair, 4}, {Sysno::kUnknown, 0}, {Sysno::kUnknown, 0},    {Sysno::sendto, 6},
    {Sysno::recvfrom, 6},   {Sysno::shutdown, 2}, {Sysno::setsockopt, 5},  {Sysno::getsockopt, 5},
    {Sysno::sendmsg, 3},    {Sysno::recvmsg, 3},  {Sysno::accept4, 4},     {Sysno::recvmmsg, 5},
    {Sysno::sendmmsg, 4}};

// Of ipc(2): which of its arguments are the other call's; linux/ipc.h.
struct IpcCall {
  std::uint32_t call;
  Sysno id;
  std::array<int, 4> arguments;  // -1: none
};
constexpr int kFirst = 1, kSecond = 2, kThird = 3, kPointer = 4, kFifth = 5;
constexpr IpcCall kIpcCalls[] = {{1, Sysno::semop, {kFirst, kPointer, kSecond, -1}},
                                 {2, Sysno::semget, {kFirst, kSecond, kThird, -1}},
                                 {4, Sysno::semtimedop, {kFirst, kPointer, kSecond, kFifth}},
                                 {11, Sysno::msgsnd, {kFirst, kPointer, kSecond, kThird}},
                                 {13, Sysno::msgget, {kFirst, kSecond, -1, -1}},
                                 {14, Sysno::msgctl, {kFirst, kSecond, kPointer, -1}},
                                 {21, Sysno::shmat, {kFirst, kPointer, kSecond, -1}},
                                 {22, Sysno::shmdt, {kPointer, -1, -1, -1}},
                                 {23, Sysno::shmget, {kFirst, kSecond, kThird, -1}},
                                 {24, Sysno::shmctl, {kFirst, kSecond, kPointer, -1}}};

}  // namespace

std::optional<Unfolded> Unfold(Abi abi, Sysno id, const Arguments& args,
                               events::MemoryReader& memory, int tid) {
  if (abi != Abi::kI386) return std::nullopt;
  Unfolded unfolded{id, nullptr, {}};
  switch (id) {
    case Sysno::socketcall: {
      if (args[0] >= std::size(kSocketCalls)) return std::nullopt;
      const SocketCall& call = kSocketCalls[args[0]];
      unfolded.id = call.id;
      if (call.id == Sysno::kUnknown ||
          !ReadWords(memory, tid, args[1], call.arguments, &unfolded.args))
        return std::nullopt;
      break;
    }
    case Sysno::ipc: {
      const auto* call = std::find_if(std::begin(kIpcCalls), std::end(kIpcCalls),
                                      [&](const IpcCall& one) { return one.call == args[0]; });
      if (call == std::end(kIpcCalls)) return std::nullopt;
      unfolded.id = call->id;
      for (std::size_t i = 0; i < call->arguments.size(); ++i) {
        if (call->arguments[i] >= 0)
          unfolded.args[i] = args[static_cast<std::size_t>(call->arguments[i])];
      }
      break;
    }
    case Sysno::mmap:
      if (!ReadWords(memory, tid, args[0], 6, &unfolded.args)) return std::nullopt;
      unfolded.row = &tables::RowOf(Sysno::mmap, Abi::kX86_64);  // all of them are registers
      return unfolded;
    case Sysno::select:
      if (!ReadWords(memory, tid, args[0], 5, &unfolded.args)) return std::nullopt;
      unfolded.row = &tables::RowOf(Sysno::_newselect, Abi::kI386);
      return unfolded;
    default:
      return std::nullopt;
  }
  unfolded.row = &tables::RowOf(unfolded.id, Abi::kI386);
  return unfolded;
}

}  // namespace sysassert::strace

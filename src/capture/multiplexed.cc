#include "capture/multiplexed.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace sysassert::capture {
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

// Of socketcall(2), by its first argument; linux/net.h. send and recv are none of today's calls:
// they are the first arguments of others.
struct SocketCall {
  Sysno id;
  std::size_t arguments;
  std::string_view name = {};
};
constexpr SocketCall kSocketCalls[] = {
    {Sysno::kUnknown, 0},       {Sysno::socket, 3},           {Sysno::bind, 3},
    {Sysno::connect, 3},        {Sysno::listen, 2},           {Sysno::accept, 3},
    {Sysno::getsockname, 3},    {Sysno::getpeername, 3},      {Sysno::socketpair, 4},
    {Sysno::sendto, 4, "send"}, {Sysno::recvfrom, 4, "recv"}, {Sysno::sendto, 6},
    {Sysno::recvfrom, 6},       {Sysno::shutdown, 2},         {Sysno::setsockopt, 5},
    {Sysno::getsockopt, 5},     {Sysno::sendmsg, 3},          {Sysno::recvmsg, 3},
    {Sysno::accept4, 4},        {Sysno::recvmmsg, 5},         {Sysno::sendmmsg, 4}};

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

// The rows of calls that take fewer arguments, or other ones, than those that they are shown as.
const tables::Row& FirstArguments(Sysno id, int count) {
  static const auto first = [](Sysno of, int arguments) {
    tables::Row row = tables::RowOf(of, Abi::kI386);
    row.count = arguments;
    return row;
  };
  static const tables::Row send = first(Sysno::sendto, 4), receive = first(Sysno::recvfrom, 4);
  return count == 4 && id == Sysno::sendto ? send : receive;
}
// semctl(2) by ipc(2) takes its fourth argument from memory. Of a command without an object,
// what is shown is the word.
const tables::Row& SemctlOfAWord() {
  static const tables::Row row = [] {
    tables::Row made = tables::RowOf(Sysno::semctl, Abi::kI386);
    made.id = Sysno::kUnknown;
    tables::Parameter& word = made.parameters[3];
    word.kind = ArgumentKind::kStruct;
    word.structure = "semctl_word";
    word.length = tables::Length::kFixed;
    word.size = sizeof(std::uint32_t);
    return made;
  }();
  return row;
}

// msgrcv(2) by ipc(2) whose structure cannot be read.
const tables::Row& MsgrcvWithoutType() {
  static const tables::Row row = [] {
    tables::Row made = tables::RowOf(Sysno::msgrcv, Abi::kI386);
    made.parameters[3] = made.parameters[4];
    made.count = 4;
    return made;
  }();
  return row;
}

bool UnfoldSocketcall(const Arguments& args, events::MemoryReader& memory, int tid,
                      Unfolded* unfolded) {
  if (args[0] >= std::size(kSocketCalls)) return false;
  const SocketCall& call = kSocketCalls[args[0]];
  unfolded->id = call.id;
  unfolded->name = call.name;
  if (!call.name.empty()) unfolded->row = &FirstArguments(call.id, 4);
  return call.id != Sysno::kUnknown &&
         ReadWords(memory, tid, args[1], call.arguments, &unfolded->args);
}

constexpr std::uint32_t kSemctl = 3, kMsgrcv = 12;

void UnfoldSemctl(const Arguments& args, events::MemoryReader& memory, int tid,
                  Unfolded* unfolded) {
  constexpr std::uint64_t kIpc64 = 0x100;
  // IPC_SET, IPC_STAT, IPC_INFO, SEM_STAT, SEM_INFO, SEM_STAT_ANY
  constexpr std::uint64_t kOfObjects[] = {1, 2, 3, 18, 19, 20};
  unfolded->id = Sysno::semctl;
  unfolded->args = {args[kFirst], args[kSecond], args[kThird], args[kPointer]};
  Arguments word{};
  const bool of_object = std::find(std::begin(kOfObjects), std::end(kOfObjects),
                                   args[kThird] & ~kIpc64) != std::end(kOfObjects);
  if (of_object && ReadWords(memory, tid, args[kPointer], 1, &word))
    unfolded->args[3] = word[0];
  else
    unfolded->row = &SemctlOfAWord();
}

// The first version of msgrcv(2) finds its buffer and the type in a structure.
void UnfoldMsgrcv(std::uint32_t version, const Arguments& args, events::MemoryReader& memory,
                  int tid, Unfolded* unfolded) {
  unfolded->id = Sysno::msgrcv;
  Arguments buffer{args[kPointer], args[kFifth]};
  if (version != 0 || ReadWords(memory, tid, args[kPointer], 2, &buffer)) {
    unfolded->args = {args[kFirst], buffer[0], args[kSecond], buffer[1], args[kThird]};
  } else {
    unfolded->args = {args[kFirst], args[kPointer], args[kSecond], args[kThird]};
    unfolded->row = &MsgrcvWithoutType();
  }
}

bool UnfoldIpc(const Arguments& args, events::MemoryReader& memory, int tid, Unfolded* unfolded) {
  const auto number = static_cast<std::uint32_t>(args[0] & 0xffffU);
  const auto version = static_cast<std::uint32_t>(args[0] >> 16U);
  if (number == kSemctl) {
    UnfoldSemctl(args, memory, tid, unfolded);
    return true;
  }
  if (number == kMsgrcv) {
    UnfoldMsgrcv(version, args, memory, tid, unfolded);
    return true;
  }
  const auto* call = std::find_if(std::begin(kIpcCalls), std::end(kIpcCalls),
                                  [&](const IpcCall& one) { return one.call == number; });
  if (call == std::end(kIpcCalls)) return false;
  unfolded->id = call->id;
  for (std::size_t i = 0; i < call->arguments.size(); ++i) {
    if (call->arguments[i] >= 0)
      unfolded->args[i] = args[static_cast<std::size_t>(call->arguments[i])];
  }
  return true;
}

}  // namespace

std::optional<Unfolded> Unfold(Abi abi, Sysno id, const Arguments& args,
                               events::MemoryReader& memory, int tid) {
  if (abi != Abi::kI386) return std::nullopt;
  Unfolded unfolded{id, nullptr, {}};
  switch (id) {
    case Sysno::socketcall:
      if (!UnfoldSocketcall(args, memory, tid, &unfolded)) return std::nullopt;
      break;
    case Sysno::ipc:
      if (!UnfoldIpc(args, memory, tid, &unfolded)) return std::nullopt;
      break;
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
  if (unfolded.row == nullptr) unfolded.row = &tables::RowOf(unfolded.id, Abi::kI386);
  return unfolded;
}

namespace {

// Which call it is, whatever can be read of its arguments.
std::optional<Sysno> StandsFor(Sysno id, const Arguments& args) {
  switch (id) {
    case Sysno::socketcall: {
      const bool known = args[0] > 0 && args[0] < std::size(kSocketCalls);
      return known ? std::optional(kSocketCalls[args[0]].id) : std::nullopt;
    }
    case Sysno::ipc: {
      const auto number = static_cast<std::uint32_t>(args[0] & 0xffffU);
      if (number == kSemctl) return Sysno::semctl;
      if (number == kMsgrcv) return Sysno::msgrcv;
      const auto* call = std::find_if(std::begin(kIpcCalls), std::end(kIpcCalls),
                                      [&](const IpcCall& one) { return one.call == number; });
      return call != std::end(kIpcCalls) ? std::optional(call->id) : std::nullopt;
    }
    case Sysno::mmap:
      return Sysno::mmap2;
    case Sysno::select:
      return Sysno::_newselect;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Itself> AsItself(const events::Entry& entry, events::MemoryReader& memory, int tid) {
  if (entry.abi != Abi::kI386) return std::nullopt;
  const Sysno made = tables::FromNumber(entry.abi, entry.number);
  const std::optional<Sysno> id = StandsFor(made, entry.args);
  if (!id) return std::nullopt;
  Itself itself{*id, entry};
  std::optional<Unfolded> unfolded = Unfold(entry.abi, made, entry.args, memory, tid);
  if (unfolded && *id == Sysno::semctl) {
    Arguments word{};
    if (ReadWords(memory, tid, entry.args[kPointer], 1, &word))
      unfolded->args[3] = word[0];
    else
      unfolded.reset();
  }
  if (unfolded && *id == Sysno::msgrcv && unfolded->row->count == 4) unfolded.reset();
  itself.readable = unfolded.has_value();
  if (unfolded)
    itself.entry.args = unfolded->args;
  else
    itself.entry.args.fill(UINT32_MAX);
  if (unfolded && *id == Sysno::mmap2) {
    constexpr std::uint64_t kUnit = 4096;  // of its offset
    if (itself.entry.args[5] % kUnit != 0) return std::nullopt;
    itself.entry.args[5] /= kUnit;
  }
  itself.entry.number = tables::NumberOf(*id, entry.abi);
  itself.has_number = itself.entry.number >= 0;
  if (!itself.has_number) itself.entry.number = tables::NumberOf(*id, Abi::kX86_64);
  return itself;
}

}  // namespace sysassert::capture

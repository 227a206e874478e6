#include "capture/multiplexed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace sysassert::capture {
namespace {

// Words of 4 bytes from kWords on; nothing else is mapped.
class PlantedWords : public events::MemoryReader {
 public:
  static constexpr std::uint64_t kWords = 0x1000;
  explicit PlantedWords(std::vector<std::uint32_t> words) : words_(std::move(words)) {}
  void Read(int /*tid*/, std::span<Piece> pieces) override {
    for (Piece& piece : pieces) {
      const auto from = static_cast<std::uint64_t>(piece.from);
      const std::size_t bytes = words_.size() * sizeof(std::uint32_t);
      piece.read = from == kWords ? std::min(piece.to.size(), bytes) : 0;
      if (piece.read > 0) std::memcpy(piece.to.data(), words_.data(), piece.read);
    }
  }

 private:
  std::vector<std::uint32_t> words_;
};

using Arguments = std::array<std::uint64_t, 6>;

TEST(Multiplexed, SocketcallIsTheCallThatItStandsFor) {
  PlantedWords memory({2, 1, 6});
  const auto call =
      Unfold(Abi::kI386, Sysno::socketcall, {1 /* SYS_SOCKET */, PlantedWords::kWords}, memory, 1);
  ASSERT_TRUE(call);
  EXPECT_EQ(call->id, Sysno::socket);
  EXPECT_EQ(call->row->id, Sysno::socket);
  EXPECT_EQ(call->args, (Arguments{2, 1, 6, 0, 0, 0}));
}

TEST(Multiplexed, SocketcallOfNothingStandsForItself) {
  PlantedWords memory({2, 1, 6});
  for (const std::uint64_t number : {0U, 21U, 0xffffffffU}) {
    EXPECT_FALSE(Unfold(Abi::kI386, Sysno::socketcall, {number, PlantedWords::kWords}, memory, 1))
        << number;
  }
  EXPECT_FALSE(Unfold(Abi::kI386, Sysno::socketcall, {1, 0xdead0000}, memory, 1));
  EXPECT_FALSE(Unfold(Abi::kI386, Sysno::socketcall, {11 /* of six words */, PlantedWords::kWords},
                      memory, 1));
}

TEST(Multiplexed, SendIsTheBeginningOfSendto) {
  PlantedWords memory({3, 0x5000, 4, 0x40});
  const auto call =
      Unfold(Abi::kI386, Sysno::socketcall, {9 /* SYS_SEND */, PlantedWords::kWords}, memory, 1);
  ASSERT_TRUE(call);
  EXPECT_EQ(call->id, Sysno::sendto);
  EXPECT_EQ(call->name, "send");
  EXPECT_EQ(call->row->count, 4);
  EXPECT_EQ(call->args, (Arguments{3, 0x5000, 4, 0x40, 0, 0}));
}

TEST(Multiplexed, SemctlFindsItsObjectInMemory) {
  PlantedWords memory({0x6000});
  const auto set =
      Unfold(Abi::kI386, Sysno::ipc,
             {3 /* SEMCTL */, 7, 1, 0x101 /* IPC_64|IPC_SET */, PlantedWords::kWords}, memory, 1);
  ASSERT_TRUE(set);
  EXPECT_EQ(set->id, Sysno::semctl);
  EXPECT_EQ(set->row->id, Sysno::semctl);
  EXPECT_EQ(set->args, (Arguments{7, 1, 0x101, 0x6000, 0, 0}));
  const auto value =
      Unfold(Abi::kI386, Sysno::ipc, {3, 7, 1, 16 /* SETVAL */, PlantedWords::kWords}, memory, 1);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->id, Sysno::semctl);
  EXPECT_EQ(value->row->parameters[3].structure, "semctl_word");
  EXPECT_EQ(value->args[3], PlantedWords::kWords);
}

TEST(Multiplexed, MsgrcvOfTheFirstVersionHasAStructure) {
  PlantedWords memory({0x6000, 3});
  const Arguments wanted{7, 0x6000, 100, 3, 04000, 0};
  const auto first = Unfold(Abi::kI386, Sysno::ipc,
                            {12 /* MSGRCV */, 7, 100, 04000, PlantedWords::kWords, 0}, memory, 1);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->args, wanted);
  const auto later = Unfold(Abi::kI386, Sysno::ipc, {0x1000c, 7, 100, 04000, 0x6000, 3}, memory, 1);
  ASSERT_TRUE(later);
  EXPECT_EQ(later->args, wanted);
  const auto unreadable =
      Unfold(Abi::kI386, Sysno::ipc, {12, 7, 100, 04000, 0xdead0000, 0}, memory, 1);
  ASSERT_TRUE(unreadable);
  EXPECT_EQ(unreadable->row->count, 4);
  EXPECT_EQ(unreadable->args, (Arguments{7, 0xdead0000, 100, 04000, 0, 0}));
}

TEST(Multiplexed, IpcPutsItsArgumentsInOrder) {
  PlantedWords memory({});
  const auto call =
      Unfold(Abi::kI386, Sysno::ipc, {11 /* MSGSND */, 7, 100, 04000, 0x5000, 0}, memory, 1);
  ASSERT_TRUE(call);
  EXPECT_EQ(call->id, Sysno::msgsnd);
  EXPECT_EQ(call->args, (Arguments{7, 0x5000, 100, 04000, 0, 0}));
  EXPECT_FALSE(Unfold(Abi::kI386, Sysno::ipc, {77, 1, 2, 3, 4, 5}, memory, 1));
}

TEST(Multiplexed, OldMmapAndSelectReadTheirArguments) {
  PlantedWords memory({0, 4096, 3, 0x22, 0xffffffff, 0});
  const auto map = Unfold(Abi::kI386, Sysno::mmap, {PlantedWords::kWords}, memory, 1);
  ASSERT_TRUE(map);
  EXPECT_EQ(map->row->count, 6);
  EXPECT_EQ(map->args, (Arguments{0, 4096, 3, 0x22, 0xffffffff, 0}));
  const auto select = Unfold(Abi::kI386, Sysno::select, {PlantedWords::kWords}, memory, 1);
  ASSERT_TRUE(select);
  EXPECT_EQ(select->row->count, 5);
  EXPECT_EQ(select->args, (Arguments{0, 4096, 3, 0x22, 0xffffffff, 0}));
}

events::Entry MadeBy(Sysno id, Arguments args) {
  events::Entry entry;
  entry.abi = Abi::kI386;
  entry.number = tables::NumberOf(id, Abi::kI386);
  entry.args = args;
  return entry;
}

TEST(Multiplexed, WhatHasNoNumberOfItsOwnIsItselfNevertheless) {
  PlantedWords memory({3, 0x5000, 0x6000});
  const auto accept =
      AsItself(MadeBy(Sysno::socketcall, {5 /* SYS_ACCEPT */, PlantedWords::kWords}), memory, 1);
  ASSERT_TRUE(accept);
  EXPECT_EQ(accept->id, Sysno::accept);
  EXPECT_FALSE(accept->has_number);
  EXPECT_EQ(accept->entry.number, tables::NumberOf(Sysno::accept, Abi::kX86_64));
  EXPECT_EQ(accept->entry.args, (Arguments{3, 0x5000, 0x6000, 0, 0, 0}));
  const auto semtimedop =
      AsItself(MadeBy(Sysno::ipc, {4 /* SEMTIMEDOP */, 7, 2, 0, 0x5000, 0x6000}), memory, 1);
  ASSERT_TRUE(semtimedop);
  EXPECT_EQ(semtimedop->id, Sysno::semtimedop);
  EXPECT_FALSE(semtimedop->has_number);
  EXPECT_EQ(semtimedop->entry.args, (Arguments{7, 0x5000, 2, 0x6000, 0, 0}));
  const auto socket = AsItself(MadeBy(Sysno::socketcall, {1, PlantedWords::kWords}), memory, 1);
  ASSERT_TRUE(socket);
  EXPECT_TRUE(socket->has_number);
}

// As the kernel does for every command.
TEST(Multiplexed, SemctlTakesItsLastArgumentFromMemory) {
  PlantedWords memory({5});
  const auto call =
      AsItself(MadeBy(Sysno::ipc, {3, 7, 1, 16 /* SETVAL */, PlantedWords::kWords}), memory, 1);
  ASSERT_TRUE(call);
  EXPECT_EQ(call->id, Sysno::semctl);
  EXPECT_EQ(call->entry.args, (Arguments{7, 1, 16, 5, 0, 0}));
}

TEST(Multiplexed, WhatCannotBeReadIsTheCallAllTheSame) {
  PlantedWords memory({});
  const std::pair<events::Entry, Sysno> made[] = {
      {MadeBy(Sysno::socketcall, {3 /* SYS_CONNECT */, 0xdead0000}), Sysno::connect},
      {MadeBy(Sysno::ipc, {3 /* SEMCTL */, 7, 1, 16, 0xdead0000}), Sysno::semctl},
      {MadeBy(Sysno::ipc, {12 /* MSGRCV */, 7, 100, 0, 0xdead0000}), Sysno::msgrcv},
      {MadeBy(Sysno::mmap, {0xdead0000}), Sysno::mmap2},
      {MadeBy(Sysno::select, {0xdead0000}), Sysno::_newselect}};
  for (const auto& [entry, id] : made) {
    const auto itself = AsItself(entry, memory, 1);
    ASSERT_TRUE(itself);
    EXPECT_EQ(itself->id, id);
    EXPECT_FALSE(itself->readable);
    for (const std::uint64_t argument : itself->entry.args) EXPECT_EQ(argument, UINT32_MAX);
  }
  EXPECT_FALSE(AsItself(MadeBy(Sysno::socketcall, {0}), memory, 1));
  EXPECT_FALSE(AsItself(MadeBy(Sysno::ipc, {77}), memory, 1));
}

TEST(Multiplexed, OtherMachinesHaveNone) {
  PlantedWords memory({2, 1, 6});
  EXPECT_FALSE(Unfold(Abi::kX86_64, Sysno::mmap, {PlantedWords::kWords}, memory, 1));
}

}  // namespace
}  // namespace sysassert::capture

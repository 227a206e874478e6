#include "decode/structures.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "tables/row.h"
#include "trace_builder.h"

namespace sysassert {
namespace {

using capture::ItemKind;
using selftest::FakeCall;
using selftest::TraceBuilder;

constexpr Abi kAbis[] = {Abi::kX86_64, Abi::kI386, Abi::kAarch64};

template <typename Visit>
void ForEachStructure(Visit visit) {
  for (Abi abi : kAbis) {
    for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
      const tables::Row& row = tables::RowOf(static_cast<Sysno>(i), abi);
      for (const tables::Parameter& parameter : row.parameters) {
        if (parameter.kind == ArgumentKind::kStruct) visit(parameter, tables::NameOf(row.id));
      }
    }
  }
}

// Without this the coverage figure of tables/ would promise what decode/ does not keep.
TEST(Structures, ThatRowsNameCanBePrinted) {
  ForEachStructure([](const tables::Parameter& parameter, std::string_view call) {
    EXPECT_TRUE(decode::HasPrinter(parameter.structure)) << parameter.structure << " of " << call;
  });
}

TEST(Structures, PrintWholeFromTheBytesThatRowsAskFor) {
  ForEachStructure([](const tables::Parameter& parameter, std::string_view call) {
    if (parameter.length != tables::Length::kFixed) return;
    EXPECT_NE(decode::StructureText(parameter, std::string(parameter.size, '\0'), false, 0), "")
        << parameter.structure << " of " << call;
  });
}

// Numbers that have no negative: under UndefinedBehaviorSanitizer each is an error.
TEST(Structures, PrintTheLeastNumbersThereAre) {
  constexpr std::size_t kLong = 8;
  ForEachStructure([](const tables::Parameter& parameter, std::string_view call) {
    for (const std::size_t width : {std::size_t{4}, kLong}) {
      std::string bytes(parameter.length == tables::Length::kFixed     ? parameter.size
                        : parameter.structure.substr(0, 6) == "sigset" ? kLong  // or it is none
                                                                       : 1024,
                        '\0');
      for (std::size_t i = width - 1; i < bytes.size(); i += width) bytes[i] = '\x80';
      EXPECT_NE(decode::StructureText(parameter, bytes, false, bytes.size() / width), "")
          << parameter.structure << " of " << call;
    }
  });
}

// A recording may say anything: every call with every kind of bytes, of any length, must print.
TEST(Structures, OfAHostileRecordingNeverCrash) {
  std::mt19937 random(20240811);
  std::uniform_int_distribution<int> byte(0, 255);
  for (Abi abi : kAbis) {
    TraceBuilder builder;
    for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
      for (int round = 0; round < 4; ++round) {
        FakeCall call(static_cast<Sysno>(i), abi);
        for (int argument = 0; argument < 6; ++argument) {
          std::string bytes(random() % 300, '\0');
          for (char& each : bytes) each = static_cast<char>(byte(random));
          for (ItemKind kind : {ItemKind::kBytes, ItemKind::kBytesOut, ItemKind::kVector})
            call.Bytes(argument, bytes, kind, static_cast<std::uint8_t>(random() & 3U));
          call.Arg(argument, round % 2 == 0 ? random() % 70 : ~std::uint64_t{0} - random() % 9);
        }
        call.Returns(static_cast<std::int64_t>(random() % 100));
        if (round == 3) call.Fails(static_cast<int>(random() % 600));
        builder.Add(call);
      }
    }
    const Trace trace = builder.Build();
    std::size_t characters = 0;
    for (const Call& call : trace) {
      characters += call.text().size() + call.sockaddr().size() + call.path().size();
      for (const Argument& argument : call.arguments()) characters += argument.text.size();
      call.HasFlag("O_CREAT");
      call.paths();
      call.address_family();
    }
    EXPECT_GT(characters, 0U);
  }
}

}  // namespace
}  // namespace sysassert

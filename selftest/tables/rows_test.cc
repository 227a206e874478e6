#include <gtest/gtest.h>

#include <iostream>
#include <string>

#include "tables/coverage.h"
#include "tables/names.h"
#include "tables/row.h"

namespace sysassert::tables {
namespace {

const Parameter& ParameterOf(Sysno id, std::size_t index, Abi abi = Abi::kX86_64) {
  return RowOf(id, abi).parameters[index];
}

template <typename Visit>
void ForEachParameter(Visit visit) {
  for (Abi abi : {Abi::kX86_64, Abi::kI386, Abi::kAarch64}) {
    for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
      const Row& row = RowOf(static_cast<Sysno>(i), abi);
      for (int p = 0; p < row.count; ++p)
        visit(row, row.parameters[static_cast<std::size_t>(p)],
              std::string(NameOf(row.id)) + " argument " + std::to_string(p));
    }
  }
}

TEST(Rows, EachStandsAtItsOwnCall) {
  for (std::size_t i = 0; i < kSysnoCount; ++i)
    EXPECT_EQ(RowOf(static_cast<Sysno>(i)).id, static_cast<Sysno>(i)) << i;
}

TEST(Rows, AnUnknownCallShowsSixRegisters) {
  EXPECT_EQ(RowOf(Sysno::kUnknown).count, 6);
  EXPECT_FALSE(RowOf(Sysno::kUnknown).fully_decoded);
  EXPECT_EQ(&RowOf(static_cast<Sysno>(60000)), &RowOf(Sysno::kUnknown));
}

TEST(Rows, WhatLooksAtAnotherArgumentPointsInsideTheRow) {
  ForEachParameter([](const Row& row, const Parameter& parameter, const std::string& where) {
    EXPECT_LT(parameter.of, row.count) << where;
    EXPECT_LT(parameter.dirfd, row.count) << where;
    const bool looks =
        parameter.length == Length::kArgument || parameter.length == Length::kArgumentElements ||
        parameter.length == Length::kPointee || parameter.length == Length::kNodes ||
        parameter.length == Length::kPages || parameter.follow == Follow::kUnlessAtNofollow ||
        parameter.follow == Follow::kIfAtFollow;
    EXPECT_EQ(looks, parameter.of >= 0) << where;
  });
}

TEST(Rows, APathIsRelativeToADirfd) {
  ForEachParameter([](const Row& row, const Parameter& parameter, const std::string& where) {
    if (parameter.kind != ArgumentKind::kPath || parameter.dirfd < 0) return;
    EXPECT_EQ(row.parameters[static_cast<std::size_t>(parameter.dirfd)].kind, ArgumentKind::kDirfd)
        << where;
  });
}

TEST(Rows, ALengthIsANumber) {
  ForEachParameter([](const Row& row, const Parameter& parameter, const std::string& where) {
    if (parameter.length != Length::kArgument) return;
    const ArgumentKind kind = row.parameters[static_cast<std::size_t>(parameter.of)].kind;
    EXPECT_TRUE(kind == ArgumentKind::kSize || kind == ArgumentKind::kUnsigned) << where;
  });
}

TEST(Rows, MemoryHasALength) {
  ForEachParameter([](const Row&, const Parameter& parameter, const std::string& where) {
    const bool memory =
        parameter.kind == ArgumentKind::kBytesIn || parameter.kind == ArgumentKind::kBytesOut ||
        parameter.kind == ArgumentKind::kStruct || parameter.kind == ArgumentKind::kSockaddr;
    EXPECT_EQ(memory, parameter.length != Length::kNone) << where;
    if (parameter.length == Length::kFixed || parameter.length == Length::kUpTo ||
        parameter.length == Length::kArgumentElements) {
      EXPECT_GT(parameter.size, 0U) << where;
    }
  });
}

TEST(Rows, WordsHaveNames) {
  ForEachParameter([](const Row&, const Parameter& parameter, const std::string& where) {
    if (parameter.kind == ArgumentKind::kFlags || parameter.kind == ArgumentKind::kEnum ||
        parameter.kind == ArgumentKind::kClock) {
      EXPECT_NE(parameter.names, nullptr) << where;
    }
    EXPECT_FALSE(parameter.name.empty()) << where;
  });
}

TEST(Rows, SymlinksKeepTheirTargetAsText) {
  EXPECT_EQ(ParameterOf(Sysno::symlink, 0).kind, ArgumentKind::kString);
  EXPECT_EQ(ParameterOf(Sysno::symlinkat, 2).kind, ArgumentKind::kPath);
  EXPECT_EQ(ParameterOf(Sysno::symlinkat, 2).follow, Follow::kNever);
}

TEST(Rows, WhetherALinkIsFollowedIsTheCallsOwn) {
  EXPECT_EQ(ParameterOf(Sysno::stat, 0).follow, Follow::kAlways);
  EXPECT_EQ(ParameterOf(Sysno::lstat, 0).follow, Follow::kNever);
  EXPECT_EQ(ParameterOf(Sysno::openat, 1).follow, Follow::kAsOpened);
  EXPECT_EQ(ParameterOf(Sysno::openat2, 1).follow, Follow::kAsOpened);
  EXPECT_EQ(ParameterOf(Sysno::linkat, 1).follow, Follow::kIfAtFollow);
  EXPECT_EQ(ParameterOf(Sysno::newfstatat, 1).follow, Follow::kUnlessAtNofollow);
}

TEST(Rows, I386PutsClonesTlsBeforeTheChildsTid) {
  EXPECT_EQ(ParameterOf(Sysno::clone, 3).name, "child_tid");
  EXPECT_EQ(ParameterOf(Sysno::clone, 3, Abi::kI386).name, "tls");
  EXPECT_EQ(ParameterOf(Sysno::clone, 3, Abi::kAarch64).name, "tls");
}

TEST(Rows, I386MmapTakesOneStructure) {
  EXPECT_EQ(RowOf(Sysno::mmap, Abi::kI386).count, 1);
  EXPECT_EQ(RowOf(Sysno::mmap2, Abi::kI386).count, 6);
}

TEST(Rows, I386StructuresAreNarrower) {
  EXPECT_EQ(ParameterOf(Sysno::nanosleep, 0).size, 16U);
  EXPECT_EQ(ParameterOf(Sysno::nanosleep, 0, Abi::kI386).size, 8U);
  EXPECT_EQ(ParameterOf(Sysno::utimensat, 2, Abi::kI386).size, 16U);
  EXPECT_EQ(ParameterOf(Sysno::clock_gettime64, 1, Abi::kI386).size, 16U);
  EXPECT_EQ(ParameterOf(Sysno::writev, 1, Abi::kI386).size, 8U);
}

TEST(Rows, Aarch64HasItsOwnOpenFlags) {
  EXPECT_EQ(FlagsText(*ParameterOf(Sysno::openat, 2, Abi::kAarch64).names, 0100000),
            "O_RDONLY|O_NOFOLLOW");
  EXPECT_EQ(FlagsText(*ParameterOf(Sysno::openat, 2).names, 0100000), "O_RDONLY|O_LARGEFILE");
}

TEST(Coverage, EveryRowIsWhole) {
  const Coverage coverage = CoverageOf(Abi::kX86_64);
  std::cout << "rows of x86_64 fully decoded: " << coverage.fully_decoded << " of " << coverage.rows
            << "\n";
  std::string partly;
  for (Sysno id : coverage.partly) partly += " " + std::string(NameOf(id));
  RecordProperty("partly", partly);
  std::cout << "partly:" << partly << "\n";
  EXPECT_GE(coverage.rows, 380);
  EXPECT_EQ(coverage.fully_decoded, coverage.rows) << partly;
}

}  // namespace
}  // namespace sysassert::tables

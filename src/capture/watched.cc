#include "capture/watched.h"

#include <cstring>
#include <type_traits>

#include "capture/format.h"

namespace sysassert::capture {
namespace {

constexpr std::uint8_t kMostArguments = 6;

template <typename Visit>
void ForEachTest(std::string_view watched, const Visit& visit) {
  for (std::size_t at = kSysnoCount; at + sizeof(WatchedTest) <= watched.size();
       at += sizeof(WatchedTest)) {
    WatchedTest test;
    std::memcpy(&test, watched.data() + at, sizeof test);
    visit(test);
  }
}

}  // namespace

std::string WatchedText(const Interest& interest) {
  std::string text;
  if (interest.everything()) return text;
  std::string tests;
  for (std::size_t i = 0; i < kSysnoCount; ++i) {
    const auto id = static_cast<Sysno>(i);
    text += static_cast<char>(!interest.Wants(id)          ? kNotWatched
                              : interest.WantsResultOf(id) ? kWithResults
                                                           : kEntriesAlone);
    const ArgumentTests* some = interest.Wants(id) ? interest.TestsOf(id) : nullptr;
    if (some == nullptr) continue;
    for (const ArgumentTest& test : *some) {
      const WatchedTest written{
          static_cast<std::uint16_t>(i), test.argument, 0, test.mask, test.low, test.high};
      static_assert(std::is_trivially_copyable_v<WatchedTest>);
      tests.append(reinterpret_cast<const char*>(&written), sizeof written);
    }
  }
  return text + tests;
}

Interest InterestIn(std::string_view watched) {
  if (watched.empty()) return Interest::Everything();
  Interest interest;
  std::bitset<kSysnoCount> in_part;
  ForEachTest(watched, [&](const WatchedTest& test) {
    in_part.set(test.call);
    interest.Add(static_cast<Sysno>(test.call), {{test.argument, test.mask, test.low, test.high}});
  });
  SysnoSet entries_alone;
  for (std::size_t i = 0; i < kSysnoCount; ++i) {
    if (watched[i] != kNotWatched && !in_part[i]) interest.Add(static_cast<Sysno>(i));
    entries_alone[i] = watched[i] == kEntriesAlone;
  }
  interest.AskNoResultOf(entries_alone);
  return interest;
}

bool IsWellFormed(std::string_view watched) {
  if (watched.empty()) return true;
  if (watched.size() < kSysnoCount || (watched.size() - kSysnoCount) % sizeof(WatchedTest) != 0)
    return false;
  bool well = true;
  ForEachTest(watched, [&well](const WatchedTest& test) {
    well = well && test.call < kSysnoCount && test.argument < kMostArguments;
  });
  return well;
}

}  // namespace sysassert::capture

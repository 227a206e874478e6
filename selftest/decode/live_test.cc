// What is shown of a thread that is stopped at its call, whatever its pointers point to.
#include "decode/live.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <string>

#include "capture/item_buffer.h"
#include "decode/call_text.h"
#include "tables/row.h"

namespace sysassert::decode {
namespace {

// A memory with some stretches; nothing else is mapped.
class Stretches : public Memory {
 public:
  void Put(std::uint64_t address, const std::string& bytes) { at_[address] = bytes; }
  template <typename Value>
  void PutWords(std::uint64_t address, std::initializer_list<Value> words) {
    std::string bytes;
    for (const Value word : words) bytes.append(reinterpret_cast<const char*>(&word), sizeof word);
    Put(address, bytes);
  }
  std::size_t Read(std::uint64_t address, std::span<std::byte> to) const override {
    for (const auto& [base, bytes] : at_) {
      if (address < base || address >= base + bytes.size()) continue;
      const std::size_t from = address - base;
      const std::size_t count = std::min(to.size(), bytes.size() - from);
      std::memcpy(to.data(), bytes.data() + from, count);
      return count;
    }
    return 0;
  }

 private:
  std::map<std::uint64_t, std::string> at_;
};

class Live : public testing::Test {
 protected:
  Live() { style_.memory = &memory_; }

  // The arguments' text, as at the exit with `result`.
  std::string Text(Sysno id, std::initializer_list<std::uint64_t> args, std::int64_t result = 0) {
    capture::CallRecord record{};
    std::copy(args.begin(), args.end(), record.args);
    record.number = tables::NumberOf(id, Abi::kX86_64);
    record.abi = Abi::kX86_64;
    record.result = result;
    record.flags = capture::kFinished | (result < 0 ? capture::kFailed : 0);
    const tables::Row& row = tables::RowOf(id);
    std::string text;
    AppendExitArguments(
        &text,
        {record,
         capture::ItemRange(reinterpret_cast<const char*>(items_.bytes().data()), items_.count())},
        row, style_, 0);
    return text;
  }
  void Capture(std::uint8_t argument, const std::string& bytes) {
    items_.AddBytes(capture::ItemKind::kBytes, argument, 0,
                    std::as_bytes(std::span(bytes.data(), bytes.size())));
  }

  Stretches memory_;
  Style style_;
  capture::ItemBuffer items_;
};

TEST_F(Live, CountsTheEnvironment) {
  memory_.PutWords<std::uint64_t>(0x1000, {0x2000, 0x2004, 0});
  memory_.Put(0x2000, std::string("A=1\0B=2\0", 8));
  EXPECT_EQ(Text(Sysno::execve, {0, 0, 0x1000}), "NULL, NULL, 0x1000 /* 2 vars */");
  style_.abbreviate = false;
  EXPECT_EQ(Text(Sysno::execve, {0, 0, 0x1000}), "NULL, NULL, [\"A=1\", \"B=2\"]");
}

TEST_F(Live, SaysWhereAnEnvironmentBreaksOff) {
  memory_.PutWords<std::uint64_t>(0x1000, {0x2000, 0x3000});
  EXPECT_EQ(Text(Sysno::execve, {0, 0, 0x1000}), "NULL, NULL, 0x1000 /* 2 vars, unterminated */");
  EXPECT_EQ(Text(Sysno::execve, {0, 0, 0x9000}), "NULL, NULL, 0x9000");
  style_.abbreviate = false;
  EXPECT_EQ(Text(Sysno::execve, {0, 0, 0x1000}), "NULL, NULL, [0x2000, 0x3000, ... /* 0x1010 */]");
}

TEST_F(Live, EndsWithAnEnvironmentThatHasNoEnd) {
  std::string endless;
  for (int i = 0; i < 20000; ++i) endless += std::string("\0\x10\0\0\0\0\0\0", 8);
  memory_.Put(0x1000, endless);
  EXPECT_EQ(Text(Sysno::execve, {0, 0, 0x1000}),
            "NULL, NULL, 0x1000 /* 4096 vars, unterminated */");
}

std::string Entry(std::uint16_t length, const std::string& name) {
  std::string entry(19, '\0');
  entry[16] = static_cast<char>(length & 0xff);
  entry[17] = static_cast<char>(length >> 8);
  entry[18] = 8;
  entry += name;
  entry.resize(std::max<std::size_t>(length, 20));
  return entry;
}

TEST_F(Live, CountsEntries) {
  const std::string entries = Entry(24, "a") + Entry(32, "name");
  memory_.Put(0x1000, entries);
  EXPECT_EQ(Text(Sysno::getdents64, {3, 0x1000, 32768}, 56), "3, 0x1000 /* 2 entries */, 32768");
  style_.abbreviate = false;
  EXPECT_EQ(Text(Sysno::getdents64, {3, 0x1000, 32768}, 56),
            "3, [{d_ino=0, d_off=0, d_reclen=24, d_type=DT_REG, d_name=\"a\"}, "
            "{d_ino=0, d_off=0, d_reclen=32, d_type=DT_REG, d_name=\"name\"}], 32768");
}

TEST_F(Live, StopsAtAnEntryThatIsNone) {
  for (const std::uint16_t length : {std::uint16_t{0}, std::uint16_t{3}, std::uint16_t{60000}}) {
    memory_.Put(0x1000, Entry(24, "a") + Entry(length, "b"));
    EXPECT_EQ(Text(Sysno::getdents64, {3, 0x1000, 32768}, 44), "3, 0x1000 /* 1 entries */, 32768")
        << length;
  }
}

TEST_F(Live, ShowsPiecesWithWhatTheyHold) {
  memory_.Put(0x5000, "hello");
  std::string vector(32, '\0');
  const std::uint64_t words[] = {0x5000, 5, 0x9000, 7};
  std::memcpy(vector.data(), words, sizeof words);
  Capture(1, vector);
  EXPECT_EQ(Text(Sysno::writev, {1, 0x4000, 2}, 5),
            "1, [{iov_base=\"hello\", iov_len=5}, {iov_base=0x9000, iov_len=7}], 2");
  EXPECT_EQ(Text(Sysno::readv, {1, 0x4000, 2}, 3),
            "1, [{iov_base=\"hel\", iov_len=5}, {iov_base=\"\", iov_len=7}], 2");
  EXPECT_EQ(Text(Sysno::readv, {1, 0x4000, 2}, -EIO),
            "1, [{iov_base=0x5000, iov_len=5}, {iov_base=0x9000, iov_len=7}], 2");
}

TEST_F(Live, CopiesNoMoreOfAPieceThanIsShown) {
  memory_.Put(0x5000, std::string(100, 'x'));
  std::string vector(16, '\0');
  const std::uint64_t words[] = {0x5000, ~std::uint64_t{0}};
  std::memcpy(vector.data(), words, sizeof words);
  Capture(1, vector);
  EXPECT_EQ(Text(Sysno::writev, {1, 0x4000, 1}, 5),
            "1, [{iov_base=\"" + std::string(32, 'x') + "\"..., iov_len=18446744073709551615}], 1");
}

TEST_F(Live, ShowsSetsOfDescriptors) {
  memory_.PutWords<std::uint64_t>(0x1000, {0b1001});
  EXPECT_EQ(Text(Sysno::select, {4, 0x1000, 0, 0, 0}, 1), "4, [0 3], NULL, NULL, NULL");
  EXPECT_EQ(Text(Sysno::select, {4, 0x9000, 0, 0, 0}, -EFAULT), "4, 0x9000, NULL, NULL, NULL");
  EXPECT_EQ(Text(Sysno::select, {0x7fffffff, 0x1000, 0, 0, 0}, -EINVAL),
            "2147483647, 0x1000, NULL, NULL, NULL");
}

TEST_F(Live, ShowsTheMaskOfASignalFrame) {
  memory_.PutWords<std::uint64_t>(0x1000 + 296, {0b10});
  EXPECT_EQ(SignalFrameText(0x1000, style_), "{mask=[INT]}");
  EXPECT_EQ(SignalFrameText(0x9000, style_), "");
}

// Any bytes where a message's header, names, vectors and control messages are to be.
TEST_F(Live, SurvivesMessagesOfAnyBytes) {
  std::uint64_t state = 1;
  const auto next = [&state] {
    return state = state * 6364136223846793005U + 1442695040888963407U;
  };
  for (int round = 0; round < 2000; ++round) {
    std::string header(56, '\0');
    for (std::size_t i = 0; i < header.size(); i += 8) {
      // Some words are addresses that are there, some small numbers, some anything.
      const std::uint64_t kinds[] = {0x1000 + next() % 600, next() % 200, next(), 0};
      const std::uint64_t word = kinds[next() % 4];
      std::memcpy(header.data() + i, &word, sizeof word);
    }
    std::string bytes(512, '\0');
    for (char& byte : bytes) byte = static_cast<char>(next() >> 56U);
    memory_.Put(0x1000, bytes);
    items_.Clear();
    Capture(1, header);
    EXPECT_NE(Text(Sysno::sendmsg, {3, 0x1000, 0}, 1), "");
  }
}

}  // namespace
}  // namespace sysassert::decode

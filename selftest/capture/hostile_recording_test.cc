// Recordings that were damaged, cut or forged: each is refused with the place, or read without
// harm. Nothing that a file says is believed before it is checked.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "capture/format.h"
#include "report/json.h"
#include "session/helpers.h"
#include "sysassert/gmock.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using capture::FileHeader;
using testing::HasSubstr;

// A file in memory, overwritten for each experiment.
class ScratchFile {
 public:
  ScratchFile() : fd_(memfd_create("recording", MFD_CLOEXEC)) {}
  ~ScratchFile() { close(fd_); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  void Hold(std::string_view bytes) const {
    ASSERT_EQ(ftruncate(fd_, 0), 0);
    ASSERT_EQ(pwrite(fd_, bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
  }
  void Put(std::size_t offset, std::string_view bytes) const {
    ASSERT_EQ(pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(offset)),
              static_cast<ssize_t>(bytes.size()));
  }
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  int fd_;
};

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Touches all that a recording can be asked; the answers do not matter, that they come does.
std::size_t ReadAll(const Trace& trace) {
  std::size_t read = 0;
  for (const Call& call : trace.WholeRun()) {
    read += call.text().size() + call.path().size() + call.paths().size() +
            call.thread_name().size() + call.process().exe.size() + call.sockaddr().size() +
            call.descriptors().size() + call.handed_on().has_value() + call.program_run().size() +
            call.start_directory().size() + report::CallAsJson(call).size() +
            static_cast<std::size_t>(call.opened().number + 1);
    if (call.bytes() > 0) ++read;
    if (call.descriptor().cloexec) ++read;
  }
  read += trace.files().size() + trace.marks().size() + trace.notes().size() +
          trace.blind_spots().size() + trace.command().size() + trace.cwd().size() +
          trace.home().size() + trace.status().text().size();
  static const Policy policy = Policy::FromString(
      "sysassert: 1\nname: a\nrules: [{id: d, deny: {call: open, path: /nonexistent/file}}]");
  for (const Violation& violation : Check(trace, policy).violations)
    read += Format(violation, trace).size();
  return read;
}

class HostileRecording : public testing::Test {
 protected:
  // One recording for all: every kind of captured data, two processes, two programs.
  static void SetUpTestSuite() {
    const TempDirectory directory;
    const std::string file = directory / "t.satrace";
    const Trace trace = Record(
        Command("sh", {"-c", std::string(SYSASSERT_PROGRAMS) + "/every_kind; exec /bin/true"})
            .Cwd(directory.path()));
    ASSERT_TRUE(trace.Save(file).ok());
    original_ = new std::string(ReadFile(file));
    ASSERT_GT(original_->size(), 4 * capture::kBlockBytes - 1);
  }
  static void TearDownTestSuite() {
    delete original_;
    original_ = nullptr;
  }
  static const std::string& original() { return *original_; }

  // The ranges of the file that mean something: the header, and what each block has in use.
  static std::vector<std::pair<std::size_t, std::size_t>> UsedRanges() {
    std::vector<std::pair<std::size_t, std::size_t>> ranges = {{0, sizeof(FileHeader)}};
    for (std::size_t at = capture::kBlockBytes; at < original().size();
         at += capture::kBlockBytes) {
      std::uint32_t used = 0;
      std::memcpy(&used, original().data() + at + offsetof(capture::BlockHeader, used),
                  sizeof used);
      ranges.emplace_back(at, at + used);
    }
    return ranges;
  }

  std::string ErrorOf(std::string_view bytes) {
    file_.Hold(bytes);
    const auto trace = Trace::Load(file_.path());
    return trace.ok() ? "" : trace.error().Message();
  }
  // An experiment: the original with some bytes replaced, loaded and read. Says if it was refused.
  bool IsRefusedWith(std::size_t offset, std::string_view bytes) {
    file_.Put(offset, bytes);
    const auto trace = Trace::Load(file_.path());
    if (trace.ok()) ReadAll(trace.value());
    file_.Put(offset, std::string_view(original()).substr(offset, bytes.size()));
    if (trace.ok()) return false;
    EXPECT_THAT(trace.error().Message(), HasSubstr("load recording"));
    EXPECT_THAT(trace.error().Message(), HasSubstr("remedy"));
    return true;
  }

  ScratchFile file_;
  static std::string* original_;
};
std::string* HostileRecording::original_ = nullptr;

TEST_F(HostileRecording, IsReadWhereItIsWhole) {
  EXPECT_EQ(ErrorOf(original()), "");
  const auto trace = Trace::Load(file_.path());
  ASSERT_TRUE(trace.ok());
  EXPECT_GT(ReadAll(trace.value()), 10'000U);
}

TEST_F(HostileRecording, CutAnywhereIsRefusedAndSaysSo) {
  for (std::size_t bytes = 0; bytes < original().size();
       bytes += bytes < 256 ? 1 : capture::kBlockBytes / 8 - 1) {
    const std::string error = ErrorOf(std::string_view(original()).substr(0, bytes));
    EXPECT_THAT(error, testing::AnyOf(HasSubstr("too short"), HasSubstr("cut short"))) << bytes;
  }
  EXPECT_THAT(ErrorOf(std::string_view(original()).substr(0, original().size() - 1)),
              HasSubstr("cut short"));
}

TEST_F(HostileRecording, OfAnotherKindOrVersionIsRefusedByName) {
  std::string other = original();
  other[0] = 'S';
  EXPECT_THAT(ErrorOf(other), HasSubstr("wrong magic"));
  EXPECT_THAT(ErrorOf(std::string(1 << 20, '\0')), HasSubstr("wrong magic"));
  EXPECT_THAT(ErrorOf("version: 1\n"), HasSubstr("too short"));
  other = original();
  other[offsetof(FileHeader, version)] = 2;
  EXPECT_THAT(ErrorOf(other), HasSubstr("format version 2, this program reads 1"));
  EXPECT_THAT(Trace::Load("/").error().Message(), HasSubstr("not a regular file"));
  EXPECT_THAT(Trace::Load("/nonexistent").error().Message(), HasSubstr("ENOENT"));
}

TEST_F(HostileRecording, WithAnyByteChangedIsRefusedOrRead) {
  file_.Hold(original());
  std::mt19937 random(20'26);  // the same every time
  int refused = 0, read = 0;
  for (const auto& [begin, end] : UsedRanges()) {
    const std::size_t step = std::max<std::size_t>(1, (end - begin) / 48);
    for (std::size_t at = begin; at < end; at += step) {
      const char byte = static_cast<char>(original()[at] ^ static_cast<char>(1 + random() % 255));
      ++(IsRefusedWith(at, {&byte, 1}) ? refused : read);
    }
  }
  EXPECT_GT(refused, 50);
  EXPECT_GT(read, 50);
}

TEST_F(HostileRecording, WithAnyWordHugeIsRefusedOrRead) {
  file_.Hold(original());
  const std::string huge[] = {std::string(4, '\xff'), std::string("\xff\xff\xff\x7f", 4),
                              std::string(8, '\xff'), std::string("\0\0\0\x80", 4)};
  int refused = 0;
  for (const auto& [begin, end] : UsedRanges()) {
    const std::size_t step = std::max<std::size_t>(4, (end - begin) / 10 & ~std::size_t{3});
    for (std::size_t at = begin; at + 8 <= end; at += step) {
      for (const std::string& word : huge) refused += IsRefusedWith(at, word) ? 1 : 0;
    }
  }
  EXPECT_GT(refused, 50);
}

TEST_F(HostileRecording, WithTheEndOfTheWriterMissingIsInconclusive) {
  std::string open = original();
  std::memset(open.data() + offsetof(FileHeader, complete), 0, sizeof(std::uint32_t));
  file_.Hold(open);
  const auto trace = Trace::Load(file_.path());
  ASSERT_TRUE(trace.ok()) << trace.error().Message();
  EXPECT_TRUE(HasBlindSpot(trace.value(), BlindSpot::kLostEvents));
  const Trace& cut = trace.value();
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(cut, testing::Not(Never(calls::Open("/nonexistent/file")))),
                          "the recording was cut");
}

}  // namespace
}  // namespace sysassert::selftest

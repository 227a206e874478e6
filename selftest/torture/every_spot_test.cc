// Every blind spot, planted in a recording and held to a rule that asks for what it hides: `check`
// fails, and every format that has words says which it was. A rule that asks for something else is
// judged; the spot is named all the same.
#include <gmock/gmock.h>

#include <cctype>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "capture/format.h"
#include "report/report.h"
#include "sysassert/blind_spot.h"
#include "temp_directory.h"
#include "torture/run_alone.h"
#include "trace_builder.h"

namespace sysassert::selftest {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr char kOther[] = "{id: r, deny: {call: connect}}";

struct Hidden {
  BlindSpot spot;
  std::string cause;
  const char* rule;  // that asks for what it hides; null: no rule can
};
std::ostream& operator<<(std::ostream& out, const Hidden& hidden) {
  return out << NameOf(hidden.spot);
}

std::vector<Hidden> EverySpot() {
  return {
      {BlindSpot::kIoUring, "a ring", kOther},
      {BlindSpot::kLostEvents, "the deadline passed", kOther},
      {BlindSpot::kTraceeFilter, "a filter", kOther},
      {BlindSpot::kX32Calls, "a call", kOther},
      {BlindSpot::kUntracedClone, "a child", kOther},
      {BlindSpot::kOtherThreads, "other threads", nullptr},
      {BlindSpot::kUnreadableArguments, "an argument", "{id: r, deny: {call: access, path: /x}}"},
      {BlindSpot::kSharedMapping, "/w/f" + std::string(capture::kMappedShared),
       "{id: r, deny: {call: \"@fd-write\", path: /w/f}}"},
      {BlindSpot::kPrivilegeDropped, "a program", nullptr},
      {BlindSpot::kMainNotFound, "its entry",
       "{id: r, deny: {call: connect}, where: {phase: loading}}"},
      {BlindSpot::kMainNotReached, "it ended",
       "{id: r, deny: {call: connect}, where: {phase: main}}"},
      {BlindSpot::kVdso, std::string(capture::kVdsoAnswers), "{id: r, deny: {call: clock}}"},
      {BlindSpot::kAsyncIo, "/w/f" + std::string(capture::kSubmitted),
       "{id: r, deny: {call: \"@fd-read\", path: /w/f}}"},
      {BlindSpot::kVsyscall, std::string(capture::kVsyscallAnswers),
       "{id: r, deny: {call: \"exact:time\"}}"},
      {BlindSpot::kInheritedSocket, "descriptor 3", "{id: r, deny: {call: \"@network\"}}"},
      {BlindSpot::kOutsideServer, "a server", nullptr},
  };
}

TEST(EverySpot, IsPlanted) {
  std::set<BlindSpot> planted;
  for (const Hidden& hidden : EverySpot()) planted.insert(hidden.spot);
  EXPECT_EQ(planted.size(), static_cast<std::size_t>(kLastBlindSpot) + 1);
}

TEST(EverySpot, IsExplainedByTheDocuments) {
  const auto text = [](const char* name) {
    std::ifstream file(std::string(SYSASSERT_DOCS) + "/" + name);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string manual = text("manual.md");
  const std::string reliability = text("reliability.md");
  for (const Hidden& hidden : EverySpot()) {
    const std::string name(NameOf(hidden.spot));
    std::string constant = "k";  // io-uring: kIoUring
    bool upper = true;
    for (const char c : name) {
      if (c != '-') constant += upper ? static_cast<char>(std::toupper(c)) : c;
      upper = c == '-';
    }
    if (name == "x32-calls") constant = "kX32Calls";
    EXPECT_NE(manual.find("| `" + constant + "` |"), std::string::npos) << constant;
    EXPECT_NE(reliability.find("| `" + name + "` |"), std::string::npos) << name;
  }
}

class PlantedRecording : public testing::TestWithParam<Hidden> {
 protected:
  // A recording with the spot, or one of a run that saw everything.
  std::string Plant(const std::string& name, bool blind) const {
    TraceBuilder::Run run;
    run.vdso_hidden = !blind || GetParam().spot != BlindSpot::kVdso;
    TraceBuilder builder(run);
    builder.Add(FakeCall(Sysno::getppid));
    if (blind && GetParam().spot == BlindSpot::kUnreadableArguments)
      builder.Add(FakeCall(Sysno::access).Unreadable());
    if (blind && GetParam().spot != BlindSpot::kVdso)  // which is of no run's list
      builder.BlindSpot(GetParam().spot, GetParam().cause);
    EXPECT_TRUE(builder.Build().Save(directory_ / name).ok());
    return name;
  }
  // Of `check` on recordings.
  Effect Check(const std::string& rule, const std::vector<std::string>& traces,
               const std::vector<std::string>& options) const {
    std::ofstream(directory_ / "p.yaml")
        << "sysassert: 1\nname: p\nruns: " << traces.size() << "\nrules:\n  - " << rule << "\n";
    std::vector<std::string> words = {SYSASSERT_BINARY, "check", "-P", "p.yaml"};
    words.insert(words.end(), options.begin(), options.end());
    for (const std::string& trace : traces) words.insert(words.end(), {"--trace", trace});
    return RunAlone(words, directory_.path());
  }
  static std::string Name() { return std::string(NameOf(GetParam().spot)); }
  static std::vector<std::string> Formats() {
    std::vector<std::string> names;
    for (const report::ReportFormat& format : report::ReportFormats())
      names.emplace_back(format.name);
    return names;
  }
  const TempDirectory directory_;
};

TEST_P(PlantedRecording, FailsWhatAsksForWhatItHidesInEveryFormat) {
  if (GetParam().rule == nullptr) return;  // it is reported: the next test
  const std::vector<std::string> traces = {Plant("blind.satrace", true)};
  for (const std::string& format : Formats()) {
    const Effect effect = Check(GetParam().rule, traces, {"--format", format});
    EXPECT_EQ(effect.status, "exited with 1") << format << "\n" << TextOf(effect);
    if (format != "ctest") {
      EXPECT_THAT(effect.errors, AllOf(HasSubstr("inconclusive"), HasSubstr(Name()))) << format;
    } else {  // which has numbers
      EXPECT_THAT(effect.errors, HasSubstr("name=\"violations\">1<"));
    }
  }
}

TEST_P(PlantedRecording, OfAFurtherRunFailsAsThatOfTheFirst) {
  if (GetParam().rule == nullptr) return;
  const std::vector<std::string> traces = {Plant("seen.satrace", false),
                                           Plant("blind.satrace", true)};
  for (const std::string& format : Formats()) {
    const Effect effect = Check(GetParam().rule, traces, {"--format", format});
    EXPECT_EQ(effect.status, "exited with 1") << format << "\n" << TextOf(effect);
    if (format != "ctest") {
      EXPECT_THAT(effect.errors, AllOf(HasSubstr("inconclusive"), HasSubstr(Name()))) << format;
    }
  }
}

// A weak spot's rule is inconclusive; the run is, whatever a rule asks.
TEST_P(PlantedRecording, IsNamedBesideAnotherThatMakesARuleInconclusive) {
  if (IsWeak(GetParam().spot)) return;
  TraceBuilder builder;
  builder.Add(FakeCall(Sysno::access).Unreadable());
  builder.BlindSpot(BlindSpot::kUnreadableArguments, "an argument");
  builder.BlindSpot(GetParam().spot, GetParam().cause);
  ASSERT_TRUE(builder.Build().Save(directory_ / "both.satrace").ok());
  for (const std::string& format : Formats()) {
    const Effect effect =
        Check("{id: r, deny: {call: access, path: /x}}", {"both.satrace"}, {"--format", format});
    EXPECT_EQ(effect.status, "exited with 1") << format << "\n" << TextOf(effect);
    if (format != "ctest") {
      EXPECT_THAT(effect.errors, AllOf(HasSubstr("inconclusive"), HasSubstr(Name()))) << format;
    }
  }
}

TEST_P(PlantedRecording, IsNamedInEveryFormatWhereARuleAsksForSomethingElse) {
  if (GetParam().spot == BlindSpot::kVdso) return;  // every run has it: no report says so
  const bool weak = IsWeak(GetParam().spot);
  for (const std::vector<std::string>& traces :
       {std::vector<std::string>{Plant("blind.satrace", true)},
        {Plant("seen.satrace", false), Plant("blind.satrace", true)}}) {
    for (const std::string& format : Formats()) {
      const Effect effect = Check("{id: r, deny: {call: socket}}", traces, {"--format", format});
      EXPECT_EQ(effect.status, weak ? "exited with 0" : "exited with 1") << TextOf(effect);
      if (format != "ctest") {
        EXPECT_THAT(effect.errors, HasSubstr(Name())) << format;
      }
    }
  }
}

TEST_P(PlantedRecording, PassesOnceItIsAcceptedByName) {
  const char* rule = GetParam().rule != nullptr ? GetParam().rule : kOther;
  const std::vector<std::string> traces = {Plant("blind.satrace", true)};
  const Effect effect = Check(rule, traces, {"--accept", Name()});
  EXPECT_EQ(effect.status, "exited with 0") << TextOf(effect);
  EXPECT_THAT(effect.errors, Not(HasSubstr("inconclusive")));
}

INSTANTIATE_TEST_SUITE_P(Spots, PlantedRecording, testing::ValuesIn(EverySpot()),
                         [](const auto& test) {
                           std::string name;
                           for (const char c : NameOf(test.param.spot)) {
                             if (c != '-') name += c;
                           }
                           return name;
                         });

}  // namespace
}  // namespace sysassert::selftest

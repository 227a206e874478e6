// Names, arguments and bytes of a hostile program reach no terminal as they are, and no line of a
// report is theirs.
#include <gmock/gmock.h>

#include <filesystem>
#include <string>
#include <vector>

#include "report/escape.h"
#include "sysassert/gmock.h"
#include "temp_directory.h"
#include "torture/run_alone.h"

namespace sysassert::selftest {
namespace {

// The first byte that a terminal would obey, with what is around it; empty if there is none.
std::string Obeyed(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
    const bool backwards = text.compare(i, 3, "\xe2\x80\xae") == 0;
    if (control || backwards) return text.substr(i > 20 ? i - 20 : 0, 60);
  }
  return text.find("\n::error::x") != std::string::npos ? "a line that begins with ::error::" : "";
}

class HostileNames : public testing::TestWithParam<const char*> {};

TEST_P(HostileNames, ReachNoReader) {
  const TempDirectory directory;
  const Effect effect =
      RunAlone({"/bin/sh", "-c",
                "S=" SYSASSERT_BINARY "; T='" SYSASSERT_PROGRAMS "/torture hostile_names'; "
                "D=$(printf 'run\\033[2J\\n::error::x\\342\\200\\256\\377%%n'); "
                "mkdir \"$D\"; cd \"$D\"; "
                "printf 'sysassert: 1\\nname: p\\nrules: [{id: r, deny: {call: "
                "open-read, path: \"${cwd}/**\"}}, "
                "{id: s, count: {call: access}, exactly: 77}]\\n' > ../p.yaml; " +
                    std::string(GetParam())},
               directory.path());
  EXPECT_EQ(Obeyed(effect.output), "");
  EXPECT_EQ(Obeyed(effect.errors), "");
  EXPECT_GT(effect.output.size() + effect.errors.size(), 100U) << "there is something to read";
}

// The failures of gMock's assertions, too, are read on a terminal.
TEST(HostileNamesIn, FailuresOfMatchers) {
  const TempDirectory directory;
  const std::string folder = directory / "\x1b[2J\xe2\x80\xae\xff";
  std::filesystem::create_directory(folder);
  const auto recorded =
      TryRecord(Command(SYSASSERT_PROGRAMS "/torture", {"hostile_names"}).Cwd(folder));
  ASSERT_TRUE(recorded.ok());
  const Trace& trace = recorded.value();
  const auto never = Never(Calls("@file").On(Glob("/**")));
  testing::StringMatchResultListener said;
  EXPECT_FALSE(testing::ExplainMatchResult(never, trace, &said));
  said << testing::PrintToString(trace) << testing::PrintToString(trace[0]);
  for (const Call& call : trace) said << testing::PrintToString(call) << "\n";
  EXPECT_EQ(Obeyed(said.str()), "");
  EXPECT_EQ(report::Printable(said.str(), report::Newlines::kKeep), said.str());
}

INSTANTIATE_TEST_SUITE_P(
    Of, HostileNames,
    testing::Values(
        "$S check -P ../p.yaml -- $T", "$S check -P ../p.yaml --format json -- $T",
        "$S check -P ../p.yaml --format jsonl -- $T", "$S check -P ../p.yaml --format junit -- $T",
        "$S check -P ../p.yaml --format github -- $T", "$S check -P ../p.yaml --format sarif -- $T",
        "$S check -P ../p.yaml --format ctest -o \"$PWD/t\" -- $T",
        "GITHUB_STEP_SUMMARY=$PWD/page $S check -P ../p.yaml --format github -- $T; "
        "cat page",
        "$S check -P ../p.yaml -v --unused -- $T", "$S check -P ../p.yaml --mode block -- $T",
        "$S record -o ../t -- $T; $S check -P ../p.yaml --trace ../t", "$S trace -f $T",
        "$S trace -f -Y -yy $T", "$S trace -f -v -s 200 $T", "$S trace -f --json $T",
        "$S trace -f --explain --hints $T", "$S trace --explain --hints ${T}_often",
        "$S trace --json --explain --hints ${T}_often", "$S trace -f -c -w $T",
        "$S trace -f -P link $T; $S trace -P link test -e link",
        "$S trace -ff -o ../t $T; cat ../t.*",
        "$S trace -f --color=never -e trace=none -e signal=all $T; $S trace $T x y",
        "$S record -o ../t -- $T && $S show ../t", "$S record -o ../t -- $T && $S show --json ../t",
        "$S learn -o - -- $T",
        "unset CI; $S check -P ../p.yaml -- $T; $S review ../p.yaml </dev/null",
        "unset CI; $S check -P ../p.yaml -- $T; cat ../p.yaml.pending; $S review --accept-all "
        "../p.yaml; cat ../p.yaml; $S explain ../p.yaml; $S lint ../p.yaml",
        "$S record -o ../t -- $T; $S record -o ../u -- /bin/true; $S diff ../t ../u"));

}  // namespace
}  // namespace sysassert::selftest

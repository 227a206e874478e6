// Names, arguments and bytes of a hostile program reach no terminal as they are, and no line of a
// report is theirs.
#include <gmock/gmock.h>

#include <string>
#include <vector>

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
  const Effect effect = RunAlone({"/bin/sh", "-c",
                                  "S=" SYSASSERT_BINARY "; T='" SYSASSERT_PROGRAMS
                                  "/torture hostile_names'; mkdir run; cd run; "
                                  "printf 'sysassert: 1\\nname: p\\nrules: [{id: r, deny: {call: "
                                  "open-read, path: \"${cwd}/**\"}}, "
                                  "{id: s, count: {call: access}, exactly: 77}]\\n' > ../p.yaml; " +
                                      std::string(GetParam())},
                                 directory.path());
  EXPECT_EQ(Obeyed(effect.output), "");
  EXPECT_EQ(Obeyed(effect.errors), "");
  EXPECT_GT(effect.output.size() + effect.errors.size(), 100U) << "there is something to read";
}

INSTANTIATE_TEST_SUITE_P(
    Of, HostileNames,
    testing::Values("$S check -P ../p.yaml -- $T", "$S check -P ../p.yaml --format json -- $T",
                    "$S check -P ../p.yaml --format jsonl -- $T",
                    "$S check -P ../p.yaml --format junit -- $T",
                    "$S check -P ../p.yaml --format github -- $T",
                    "$S check -P ../p.yaml --format sarif -- $T", "$S trace -f $T",
                    "$S record -o ../t -- $T && $S show ../t",
                    "$S record -o ../t -- $T && $S show --json ../t", "$S learn -o - -- $T",
                    "$S record -o ../t -- $T; $S record -o ../u -- /bin/true; $S diff ../t ../u"));

}  // namespace
}  // namespace sysassert::selftest

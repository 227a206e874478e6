#include "review/edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <string>

namespace sysassert::review {
namespace {

using ::testing::HasSubstr;

const Item kItem = {"/etc/x", {}, "why"};

// `text` with /etc/x in its list only.read.
std::string Read(const std::string& text) {
  const auto edited = AddToList(text, {"only", "read"}, kItem);
  return edited.ok() ? edited.value() : "refused: " + edited.error().Message();
}

TEST(AddToList, AddsALineBehindABlockList) {
  EXPECT_EQ(Read("only:\n  read:\n    - /a  # one\n    # two\n    - /b\n\n  # three\n  exec: []\n"),
            "only:\n  read:\n    - /a  # one\n    # two\n    - /b\n"
            "    - /etc/x                                            # why\n"
            "\n  # three\n  exec: []\n");
}

TEST(AddToList, KeepsTheIndentationOfDashes) {
  EXPECT_THAT(Read("only:\n  read:\n  - /a\n  exec: []\n"), HasSubstr("\n  - /a\n  - /etc/x "));
  EXPECT_THAT(Read("only: \n    read:\n            -   /a\n"),
              HasSubstr("\n            - /etc/x "));
}

TEST(AddToList, WritesIntoBracketsAndTheEvidenceAbove) {
  EXPECT_EQ(Read("only: {read: [/a, '/b'], exec: []}  # c\n"),
            "# /etc/x: why\nonly: {read: [/a, '/b', /etc/x], exec: []}  # c\n");
  EXPECT_EQ(Read("only: {read: [ ]}\n"), "# /etc/x: why\nonly: {read: [/etc/x ]}\n");
  EXPECT_EQ(Read("only:\n  read: [/a, ]\n"), "only:\n  # /etc/x: why\n  read: [/a, /etc/x ]\n");
  EXPECT_EQ(Read("only:\n  read: [\n    /a,  # one\n    \"/b]\",  # two\n    ]\n"),
            "only:\n  # /etc/x: why\n  read: [\n    /a,  # one\n    \"/b]\", /etc/x  # two\n    "
            "]\n");
  EXPECT_EQ(Read("only: {exec: [],\n  read: [/a]}\n"),
            "only: {exec: [],\n  # /etc/x: why\n  read: [/a, /etc/x]}\n");
  EXPECT_EQ(AddToList("only: {read: [/a]}\n", {"only", "read"}, {"/b", {}, ""}).value(),
            "only: {read: [/a, /b]}\n");
}

TEST(AddToList, OpensAnEmptyListSoThatTheEvidenceHasRoom) {
  EXPECT_EQ(
      Read("only:\n  read: []  # none\n  exec: []"),
      "only:\n  read:  # none\n    - /etc/x                                            # why\n"
      "  exec: []");
}

TEST(AddToList, FillsAnEmptyValue) {
  EXPECT_THAT(Read("only:\n  read:  # none\n  exec: []\n"),
              HasSubstr("  read:  # none\n    - /etc/x "));
}

TEST(AddToList, MakesAListOfAScalar) {
  const std::string why = "only:\n  # /etc/x: why\n";
  EXPECT_EQ(Read("only:\n  read: /a # one\n"), why + "  read: [/a, /etc/x] # one\n");
  EXPECT_EQ(Read("only:\n  read: '/it''s'\n"), why + "  read: ['/it''s', /etc/x]\n");
  EXPECT_EQ(Read("only:\n  read: /a,b\n"), why + "  read: [\"/a,b\", /etc/x]\n");
}

TEST(AddToList, KeepsCarriageReturnsAndAMissingLastNewline) {
  EXPECT_EQ(AddToList("only:\r\n  read:\r\n    - /a", {"only", "read"}, {"/b", {}, ""}).value(),
            "only:\r\n  read:\r\n    - /a\r\n    - /b");
  EXPECT_EQ(AddToList("only:\r\n  read:\r\n    - /a\r\n", {"only", "read"}, {"/b", {}, ""}).value(),
            "only:\r\n  read:\r\n    - /a\r\n    - /b\r\n");
}

TEST(AddToList, StandsBehindItemsOfSeveralLines) {
  EXPECT_EQ(
      AddToList("only:\n  read:\n    - \"/a\\\n       b\"\n    - >-\n      /c\n\n      d\n\n# e\n",
                {"only", "read"}, {"/x", {}, ""})
          .value(),
      "only:\n  read:\n    - \"/a\\\n       b\"\n    - >-\n      /c\n\n      d\n    - /x\n\n# e\n");
}

TEST(AddToList, AddsARuleInLines) {
  const Item rule = {"{id: a, allow: {call: open}}", {"id: a", "allow: {call: open}"}, "why"};
  EXPECT_EQ(
      AddToList("rules:\n  - id: b\n    deny:\n      call: kill  # never\n# end\n", {"rules"}, rule)
          .value(),
      "rules:\n  - id: b\n    deny:\n      call: kill  # never\n  - id: a\n"
      "    allow: {call: open}                                 # why\n# end\n");
  EXPECT_EQ(AddToList("rules: [{id: b, deny: {call: kill}}]\n", {"rules"}, rule).value(),
            "# {id: a, allow: {call: open}}: why\n"
            "rules: [{id: b, deny: {call: kill}}, {id: a, allow: {call: open}}]\n");
}

TEST(AddToList, AddsTheListAtTheTopWhereThereIsNone) {
  EXPECT_EQ(AddToList("name: a", {"rules"}, {"{id: a}", {"id: a"}, ""}).value(),
            "name: a\nrules:\n  - id: a\n");
}

TEST(AddToList, LeavesSharedPartsToTheReader) {
  EXPECT_THAT(Read("x-a: &a [/a]\nonly: {read: *a}\n"), HasSubstr("refused: "));
  EXPECT_THAT(Read("x-a: &a {read: [/a]}\nonly: *a\n"), HasSubstr("make this change by hand"));
  EXPECT_THAT(Read("only:\n  read: &a\n    - /a\nx-b: *a\n"), HasSubstr("shared"));
}

TEST(AddToList, RefusesWhatItCannotProve) {
  EXPECT_THAT(Read("only:\n  read: ~\n"), HasSubstr("refused: edit line "));
  EXPECT_THAT(Read("only:\n  exec: []\n"), HasSubstr("there is no 'read' here"));
  EXPECT_THAT(Read("only: [\n"), HasSubstr("does not load as YAML"));
}

std::string Baseline(const std::string& text, const std::string& platform = "x86_64-glibc") {
  const auto edited = SetBaseline(text, "few", platform, 44);
  return edited.ok() ? edited.value() : "refused: " + edited.error().Message();
}

TEST(SetBaseline, ReplacesTheNumberAndNothingElse) {
  EXPECT_EQ(
      Baseline(
          "rules:\n  - id: many\n    baseline: 41\n  - id: few\n    baseline: 41 # as of 1.2\n"),
      "rules:\n  - id: many\n    baseline: 41\n  - id: few\n    baseline: 44 # as of 1.2\n");
  EXPECT_EQ(Baseline("rules: [{baseline: 0x29, id: few}]"), "rules: [{baseline: 44, id: few}]");
}

TEST(SetBaseline, ReplacesOrAddsThePlatformsNumber) {
  EXPECT_EQ(Baseline("rules:\n- id: few\n  baseline: {x86_64-glibc: 41, x86_64-musl: 30} # both\n"),
            "rules:\n- id: few\n  baseline: {x86_64-glibc: 44, x86_64-musl: 30} # both\n");
  EXPECT_EQ(Baseline("rules:\n- id: few\n  baseline: {x86_64-musl: 30}\n"),
            "rules:\n- id: few\n  baseline: {x86_64-musl: 30, x86_64-glibc: 44}\n");
  EXPECT_EQ(Baseline("rules:\n- id: few\n  baseline:\n    x86_64-musl: 30 # m\n  tolerance: 1\n"),
            "rules:\n- id: few\n  baseline:\n    x86_64-musl: 30 # m\n    x86_64-glibc: 44\n"
            "  tolerance: 1\n");
}

TEST(SetBaseline, SaysWhereThereIsNone) {
  const auto none = SetBaseline("rules: [{id: few}]", "few", "", 1);
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().error_number, ENOENT);
}

TEST(LineDifference, ShowsTheLinesOfOneEdit) {
  EXPECT_EQ(LineDifference("a\nb\nc\n", "a\nx\ny\nc\n"), "- b\n+ x\n+ y\n");
  EXPECT_EQ(LineDifference("a\na\n", "a\na\na\n"), "+ a\n");
  EXPECT_EQ(LineDifference("a\n", "a\n"), "");
}

}  // namespace
}  // namespace sysassert::review

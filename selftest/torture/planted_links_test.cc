// A program leaves symbolic links where we are to write: nothing of its choosing is written, and
// the links that a user has made are followed.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <string>

#include "temp_directory.h"
#include "torture/run_alone.h"

namespace sysassert::selftest {
namespace {

using testing::HasSubstr;

std::string BytesOf(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Effect Shell(const TempDirectory& directory, const std::string& script) {
  std::ofstream(directory / "p.yaml")
      << "sysassert: 1\nname: p\nrules: [{id: r, deny: {call: symlink}}]\n";
  return RunAlone(
      {"/bin/sh", "-c", "S=" SYSASSERT_BINARY "; T=" SYSASSERT_PROGRAMS "/torture; " + script},
      directory.path());
}

class PlantedLinks : public testing::TestWithParam<const char*> {};

TEST_P(PlantedLinks, LeadNoOutputElsewhere) {
  const TempDirectory directory;
  std::ofstream(directory / "victim") << "precious";
  const Effect effect = Shell(directory, GetParam());
  EXPECT_EQ(BytesOf(directory / "victim"), "precious") << TextOf(effect);
  struct stat found {};
  ASSERT_EQ(lstat((directory / "victim").c_str(), &found), 0) << "it was to be led to";
}

INSTANTIATE_TEST_SUITE_P(
    Of, PlantedLinks,
    testing::Values(
        "$S check -P p.yaml --format json:out -- ln -sf victim out",
        "$S check -P p.yaml --format junit:out -- ln -sf victim out",
        "GITHUB_STEP_SUMMARY=out $S check -P p.yaml --format github -- ln -sf victim out",
        "unset CI; $S check -P p.yaml -- ln -sf victim p.yaml.pending",
        "unset CI; $S check -P p.yaml -- ln -sf victim p.yaml.pending.new",
        "$S check -P p.yaml -o out -- ln -sf victim out", "$S record -o out -- ln -sf victim out",
        "unset CI; $S learn --force -o out -- ln -sf victim out",
        "unset CI; $S learn --force -o out -- ln -sf victim out.new",
        "$S trace -o out -- ln -sf victim out", "$S trace -ff -o tt -- $T plants_links",
        "$S trace -ff -A -o tt -- $T plants_links"));

TEST(LinksOfTheUser, AreFollowed) {
  const TempDirectory directory;
  const Effect effect = Shell(
      directory,
      "ln -s real out; ln -s page summary; : > real; : > page; unset CI; "
      "GITHUB_STEP_SUMMARY=summary $S check -P p.yaml --format json:out --format github -- true; "
      "ln -s learned policy; : > learned; $S learn --force -o policy -- true");
  EXPECT_THAT(BytesOf(directory / "real"), HasSubstr("sysassert-report-1")) << TextOf(effect);
  EXPECT_NE(BytesOf(directory / "page"), "");
  EXPECT_THAT(BytesOf(directory / "learned"), HasSubstr("sysassert: 1"));
  for (const char* link : {"out", "summary"}) {
    struct stat found {};
    ASSERT_EQ(lstat((directory / link).c_str(), &found), 0);
    EXPECT_TRUE(S_ISLNK(found.st_mode)) << link;
  }
}

// Standard output by its name, whatever it is.
TEST(LinksOfTheKernel, AreFollowed) {
  const TempDirectory directory;
  const Effect effect = Shell(directory,
                              "$S check -P p.yaml --format json:/dev/stdout -- true; "
                              "$S check -P p.yaml --format json:/dev/stdout -- true | cat");
  const std::size_t first = effect.output.find("sysassert-report-1");
  EXPECT_NE(effect.output.find("sysassert-report-1", first + 1), std::string::npos)
      << TextOf(effect);
}

}  // namespace
}  // namespace sysassert::selftest

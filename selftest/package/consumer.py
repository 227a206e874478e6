"""A project that knows nothing of this tree takes it in one of the two ways that the README names.

  consumer.py installed CMAKE BUILD SOURCE CXX SANITIZE     installs the build into a fresh prefix; builds and runs a test
  consumer.py subdirectory CMAKE BUILD SOURCE CXX SANITIZE  add_subdirectory(): compiles the same test
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

TEST = """
#include <gtest/gtest.h>
#include <sysassert/gmock.h>

using namespace sysassert;

TEST(Consumer, RunsAProgram) {
  EXPECT_THAT(Record(Command("true")), Exited(0));
  EXPECT_THAT(Record([] {}), MakesNoCalls());
}
"""


HEAD = "cmake_minimum_required(VERSION 3.22)\nproject(consumer CXX)\nenable_testing()\n"


def run(*command):
    subprocess.run([str(word) for word in command], check=True, timeout=300)


def readme_lists(source):
    """The CMake lines that the README tells its reader to write."""
    return re.search(r"^```cmake\n(.*?)^```$", (source / "README.md").read_text(), re.M | re.S)[1]


def policy_test(source):
    """The CMake lines that the document on policies tells its reader to write."""
    return re.search(r"^```cmake\n(.*?)^```$", (source / "docs/policy.md").read_text(), re.M | re.S)[1]


def write_project(top, lists):
    top.mkdir(exist_ok=True)
    (top / "CMakeLists.txt").write_text(HEAD + lists)
    (top / "my_test.cc").write_text(TEST)


def installed(top, cmake, build, source, configure):
    prefix = top / "prefix"
    run(cmake, "--install", build, "--prefix", prefix)
    run(prefix / "bin/sysassert", "--version")
    run(prefix / "bin/sysassert", "lint", prefix / "share/sysassert/policies/no-network.yaml")
    if not (prefix / "share/sysassert/report.schema.json").exists():
        sys.exit("the schema of reports is not installed")
    if not (prefix / "share/man/man1/sysassert.1").exists():
        sys.exit("the manual page is not installed")

    write_project(top / "own", readme_lists(source) + policy_test(source))
    run(*configure(top / "own"), f"-DCMAKE_PREFIX_PATH={prefix}")
    run(cmake, "--build", top / "own/build")
    run(top / "own/build/my_test")
    said = subprocess.run(["ctest", "--test-dir", top / "own/build", "-R", "true.is_quiet", "-V"], check=True, timeout=120,
                          capture_output=True, text=True).stdout
    if "100% tests passed, 0 tests failed out of 1" not in said or not (top / "own/build/true.satrace").exists():
        sys.exit(f"the policy test of the document did not run as it should:\n{said}")

    # A component that does not exist is refused in words, and not by a link error later.
    write_project(top / "wrong", "find_package(sysassert REQUIRED COMPONENTS catch)\n")
    refused = subprocess.run(configure(top / "wrong") + [f"-DCMAKE_PREFIX_PATH={prefix}"], capture_output=True, text=True,
                             check=False, timeout=120)
    if refused.returncode == 0 or "no component 'catch'" not in refused.stderr:
        sys.exit(f"a wrong component is not refused as it should be:\n{refused.stderr}")


def subdirectory(top, cmake, build, source, configure):
    lists = readme_lists(source).replace("find_package(sysassert REQUIRED COMPONENTS gmock)",
                                         f"add_subdirectory({source} sysassert)")
    if "add_subdirectory" not in lists:
        sys.exit("the README's find_package(sysassert …) is not where this test looks for it")
    write_project(top, lists)
    run(*configure(top), "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON")
    # Its own object alone: the library is the same sources again, and takes minutes.
    commands = json.loads((top / "build/compile_commands.json").read_text())
    own = next(entry for entry in commands if entry["file"].endswith("/my_test.cc"))
    subprocess.run(own["command"], shell=True, cwd=own["directory"], check=True, timeout=300)
    if any("/selftest/" in entry["file"] for entry in commands):
        sys.exit("a consumer's build has our tests in it")


def main(way, cmake, build, source, compiler, sanitizers):
    flags = f"-fsanitize={sanitizers}" if sanitizers else ""
    with tempfile.TemporaryDirectory(prefix="consumer-") as name:

        def configure(top):
            return [cmake, "-S", str(top), "-B", str(top / "build"), "-G", "Ninja", f"-DCMAKE_CXX_COMPILER={compiler}",
                    f"-DCMAKE_CXX_FLAGS={flags}"]

        {"installed": installed, "subdirectory": subdirectory}[way](
            pathlib.Path(name), cmake, build, pathlib.Path(source), configure)


main(*sys.argv[1:])

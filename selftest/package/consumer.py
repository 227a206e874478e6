"""Installs the build into a fresh prefix, and builds and runs a consumer of it: consumer.py CMAKE BUILD SOURCE CXX SANITIZE"""

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


def main(cmake, build, source, compiler, sanitizers):
    readme = (pathlib.Path(source) / "README.md").read_text()
    lists = re.search(r"^```cmake\n(.*?)^```$", readme, re.M | re.S)[1]
    flags = f"-fsanitize={sanitizers}" if sanitizers else ""
    with tempfile.TemporaryDirectory(prefix="consumer-") as name:
        top = pathlib.Path(name)
        run = lambda *command: subprocess.run(command, check=True, timeout=300)
        run(cmake, "--install", build, "--prefix", str(top / "prefix"))
        run(str(top / "prefix/bin/sysassert"), "--version")
        (top / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.22)\nproject(consumer CXX)\nenable_testing()\n" + lists)
        (top / "my_test.cc").write_text(TEST)
        run(cmake, "-S", str(top), "-B", str(top / "build"), "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={top / 'prefix'}",
            f"-DCMAKE_CXX_COMPILER={compiler}", f"-DCMAKE_CXX_FLAGS={flags}")
        run(cmake, "--build", str(top / "build"))
        run(str(top / "build/my_test"))


main(*sys.argv[1:])

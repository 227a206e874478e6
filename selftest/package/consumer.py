"""A project that knows nothing of this tree takes it in one of the ways that the README names.

  consumer.py installed CMAKE BUILD SOURCE CXX SANITIZE     installs the build into a fresh prefix; builds and runs a test
  consumer.py pkgconfig CMAKE BUILD SOURCE CXX SANITIZE     the same with pkg-config, and no CMake
  consumer.py packages CMAKE BUILD SOURCE CXX SANITIZE      makes Debian packages, installs them into a root of their own, and uses that
  consumer.py subdirectory CMAKE BUILD SOURCE CXX SANITIZE  add_subdirectory(): compiles the same test
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

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


def measured(top, cmake):
    """CTest hands CDash the measurements, and where the test fails the recording."""
    lists = (top / "CMakeLists.txt").read_text()
    (top / "CMakeLists.txt").write_text(lists + """
sysassert_add_policy_test(NAME fails POLICY stock:no-exec COMMAND sh -c "true && /bin/true && true" RECORD fails.satrace)
""")
    run(cmake, "--build", top / "build")
    subprocess.run(["ctest", "--test-dir", top / "build", "-R", "^fails$", "-T", "Test"], check=False, capture_output=True,
                   timeout=120)
    report = next((top / "build/Testing").glob("*/Test.xml"))
    found = {value.get("name"): value for value in ElementTree.parse(report).iter("NamedMeasurement")}
    numbers = {name: int(found[name].findtext("Value")) for name in ("calls", "violations", "drift")}
    if numbers["calls"] < 10 or numbers["violations"] != 1 or numbers["drift"] != 0:
        sys.exit(f"CTest took {numbers} from a run with one violation")
    if not any("satrace" in (value.get("filename") or "") + (value.findtext("Value") or "")[:200] for value in found.values()) \
            and "recording" not in found:
        sys.exit(f"the recording is not attached: {sorted(found)}")


def install_and_move(top, cmake, build):
    """A prefix that is not where it was installed to."""
    run(cmake, "--install", build, "--prefix", top / "made")
    return (top / "made").rename(top / "prefix")


def installed(top, cmake, build, source, configure):
    prefix = install_and_move(top, cmake, build)
    run(prefix / "bin/sysassert", "--version")
    run(prefix / "bin/sysassert", "lint", prefix / "share/sysassert/policies/no-network.yaml")
    if not all((prefix / "share/sysassert" / name).exists() for name in ("report.schema.json", "sysassert-policy-v1.schema.json")):
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

    measured(top / "own", cmake)

    # A component that does not exist is refused in words, and not by a link error later.
    write_project(top / "wrong", "find_package(sysassert REQUIRED COMPONENTS catch)\n")
    refused = subprocess.run(configure(top / "wrong") + [f"-DCMAKE_PREFIX_PATH={prefix}"], capture_output=True, text=True,
                             check=False, timeout=120)
    if refused.returncode == 0 or "no component 'catch'" not in refused.stderr:
        sys.exit(f"a wrong component is not refused as it should be:\n{refused.stderr}")


def use_by_pkgconfig(top, prefix, compiler, flags):
    """Compiles the test with what pkg-config says, and runs it."""
    pkgconfig = next(prefix.glob("lib/**/pkgconfig"))
    environment = dict(os.environ, PKG_CONFIG_PATH=str(pkgconfig))
    said = subprocess.run(["pkg-config", "--cflags", "--libs", "sysassert-gmock"], check=True, capture_output=True, text=True,
                          env=environment, timeout=60).stdout
    (top / "my_test.cc").write_text(TEST)
    run(compiler, *flags, "-std=c++17", top / "my_test.cc", "-o", top / "my_test", "-lgmock_main", *said.split(),
        f"-Wl,-rpath,{pkgconfig.parent}")
    run(top / "my_test")


def pkgconfig(top, cmake, build, source, configure):
    prefix = install_and_move(top, cmake, build)
    use_by_pkgconfig(top, prefix, configure.compiler, configure.flags)


def packages(top, cmake, build, source, configure):
    run("cpack", "-G", "DEB", "--config", pathlib.Path(build) / "CPackConfig.cmake", "-B", top / "debs")
    debs = sorted((top / "debs").glob("*.deb"))
    names = sorted(re.match(r"[^_]+", deb.name)[0] for deb in debs)
    if not re.fullmatch(r"libsysassert-dev libsysassert[0-9.]+ sysassert sysassert-doc", " ".join(names)):
        sys.exit(f"these are not the packages that it should make: {names}")
    for deb in debs:
        depends = subprocess.run(["dpkg-deb", "-f", deb, "Depends"], check=True, capture_output=True, text=True,
                                 timeout=60).stdout
        wanted = {"libsysassert-dev": "libgmock-dev", "sysassert-doc": ""}.get(re.match(r"[^_]+", deb.name)[0], "libyaml-cpp")
        if wanted not in depends:
            sys.exit(f"{deb.name} depends on {depends!r}, and should on {wanted}")
    root = top / "root"
    for directory in ("info", "updates", "triggers"):
        (root / "var/lib/dpkg" / directory).mkdir(parents=True)
    for file in ("status", "available"):
        (root / "var/lib/dpkg" / file).touch()
    run("dpkg", f"--root={root}", "--force-not-root", "--force-depends", "--force-bad-path", "--no-triggers", "--log=/dev/null",
        "--unpack", *debs)
    run(root / "usr/bin/sysassert", "check", "-P", "stock:no-network", "--", "true")
    if configure.flags:
        return  # a sanitizer keeps the names of sources for its reports
    for file in root.rglob("*"):
        if file.is_file() and not file.is_symlink() and str(build).encode() in file.read_bytes():
            sys.exit(f"{file} names the build tree")
    use_by_pkgconfig(top, root / "usr", configure.compiler, configure.flags)


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

        configure.compiler, configure.flags = compiler, flags.split()
        {"installed": installed, "pkgconfig": pkgconfig, "packages": packages, "subdirectory": subdirectory}[way](
            pathlib.Path(name), cmake, build, pathlib.Path(source), configure)


main(*sys.argv[1:])

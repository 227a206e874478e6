"""Every sentence of the policy language has a test: sentences.py SOURCE TEST_PROGRAM…

sentences.txt names them, one a line. Here it is asked whether each test is there; that they pass, they say themselves.
"""

import pathlib
import re
import subprocess
import sys

SOURCE = pathlib.Path(sys.argv[1])
FILES = {"cli": ("selftest/cli", "*.py"), "schema": ("selftest/schema", "*.py")}


def tests_of(program):
    """Suite.Test, without what a parameter adds to either."""
    suite = ""
    for line in subprocess.run([program, "--gtest_list_tests"], capture_output=True, text=True, check=True, timeout=60).stdout.splitlines():
        name = line.split("#")[0].strip()
        if line.startswith(" "):
            yield f"{suite}.{name.split('/')[0]}"
        else:
            suite = name.rstrip(".").split("/")[-1]


def is_there(name, tests):
    kind, _, rest = name.rpartition(":")
    if not kind:
        return name in tests
    if kind == "hostile":
        return (SOURCE / "selftest/policy/hostile" / f"{rest}.yaml").exists()
    folder, pattern = FILES[kind]
    return any(re.search(rf"def {rest}\(", file.read_text()) for file in (SOURCE / folder).glob(pattern))


def main():
    lines = [line for line in (SOURCE / "selftest/policy/sentences.txt").read_text().splitlines() if line and line[0] != "#"]
    tests = {test for program in sys.argv[2:] for test in tests_of(program)}
    missing = [line for line in lines if not is_there(line.split()[-1], tests)]
    if missing:
        sys.exit("sentences without a test:\n" + "\n".join(missing))
    print(f"{len(lines)} sentences, each with a test")


main()

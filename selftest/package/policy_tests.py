"""Every argument of sysassert_add_policy_test() and sysassert_discover_policies(): policy_tests.py CMAKE PROGRAM FUNCTIONS.

A project without a compiler: the program is imported, and the functions are included from their file.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
from xml.etree import ElementTree

CMAKE, PROGRAM, FUNCTIONS = sys.argv[1:4]

HEAD = f"""cmake_minimum_required(VERSION 3.22)
project(own NONE)
enable_testing()
add_executable(sysassert::program IMPORTED)
set_target_properties(sysassert::program PROPERTIES IMPORTED_LOCATION "{PROGRAM}")
include("{FUNCTIONS}")
"""

COUNTED = """sysassert: 1
name: counted
rules:
  - {id: opens, count: {call: open-read, path: /etc/hostname}, baseline: 5}
"""


class PolicyTests(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="policy-tests-")
        self.addCleanup(temporary.cleanup)
        self.top = pathlib.Path(temporary.name)
        self.environment = dict(os.environ, CI="1")
        (self.top / "counted.yaml").write_text(COUNTED)

    def configure(self, lists, refused=None):
        (self.top / "CMakeLists.txt").write_text(HEAD + lists)
        made = subprocess.run([CMAKE, "-S", self.top, "-B", self.top / "build"], capture_output=True, text=True, check=False,
                              timeout=120)
        if refused is None:
            self.assertEqual(made.returncode, 0, made.stderr)
        else:
            self.assertNotEqual(made.returncode, 0)
            self.assertIn(refused, " ".join(made.stderr.split()))

    def ctest(self, *words):
        return subprocess.run(["ctest", "--test-dir", self.top / "build", *words], capture_output=True, text=True, check=False,
                              timeout=120, env=self.environment)

    def passes(self, name):
        ran = self.ctest("-R", f"^{name}$", "--output-on-failure")
        self.assertIn("100% tests passed, 0 tests failed out of 1", ran.stdout)

    def fails(self, name, says):
        ran = self.ctest("-R", f"^{name}$", "--output-on-failure")
        self.assertIn("0% tests passed, 1 tests failed out of 1", ran.stdout)
        self.assertIn(says, ran.stdout)

    def properties(self, name):
        listed = json.loads(self.ctest("--show-only=json-v1").stdout)
        test = next(test for test in listed["tests"] if test["name"] == name)
        return {each["name"]: each["value"] for each in test["properties"]}

    def measured(self, name):
        self.ctest("-R", f"^{name}$", "-T", "Test")
        report = next((self.top / "build/Testing").glob("*/Test.xml"))
        return {value.get("name"): value for value in ElementTree.parse(report).iter("NamedMeasurement")}

    def test_name_policy_and_command(self):
        self.configure("sysassert_add_policy_test(NAME one.two POLICY stock:no-exec stock:no-network COMMAND true)\n"
                       "sysassert_add_policy_test(NAME broken POLICY stock:no-network stock:no-exec"
                       " COMMAND sh -c \"true && /bin/true && true\")\n")
        self.passes("one.two")
        self.fails("broken", "error[no-exec]")

    def test_a_policy_is_a_file_beside_the_lists(self):
        self.configure("sysassert_add_policy_test(NAME file POLICY counted.yaml COMMAND cat /etc/hostname)\n")
        self.passes("file")
        self.configure("sysassert_add_policy_test(NAME file POLICY nowhere.yaml COMMAND true)\n",
                       refused="there is no policy")

    def test_a_target_stands_for_its_program(self):
        self.configure("add_executable(own::cat IMPORTED)\n"
                       "set_target_properties(own::cat PROPERTIES IMPORTED_LOCATION /bin/cat)\n"
                       "sysassert_add_policy_test(NAME target POLICY stock:no-exec COMMAND own::cat /etc/hostname)\n")
        self.passes("target")

    def test_the_words_of_the_command_are_passed_as_written(self):
        (self.top / "echo.py").write_text("import json, sys\njson.dump(sys.argv[1:], open(sys.argv[1], 'w'))\n")
        words = [str(self.top / "said"), "two words", "semi;colon", "", ";", "a\\b", 'quo"te', "$HOME", "${CMAKE_VERSION}", "-P", "x)"]
        quoted = " ".join(f"[=[{word}]=]" for word in words)
        self.configure("sysassert_add_policy_test(NAME words POLICY stock:no-network WORKING_DIRECTORY \"${CMAKE_CURRENT_SOURCE_DIR}\""
                       f" COMMAND {sys.executable} echo.py {quoted} LABELS words)\n"
                       "sysassert_add_policy_test(NAME script POLICY stock:no-exec COMMAND sh -c \"true; /bin/true; exit 0\")\n")
        self.passes("words")
        self.assertEqual(json.loads((self.top / "said").read_text()), words)
        self.fails("script", "error[no-exec]")

    def test_labels(self):
        self.configure("sysassert_add_policy_test(NAME labelled POLICY stock:no-exec COMMAND true LABELS nightly slow)\n"
                       "sysassert_add_policy_test(NAME plain POLICY stock:no-exec COMMAND true)\n")
        self.assertEqual(set(self.properties("labelled")["LABELS"]), {"sysassert", "nightly", "slow"})
        self.assertEqual(self.properties("plain")["LABELS"], ["sysassert"])
        self.assertIn("out of 1", self.ctest("-L", "nightly").stdout)
        self.assertIn("out of 2", self.ctest("-L", "sysassert").stdout)

    def test_timeout(self):
        self.configure("sysassert_add_policy_test(NAME slow POLICY stock:no-exec COMMAND sleep 600 TIMEOUT 1)\n")
        self.fails("slow", "Timeout")

    def test_working_directory(self):
        (self.top / "here").mkdir()
        self.configure("sysassert_add_policy_test(NAME here POLICY stock:no-network WORKING_DIRECTORY"
                       " \"${CMAKE_CURRENT_SOURCE_DIR}/here\" COMMAND touch made)\n")
        self.passes("here")
        self.assertTrue((self.top / "here/made").exists())

    def test_environment(self):
        self.configure("sysassert_add_policy_test(NAME set POLICY stock:no-network ENVIRONMENT GREETING=hello OTHER=1"
                       " COMMAND sh -c \"test $GREETING$OTHER = hello1\")\n")
        self.passes("set")

    def test_expect_exit(self):
        self.configure("".join(f"sysassert_add_policy_test(NAME {name} POLICY stock:no-network COMMAND sh -c \"exit 3\" {more})\n"
                               for name, more in (("three", "EXPECT_EXIT 3"), ("any", "EXPECT_EXIT any"), ("zero", ""))))
        self.passes("three")
        self.passes("any")
        self.fails("zero", "exited with 3")

    def test_record(self):
        self.configure("sysassert_add_policy_test(NAME kept POLICY stock:no-exec COMMAND true RECORD kept.satrace)\n"
                       "sysassert_add_policy_test(NAME attached POLICY stock:no-exec RECORD attached.satrace"
                       " COMMAND sh -c \"true && /bin/true && true\")\n")
        self.passes("kept")
        subprocess.run([PROGRAM, "show", self.top / "build/kept.satrace"], check=True, capture_output=True, timeout=60)
        self.assertEqual(self.properties("attached")["ATTACHED_FILES_ON_FAIL"], [str(self.top / "build/attached.satrace")])
        files = [value.get("filename") or "" for value in self.measured("attached").values()]
        self.assertTrue(any("attached.satrace" in file for file in files), files)

    def test_measurements(self):
        self.configure("sysassert_add_policy_test(NAME drifts POLICY counted.yaml COMMAND cat /etc/hostname /etc/hostname)\n"
                       "sysassert_add_policy_test(NAME broken POLICY stock:no-exec COMMAND sh -c \"true && /bin/true && true\")\n")
        drifts = {name: int(value.findtext("Value")) for name, value in self.measured("drifts").items()
                  if name in ("calls", "violations", "drift")}
        self.assertGreater(drifts["calls"], 1)
        self.assertEqual((drifts["violations"], drifts["drift"]), (0, 3))
        self.assertEqual(int(self.measured("broken")["violations"].findtext("Value")), 1)

    def test_where_the_machine_cannot_trace_it_is_skipped(self):
        self.configure("sysassert_add_policy_test(NAME traced POLICY stock:no-network COMMAND true)\n")
        self.assertEqual(self.properties("traced")["SKIP_RETURN_CODE"], 77)
        # A process has one tracer: below one, the test cannot trace.
        environment = dict(os.environ, LSAN_OPTIONS="detect_leaks=0")  # a sanitizer's search for leaks traces, too
        below = subprocess.run([PROGRAM, "check", "-P", "stock:no-network", "--expect-exit", "any", "--", "ctest", "--test-dir",
                                self.top / "build"], capture_output=True, text=True, check=False, timeout=120, env=environment)
        self.assertIn("***Skipped", below.stdout)

    def test_what_is_missing_or_unknown_is_said(self):
        for lists, says in (("POLICY stock:no-exec COMMAND true", "NAME is missing"), ("NAME a COMMAND true", "POLICY is missing"),
                            ("NAME a POLICY stock:no-exec", "COMMAND is missing"),
                            ("SPEED 3 NAME a POLICY stock:no-exec COMMAND true", "unknown words: SPEED;3")):
            self.configure(f"sysassert_add_policy_test({lists})\n", refused=says)

    def test_discovery(self):
        (self.top / "policies").mkdir()
        (self.top / "policies/good.yaml").write_text("sysassert: 1\nname: good\nonly: {exec: []}\n")
        (self.top / "policies/good.test.yaml").write_text(
            "sysassert-test: 1\ncases: [{name: a, events: [{call: execve, path: /bin/ls}], fires: [only.exec]}]\n")
        (self.top / "policies/bad.yaml").write_text("sysassert: 1\nname: bad\nolny: {exec: []}\n")
        self.configure("sysassert_discover_policies(DIRECTORY policies PREFIX its. LABELS policy)\n")
        self.passes("its.good")
        self.fails("its.bad", "did you mean 'only'?")
        self.assertEqual(set(self.properties("its.good")["LABELS"]), {"sysassert", "policy"})
        self.configure("sysassert_discover_policies(DIRECTORY nowhere)\n", refused="there is no policy in")
        self.configure("sysassert_discover_policies(DIRECTORY policies TIMEOUT 3)\n", refused="unknown words: TIMEOUT;3")

    def test_discovery_finds_policies_of_folders_and_of_names_with_dots(self):
        good = "sysassert: 1\nname: good\nonly: {exec: []}\n"
        for name in ("a.b.yaml", "a.c.yaml", "other.yml", "sub/a.b.yaml"):
            (self.top / "policies" / name).parent.mkdir(parents=True, exist_ok=True)
            (self.top / "policies" / name).write_text(good)
        self.configure("sysassert_discover_policies(DIRECTORY policies)\n")
        listed = json.loads(self.ctest("--show-only=json-v1").stdout)["tests"]
        self.assertEqual({test["name"] for test in listed}, {"policy.a.b", "policy.a.c", "policy.other", "policy.sub/a.b"})
        self.passes("policy.sub/a.b")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

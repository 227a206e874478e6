"""Every report of `sysassert check` on tar and on curl, each read by a parser or held to a schema that is not ours.

  formats.py SYSASSERT SOURCE
"""

import base64
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True  # the source tree stays as it is
import readers  # noqa: E402
import schema  # noqa: E402

SYSASSERT, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
FILES = {"human": "r.txt", "json": "r.json", "jsonl": "r.jsonl", "junit": "r.xml", "github": "r.log", "sarif": "r.sarif"}
HOSTILE = b"a\n::error::forged\r##[error]\x1b[31m\x01\xff,%0A]]>&<b>`|\xe2\x80\xae.txt"

TAR_POLICY = """sysassert: 1
name: archive
rules:
  - {id: no-network, deny: {call: "@network"}}
  - {id: no-peeking, deny: {call: open-read, path: "${cwd}/in/**"}}
  - {id: few-opens, severity: warn, count: {call: open}, max: 1}
  - {id: opens, count: {call: open}, baseline: 100000, max: 100000}
"""
CURL_POLICY = """sysassert: 1
name: fetch
rules:
  - {id: loopback-only, deny: {call: connect, addr: "192.0.2.1:*"}}
  - {id: no-connection, deny: {call: connect, addr: "127.0.0.1:*"}}
"""


def schema_of_reports():
    return json.loads((SOURCE / "docs/report.schema.json").read_text())


class Formats(unittest.TestCase):
    def setUp(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="sysassert-report-")).resolve()
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)
        (self.directory / "in").mkdir()
        (self.directory / "ci").mkdir()
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "SYSASSERT_"))}
        self.environment.update(LC_ALL="C.UTF-8", NO_COLOR="1", HOME=str(self.directory), TMPDIR=str(self.directory))

    def check(self, *arguments, **environment):
        return subprocess.run([SYSASSERT, "check", *map(os.fsencode, arguments)], cwd=self.directory, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=60, check=False, env={**self.environment, **environment})

    def reports(self, policy, command, status=1, **environment):
        """All formats of one run, by name."""
        (self.directory / "ci/policy.yaml").write_text(policy)
        formats = [f"--format={name}:{file}" for name, file in FILES.items()]
        done = self.check("-P", "ci/policy.yaml", *formats, "--", *command, **environment)
        self.assertEqual(done.returncode, status, done.stderr)
        # What is not UTF-8 raises here.
        return {name: (self.directory / file).read_bytes().decode() for name, file in FILES.items()}

    def assert_readable(self, reports):
        """Each format by its reader; returns what JSON says."""
        report = json.loads(reports["json"])
        self.assertEqual(list(schema.errors(report, schema_of_reports(), schema_of_reports())), [])
        readers.check_base64(report)
        self.assert_lines_are_the_same(reports["jsonl"], report)
        violations = [violation for policy in report["policies"] for violation in policy["violations"]]
        for name in ("human", "github"):
            for character in "\x1b\x01\r\u202e":
                self.assertNotIn(character, reports[name])
        for violation in violations:
            self.assertIn(f"[{violation['rule']}] {violation['title']}", reports["human"])
        self.assertEqual(len([r for r in readers.read_sarif(reports["sarif"]) if not r["ruleId"].startswith("sysassert/")]),
                         len(violations))
        annotated = {properties["title"] for _, properties, _ in readers.read_github(reports["github"])}
        self.assertGreaterEqual(annotated, {f"{report['policies'][0]['name']}/{v['rule']}" for v in violations})
        for xsd in ("junit_jenkins.xsd", "junit_ant.xsd"):
            self.assert_valid(reports["junit"], SOURCE / "selftest/report" / xsd)
        self.assert_junit_agrees(readers.read_junit(reports["junit"]), report)
        return report

    def assert_valid(self, xml, xsd):
        done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", xsd, "-"], input=xml.encode(), capture_output=True,
                              timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr.decode())

    def assert_lines_are_the_same(self, lines, report):
        lines = [json.loads(line) for line in lines.splitlines()]
        self.assertEqual(lines[0]["type"], "run")
        root = schema_of_reports()
        for line in lines:
            self.assertEqual(list(schema.errors(line, root["$defs"]["line"], root)), [])
        for kind, name in (("rule", "rules"), ("violation", "violations"), ("measurement", "measurements"),
                           ("unused-allow", "unused_allows")):
            facts = [{k: v for k, v in line.items() if k not in ("type", "policy")} for line in lines if line["type"] == kind]
            self.assertEqual(facts, [fact for policy in report["policies"] for fact in policy[name]], kind)

    def assert_junit_agrees(self, cases, report):
        outcomes = {"holds": "pass", "warned": "pass", "broken": "failure", "never-in-force": "failure", "inconclusive": "error"}
        for policy in report["policies"]:
            for rule in policy["rules"]:
                self.assertEqual(cases[policy["name"], rule["id"]], outcomes[rule["outcome"]], rule["id"])
        self.assertEqual(cases["sysassert", "exit"], "pass" if report["exit"]["as_expected"] else "failure")


class OnTar(Formats):
    COMMAND = ("tar", "-cf", "out.tar", "in")

    def test_every_format(self):
        (self.directory / "in/a.txt").write_text("a")
        report = self.assert_readable(self.reports(TAR_POLICY, self.COMMAND))
        self.assertEqual([rule["outcome"] for rule in report["policies"][0]["rules"]], ["holds", "broken", "warned", "holds"])

    def test_a_hostile_name(self):
        (self.directory / "in" / os.fsdecode(HOSTILE)).write_text("a")
        reports = self.reports(TAR_POLICY, self.COMMAND)
        report = self.assert_readable(reports)
        self.assertIn(HOSTILE, b"".join(every_bytes(report)))
        forged = [a for a in readers.read_github(reports["github"]) if a[2].startswith("forged")]
        self.assertEqual(forged, [])

    def test_all_holds(self):
        (self.directory / "in/a.txt").write_text("a")
        policy = "sysassert: 1\nname: quiet\nrules: [{id: no-network, deny: {call: \"@network\"}}]\n"
        reports = self.reports(policy, self.COMMAND, status=0)
        self.assert_readable(reports)
        self.assertEqual(readers.read_github(reports["github"]), [])
        self.assertEqual(readers.read_sarif(reports["sarif"]), [])

    def test_places_are_named_from_the_workspace(self):
        (self.directory / "in/a.txt").write_text("a")
        reports = self.reports(TAR_POLICY, self.COMMAND, GITHUB_WORKSPACE=str(self.directory.parent))
        name = f"{self.directory.name}/ci/policy.yaml"
        self.assertEqual({a[1]["file"] for a in readers.read_github(reports["github"])}, {name})
        uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in readers.read_sarif(reports["sarif"])}
        self.assertEqual(uris, {name})

    def test_the_schema_of_sarif_refuses_what_is_none(self):
        (self.directory / "in/a.txt").write_text("a")
        text = self.reports(TAR_POLICY, self.COMMAND)["sarif"]
        self.assertEqual(readers.sarif_mistakes(json.loads(text)), [])
        for spoil in (lambda log: log.pop("version"), lambda log: log.update(version="2.0.0"),
                      lambda log: log["runs"][0].pop("tool"), lambda log: log["runs"][0].update(colour="red"),
                      lambda log: log["runs"][0]["tool"]["driver"].pop("name"),
                      lambda log: log["runs"][0]["tool"]["driver"]["rules"][0].pop("id"),
                      lambda log: log["runs"][0]["invocations"][0].pop("executionSuccessful"),
                      lambda log: log["runs"][0]["results"][0].pop("message"),
                      lambda log: log["runs"][0]["results"][0]["message"].pop("text"),
                      lambda log: log["runs"][0]["results"][0].update(level="fatal"),
                      lambda log: log["runs"][0]["results"][0]["partialFingerprints"].update(a=1),
                      lambda log: log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0)):
            log = json.loads(text)
            spoil(log)
            self.assertEqual(len(readers.sarif_mistakes(log)), 1, log)

    def test_fingerprints_are_those_of_the_next_run(self):
        (self.directory / "in/a.txt").write_text("a")
        first, second = (readers.read_sarif(self.reports(TAR_POLICY, self.COMMAND)["sarif"]) for _ in range(2))
        self.assertEqual([r["partialFingerprints"] for r in first], [r["partialFingerprints"] for r in second])

    def test_a_program_that_fails_is_a_result_everywhere(self):
        reports = self.reports("sysassert: 1\nname: quiet\nrules: [{id: r, deny: {call: ptrace}}]\n", ("tar", "-cf", "o.tar", "gone"))
        self.assert_readable(reports)
        self.assertEqual([r["ruleId"] for r in readers.read_sarif(reports["sarif"])], ["sysassert/exit"])
        self.assertEqual([a[1]["title"] for a in readers.read_github(reports["github"])], ["sysassert/exit"])


class OnCurl(Formats):
    def test_every_format(self):
        if shutil.which("curl") is None:
            self.skipTest("curl is not installed")
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))  # a port that nobody listens on
            url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
            report = self.assert_readable(self.reports(CURL_POLICY, ("curl", "--noproxy", "*", "-s", url)))
        self.assertIn("broken", [rule["outcome"] for rule in report["policies"][0]["rules"]])
        self.assertIs(report["exit"]["as_expected"], False)


class Auto(Formats):
    def run_auto(self, **environment):
        (self.directory / "in/a.txt").write_text("a")
        (self.directory / "p.yaml").write_text(TAR_POLICY)
        return self.check("-P", "p.yaml", "--format", "auto", "--", *OnTar.COMMAND, **environment)

    def test_it_is_for_a_reader(self):
        for environment in ({}, {"GITHUB_ACTIONS": "false"}):
            said = self.run_auto(**environment).stderr.decode()
            self.assertIn("error[no-peeking]", said)
            self.assertEqual(readers.read_github(said), [])

    def test_it_is_for_github_in_its_actions(self):
        annotations = readers.read_github(self.run_auto(GITHUB_ACTIONS="true").stderr.decode())
        self.assertEqual([annotation[0] for annotation in annotations], ["error", "warning"])

    def test_the_summary_is_appended(self):
        page = self.directory / "summary.md"
        page.write_text("of an earlier command\n")
        self.run_auto(GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(page))
        text = page.read_text()
        self.assertTrue(text.startswith("of an earlier command\n### sysassert: "), text)
        self.assertIn("| archive\\/no\\-peeking | broken |", text)

    def test_a_summary_that_cannot_be_written_is_said_before_the_run(self):
        done = self.run_auto(GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(self.directory / "gone/summary.md"))
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"gone/summary.md", done.stderr)
        self.assertFalse((self.directory / "out.tar").exists())

    def test_no_summary_is_written_outside_of_it(self):
        self.run_auto(GITHUB_STEP_SUMMARY=str(self.directory / "summary.md"))
        self.assertFalse((self.directory / "summary.md").exists())


def every_bytes(value):
    """All that a JSON report carries as bytes."""
    if isinstance(value, list):
        for part in value:
            yield from every_bytes(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name.endswith("_base64"):
                yield base64.b64decode(part)
            else:
                yield from every_bytes(part)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

"""Learning a policy on real programs, and holding them to it: learning.py SYSASSERT PROGRAMS [CLASS…], as cli.py.

A policy that was learned must pass when the program does the same again, ten times in a row, and fail when it does one thing
more.
"""

import http.server
import shutil
import signal
import subprocess
import threading
import unittest

from cli import PATIENCE, PROGRAMS, SYSASSERT, Cli

TIMES = 10


class Learned(Cli):
    """Programs, learned from three runs in a directory of their own."""

    def setUp(self):
        super().setUp()
        self.work = self.directory / "work"
        self.work.mkdir()
        self.policy = self.output("learned.yaml")
        self.expected_files.add("work")
        self.environment.pop("CI", None)
        # No shim of a version manager, no compiler cache: the programs themselves.
        self.environment["PATH"] = "/usr/bin:/bin"

    def need(self, *programs):
        for program in programs:
            if shutil.which(program, path=self.environment["PATH"]) is None:
                self.skipTest(f"no {program} here")

    def sh(self, script):
        subprocess.run(["sh", "-euc", script], cwd=self.work, env=self.environment, check=True, capture_output=True, timeout=PATIENCE)

    def learn(self, *command, runs=3):
        self.assert_ends(0, "learn", "--runs", runs, "-o", self.policy, "--", *command, cwd=self.work, timeout=300)
        self.assert_ends(0, "lint", self.policy)
        return self.policy.read_text()

    def holds(self, *command, times=TIMES):
        for _ in range(times):
            self.assert_ends(0, "check", "-P", self.policy, "--", *command, cwd=self.work)

    def breaks(self, rule, *command, by_hand=0):
        """It does one thing more than was learned: `rule` says so, and a review takes the policy there, but for so many rules
        that a person must change."""
        before = self.policy.read_text()
        recording = self.output("more.satrace")
        self.assert_ends(1, "check", "--expect-exit", "any", "-o", recording, "-P", self.policy, "--", *command, cwd=self.work,
                         says=[f"error[{rule}]", f"sysassert review {self.policy}"])
        status = 1 if by_hand else 0
        reviewed = self.assert_ends(status, "review", "--accept-all", self.policy).stdout
        self.assertEqual(reviewed.count("by hand: "), by_hand, reviewed)
        self.assert_ends(status, "check", "--expect-exit", "any", "--trace", recording, "-P", self.policy)
        (self.directory / "learned.yaml.pending").unlink(missing_ok=True)
        self.policy.write_text(before)


class LearnGit(Learned):
    def setUp(self):
        super().setUp()
        self.need("git")
        self.sh("git init -q -b main . && git config user.email a@example.org && git config user.name a"
                " && echo one > a.txt && git add . && git commit -q -m one")

    def test_status(self):
        text = self.learn("git", "status")
        self.assertIn('"${cwd}/.git/HEAD"', text)
        self.assertIn("extends: [stock:libc-runtime]", text)
        self.assertIn("  exec: []\n  connect: []\n  listen: []\n", text)
        self.holds("git", "status")
        self.breaks("only.write", "git", "tag", "another")
        self.breaks("only.exec", "git", "-c", "core.fsmonitor=/bin/true", "status")

    def test_log(self):
        self.learn("git", "log")
        self.holds("git", "log")
        self.sh("echo '*.txt diff=x' > .gitattributes")
        self.breaks("only.read", "git", "log", "-p")


class LearnGcc(Learned):
    def test_compile(self):
        self.need("gcc")
        source = "int main(void) { return 0; }\n"
        (self.work / "a.c").write_text(source)
        (self.work / "b.h").write_text("")
        text = self.learn("gcc", "-o", "a", "a.c")
        self.assertIn('"${TMPDIR:-/tmp}/cc*.s"', text)
        self.assertIn('"${TMPDIR:-/tmp}/cc*.o"', text)
        self.assertNotIn("/**", text)
        self.holds("gcc", "-o", "a", "a.c")
        self.breaks("only.write", "gcc", "-o", "b", "a.c")
        (self.work / "a.c").write_text('#include "b.h"\n' + source)
        self.breaks("only.read", "gcc", "-o", "a", "a.c")


class LearnSqlite(Learned):
    def test_insert(self):
        self.need("sqlite3")
        self.sh("sqlite3 a.db 'create table t(a)'; sqlite3 b.db 'create table t(a)'")
        insert = ["sqlite3", "a.db", "insert into t values (1)"]
        text = self.learn(*insert)
        self.assertIn('"${cwd}/a.db-journal"', text)
        self.assertIn("files-synced", text)
        self.holds(*insert)
        self.breaks("only.write", "sqlite3", "a.db", "attach 'b.db' as b; insert into t values (1); insert into b.t values (1)",
                    by_hand=1)


class LearnPython(Learned):
    def test_script(self):
        self.need("/usr/bin/python3")
        (self.work / "other.json").write_text("{}")
        script = ("import json, os, sys, tempfile\n"
                  "with tempfile.TemporaryDirectory() as made:\n"
                  "    open(os.path.join(made, 'part-%d' % os.getpid()), 'w').close()\n"
                  "for name in sys.argv[1:]:\n"
                  "    json.load(open(name))\n")
        (self.work / "script.py").write_text(script)
        text = self.learn("/usr/bin/python3", "script.py")
        self.assertRegex(text, r'"\$\{TMPDIR:-/tmp\}/tmp\*/part-<(pid|num)>"')
        self.holds("/usr/bin/python3", "script.py")
        self.breaks("only.read", "/usr/bin/python3", "script.py", "other.json")
        (self.work / "script.py").write_text(script + "os.system('true')\n")
        self.breaks("only.exec", "/usr/bin/python3", "script.py")


class Quiet(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"hi\n")

    def log_message(self, *_):
        pass


class LearnCurl(Learned):
    def serve(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.addCleanup(lambda: (server.shutdown(), thread.join(), server.server_close()))
        return f"http://127.0.0.1:{server.server_address[1]}/"

    def test_fetch(self):
        self.need("curl")
        first, second = self.serve(), self.serve()
        text = self.learn("curl", "-s", first)
        self.assertIn(f'"{first[len("http://"):-1]}"', text)
        self.assertIn("connections-made", text)
        self.holds("curl", "-s", first)
        self.breaks("only.connect", "curl", "-s", second)
        self.breaks("only.write", "curl", "-s", "-o", "page", first)


class LearnNames(Learned):
    def test_names_that_the_language_would_read(self):
        names = ("a*b", "what?", "<num>", "${HOME}", "caf\u00e9", "it's", 'say "x"', "new\nline", "back\\slash")
        for i, name in enumerate(names):  # in several directories: eight siblings would become one line
            (self.work / f"d{i % 2}").mkdir(exist_ok=True)
            (self.work / f"d{i % 2}" / name).write_text("")
        command = ["sh", "-c", 'for f in d*/*; do read x < "$f"; done; true']
        text = self.learn(*command, runs=2)
        self.assertIn("vars:", text)
        self.holds(*command, times=1)
        (self.work / "d0" / "axb").write_text("")
        self.breaks("only.read", *command)

    def test_things_that_no_path_names(self):
        program = PROGRAMS / "odd_objects"
        text = self.learn(program)
        for line in ('"${cwd}/#<num>"', '"unix:@sysassert/odd"',
                     '{call: "exact:bind", args: {addrlen: {eq: 2}}}',
                     '{call: "exact:openat", as_passed: /proc/self/fd/9}', '{call: "exact:fchmod", fd_kind: pipe}',
                     '{call: "exact:rename", result: EFAULT}'):
            self.assertIn(line, text)
        self.assertNotIn("umask", text)  # of no file
        self.holds(program)

    def test_standard_output_that_is_a_pipe(self):
        command = ["sh", "-c", "echo x > /dev/stdout"]
        self.learn(*command)
        self.holds(*command, times=1)
        self.breaks("only.write", "sh", "-c", "echo x > /dev/stdout; echo x > file")

    def test_pids_of_children(self):
        command = ["sh", "-c", 'sh -c "echo > part-\\$\\$.tmp; rm part-\\$\\$.tmp"; true']
        self.assertIn('"${cwd}/part-<pid>.tmp"', self.learn(*command))
        self.holds(*command)

    def test_links_and_a_relative_policy(self):
        (self.work / "real").mkdir()
        (self.work / "real" / "a").write_text("")
        (self.work / "link").symlink_to("real")
        self.assert_ends(0, "learn", "-o", "../learned.yaml", "--", "cat", "link/a", cwd=self.work)
        self.assertIn('"${cwd}/real/a"', self.policy.read_text())
        self.holds("cat", "link/a", times=1)


class LearnCommand(Learned):
    """Where the policy goes, and where it does not."""

    def test_prints_where_no_file_is_named(self):
        for output in ([], ["-o", "-"]):
            result = self.assert_ends(0, "learn", *output, "--", "true", env={**self.environment, "CI": "true"})
            self.assertTrue(result.stdout.startswith("# Learned by sysassert from 3 runs of: true\n"))

    def test_writes_nothing_in_ci(self):
        self.expected_files.discard("learned.yaml")
        result = self.assert_ends(2, "learn", "-o", self.policy, "--", "sh", "-c", "echo ran",
                                  env={**self.environment, "CI": "true"}, says=["CI is set", "standard output"])
        self.assertEqual(result.stdout, "")

    def test_overwrites_nothing(self):
        self.policy.write_text("mine\n")
        result = self.assert_ends(2, "learn", "-o", self.policy, "--", "sh", "-c", "echo ran",
                                  says=["is there already", "sysassert review", "--force"])
        self.assertEqual(result.stdout, "")
        self.assertEqual(self.policy.read_text(), "mine\n")
        self.assert_ends(0, "learn", "--force", "-o", self.policy, "--", "true")
        self.assertIn("name: learned\n", self.policy.read_text())

    def test_each_run_reads_the_same_input(self):
        (self.work / "a").write_text("")
        (self.work / "input").write_text("skipped\na\n")
        with open(self.work / "input", encoding="utf-8") as given:
            given.buffer.raw.seek(len("skipped\n"))
            self.assert_ends(0, "learn", "-o", self.policy, "--", "sh", "-c", 'read name; read x < "$name"; true',
                             cwd=self.work, stdin=given)
        self.assertRegex(self.policy.read_text(), r'"\$\{cwd\}/a" .*# 3 hits, 3/3 runs')

    def test_does_not_overwrite_what_the_program_made(self):
        self.assert_ends(2, "learn", "-o", self.policy, "--", "sh", "-c", f"echo mine > {self.policy}",
                         says="is there already")
        self.assertEqual(self.policy.read_text(), "mine\n")

    def test_proposes_nothing_from_a_run_that_failed(self):
        self.expected_files.discard("learned.yaml")
        self.assert_ends(1, "learn", "-o", self.policy, "--", "false", says=["run 1 of 3 exited with 1", "--expect-exit"])
        self.expected_files.add("learned.yaml")
        self.assert_ends(0, "learn", "--expect-exit", "1", "-o", self.policy, "--", "false")

    def test_writes_nothing_when_it_is_interrupted(self):
        self.expected_files.discard("learned.yaml")
        with subprocess.Popen([SYSASSERT, "learn", "-o", self.policy, "--", "sh", "-c", "echo runs; exec sleep 1000"],
                              env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
            self.assertEqual(child.stdout.readline(), "runs\n")
            child.send_signal(signal.SIGTERM)
            _, said = child.communicate(timeout=PATIENCE)
        self.assertEqual(child.returncode, 128 + signal.SIGTERM, said)
        self.assertIn("interrupted; nothing is proposed", said)

    def test_merges_recordings(self):
        (self.work / "a").write_text("")
        (self.work / "b").write_text("")
        for name in ("a", "b"):
            self.assert_ends(0, "record", "-o", self.output(f"{name}.satrace"), "--", "cat", name, cwd=self.work)
        traces = [f"--from={self.directory / name}.satrace" for name in ("a", "b")]
        self.assert_ends(0, "learn", "-o", self.policy, *traces)
        self.assertIn("from 2 runs of: cat a\n#   and of: cat b\n", self.policy.read_text())
        for name in ("a", "b"):
            self.assertRegex(self.policy.read_text(), rf'"\$\{{cwd\}}/{name}" .*# 1 hit, 1/2 runs, first at call \d+ openat')
            self.holds("cat", name, times=1)

    def test_proposes_nothing_that_is_too_large_to_read(self):
        self.expected_files.discard("learned.yaml")
        script = "import os\nfor i in range(20000):\n    try: open('/srv/none/%d/x' % i)\n    except OSError: pass\n"
        self.assert_ends(2, "learn", "--runs", "1", "-o", self.policy, "--", "/usr/bin/python3", "-c", script,
                         says=["larger than", "learn from less"])

    def test_wrong_use(self):
        self.expected_files.discard("learned.yaml")
        self.assert_ends(2, "learn", "-o", self.policy, says="neither a command to run nor --from")
        self.assert_ends(2, "learn", "--from", "x", "--", "true", says="both a command to run and --from")
        self.assert_ends(2, "learn", "--from", "x", "--runs", "2", says="--from runs nothing")
        self.assert_ends(2, "learn", "--runs", "0", "--", "true", says="--runs '0'")
        self.assert_ends(2, "learn", "--from", "none.satrace", says="none.satrace")
        self.assert_ends(2, "learn", "-o", "nowhere/p.yaml", "--", "true", says="nowhere/p.yaml")
        self.assert_ends(127, "learn", "--", "./no-such-program", says="no-such-program")

    def test_proposes_nothing_where_calls_were_hidden(self):
        if subprocess.run([PROGRAMS / "io_uring"], check=False).returncode != 0:
            self.skipTest("no io_uring here")
        self.expected_files.discard("learned.yaml")
        self.assert_ends(1, "learn", "-o", self.policy, "--", PROGRAMS / "io_uring",
                         says=["io-uring", "nothing is proposed", "--accept"])


if __name__ == "__main__":
    unittest.main(argv=[__file__, *__import__("sys").argv[3:]])

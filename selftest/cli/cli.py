"""The command line as a user, a shell or a CI job meets it.

  cli.py SYSASSERT PROGRAMS [CLASS…]

Every test has a directory of its own, which is TMPDIR too, and a token in its environment: at the end no process that
carries the token lives, and no file is there that the test did not name.
"""

import contextlib
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it, and so would what we run
SYSASSERT, PROGRAMS = sys.argv[1], pathlib.Path(sys.argv[2])
PATIENCE = 240  # seconds: a build with sanitizers on a busy machine takes its time


def processes_with(token):
    """The live processes in whose environment `token` is."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            if state != "Z" and token.encode() in (entry / "environ").read_bytes():
                found.append(f"{entry.name} {(entry / 'cmdline').read_bytes()}")
        except OSError:
            continue
    return found


class Cli(unittest.TestCase):
    def setUp(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="sysassert-cli-")).resolve()
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)
        self.token = f"SYSASSERT_SELFTEST={self.directory.name}"
        self.environment = dict(os.environ, TMPDIR=str(self.directory), SYSASSERT_SELFTEST=self.directory.name,
                                HOME=str(self.directory), LC_ALL="C", CI="1")  # no check leaves a .pending file
        self.expected_files = set()

    def tearDown(self):
        until = time.monotonic() + 20  # the tracer outlives what it reports to by a moment
        while (left := processes_with(self.token)) and time.monotonic() < until:
            time.sleep(0.01)
        self.assertEqual(left, [], "processes left behind")
        left = {path.name for path in self.directory.iterdir()} - self.expected_files
        self.assertEqual(left, set(), "files left behind")

    def file(self, name, text=""):
        self.expected_files.add(name)
        path = self.directory / name
        path.write_text(text)
        return path

    def output(self, name):
        """The name of a file that the program under test is to write."""
        self.expected_files.add(name)
        return self.directory / name

    def run_it(self, *arguments, **options):
        options = {"capture_output": True, "text": True, "cwd": self.directory, "env": self.environment,
                   "timeout": PATIENCE, "stdin": subprocess.DEVNULL, **options}
        return subprocess.run([SYSASSERT, *map(str, arguments)], **options)

    def assert_ends(self, status, *arguments, says=(), **options):
        """It exits with `status`, and standard error holds each text of `says`."""
        result = self.run_it(*arguments, **options)
        self.assertEqual(result.returncode, status, result.stderr)
        for text in [says] if isinstance(says, str) else says:
            self.assertIn(text, result.stderr)
        return result

    def recording(self, *command):
        path = self.output("kept.satrace")
        self.assert_ends(0, "record", "-o", path, "--", *command)
        return path


class Usage(Cli):
    def test_no_command(self):
        self.assert_ends(2, says=["no command given", "sysassert --help"])

    def test_help_is_on_standard_output(self):
        result = self.assert_ends(0, "--help")
        self.assertIn("exit status:", result.stdout)

    def test_version(self):
        self.assertRegex(self.assert_ends(0, "--version").stdout, r"^sysassert \d+\.\d+")

    def test_unknown_command(self):
        self.assert_ends(2, "chekc", says=["chekc", "did you mean 'check'?"])

    def test_unknown_option(self):
        self.assert_ends(2, "check", "--polcy", "x", says=["--polcy", "did you mean '--policy'?"])

    def test_check_without_a_policy(self):
        self.assert_ends(2, "check", "--", "true", says="-P")
        self.assert_ends(2, "check", "p.yaml", "--", "true", says=["'p.yaml' stands where the command does", "check -P p.yaml -- CMD"])

    def test_check_without_a_command(self):
        self.assert_ends(2, "check", "-P", "stock:no-exec", says="CMD")

    def test_record_without_an_output(self):
        self.assert_ends(2, "record", "--", "true", says="-o")

    def test_a_value_that_is_no_number(self):
        self.assert_ends(2, "check", "-P", "stock:no-exec", "--timeout", "soon", "--", "true", says=["--timeout", "soon"])

    def test_an_exit_status_that_cannot_be(self):
        self.assert_ends(2, "check", "-P", "stock:no-exec", "--expect-exit", "300", "--", "true", says="--expect-exit")

    def test_a_format_that_is_not_there(self):
        self.assert_ends(2, "check", "-P", "stock:no-exec", "--format", "jsn", "--", "true", says=["jsn", "json"])

    def test_a_blind_spot_that_is_not_there(self):
        self.assert_ends(2, "check", "-P", "stock:no-exec", "--accept", "io-urnig", "--", "true",
                         says="did you mean 'io-uring'?")

    def test_a_variable_without_a_value(self):
        self.assert_ends(2, "check", "-P", "stock:no-exec", "--var", "DATA", "--", "true", says="--var")

    def test_a_command_after_a_recording(self):
        self.assert_ends(2, "check", "-P", "stock:no-exec", "--trace", "t.satrace", "--", "true", says="--trace")


class Commands(Cli):
    def test_one_that_is_not_there(self):
        self.assert_ends(127, "check", "-P", "stock:no-exec", "--", "no-such-program", says="no-such-program")
        self.assert_ends(127, "check", "-P", "stock:no-exec", "--", "./no/such", says="./no/such")

    def test_one_that_is_not_executable(self):
        plain = self.file("plain", "text\n")
        self.assert_ends(126, "check", "-P", "stock:no-exec", "--", plain, says="plain")

    def test_a_directory(self):
        self.assert_ends(126, "check", "-P", "stock:no-exec", "--", "/", says="/")

    def test_a_script_whose_interpreter_is_not_there(self):
        script = self.file("script", "#!/no/such/interpreter\n")
        script.chmod(0o755)
        self.assert_ends(127, "check", "-P", "stock:no-exec", "--", script, says="script")

    def test_an_empty_name(self):
        self.assert_ends(127, "check", "-P", "stock:no-exec", "--", "")

    def test_a_working_directory_that_is_not_there(self):
        self.assert_ends(2, "check", "-P", "stock:no-exec", "--cwd", "/no/such", "--", "true", says="/no/such")

    def test_no_recording_is_left_of_one_that_never_ran(self):
        self.assertEqual(self.run_it("record", "-o", "r.satrace", "--", "no-such-program").returncode, 127)

    def test_the_exit_status_is_judged(self):
        self.assert_ends(1, "check", "-P", "stock:no-exec", "--", "false", says="exit")
        self.assert_ends(0, "check", "-P", "stock:no-exec", "--expect-exit", "1", "--", "false")
        self.assert_ends(0, "check", "-P", "stock:no-exec", "--expect-exit", "any", "--", "false")

    def test_death_by_a_signal_is_judged(self):
        self.assert_ends(1, "check", "-P", "stock:no-network", "--", "sh", "-c", "kill -SEGV $$", says="SIGSEGV")
        self.assert_ends(0, "check", "-P", "stock:no-network", "--expect-exit", "139", "--", "sh", "-c", "kill -SEGV $$")

    def test_record_exits_as_the_program_does(self):
        self.assert_ends(7, "record", "-o", self.output("a"), "--", "sh", "-c", "exit 7")
        self.assert_ends(137, "record", "-o", self.output("b"), "--", "sh", "-c", "kill -KILL $$")

    def test_standard_streams_are_the_programs_own(self):
        result = self.assert_ends(0, "check", "-P", "stock:no-network", "--", "cat", input="through\n", stdin=None)
        self.assertEqual(result.stdout, "through\n")

    def test_a_program_that_closes_every_descriptor(self):
        self.assert_ends(0, "check", "-P", "stock:no-network", "--", PROGRAMS / "close_all")

    def test_started_with_no_standard_stream_at_all(self):
        path = self.output("kept")
        status = subprocess.run(["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", SYSASSERT, "record", "-o", path, "--", "true"],
                                env=self.environment, cwd=self.directory, timeout=PATIENCE, check=False).returncode
        self.assertEqual(status, 0)
        self.assert_ends(0, "show", path)


class Deadlines(Cli):
    def test_a_program_that_does_not_end_is_killed_with_its_children(self):
        self.assert_ends(1, "check", "-P", "stock:no-network", "--timeout", "0.3", "--", "sh", "-c", "sleep 1000 & sleep 1000",
                         says="deadline")

    def test_one_that_ignores_sigterm_too(self):
        self.assert_ends(1, "check", "-P", "stock:no-network", "--timeout", "0.3", "--", PROGRAMS / "ignores_term",
                         says="deadline")

    def test_what_is_left_behind_is_killed_if_asked(self):
        self.assert_ends(0, "check", "-P", "stock:no-network", "--no-wait-orphans", "--", "sh", "-c", "sleep 1000 &")


class Interruptions(Cli):
    def begin(self, *arguments, **options):
        """Starts it with a program that says when it runs; returns once it does."""
        child = subprocess.Popen([SYSASSERT, *map(str, arguments)], cwd=self.directory, env=self.environment,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
        self.addCleanup(child.stdout.close)
        self.addCleanup(child.stderr.close)
        self.assertEqual(child.stdout.readline(), "runs\n")
        return child

    RUNS = ("sh", "-c", "echo runs; exec sleep 1000")
    STUBBORN = ("sh", "-c", "trap 'echo had it' INT TERM; echo runs; while :; do sleep 1000 & wait; done")

    def test_the_program_gets_the_signal_and_the_recording_is_kept(self):
        path = self.output("kept")
        child = self.begin("record", "-o", path, "--", *self.RUNS)
        child.send_signal(signal.SIGTERM)
        child.communicate(timeout=PATIENCE)
        self.assertEqual(child.returncode, 128 + signal.SIGTERM)
        self.assertIn('write(1, "runs', self.assert_ends(0, "show", path).stdout)

    def test_a_report_is_given(self):
        child = self.begin("check", "-P", "stock:no-exec", "--", *self.RUNS)
        child.send_signal(signal.SIGINT)
        _, report = child.communicate(timeout=PATIENCE)
        self.assertEqual(child.returncode, 128 + signal.SIGINT)
        self.assertIn("no-exec", report)

    def test_the_second_signal_kills_a_program_that_ignores_the_first(self):
        child = self.begin("check", "-P", "stock:no-network", "--", *self.STUBBORN)
        child.send_signal(signal.SIGTERM)
        self.assertEqual(child.stdout.readline(), "had it\n")
        child.send_signal(signal.SIGTERM)
        child.communicate(timeout=PATIENCE)
        self.assertEqual(child.returncode, 128 + signal.SIGTERM)

    def test_killed_it_leaves_no_process(self):
        child = self.begin("check", "-P", "stock:no-network", "--", *self.STUBBORN)
        child.kill()
        child.communicate(timeout=PATIENCE)  # the pipes close when the last process that holds them ends

    def test_a_terminals_interrupt_reaches_the_program_once(self):
        path = self.output("kept")
        leader, follower = pty.openpty()
        counts = ("from signal import *; pthread_sigmask(SIG_BLOCK, [SIGINT]); print('runs', flush=True); sigwait([SIGINT]);"
                  "print('once' if sigtimedwait([SIGINT], 0.3) is None else 'twice')")
        child = subprocess.Popen([SYSASSERT, "record", "-o", path, "--", sys.executable, "-c", counts], cwd=self.directory,
                                 env=self.environment, stdin=follower, stdout=follower, stderr=subprocess.DEVNULL,
                                 preexec_fn=lambda: (os.setsid(), __import__("fcntl").ioctl(0, 0x540E, 0)))
        os.close(follower)
        seen = b""
        while b"runs" not in seen:
            seen += os.read(leader, 100)
        os.write(leader, b"\x03")
        try:
            while chunk := os.read(leader, 100):
                seen += chunk
        except OSError:  # EIO: the last process that held the terminal ended
            pass
        os.close(leader)
        self.assertEqual(child.wait(PATIENCE), 128 + signal.SIGINT)
        self.assertIn(b"once", seen)


class Policies(Cli):
    GOOD = "sysassert: 1\nname: good\nonly: {connect: []}\n"

    def test_a_missing_one(self):
        self.assert_ends(2, "check", "-P", "nowhere.yaml", "--", "true", says=["nowhere.yaml", "no such file"])

    def test_the_program_does_not_run_where_a_policy_does_not_load(self):
        self.file("p.yaml", "sysassert: 1\nname: p\nolny: {}\n")
        self.assert_ends(2, "check", "-P", "p.yaml", "--", "touch", "made", says=["p.yaml:3:1: error: ", "^^^^", "'only'"])

    def test_the_program_does_not_run_where_a_variable_is_undefined(self):
        self.file("p.yaml", "sysassert: 1\nname: p\nonly: {read: ['${NOWHERE_DEFINED}/x']}\n")
        self.assert_ends(2, "check", "-P", "p.yaml", "--", "touch", "made", says=["p.yaml:3:15: error: ", "'NOWHERE_DEFINED' is undefined", "nothing was run"])
        self.assertFalse(os.path.exists(self.output("made")))
        self.assert_ends(0, "check", "-P", "p.yaml", "--env", "NOWHERE_DEFINED=/usr", "--", "true")

    def test_a_link_means_what_it_meant_when_the_run_began(self):
        """Whatever the program makes of it meanwhile."""
        for name in ("real", "secret"):
            (self.directory / name).mkdir()
        self.expected_files |= {"real", "secret", "out"}
        out, secret = self.directory / "out", self.directory / "secret/x"
        self.file("only.yaml", "sysassert: 1\nname: only\nonly: {write: ['${policy_dir}/out/**', '${policy_dir}/out', /dev/null]}\n")
        self.file("deny.yaml", "sysassert: 1\nname: deny\nrules: [{id: a, deny: {call: open-write, path: '${policy_dir}/out/**'}}]\n")
        there, away = f"ln -sfn secret {out}; ", f"echo > {out}/x; rm {out}"
        # A link of the program's own makes nothing allowed, in either mode.
        self.assert_ends(1, "check", "-P", "only.yaml", "--", "sh", "-c", there + f"echo > {out}/x")
        out.unlink()
        self.assert_ends(1, "check", "--mode", "block", "-P", "only.yaml", "--", "sh", "-c", there + f"echo > {out}/x; true", says="forbidden")
        out.unlink()
        # Nor does one that is turned round.
        out.symlink_to("real")
        self.assert_ends(1, "check", "-P", "only.yaml", "--", "sh", "-c", f"echo > {secret}; " + there)
        out.unlink()
        # What is removed stays allowed, or forbidden.
        out.symlink_to("real")
        self.assert_ends(0, "check", "-P", "only.yaml", "--", "sh", "-c", away)
        out.symlink_to("real")
        self.assert_ends(1, "check", "-P", "deny.yaml", "--", "sh", "-c", f"echo > {self.directory}/real/x; rm {out}")

    def test_allows_alone_judge_nothing(self):
        self.file("p.yaml", "sysassert: 1\nname: p\nextends: [stock:libc-runtime]\nrules: [{id: a, allow: {call: connect}}]\n")
        self.assert_ends(0, "lint", "p.yaml")
        self.assert_ends(2, "check", "-P", "p.yaml", "--", "touch", "made", says=["no run can break it", "nothing was run"])
        self.assertFalse(os.path.exists(self.output("made")))
        self.file("q.yaml", "sysassert: 1\nname: q\nextends: [p.yaml]\nonly: {connect: [], exec: []}\n")
        self.assert_ends(0, "check", "-P", "q.yaml", "--", "true")

    def test_a_directory_a_device_and_a_fifo(self):
        self.assert_ends(2, "check", "-P", "/", "--", "true", says="a directory")
        self.assert_ends(2, "check", "-P", "/dev/null", "--", "true", says="no regular file")
        os.mkfifo(self.output("pipe"))
        self.assert_ends(2, "lint", "pipe", says=["no regular file", "/dev/stdin"])

    def test_one_from_a_pipe(self):
        read, write = os.pipe()
        os.write(write, self.GOOD.encode())
        os.close(write)
        self.assertIn("ok, 1 rule (good)", self.assert_ends(0, "lint", "/dev/stdin", stdin=read).stdout)
        os.close(read)

    def test_a_policy_test_is_none(self):
        self.file("p.test.yaml", "sysassert-test: 1\n")
        self.assert_ends(2, "check", "-P", "p.test.yaml", "--", "true", says=["is a policy test", "sysassert lint p.test.yaml"])

    def test_lint_counts_the_rules_that_are_extended(self):
        self.file("base.yaml", self.GOOD)
        self.file("p.yaml", "sysassert: 1\nname: p\nextends: [base.yaml]\nrules: [{id: a, deny: {call: exec}}]\n")
        self.assertIn("ok, 2 rules", self.assert_ends(0, "lint", "p.yaml").stdout)
        self.assert_ends(0, "check", "-P", "p.yaml", "--", "true", says="all 2 rules hold")

    def test_unused_allows_of_what_is_extended_are_counted(self):
        self.file("p.yaml", "sysassert: 1\nname: p\nextends: [stock:libc-runtime]\nonly: {read: [/nowhere]}\n")
        said = self.assert_ends(0, "check", "--unused", "-P", "p.yaml", "--", "true").stderr
        self.assertIn("unused[only.read] \"/nowhere\" ", said)
        self.assertEqual(said.count("unused["), 1, said)
        self.assertRegex(said, r"unused: [0-9]+ more in what p\.yaml extends\n")

    def test_an_unreadable_one(self):
        path = self.file("p.yaml", self.GOOD)
        path.chmod(0)
        if os.access(path, os.R_OK):  # root reads it
            self.assert_ends(0, "check", "-P", path, "--", "true")
        else:
            self.assert_ends(2, "check", "-P", path, "--", "true", says="Permission denied")

    def test_lint(self):
        self.file("good.yaml", self.GOOD)
        self.file("bad.yaml", "sysassert: 1\nname: bad\nrules: [{id: a, deny: {call: opne}}]\n")
        self.assertIn("good.yaml: ok", self.assert_ends(0, "lint", "good.yaml").stdout)
        self.assert_ends(2, "lint", "good.yaml", "bad.yaml", says="unknown call 'opne'")

    def test_a_variable_from_the_command_line(self):
        self.file("p.yaml", 'sysassert: 1\nname: p\nrules: [{id: a, deny: {call: open, path: "${WHERE}/**"}}]\n')
        self.assert_ends(1, "check", "-P", "p.yaml", "--var", "WHERE=/etc", "--", "cat", "/etc/passwd", says="/etc/passwd")
        self.assert_ends(0, "check", "-P", "p.yaml", "--var", "WHERE=/nowhere", "--", "cat", "/etc/passwd")
        self.assert_ends(2, "check", "-P", "p.yaml", "--", "true", says=["p.yaml:3:", "'WHERE' is undefined"])

    def test_a_variable_that_no_policy_names(self):
        self.file("base.yaml", 'sysassert: 1\nname: b\nvars: {DATA: /srv}\nrules: [{id: b, deny: {call: open, path: "~/x"}}]\n')
        self.file("p.yaml", 'sysassert: 1\nname: p\nextends: [base.yaml]\nrules: [{id: a, deny: {call: open, path: "${WHERE:-/etc}/**"}}]\n')
        for command in (("check", "-P", "p.yaml", "--var", "WHRE=/etc", "--", "cat", "/etc/passwd"), ("lint", "p.yaml", "--var", "WHRE=/etc"),
                        ("explain", "p.yaml", "--var", "WHRE=/etc")):
            self.assert_ends(2, *command, says=["no policy here has a variable 'WHRE'; did you mean 'WHERE'?"])
        for known in ("WHERE=/nowhere", "DATA=/x", "HOME=/x"):
            self.assert_ends(0, "lint", "p.yaml", "--var", known)
        # One of several is enough.
        self.assert_ends(0, "check", "-P", "stock:no-exec", "-P", "p.yaml", "--var", "WHERE=/nowhere", "--", "true")

    def test_a_variable_as_the_shell_has_them_is_a_warning(self):
        self.file("p.yaml", 'sysassert: 1\nname: p\nrules: [{id: a, deny: {call: open, path: ["/tmp/$USER/x", "/tmp/${HOME}/x", "/a$/b"]}}]\n')
        said = self.assert_ends(0, "lint", "p.yaml", says="p.yaml:3:43: warning: '$USER' is taken as it is written; a variable is ${USER}\n")
        self.assertEqual(said.stderr.count("warning:"), 1, said.stderr)

    def test_a_call_that_nobody_knows_is_tolerated_and_said(self):
        self.file("p.yaml", 'sysassert: 1\nname: p\nrules: [{id: a, deny: {call: "?opne"}}, {id: b, deny: {call: ["?opne", mkdir]}}]\n')
        said = self.assert_ends(0, "check", "-P", "p.yaml", "--", "true",
                                says=["p.yaml:3:30: warning: '?opne' is no call that this version knows, so that this matches nothing; did you mean 'open'?"])
        self.assertEqual(said.stderr.count("warning:"), 1, said.stderr)
        self.assertIn("ok, 2 rules (p), 1 warning", self.assert_ends(0, "lint", "p.yaml").stdout)

    def test_it_runs_the_command_as_often_as_the_policy_says(self):
        path = self.file("p.yaml", "sysassert: 1\nname: p\nruns: 3\nrules: [{id: c, count: {call: mkdir}, max: 0}]\n")
        lines = self.output("lines")
        self.assert_ends(0, "check", "-P", path, "--", "sh", "-c", "echo once >> lines")
        self.assertEqual(lines.read_text(), "once\n" * 3)
        self.assert_ends(0, "check", "--runs", "2", "-P", path, "--", "sh", "-c", "echo twice >> lines")
        self.assertEqual(lines.read_text(), "once\n" * 3 + "twice\n" * 2)

    def test_the_command_line_overrides_the_mode_of_the_file(self):
        made = self.directory / "made"
        for of_file, of_line, there in (("check", "block", False), ("block", "check", True)):
            path = self.file("p.yaml", f"sysassert: 1\nname: p\nmode: {of_file}\nrules: [{{id: d, deny: {{call: mkdir}}}}]\n")
            self.assert_ends(1, "check", "--expect-exit", "any", "--mode", of_line, "-P", path, "--", "mkdir", "made")
            self.assertEqual(made.exists(), there)
        made.rmdir()

    def test_what_a_program_without_main_did_is_told_from_its_entry(self):
        path = self.file("p.yaml", "sysassert: 1\nname: p\nonly: {exec: []}\n")
        self.assert_ends(0, "check", "-P", path, "--", PROGRAMS / "no_libc", says="blind spot main-not-found (weak)")

    def test_a_program_whose_main_never_began_proves_nothing(self):
        path = self.file("p.yaml", "sysassert: 1\nname: p\nonly: {exec: []}\n")
        check = ("check", "--expect-exit", "any", "--env", "LD_TRACE_LOADED_OBJECTS=1", "-P", path)
        self.assert_ends(1, *check, "--", "true", says=["inconclusive", "main-not-reached"])
        self.assert_ends(0, *check, "--accept", "main-not-reached", "--", "true", says="main-not-reached (accepted)")

    def test_several_hold_or_one_does_not(self):
        self.assert_ends(0, "check", "-P", "stock:no-network", "-P", "stock:no-exec", "--", "true")
        self.assert_ends(1, "check", "-P", "stock:no-network", "-P", "stock:no-exec", "--", "sh", "-c", "ls; :",
                         says="error[no-exec")

    def test_explain(self):
        self.assertIn("openat2", self.assert_ends(0, "explain", "open").stdout)
        self.assertIn("connect", self.assert_ends(0, "explain", "@network").stdout)
        said = self.assert_ends(0, "explain", "stock:no-exec").stdout
        self.assertIn("  no-exec: deny exec (stock:no-exec:5:9)\n    where  the whole run\n", said)

    def test_explain_shows_what_the_filter_of_a_run_stops(self):
        path = self.file("p.yaml", "sysassert: 1\nname: p\nrules: [{id: a, count: {call: [getppid, \"exact:read\"]}, max: 3}]\n")
        said = self.assert_ends(0, "explain", "--filter", path).stdout
        recorded, entries, others = said.split("calls that stop")[1:]
        self.assertTrue(recorded.startswith(" and are recorded:") and "  read\n" in recorded, said)
        self.assertEqual(entries, " at their entry alone, since no rule asks how they end:\n  getppid\n")
        self.assertIn("sched_setscheduler where policy & 0xbfffffff is SCHED_FIFO to SCHED_RR", others)
        self.assertRegex(others, r"instructions: \d+,")
        path = self.file("p.yaml", "sysassert: 1\nname: p\nrules: [{id: a, count: {call: getppid}, max: 3}, {id: b, deny: {call: getppid, result: EPERM}}]\n")
        self.assertNotIn("at their entry alone", self.assert_ends(0, "explain", "--filter", path).stdout)

    def test_explain_shows_what_stops_for_a_blind_spot(self):
        path = self.file("p.yaml", "sysassert: 1\nname: p\nrules: [{id: a, deny: {call: write, fd: 7}}]\n")
        said = self.assert_ends(0, "explain", "--filter", path).stdout
        self.assertIn("  mmap where flags has any of MAP_SHARED\n", said.split("not recorded")[1])

    def test_explain_knows_the_sets_of_a_policy(self):
        self.file("p.yaml", "sysassert: 1\nname: p\nsets: {'@db': [open, '@sync']}\nrules: [{id: a, deny: {call: fsync}}, {id: b, deny: {call: exec}}]\n")
        said = self.assert_ends(0, "explain", "p.yaml", "@db").stdout
        self.assertIn("a: deny fsync", said)
        self.assertNotIn("b: deny exec", said)
        self.assert_ends(2, "explain", "p.yaml", "@dv", says="@dv")

    def test_explain_says_what_each_rule_holds_the_program_to(self):
        path = self.file("p.yaml", """sysassert: 1
name: p
description: What it is for.
extends: [stock:no-exec]
mode: block
runs: 3
only: {read: [/a, /b, /c], connect: ["127.0.0.1:*"]}
rules:
  - {id: d, deny: {call: unlink, path: "/x/**"}, except: {path: /x/y}, severity: warn, errno: EROFS, description: Nothing goes.}
  - {id: c, count: {call: open}, max: 3, per: [path, thread], where: {phase: all, process: root}}
  - {id: b, count: {call: write}, of: bytes, baseline: 40, tolerance: 5%, max: 64MiB}
  - {id: o, order: {from: {call: write}, until: {call: fsync}, never: {call: rename}, same: [file], must_end: true}}
  - {id: s, sequence: [{call: connect}, {call: send}], per: thread, may_be_absent: true}
  - {id: l, leaves: {path: "/tmp/**"}, max: 0}
  - {id: t, deny: {call: open}, where: {thread: {not: "io*"}, exe: [/a, /b], phase: {between: [ready, done]}}}
marks: {ready: {call: listen}, other: {call: fork}}
overrides: [{rule: no-exec, drop: true, reason: it runs make}]
""")
        self.assertEqual(self.assert_ends(0, "explain", path).stdout.split("kernel calls")[0], f"""{path}: policy p, which refuses what it forbids
What it is for.
the command runs 3 times; a count is judged by the run with the most
rules:
  no-exec: deny exec (stock:no-exec:5:9)
    where  the whole run
    dropped ({path}:17:13): it runs make
  d: deny unlink of /x/** ({path}:9:10)
    except any call of /x/y
    where  the whole run
    about  Nothing goes.
    errno  EROFS, in mode block
    it warns, and fails nothing
  t: deny open ({path}:15:10)
    where  thread not io*, exe /a or /b, phase between ready and done
    mark   ready: listen
  only.read: allow read of one of 3 paths ({path}:7:8)
    path   /a
    path   /b
    path   /c
    where  wherever it is restricted
  only.connect: allow connect to 127.0.0.1:* ({path}:7:28)
    where  wherever it is restricted
  only.read: nothing but what is allowed ({path}:7:8)
    where  once main began
  only.connect: nothing but what is allowed ({path}:7:28)
    where  once main began
  c: count open, for each path and thread: at most 3 ({path}:10:10)
    where  phase all, process root
  b: count bytes of write: at most 64MiB, baseline 40, 5% more are fine ({path}:11:10)
    where  once main began
  o: after write, until fsync, never rename, of the same file; it must end ({path}:12:10)
    where  once main began
  s: connect, then send, in one thread ({path}:13:10)
    where  once main began
    it need not have had its chance
  l: files made and left in /tmp/**: at most 0 ({path}:14:10)
    where  once main began
""")
        self.assertIn("no rule of p is about getpid: it is fine", self.assert_ends(0, "explain", path, "getpid").stdout)
        self.assert_ends(2, "explain", "@netwrok", says="did you mean '@network'?")


class Recordings(Cli):
    def test_checked_later_it_says_the_same(self):
        path = self.recording("sh", "-c", "ls /; :")
        self.assert_ends(0, "check", "--trace", path, "-P", "stock:no-network")
        self.assert_ends(1, "check", "--trace", path, "-P", "stock:no-exec", says="error[no-exec")

    def test_a_link_of_this_machine_in_a_pattern_is_warned_of(self):
        os.symlink("/usr", self.output("link"))
        self.file("p.yaml", "sysassert: 1\nname: p\nrules: [{id: a, deny: {call: open, path: ['${policy_dir}/link/x', '${policy_dir}/y']}}]\n")
        self.assert_ends(0, "record", "-o", self.output("a.satrace"), "--", "true")
        checked = self.assert_ends(0, "check", "-P", "p.yaml", "--trace", "a.satrace", says=["p.yaml:3:43: warning: here ", "'/usr/x'", "write that, too"])
        self.assertEqual(checked.stderr.count("warning"), 1)
        self.assertNotIn("warning", self.assert_ends(0, "check", "-P", "p.yaml", "--", "true").stderr)

    def test_a_missing_one(self):
        self.assert_ends(2, "show", "nowhere.satrace", says="nowhere.satrace")
        self.assert_ends(2, "check", "--trace", "nowhere.satrace", "-P", "stock:no-exec", says="nowhere.satrace")

    def test_what_is_none(self):
        self.file("text", "hello\n")
        self.assert_ends(2, "show", "text", says="too short to be a recording")
        self.file("longer", "hello\n" * 1000)
        self.assert_ends(2, "show", "longer", says=["longer", "remedy"])
        self.assert_ends(2, "show", "/")
        self.file("empty")
        self.assert_ends(2, "show", "empty")

    def test_one_that_is_cut_or_damaged(self):
        whole = self.recording("true").read_bytes()
        for size in (1, 8, 64, len(whole) // 2, len(whole) - 1):
            path = self.file("cut")
            path.write_bytes(whole[:size])
            result = self.run_it("show", path)
            self.assertIn(result.returncode, (0, 2), result.stderr)
            self.assertNotEqual(result.stderr, "", "a cut recording in silence")

    def test_one_that_is_cut_proves_nothing(self):
        whole = self.recording("true").read_bytes()
        path = self.file("cut")
        path.write_bytes(whole[:-16])
        result = self.run_it("check", "--trace", path, "-P", "stock:no-network")
        self.assertIn(result.returncode, (1, 2), result.stderr)

    def test_a_device_is_not_replaced(self):
        self.assert_ends(2, "record", "-o", "/dev/null", "--", "true", says="no regular file")
        self.assertTrue(pathlib.Path("/dev/null").is_char_device())

    def test_a_place_that_cannot_be_written(self):
        self.assert_ends(2, "record", "-o", "out/x/run.satrace", "--", "touch", "made",
                         says=["out/x/run.satrace", "there is no directory out/x/", "mkdir -p out/x/"])

    def test_a_report_that_cannot_be_written(self):
        self.assert_ends(2, "check", "-P", "stock:no-network", "--format", "json:/dev/full", "--", "true", says="/dev/full")

    def test_show_json_is_json(self):
        path = self.recording("cat", "/etc/passwd")
        calls = [json.loads(line) for line in self.assert_ends(0, "show", path, "--json").stdout.splitlines()]
        self.assertIn("/etc/passwd", [call.get("path") for call in calls])

    def test_a_reader_that_goes_away(self):
        path = self.recording("ls", "-R", "/usr/include/linux")
        with subprocess.Popen([SYSASSERT, "show", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            child.stdout.read(10)
            child.stdout.close()
            complaint = child.stderr.read()
            child.wait(PATIENCE)
        self.assertNotEqual(child.returncode, 125)
        self.assertNotIn(b"bug", complaint)

    def test_around(self):
        path = self.recording("ls", "/")
        self.assertLessEqual(len(self.assert_ends(0, "show", path, "--around", "12").stdout.splitlines()), 22)
        self.assert_ends(2, "show", path, "--around", "999999", says="999999")


class Differences(Cli):
    def between(self, first, second):
        for name, command in (("a", first), ("b", second)):
            self.run_it("record", "-o", self.output(name), "--", *command)
        return self.run_it("diff", "a", "b")

    def test_two_runs_of_one_program_do_not_differ(self):
        temporary = "import tempfile; tempfile.TemporaryFile(dir='/tmp').write(b'x')"
        for command in (["ls", "/"], ["sh", "-c", "cat /proc/self/stat"], [sys.executable, "-c", temporary]):
            result = self.between(command, command)
            self.assertEqual((result.returncode, result.stdout), (0, "the runs do not differ\n"))

    def test_real_programs_that_do_the_same_again_do_not_differ(self):
        (self.directory / "a.c").write_text("int main(void) { return 0; }\n")
        for name in ("a.c", "all", "sorted"):
            self.output(name)
        for command in (["gcc", "-c", "-o", "/dev/null", "a.c"], ["sqlite3", ":memory:", "create table t(a)"],
                        ["git", "--version"], ["sh", "-c", "ls / | sort | tail -n 1"]):
            result = self.between(command, command)
            self.assertEqual((result.returncode, result.stdout), (0, "the runs do not differ\n"), command)

    def test_tables_of_counts(self):
        for name, command in (("one", ["cat", "/etc/passwd"]), ("two", ["cat", "/etc/passwd", "/no/such"])):
            self.run_it("trace", "-c", "-o", self.output(name), *command)
            self.run_it("record", "-o", self.output(name + ".satrace"), "--", *command)
        self.assertEqual(self.assert_ends(0, "diff", "one", "one").stdout, "the counts do not differ\n")
        # strace counts the launcher's execve, and no call that never returned.
        mixed = self.assert_ends(1, "diff", "one", "one.satrace").stdout
        self.assertEqual([line.split()[0] for line in mixed.splitlines()], ["calls", "execve", "exit_group"])
        for after in ("two", "two.satrace"):
            self.assertRegex(self.assert_ends(1, "diff", "one", after).stdout, r"errors\n(  .*\n)*  openat +0 → 1 ")

    def test_paths_counts_errors_the_end_and_the_first_step(self):
        result = self.between(["cat", "/etc/passwd"], ["cat", "/etc/group", "/no/such"])
        self.assertEqual(result.returncode, 1)
        for text in ("- exited with 0", "+ exited with 1", "- /etc/passwd", "+ /etc/group", "openat ENOENT", "first divergence"):
            self.assertIn(text, result.stdout)

    def test_wrong_use(self):
        self.assert_ends(2, "diff", "a", says="two recordings")
        (self.directory / "notes").write_text("neither\n")
        self.output("notes")
        self.assert_ends(2, "diff", "notes", "notes", says=["notes is neither a recording nor a table", "trace -c"])
        self.assert_ends(2, "diff", "nowhere", "nowhere", says="nowhere")


class BlindSpots(Cli):
    RING = ("--expect-exit", "any", "--", PROGRAMS / "io_uring")  # what is put into the ring makes no call

    def test_a_prohibition_is_inconclusive(self):
        self.assert_ends(1, "check", "-P", "stock:no-network", *self.RING,
                         says=["inconclusive", "io-uring: ", "remedy", "--deny-io-uring"])

    def test_its_remedy_helps(self):
        self.assert_ends(0, "check", "-P", "stock:no-network", "--deny-io-uring", *self.RING)

    def test_it_may_be_accepted(self):
        self.assert_ends(0, "check", "-P", "stock:no-network", "--accept", "io-uring", *self.RING)

    def test_a_recording_keeps_it(self):
        path = self.output("kept")
        self.run_it("record", "-o", path, "--", PROGRAMS / "io_uring")
        self.assert_ends(1, "check", "--trace", path, "-P", "stock:no-network", "--expect-exit", "any", says="inconclusive")
        self.assert_ends(0, "check", "--trace", path, "-P", "stock:no-network", "--expect-exit", "any", "--accept", "io-uring")

    def test_a_program_with_a_filter_of_its_own_is_seen_whole(self):
        self.assert_ends(1, "check", "-P", self.file("p.yaml", "sysassert: 1\nname: p\nrules: [{id: a, deny: {call: getppid}}]\n"),
                         "--", PROGRAMS / "own_filter", says=["error[a]", "getppid() = -1 EPERM"])


class Review(Cli):
    """From a check that fails to a policy that a person took further."""

    POLICY = """# Mine.
sysassert: 1
name: app
extends: [stock:libc-runtime]
only:
  read: []  # nothing yet
  write: [/dev/null]
"""

    def setUp(self):
        super().setUp()
        for name in ("CI", "TMPDIR"):
            del self.environment[name]
        self.environment["HOME"] = "/nonexistent"  # the policy's own directory is what paths are named by
        self.policy = self.file("app.yaml", self.POLICY)
        self.pending = self.directory / "app.yaml.pending"
        self.file("one.d")
        (self.directory / "one.d").unlink()
        (self.directory / "one.d").mkdir()
        for name in ("a1", "b"):
            (self.directory / "one.d" / name).write_text(name)

    def tearDown(self):
        self.pending.unlink(missing_ok=True)
        super().tearDown()

    def fails(self, *command):
        return self.assert_ends(1, "check", "-P", self.policy, "--", *command)

    def answer(self, *answers):
        """Reviews on a terminal; returns what it showed."""
        master, slave = pty.openpty()
        with os.fdopen(master, "wb", buffering=0) as keyboard:
            keyboard.write("".join(answer + "\n" for answer in answers).encode() + b"\x04")
            result = self.run_it("review", self.policy, stdin=slave)
            os.close(slave)
        self.assertEqual(result.stderr, "")
        return result

    def test_nothing_is_pending(self):
        self.assertIn("nothing is pending", self.assert_ends(0, "review", self.policy).stdout)

    def test_a_check_in_ci_leaves_nothing(self):
        self.environment["CI"] = "1"
        self.assertNotIn("review", self.fails("cat", "one.d/a1").stderr)
        self.assertFalse(self.pending.exists())
        self.assert_ends(2, "review", "--accept-all", self.policy, says=["CI is set", "remedy"])

    def test_a_check_that_fails_says_how_to_go_on(self):
        self.assertIn(f"sysassert review {self.policy} (one change pending)", self.fails("cat", "one.d/a1").stderr)
        self.assertTrue(self.pending.exists())

    def test_a_report_for_programs_stays_one(self):
        result = self.assert_ends(1, "check", "-P", self.policy, "--format", "json", "--", "cat", "one.d/a1")
        json.loads(result.stderr)
        self.assertTrue(self.pending.exists())

    def test_without_a_terminal_it_shows_what_is_pending(self):
        self.fails("cat", "one.d/a1")
        shown = self.assert_ends(1, "review", self.policy).stdout
        self.assertIn("only.read gains ${policy_dir}/one.d/a1\n", shown)
        self.assertIn("--accept-all", shown)
        self.assertEqual(self.policy.read_text(), self.POLICY)

    def test_accepting_all_makes_the_check_hold(self):
        self.fails("sh", "-c", "cat one.d/a1 one.d/b > one.d/c")
        self.assertIn("3 accepted, 0 rejected, 0 left", self.assert_ends(0, "review", "--accept-all", self.policy).stdout)
        self.assertFalse(self.pending.exists())
        self.assertIn("  read:  # nothing yet\n    - \"${policy_dir}/one.d/a1\"", self.policy.read_text())
        self.assertIn('  write: [/dev/null, "${policy_dir}/one.d/c"]\n', self.policy.read_text())
        self.assert_ends(0, "check", "-P", self.policy, "--", "sh", "-c", "cat one.d/a1 one.d/b > one.d/c")

    def test_a_terminal_is_asked(self):
        self.fails("cat", "one.d/a1", "one.d/b")
        result = self.answer("a", "r")
        self.assertEqual(result.returncode, 0)
        self.assertIn("[1/2] only.read gains ${policy_dir}/one.d/a1\n", result.stdout)
        self.assertIn("+   read:  # nothing yet\n", result.stdout)
        self.assertIn("1 accepted, 1 rejected, 0 left\n", result.stdout)
        self.assertIn("one.d/a1", self.policy.read_text())
        self.assertNotIn("one.d/b", self.policy.read_text())
        self.assertFalse(self.pending.exists())

    def test_widening_takes_what_the_wider_entry_allows_too(self):
        self.fails("cat", "one.d/a1", "one.d/b")
        result = self.answer("w", "w", "w", "n", "w", "a")
        self.assertIn("one.d/a<num>", result.stdout)
        self.assertIn("nothing wider is offered", result.stdout)
        self.assertIn("2 accepted, 0 rejected, 0 left\n", result.stdout)
        self.assert_ends(0, "check", "-P", self.policy, "--", "cat", "one.d/a1", "one.d/b")

    def test_an_entry_of_ones_own_must_match(self):
        self.fails("cat", "one.d/a1")
        result = self.answer("e", "/elsewhere/*", "e", "${policy_dir}/*/a?", "a")
        self.assertIn(f"/elsewhere/*: it does not match {self.directory}/one.d/a1\n", result.stdout)
        self.assertIn('- "${policy_dir}/*/a?"', self.policy.read_text())

    def test_an_entry_may_say_another_way_what_was_seen(self):
        self.fails("cat", "one.d/a1")
        result = self.answer("e", "${cwd}/one.d/*", "a")
        self.assertIn("1 accepted, 0 rejected, 0 left\n", result.stdout)
        self.assert_ends(0, "check", "-P", self.policy, "--", "cat", "one.d/a1")

    def test_a_damaged_file_is_made_anew(self):
        self.pending.write_bytes(b"sysassert-pending: 1\nchanges: [\xff]\n")
        self.assert_ends(2, "review", self.policy, says="UTF-8")
        self.fails("cat", "one.d/a1")
        self.assert_ends(0, "review", "--accept-all", self.policy)

    def test_both_paths_of_a_rename_below_what_is_extended(self):
        self.file("base.yaml", "sysassert: 1\nname: base\nonly: {write: [/dev/null]}\n")
        self.policy.write_text("sysassert: 1\nname: app\nextends: [base.yaml]\n")
        command = ("sh", "-c", "echo > one.d/x; mv one.d/x one.d/y")
        self.fails(*command)
        self.assert_ends(0, "review", "--accept-all", self.policy)
        self.assert_ends(0, "check", "-P", self.policy, "--", *command)

    def test_quitting_keeps_what_is_left(self):
        self.fails("cat", "one.d/a1", "one.d/b")
        result = self.answer("x", "s", "a", "q")
        self.assertEqual(result.returncode, 1)
        self.assertIn("s  leave it for the next review\n", result.stdout)
        self.assertIn("1 accepted, 0 rejected, 1 left\n", result.stdout)
        self.assertIn("one.d/b", self.policy.read_text())
        self.assertIn("one.d/a1", self.pending.read_text())

    def test_each_command_has_its_own_changes(self):
        self.fails("cat", "one.d/a1")
        self.fails("cat", "one.d/b")
        self.assertIn("one.d/a1", self.pending.read_text())
        (self.directory / "one.d/a1").rename(self.directory / "one.d/a")
        self.assert_ends(1, "check", "-P", "stock:no-errors", "-P", self.policy, "--", "cat", "one.d/a1")
        self.policy.write_text(self.POLICY.replace("[]", '["${policy_dir}/one.d/*"]'))
        self.assert_ends(0, "check", "-P", self.policy, "--", "cat", "one.d/b")
        self.assertNotIn("one.d/b", self.pending.read_text())

    def test_one_baseline_of_two_commands_is_one_change(self):
        self.policy.write_text("sysassert: 1\nname: app\nrules:\n  - {id: few, count: {call: open-read, path: '**/b'}, baseline: 1}\n")
        self.fails("sh", "-c", "cat one.d/b one.d/b")
        self.fails("sh", "-c", "cat one.d/b one.d/b one.d/b")
        self.assertIn("1 accepted, 0 rejected, 0 left\n", self.assert_ends(0, "review", "--accept-all", self.policy).stdout)
        self.assertIn("baseline: 3}", self.policy.read_text())

    def test_one_entry_of_two_commands_is_one_change(self):
        self.fails("cat", "one.d/b")
        self.fails("cat", "-n", "one.d/b")
        self.assertIn("1 accepted, 0 rejected, 0 left\n", self.assert_ends(0, "review", "--accept-all", self.policy).stdout)

    def test_one_rule_of_two_commands_is_one_change(self):
        self.policy.write_text("sysassert: 1\nname: app\ndefault_deny: [mkdir]\n")
        self.fails("mkdir", self.directory / "made")
        (self.directory / "made").rmdir()
        self.fails("mkdir", "-v", self.directory / "made")
        (self.directory / "made").rmdir()
        self.assertIn("1 accepted, 0 rejected, 0 left\n", self.assert_ends(0, "review", "--accept-all", self.policy).stdout)

    def test_a_prohibition_is_changed_by_hand(self):
        self.policy.write_text(self.POLICY + "rules:\n  - {id: no-b, deny: {call: open, path: '**/b'}}\n")
        self.fails("cat", "one.d/b")
        result = self.assert_ends(1, "review", "--accept-all", self.policy)
        self.assertIn("by hand: no-b (", result.stdout)
        self.assertIn("0 left, 1 to change by hand", result.stdout)

    def test_an_edit_that_the_layout_forbids_is_left(self):
        self.policy.write_text("x-none: &none []\n" + self.POLICY.replace("[]", "*none"))
        self.fails("cat", "one.d/a1")
        before = self.policy.read_text()
        result = self.assert_ends(1, "review", "--accept-all", self.policy)
        self.assertIn("not possible: edit line", result.stdout)
        self.assertIn("1 left", result.stdout)
        self.assertEqual(self.policy.read_text(), before)

    def test_a_link_is_not_written_through(self):
        victim = self.file("victim", "mine")
        self.pending.symlink_to(victim)
        result = self.fails("cat", "one.d/a1")
        self.assertIn("symbolic link", result.stderr)
        self.assertEqual(victim.read_text(), "mine")

    def test_a_pending_file_of_somebody_else(self):
        self.pending.write_text("hello: world\n")
        self.assertIn("no 'sysassert-pending: 1'", self.fails("cat", "one.d/a1").stderr)
        self.assertEqual(self.pending.read_text(), "hello: world\n")
        self.assert_ends(2, "review", self.policy, says=["app.yaml.pending:1", "remedy"])

    def test_no_policy(self):
        self.assert_ends(2, "review", says="POLICY is required")
        self.assert_ends(2, "review", "stock:no-exec", says="extends it")
        self.assert_ends(2, "review", "nowhere.yaml", says="No such file")


class Reports(Cli):
    def test_json_and_jsonl_are_what_a_parser_expects(self):
        self.assert_ends(1, "check", "-P", "stock:no-exec", "--format", f"json:{self.output('r.json')}", "--format",
                         f"jsonl:{self.output('r.jsonl')}", "--", "sh", "-c", "ls /; :")
        whole = json.loads((self.directory / "r.json").read_text())
        lines = [json.loads(line) for line in (self.directory / "r.jsonl").read_text().splitlines()]
        self.assertEqual(whole["schema"], "sysassert-report-1")
        self.assertIs(whole["holds"], False)
        self.assertTrue(lines)
        self.assertIn("no-exec", json.dumps(whole))
        self.assertIn("no-exec", json.dumps(lines))

    def test_a_hostile_path_steers_no_terminal(self):
        evil = self.file("a\x1b[31mb\nc", "x")
        result = self.assert_ends(1, "check", "-P", "stock:no-secrets", "-P", self.deny_all(), "--", "cat", evil)
        self.assertNotIn("\x1b", result.stderr)
        result = self.run_it("check", "-P", "p.yaml", "--format", "jsonl", "--", "cat", evil)
        for line in result.stderr.splitlines():
            json.loads(line)

    def deny_all(self):
        return self.file("p.yaml", f'sysassert: 1\nname: p\nrules: [{{id: a, deny: {{call: open, path: "{self.directory}/**"}}}}]\n')

    def test_colour_is_asked_for(self):
        for when, there in (("always", True), ("never", False), ("auto", False)):
            result = self.run_it("check", "-P", self.deny_all(), "--color", when, "--", "cat", "p.yaml")
            self.assertEqual("\x1b[" in result.stderr, there, when)

    def on_a_terminal(self, *arguments, **environment):
        """What `check` says on a terminal of its own."""
        ours, its = pty.openpty()
        environment = {"TERM": "xterm", **{key: value for key, value in self.environment.items() if key != "TERM"}, **environment}
        for name in ("NO_COLOR", "CLICOLOR_FORCE"):
            if not environment.get(name):
                environment.pop(name, None)
        with subprocess.Popen([SYSASSERT, "check", "-P", self.deny_all(), *arguments, "--", "cat", "p.yaml"], stderr=its,
                              stdout=subprocess.DEVNULL, cwd=self.directory, env=environment) as process:
            os.close(its)
            said = b""
            with contextlib.suppress(OSError):  # EIO: nobody has it open any more
                while piece := os.read(ours, 4096):
                    said += piece
        os.close(ours)
        self.assertEqual(process.returncode, 1)
        return said.decode()

    def test_colour_is_for_terminals(self):
        self.assertIn("\x1b[", self.on_a_terminal())
        self.assertNotIn("\x1b[", self.on_a_terminal(TERM="dumb"))
        self.assertNotIn("\x1b[", self.on_a_terminal("--color", "never"))

    def test_no_color_is_honoured_and_an_option_comes_first(self):
        self.assertNotIn("\x1b[", self.on_a_terminal(NO_COLOR="1"))
        self.assertIn("\x1b[", self.on_a_terminal("--color", "always", NO_COLOR="1"))
        self.assertIn("\x1b[", self.on_a_terminal(NO_COLOR=""))  # no-color.org: where it is not empty

    def test_clicolor_force_colours_what_is_no_terminal(self):
        for force, there in (("1", True), ("0", False)):
            environment = dict(self.environment, CLICOLOR_FORCE=force)
            environment.pop("NO_COLOR", None)
            result = self.run_it("check", "-P", self.deny_all(), "--", "cat", "p.yaml", env=environment)
            self.assertEqual("\x1b[" in result.stderr, there, force)

    def test_a_coloured_report_is_the_plain_one_in_colour(self):
        coloured = self.on_a_terminal("--color", "always").replace("\r\n", "\n")
        plain = self.on_a_terminal("--color", "never").replace("\r\n", "\n")
        numbers = re.compile(r"\[\d+\]")
        self.assertEqual(numbers.sub("", re.sub(r"\x1b\[[0-9;]*m", "", coloured)), numbers.sub("", plain))

    def test_two_reports_to_one_file_are_refused(self):
        self.assert_ends(2, "check", "-P", "stock:no-exec", "--format", "json:a", "--format", "jsonl:a", "--", "true", says="a")


class Doctor(Cli):
    def test_it_says_that_this_machine_can_trace(self):
        self.assertIn("PTRACE_GET_SYSCALL_INFO", self.assert_ends(0, "doctor").stdout)

    NESTED = ("--", SYSASSERT, "check", "-P", "stock:no-network")

    def test_a_tracer_that_is_there_already_is_named(self):
        self.assert_ends(0, "check", "-P", "stock:no-network", "--expect-exit", "3", *self.NESTED, "--", "true",
                         says=["cannot trace here", "is traced itself, by sysassert["])

    def test_a_test_that_must_not_fail_there_is_skipped(self):
        self.assert_ends(0, "check", "-P", "stock:no-network", "--expect-exit", "77", *self.NESTED, "--skip-if-unavailable",
                         "--", "true")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])

"""Whole real programs under Debian's strace and under `sysassert trace`, with the same options, line by line.

  real_programs.py SYSASSERT PROGRAMS

Each runs in a fresh directory of one name. What no two runs have in common (addresses, pids, times, inodes, random bytes) becomes a word for its
kind. Processes and threads are paired by who made them, and compared call by call; signals, whose place among the calls is the machine's, apart.
What may still differ is in DIFFERENCES, each with its reason.
"""

import difflib
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

SYSASSERT, PROGRAMS = (os.path.abspath(path) for path in sys.argv[1:3])
OPTIONS = ["-f", "-y", "-v", "-s", "256"]
ATTEMPTS = 12

# What is traced; "exec" where what stands before it only prepares.
SCRIPTS = {
    "ls": "exec ls -la /etc/apt",
    "find": "exec find /etc/apt -name '*.list'",
    "cp": "exec cp -a /etc/apt copy",
    "tar": "exec tar cf archive.tar /etc/apt",
    "id": "exec id",
    "a terminal": "exec python3 -I -c 'import os, termios; m, s = os.openpty(); a = termios.tcgetattr(s); termios.tcsetattr(s, 1, a)'",
    "git status": "git init -q . && echo one >file && exec git status --short",
    "git commit": "git init -q . && echo one >file && git add file && exec git commit -q -m one",
    "gcc": "printf 'int main(void) { return 0; }\\n' >one.c && exec gcc -c one.c",
    "python3": "exec python3 -I -c 'import json, subprocess; print(json.dumps([1])); subprocess.run([\"true\"])'",
    "curl": "exec curl -s -o copy http://127.0.0.1:$PORT/file",
    "sqlite3": "exec sqlite3 one.db 'create table t(a); insert into t values(1); select * from t;'",
    "bash": "exec bash --norc -c 'for i in 1 2 3; do echo $i; done | sort -r | while read n; do echo $n; done; exit 3'",
    "addresses": "exec ip addr",
    "routes": "exec ip route show table all",
    "a threaded server": f"exec {PROGRAMS}/serves",
}

# What no two runs have in common, in this order.
KINDS = [(re.compile(pattern), word) for pattern, word in [
    (r" += ", " = "),
    (r"(S_IFDIR\|S_ISVTX[^}]*?st_nlink=)\d+", r"\1N"),  # /tmp, which every other program changes
    (r"(S_IFDIR\|S_ISVTX[^}]*?st_size=)\d+", r"\1N"),
    (r"\b(st_ino|stx_ino|d_ino|f_fsid|d_off|st_dev)=(\{[^}]*\}|makedev\([^)]*\)|\d+)", r"\1=N"),
    (r"<(\w+):\[\d+\]>", r"<\1:[N]>"),
    (r"\b(tv_sec|tv_nsec|tv_usec|st_[amc]time|st_[amc]time_nsec|nlmsg_seq|nl_pid)=-?\d+", r"\1=N"),
    (r" /\* \d{4}-\d\d-\d\dT[0-9:.]+\+0000 \*/", ""),
    (r"\b(si_[us]time)=\d+( /\* [0-9.]+ s \*/)?", r"\1=N"),
    (r"\b(ru_\w+)=(\{[^}]*\}|\d+)", r"\1=N"),
    (r"\b(uptime|loads|totalram|freeram|bufferram|sharedram|totalswap|freeswap|procs|f_bfree|f_bavail|f_ffree|st_blocks|stx_blocks)"
     r"=(\[[^]]*\]|\d+)", r"\1=N"),
    (r'^getrandom\("[^"]*"', 'getrandom("RANDOM"'),
    (r'(<[^>]*/u?random>, )"(\\.|[^"\\])*"', r'\1"RANDOM"'),
    (r'(<[^>]*(index\.lock|-journal|\.db|meminfo|/self/\w+|/\d+/\w+|COMMIT_EDITMSG)>, )"(\\.|[^"\\])*"(\.\.\.)?', r'\1"BYTES"'),
    (r"htons\(\d{4,}\)", "htons(PORT)"),
    (r"\b([rt]x_\w+|tstamp|cstamp|reachable_time|rta_\w+|multicast)=\d+|(\[(?:IPSTATS|ICMP6)_MIB_\w+\]=)\d+", r"\1\2N"),
    (r"\bnlmsg_pid=-?\d+", "nlmsg_pid=PORT"),
    (r"\bgetppid\(\) = \d+", "getppid() = PID"),
    (r"Date: [^\\]*", "Date: NOW"),
    (r"(poll\(.*, )\d+\)", r"\1MILLISECONDS)"),
    (r"/tmp/cc[A-Za-z0-9]{6}", "/tmp/ccRANDOM"),
    (r"(\.git/)t[A-Za-z0-9]{6}\b", r"\1tRANDOM"),
    (r"\btmp_(obj|pack|idx)_[A-Za-z0-9]{6}", r"tmp_\1_RANDOM"),
    (r"/dev/pts/\d+|\b(TIOCGPTN, )\[\d+\]|makedev\(0x88, [0-9a-fx]+\)|pts/\d+", r"\1PTY"),
    (r"0x[0-9a-f]{6,}", "ADDRESS"),
]]

# Where our text is another one, and why: rewrites of strace's line, or of ours.
DIFFERENCES = [
    # strace takes the request's argument for a number, we for a descriptor.
    ("a name that is newer than strace 6.1", r"\[(DEVCONF_ACCEPT_RA_MIN_LFT|58 /\* DEVCONF_\?\?\? \*/)\]", "[58]"),
    ("likewise", r"\[(ICMP6_MIB_RATELIMITHOST|6 /\* ICMP6_MIB_\?\?\? \*/)\]=\w+", "[6]=N"),
    ("FICLONE, descriptor", r"(FICLONE, \d+)<[^>]*>", r"\1"),
]
# Lines that the scheduler decides on: who waits for whom.
SCHEDULED = re.compile(r"getrandom\(\"RANDOM\", 8, |futex\(|madvise\(|sched_yield\(|restart_syscall\(|--- |rt_sigreturn\(|\+\+\+ exited")
# Where a process is named by its number.
PROCESSES = [re.compile(pattern) for pattern in [
    r"^((?:v?fork|clone3?|wait4|set_tid_address|get(?:pid|ppid|tid|pgrp)|setsid)\(.*\) = )(\d+)",
    r"(\b(?:wait4|kill|tgkill|setpgid|getpgid|prlimit64|sched_getaffinity)\(|_pid=|parent_tid=\[|/proc/)(\d+)"]]


def normalised(line, pids):
    for pattern, word in KINDS:
        line = pattern.sub(word, line)
    for _, pattern, word in DIFFERENCES:
        line = re.sub(pattern, word, line)
    for pattern in PROCESSES:
        line = pattern.sub(lambda match: match[1] + ("PID" if match[2] in pids else match[2]), line)
    return line


def processes(log):
    """The lines of each process, by the births that lead to it: (), (0,), (0, 1)…"""
    lines, pending, born = {}, {}, {}
    text = [line.partition(" ") for line in log.read_text(errors="backslashreplace").splitlines()]
    pids = {pid for pid, _, _ in text}
    for pid, _, rest in text:
        rest = rest.lstrip()
        if rest.endswith(" <unfinished ...>") and " = ?" not in rest:
            pending[pid] = rest[: -len(" <unfinished ...>")]
            continue
        resumed = re.match(r"<\.\.\. \w+ resumed>(.*)", rest)
        if resumed:
            rest = pending.pop(pid, "") + resumed[1]
        lines.setdefault(pid, []).append(rest)
        birth = re.match(r"(?:v?fork|clone3?)\(.* = (\d+)$", rest)
        if birth:
            born.setdefault(pid, []).append(birth[1])

    def walk(pid, path):
        yield path, settled([normalised(line, pids) for line in lines.get(pid, [])])
        for number, child in enumerate(born.get(pid, [])):
            yield from walk(child, (*path, number))

    return dict(walk(text[0][0], ()))


def settled(lines):
    """The calls in their order, and behind them the kinds of what has none."""
    others = {re.sub(r"\(.*", "", line) for line in lines if SCHEDULED.match(line) and line.startswith(("---", "+++"))}
    return [line for line in lines if not SCHEDULED.match(line)] + sorted(others)


def counts(table):
    """Calls and errors by name, of a summary's table."""
    rows = [line.split() for line in table.splitlines() if not line.startswith(("---", "calls"))]
    return {row[-1]: row[:-1] for row in rows if row and row[-1] not in ("total", "futex", "madvise", "restart_syscall", "rt_sigreturn", "getrandom")}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_):
        pass


class RealPrograms(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="sysassert-real-")).resolve()

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()
        shutil.rmtree(cls.folder, ignore_errors=True)

    def run_under(self, tracer, script, options):
        work, log = self.folder / "work", self.folder / "log"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        author = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                  for what, value in (("NAME", "a"), ("EMAIL", "a@b"), ("DATE", "1700000000 +0000"))}
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(work), "LC_ALL": "C", "TZ": "UTC", "PORT": str(self.server.server_port),
                       "SHELL": "/bin/sh", "GIT_CONFIG_NOSYSTEM": "1", **author}
        done = subprocess.run(["setarch", "-R", *tracer, *options, "-o", str(log), "/bin/sh", "-c", script], cwd=work, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, timeout=120)
        return done.returncode, log

    def show_the_same(self, script):
        """How many lines were the same. A program may do one thing or another (two reads of a pipe, or one), and each tracer is shown what it
        did in some runs; a difference of the tracers is one in all of them."""
        theirs, ours = [], []
        for _ in range(ATTEMPTS):
            status, log = self.run_under(["strace"], script, OPTIONS)
            theirs.append(processes(log))
            our_status, log = self.run_under([SYSASSERT, "trace"], script, OPTIONS)
            ours.append(processes(log))
            self.assertEqual(status, our_status)
            for same in (run for run in ours if run in theirs):
                return sum(map(len, same.values()))
        for path in sorted(theirs[-1]):
            difference = difflib.unified_diff(theirs[-1][path], ours[-1].get(path, []), "strace", "sysassert", lineterm="", n=0)
            self.assertEqual("\n".join(difference), "", f"process {path}")
        self.fail("other processes were made")

    def test_show_the_same_calls(self):
        total = 0
        for name, script in SCRIPTS.items():
            if shutil.which(script.split("exec ")[1].split()[0]) is None:
                print(f"skipped: there is no {name} here")
                continue
            with self.subTest(name):
                total += self.show_the_same(script)
        print(f"{total} lines of {len(SCRIPTS)} programs")
        self.assertGreater(total, 1000)

    def test_make_the_same_summary(self):
        options = ["-f", "-c", "-U", "calls,errors,name"]
        for name in SCRIPTS:
            with self.subTest(name):
                theirs, ours = [], []  # as above: one of each that are the same
                for _ in range(ATTEMPTS):
                    theirs.append(counts(self.run_under(["strace"], SCRIPTS[name], options)[1].read_text()))
                    ours.append(counts(self.run_under([SYSASSERT, "trace"], SCRIPTS[name], options)[1].read_text()))
                    if any(run in theirs for run in ours):
                        break
                else:
                    self.assertEqual(theirs[-1], ours[-1])
                self.assertGreater(len(theirs[-1]), 8)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])

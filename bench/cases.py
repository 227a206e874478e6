"""The twelve cases. Each is a function that gives rows: what was measured, ours, the peer's, the ratio, and the target."""

import dataclasses
import json
import os
import shutil
import subprocess
import tempfile
import threading

from measure import Failure, Side, interleave, pinned, run
from verify import same_as_full_stops, sees_exactly, stops_of


@dataclasses.dataclass
class Row:
    case: str
    what: str
    ours: str
    peer: str
    ratio: str
    target: str
    met: bool = None  # None: a figure for the reader


def ms(value):
    return f"{value:.1f} ms"


def us(nanoseconds):
    return f"{nanoseconds / 1000:.2f} µs"


def compare(case, what, times, ours, peer, most, show=ms):
    """Ours must take at most so many times what the peer takes; None: a figure for the reader."""
    ratio = times.ratio(ours, peer)
    target = f"≤ {most} ×" if most else "for the reader"
    return Row(case, what, show(times.median(ours)), show(times.median(peer)), f"{ratio:.2f} ×", target, ratio <= most if most else None)


def faster(case, what, times, ours, peer, least, show=ms):
    """The peer must take at least so many times what ours takes; None: a figure for the reader."""
    ratio = times.ratio(peer, ours)
    target = f"≥ {least} × faster" if least else "for the reader"
    return Row(case, what, show(times.median(ours)), show(times.median(peer)), f"{ratio:.2f} × faster", target,
               ratio >= least if least else None)


class Bench:
    def __init__(self, binaries, directory, quick, rounds=None, long=None):
        self.sysassert = f"{binaries}/sysassert"
        self.programs = f"{binaries}/bench"
        self.here = os.path.dirname(os.path.abspath(__file__))
        self.directory = directory
        self.quick = quick
        self.rounds = rounds or (2 if quick else 9)
        self.long_calls = long or (200_000 if quick else 10_000_000)
        self.loop_calls = 20_000 if quick else 200_000
        self.tree = "/usr/include"

    def program(self, name, *arguments):
        return [f"{self.programs}/{name}", *map(str, arguments)]

    def loop(self, calls):
        return self.program("share", calls, 0, 1)  # getppid alone

    def check(self, policy, command, options=()):
        return [self.sysassert, "check", "-P", policy, *options, "--", *command]

    def record(self, command):
        return [self.sysassert, "record", "-o", f"{self.directory}/bench.satrace", "--", *command]

    def strace(self, command, options=()):
        return ["strace", "-f", *options, "-o", "/dev/null", *command]

    def policy(self, name):
        return f"{self.here}/{name}"


def full_trace(bench):
    """Cases 1 to 3: every call of a loop is recorded. The loop times itself, so that start-up is in none of these figures."""
    calls = bench.loop_calls
    sees_exactly(bench.sysassert, bench.directory, "getppid", calls, bench.loop(calls))
    ours = bench.record(bench.loop(calls))
    budget = bench.policy("count_getppid.yaml")
    same_as_full_stops(bench.sysassert, budget, bench.loop(20_000))
    counts = os.geteuid() == 0 and os.path.exists("/sys/kernel/tracing/events/raw_syscalls/sys_enter/id")
    counted = [Side("counted", bench.program("kernel_counter", *bench.loop(calls * 10)), True)] if counts else []
    times = interleave([
        Side("bare", pinned(bench.program("bare_tracer", *bench.loop(calls))), True),
        Side("notified", pinned(bench.program("user_notifier", *bench.loop(calls))), True),
        Side("ours", ours, True),
        Side("ours pinned", pinned(ours), True),
        Side("budget", bench.check(budget, bench.loop(calls)), True),
        Side("strace pinned", pinned(bench.strace(bench.loop(calls))), True),
        Side("strace", bench.strace(bench.loop(calls // 20)), True),  # so slow that fewer calls tell as much
        *counted,
    ], bench.rounds)
    rows = [
        compare("1", "full trace, a call; the bare loop on one CPU", times, "ours", "bare", 1.15, us),
        compare("2", "as run; ours pinned to one CPU", times, "ours", "ours pinned", 1.05, us),
        faster("2", "as run; `strace -f` as run", times, "ours", "strace", None, us),
        faster("3", "full trace, a call; `strace -f` pinned", times, "ours", "strace pinned", 1.15, us),
        compare("–", f"a budget that asks for no result ({stops_of(bench.sysassert, budget, bench.loop(20_000)) / 20_000:.2f} stops a call); the bare loop", times,
                "budget", "bare", None, us),
        Row("–", "a call's entry by user notification, on one CPU (docs/decisions/0011-user-notification.md); the bare loop",
            us(times.median("notified")), us(times.median("bare")), f"{times.ratio('notified', 'bare'):.2f} ×", "for the reader"),
    ]
    if counted:
        rows.append(compare("–", "a call counted in the kernel (docs/decisions/0012-counting-in-the-kernel.md); the bare loop", times,
                            "counted", "bare", None, us))
    return rows


def no_interest(bench):
    """Case 4: calls that no rule asks about."""
    policy = "stock:no-network"
    same_as_full_stops(bench.sysassert, policy, bench.loop(20_000))
    calls = bench.loop_calls * 25
    times = interleave([
        Side("native", bench.loop(calls), True),
        Side("allow", bench.program("allow_all", *bench.loop(calls)), True),
        Side("ours", bench.check(policy, bench.loop(calls)), True),
    ], bench.rounds)
    show = lambda ns: f"{ns:.0f} ns"  # noqa: E731
    return [
        compare("4", "a call of no interest; below a filter that allows all", times, "ours", "allow", 1.05, show),
        compare("4", "the same; not traced", times, "ours", "native", None, show),
    ]


def make_repository(bench):
    """A history of some thousand commits of one small file."""
    repository = f"{bench.directory}/repository"
    if os.path.exists(repository):
        return repository
    run(["git", "init", "-q", repository])
    commits = 500 if bench.quick else 5000
    stream = []
    for number in range(1, commits + 1):
        message = f"change {number}"
        text = f"line {number}\n"
        stream.append(f"commit refs/heads/master\nmark :{number}\ncommitter A U Thor <a@example.com> {1_600_000_000 + number} +0000\n"
                      f"data {len(message)}\n{message}\n" + (f"from :{number - 1}\n" if number > 1 else "") +
                      f"M 100644 inline file-{number % 50}\ndata {len(text)}\n{text}\n")
    subprocess.run(["git", "-C", repository, "fast-import", "--quiet"], input="".join(stream), text=True, check=True)
    run(["git", "-C", repository, "symbolic-ref", "HEAD", "refs/heads/master"])
    return repository


def make_sources(bench):
    """Small C files of a project, with a Makefile."""
    count = 8 if bench.quick else 40
    directory = f"{bench.directory}/sources"
    os.makedirs(directory, exist_ok=True)
    for i in range(count):
        with open(f"{directory}/part{i}.c", "w", encoding="ascii") as file:
            file.write("#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <unistd.h>\n"
                       f"int part{i}(const char* text) {{ return (int)strlen(text) + printf(\"%d\\n\", {i}); }}\n")
    with open(f"{directory}/Makefile", "w", encoding="ascii") as file:
        objects = " ".join(f"part{i}.o" for i in range(count))
        file.write(f"all: {objects}\n%.o: %.c\n\tgcc -O1 -c -o $@ $<\nclean:\n\trm -f {objects}\n")
    return directory


def opens(bench):
    """Case 5: a rule about every open of a program."""
    policy = bench.policy("watch_opens.yaml")
    sources = make_sources(bench)
    programs = {
        f"find {bench.tree}": (["find", bench.tree, "-type", "f"], 3),
        f"tar {bench.tree}": (["tar", "cf", "/dev/null", bench.tree], 3),
        "git log": (["git", "-C", make_repository(bench), "log", "--oneline"], 1),
        "gcc -c": (["gcc", "-O1", "-c", "-o", f"{bench.directory}/part.o", f"{sources}/part0.c"], 1),
    }
    only_opens = ["--seccomp-bpf", "-e", "trace=open,openat"]
    rows = []
    for name, (command, least) in programs.items():
        calls = same_as_full_stops(bench.sysassert, policy, command)
        stops = stops_of(bench.sysassert, policy, command)
        times = interleave([
            Side("native", command),
            Side("ours", bench.check(policy, command)),
            Side("strace", bench.strace(command, only_opens)),
            Side("strace pinned", pinned(bench.strace(command, only_opens))),
            Side("bare", pinned(bench.program("bare_tracer", "--opens", *command))),
        ], bench.rounds)
        what = f"`{name}`, a rule on @open ({calls:,} opens, {stops:,} stops; native {ms(times.median('native'))})"
        rows.append(faster("5", f"{what}; `strace -f --seccomp-bpf -e trace=open,openat` as run", times, "ours", "strace", least))
        rows.append(faster("5", f"`{name}`; the same pinned to one CPU", times, "ours", "strace pinned", None))
        rows.append(compare("5", f"`{name}`; the bare loop that stops at opens, on one CPU", times, "ours", "bare", None))
    return rows


def never_happens(bench):
    """Case 6: what a policy costs whose calls never come. Its start-up is that of `true`, taken off round by round."""
    policy = "stock:no-network"
    command = ["tar", "cf", "/dev/null", bench.tree]
    same_as_full_stops(bench.sysassert, policy, command)
    times = interleave([
        Side("native", command),
        Side("ours", bench.check(policy, command)),
        Side("true", ["/bin/true"]),
        Side("ours true", bench.check(policy, ["/bin/true"])),
    ], bench.rounds)
    taken = times.rounds
    taken["less start-up"] = [a - (b - c) for a, b, c in zip(taken["ours"], taken["ours true"], taken["true"])]
    return [compare("6", f"no-network on `tar {bench.tree}`, less start-up; native", times, "less start-up", "native", 1.1)]


def start_up(bench):
    """Case 7."""
    command = ["/bin/true"]
    same_as_full_stops(bench.sysassert, "stock:no-network", command)
    times = interleave([
        Side("native", command),
        Side("ours", bench.check("stock:no-network", command)),
        Side("strace", bench.strace(command)),
    ], bench.rounds * 5)
    return [compare("7", f"`check` of `/bin/true` (native {ms(times.median('native'))}); `strace -f -o /dev/null`", times, "ours",
                    "strace", 1.5)]


def computing(bench):
    """Case 8: processes that compute side by side keep their CPUs; and the same where each makes a call now and then."""
    millions = 60 if bench.quick else 600
    command = bench.program("two_spinners", millions)
    calling = bench.program("two_spinners", millions, "calls")
    times = interleave([
        Side("native", command),
        Side("ours", bench.record(command)),
        Side("strace", bench.strace(command)),
        Side("strace pinned", pinned(bench.strace(command))),
        Side("calling", calling),
        Side("ours calling", bench.record(calling)),
        Side("strace calling", bench.strace(calling)),
    ], bench.rounds)
    each = f"a call each {times.median('calling') / millions:.1f} ms"
    return [
        compare("8", "two processes that compute, all recorded; native", times, "ours", "native", 1.05),
        compare("8", "the same below `strace -f` as run; native", times, "strace", "native", None),
        faster("8", "the same; `strace -f` pinned to one CPU", times, "ours", "strace pinned", None),
        compare("8", f"two that compute and make {each}; native", times, "ours calling", "calling", None),
        compare("8", "the same; `strace -f` as run", times, "ours calling", "strace calling", None),
    ]


def build(bench):
    """Case 9: a parallel build, every open of which must be allowed."""
    sources = make_sources(bench)
    files = len([name for name in os.listdir(sources) if name.endswith(".c")])
    policy = bench.policy("build_opens.yaml")
    command = ["make", "-s", "-B", "-j2", "all"]
    calls = same_as_full_stops(bench.sysassert, policy, command, cwd=sources)
    stops = stops_of(bench.sysassert, policy, command, cwd=sources)
    times = interleave([
        Side("native", command, cwd=sources),
        Side("ours", bench.check(policy, command), cwd=sources),
        Side("strace", bench.strace(command, ["--seccomp-bpf", "-e", "trace=open,openat"]), cwd=sources),
    ], max(2, bench.rounds // 2))
    return [
        compare("9", f"`make -j2` of {files} C files, default_deny @open with allows ({calls:,} opens, {stops:,} stops); native", times, "ours", "native", 1.3),
        faster("9", "the same; `strace -f --seccomp-bpf -e trace=open,openat` as run", times, "ours", "strace", None),
    ]


class PeakMemory:
    """The most that a command and all below it have resident, and shared memory that no process has mapped, in MiB."""

    def __init__(self, command):
        self.resident = self.shared = 0
        before = self.shared_now()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self.done = threading.Event()
        watcher = threading.Thread(target=self.watch, args=(os.path.basename(command[0]), before))
        watcher.start()
        status = process.wait()
        self.done.set()
        watcher.join()
        if status != 0:
            raise Failure(f"{' '.join(command)} ended with {status}")

    @staticmethod
    def shared_now():
        with open("/proc/meminfo", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Shmem:")) / 1024

    def watch(self, name, before):
        while not self.done.wait(0.05):
            self.shared = max(self.shared, self.shared_now() - before)
            self.resident = max(self.resident, sum(self.resident_of(pid, name) for pid in os.listdir("/proc") if pid.isdigit()))

    @staticmethod
    def resident_of(pid, name):
        """What is its own and what it has mapped of files; shared memory is counted once, by the machine."""
        try:
            with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
                fields = dict(line.split(":", 1) for line in file)
        except OSError:
            return 0
        if fields["Name"].strip() != name or "RssAnon" not in fields:
            return 0
        return sum(int(fields[kind].split()[0]) for kind in ("RssAnon", "RssFile")) / 1024


def recording(bench):
    """Case 10: what a long recording takes."""
    file = f"{bench.directory}/bench.satrace"
    few, calls = 50_000, bench.long_calls
    run(bench.record(bench.loop(few)))
    bytes_of_few = os.path.getsize(file)
    os.remove(file)
    # On a disk: what lies in /dev/shm would count as memory.
    with tempfile.TemporaryDirectory(prefix="bench-", dir="/var/tmp") as disk:
        memory = PeakMemory([bench.sysassert, "record", "-o", f"{disk}/long.satrace", "--", *bench.loop(calls)])
        each = (os.path.getsize(f"{disk}/long.satrace") - bytes_of_few) / (calls - few)
    total = memory.resident + memory.shared
    return [
        # A file is whole blocks of 256 KiB: that much of a difference says nothing.
        Row("10", "bytes of the file for each further call", f"{each:.1f}", "", "", "≤ 96 and the captured data",
            each <= 96 + 2 * 256 * 1024 / (calls - few)),
        Row("10", f"peak memory of {calls:,} calls: resident, and shared",
            f"{total:.0f} MiB ({memory.resident:.0f} + {memory.shared:.0f})", "", "", "≤ 128 MiB", total <= 128),
    ]


def judging(bench):
    """Case 11: rules over a recording, in one process (bench/in_process.cc)."""
    calls = 100_000 if bench.quick else 1_000_000
    directory = f"{bench.directory}/mix"
    file = f"{bench.directory}/mix.satrace"
    os.makedirs(directory, exist_ok=True)
    run([bench.sysassert, "record", "-o", file, "--cwd", directory, "--", *bench.program("mix", calls, ".")])
    text = run(bench.program("in_process", file, bench.policy("twenty_rules.yaml"), "--benchmark_format=json",
                             f"--benchmark_min_time={0.1 if bench.quick else 0.5}"))
    rows = []
    for one in json.loads(text)["benchmarks"]:
        if one.get("error_occurred"):
            raise Failure(f"{one['name']}: {one['error_message']}")
        most = {"TwentyRules": 250, "Load": None, "Files": None, "DecodeText": None, "Not(Contains)": None}.get(one["name"], 60)
        time_ms = one["real_time"] / {"ns": 1e6, "us": 1e3, "ms": 1}[one["time_unit"]]
        seen = int(one["calls"])
        target = f"≤ {most} ms a million" if most else "for the reader"
        rows.append(Row("11", f"{one['name']}, over {seen:,} calls", ms(time_ms), "", f"{time_ms / seen * 1e6:.0f} ns a call", target,
                        time_ms * 1e6 / seen <= most if most else None))
    return rows


def text(bench):
    """Case 12: the text of every call, to a file."""
    calls = bench.loop_calls // 2
    rows = []
    tree = "/usr/include/linux" if bench.quick else bench.tree
    for name, command in {"the loop": bench.loop(calls), f"`tar {tree}`": ["tar", "cf", "/dev/null", tree]}.items():
        ours = f"{bench.directory}/ours.txt"
        theirs = f"{bench.directory}/theirs.txt"
        times = interleave([
            Side("ours", [bench.sysassert, "trace", "-f", "-o", ours, *command]),
            Side("strace", pinned(["strace", "-f", "-o", theirs, *command])),
        ], max(2, bench.rounds // 2))
        lines = [sum(1 for _ in open(path, "rb")) for path in (ours, theirs)]
        if lines[0] != lines[1]:
            raise Failure(f"{name}: {lines[0]} lines, strace has {lines[1]}")
        rows.append(compare("12", f"`trace` of {name} to a file, {lines[0]:,} lines; `strace -f -o FILE` pinned", times, "ours", "strace", 1.0))
    return rows


CASES = {
    "1": full_trace,
    "4": no_interest,
    "5": opens,
    "6": never_happens,
    "7": start_up,
    "8": computing,
    "9": build,
    "10": recording,
    "11": judging,
    "12": text,
}


def by_share(bench):
    """For the plot: the cost a call, where K of every hundred are of interest. Names of sides to points (percent, ns)."""
    policy = bench.policy("watch_getpgid.yaml")
    series = {name: [] for name in ("strace -f --seccomp-bpf", "strace -f --seccomp-bpf, pinned", "sysassert", "bare loop, every call",
                                    "not traced")}
    only = ["--seccomp-bpf", "-e", "trace=getpgid"]
    for share in (0, 1, 2, 5, 10, 20, 50, 100):
        calls = bench.loop_calls
        same_as_full_stops(bench.sysassert, policy, bench.program("share", 2000, share, 100))
        command = bench.program("share", calls, share, 100)
        few = bench.program("share", max(2000, calls // 20), share, 100)
        times = interleave([
            Side("strace -f --seccomp-bpf", bench.strace(few, only), True),
            Side("strace -f --seccomp-bpf, pinned", pinned(bench.strace(command, only)), True),
            Side("sysassert", bench.check(policy, command), True),
            Side("bare loop, every call", pinned(bench.program("bare_tracer", *command)), True),
            Side("not traced", command, True),
        ], max(2, bench.rounds // 3))
        for name, points in series.items():
            points.append((share, times.median(name)))
    return series


def missing_tools():
    return [tool for tool in ("strace", "taskset", "git", "gcc", "make", "tar", "find") if shutil.which(tool) is None]

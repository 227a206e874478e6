"""Runs the benchmark and writes RESULTS.md: run.py BIN [--quick] [--only N]… [--rounds N] [--long N] [--output FOLDER]

BIN is the folder of the built programs. --quick takes under a minute and fewer calls and rounds; it prints, and writes only
where --output says. A side that fails, or sees other calls than full stops do, ends the whole with status 1.
"""

import argparse
import os
import socket
import struct
import subprocess
import sys
import tempfile

import cases
import plot
from measure import Failure


def first_line(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[0]


def audits():
    """Whether the kernel audits every task, which costs each call some 60 ns; None where it does not say (linux/audit.h)."""
    get, request = 1000, 1
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 9) as audit:
            audit.settimeout(2)
            audit.send(struct.pack("IHHII", 16, get, request, 1, 0))
            answer = audit.recv(8192)
    except OSError:
        return None
    kind, enabled = struct.unpack_from("H", answer, 4)[0], struct.unpack_from("I", answer, 20)[0]
    return enabled != 0 if kind == get else None


def machine(binaries):
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return [
        f"- {len(os.sched_getaffinity(0))} CPUs: {models[0] if models else os.uname().machine}",
        f"- kernel {os.uname().release}, {'as root' if os.geteuid() == 0 else 'as an ordinary user'}"
        + {True: ", which audits every task: some 60 ns more for each call, whatever its side", False: "", None: ""}[audits()],
        f"- {first_line(f'{binaries}/sysassert', '--version')}; {first_line('strace', '--version')}; {first_line('gcc', '--version')}",
        f"- load average at the start: {os.getloadavg()[0]:.2f}, and so on each side of a case: compare ratios before figures",
    ]


def table(rows):
    lines = ["| # | case; against | ours | peer | ratio | target | |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        verdict = {True: "met", False: "**missed**", None: ""}[row.met]
        lines.append(f"| {row.case} | {row.what} | {row.ours} | {row.peer} | {row.ratio} | {row.target} | {verdict} |")
    return lines


def share_table(series):
    shares = [share for share, _ in next(iter(series.values()))]
    lines = ["| of interest | " + " | ".join(f"{share} %" for share in shares) + " |", "|---" * (len(shares) + 1) + "|"]
    for name, points in series.items():
        lines.append(f"| {name} | " + " | ".join(plot.tick(round(ns)) for _, ns in points) + " |")
    return lines


def kept_remarks(file):
    """What people wrote below the figures stays."""
    marker = "## Remarks\n"
    if not os.path.exists(file):
        return ""
    with open(file, encoding="utf-8") as old:
        text = old.read()
    return "\n" + text[text.index(marker):] if marker in text else ""


def main():
    parser = argparse.ArgumentParser(prog="run.py")
    parser.add_argument("binaries")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", action="append", help="a case by its number, or plot")
    parser.add_argument("--rounds", type=int, help="how often each side of a case runs")
    parser.add_argument("--long", type=int, help="how many calls the long recording of case 10 has")
    parser.add_argument("--output", help="the folder for RESULTS.md and cost.svg")
    given = parser.parse_args()
    binaries = os.path.abspath(given.binaries)
    if missing := cases.missing_tools():
        sys.exit(f"run.py: {', '.join(missing)} must be installed")

    rows, series = [], None
    about = machine(binaries)
    # Where a sync costs nothing: a disk is not what is measured.
    where = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="bench-", dir=where) as directory:
        bench = cases.Bench(binaries, directory, given.quick, given.rounds, given.long)
        try:
            for number, case in cases.CASES.items():
                if given.only and number not in given.only:
                    continue
                for row in case(bench):
                    rows.append(row)
                    print(f"{row.case:>3}  {row.what}: {row.ours} {row.peer and 'to ' + row.peer} {row.ratio}  "
                          f"[{row.target}{'' if row.met is None else ', met' if row.met else ', MISSED'}]", flush=True)
            if not given.quick and (not given.only or "plot" in given.only):
                series = cases.by_share(bench)
        except Failure as failure:
            sys.exit(f"run.py: no figure: {failure}")

    folder = given.output or (None if given.quick or given.only else os.path.dirname(os.path.abspath(__file__)))
    if folder is None:
        return
    file = f"{folder}/RESULTS.md"
    remarks = kept_remarks(file)
    lines = ["# Results", "",
             "`./dev bench` wrote this. The sides of a case run in turn; figures are medians, and a ratio is the median of the rounds' own",
             "ratios. What a filtered run sees and judges is compared with full stops (`--no-filter`) first: a difference ends the benchmark.",
             "", *about, "", *table(rows)]
    if series:
        with open(f"{folder}/cost.svg", "w", encoding="utf-8") as svg:
            svg.write(plot.chart(series, "What a call costs, by how many are of interest"))
        lines += ["", "![What a call costs, by how many are of interest](cost.svg)", "", *share_table(series)]
    with open(file, "w", encoding="utf-8") as results:
        results.write("\n".join(lines) + "\n" + remarks)
    print(f"written: {file}")


main()

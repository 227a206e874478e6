"""Side by side with strace: compare.py BIN [ROUNDS]. BIN is the folder of the built programs.

Each round runs every side of a case once, in turn (A B C A B C …), so that a slow minute of the machine is everybody's. Printed
are medians, and the median of the rounds' own ratios.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

CALLS = 20000


def seconds(command):
    start = time.monotonic()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - start


def main():
    binaries = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    cases = {
        f"{CALLS} times getppid": [f"{binaries}/bench_call_loop", str(CALLS)],
        "tar cf /dev/null /usr/include": ["tar", "cf", "/dev/null", "/usr/include"],
        "true": ["true"],
    }
    version = subprocess.run(["strace", "--version"], check=True, capture_output=True, text=True).stdout.splitlines()[0]
    print(f"kernel {os.uname().release}, {os.cpu_count()} CPUs, {version}; medians of {rounds} rounds, in ms")
    print(f"{'':32}{'alone':>10}{'strace':>10}{'sysassert':>11}{'strace/sysassert':>18}")
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        for name, command in cases.items():
            sides = (command, ["strace", "-f", "-o", "/dev/null", *command],
                     [f"{binaries}/sysassert", "record", "-o", f"{directory}/t.satrace", "--", *command])
            times = [[seconds(side) for side in sides] for _ in range(rounds)]
            alone, strace, ours = (statistics.median(column) * 1000 for column in zip(*times))
            ratio = statistics.median(row[1] / row[2] for row in times)
            print(f"{name:32}{alone:10.1f}{strace:10.1f}{ours:11.1f}{ratio:17.2f}x")


main()

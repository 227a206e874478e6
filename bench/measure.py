"""Timing: sides of a case run in turn, medians, and the ratio of each round by itself.

Each round runs every side once (A B C A B C …), so that a slow minute of the machine is everybody's.
"""

import dataclasses
import os
import statistics
import subprocess
import time


@dataclasses.dataclass
class Side:
    """One way to run a program. `prints_ns`: what it prints is its own figure, in ns a call; else it is timed, in ms."""

    name: str
    command: list
    prints_ns: bool = False
    cwd: str = None


class Failure(Exception):
    """A side that did not do what is measured: there is no figure."""


def run(command, cwd=None, expected=(0,)):
    """Runs it without an input; the result is its standard output."""
    done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          errors="replace")
    if done.returncode not in expected:
        raise Failure(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return done.stdout


def once(side):
    start = time.monotonic()
    printed = run(side.command, side.cwd)
    elapsed = (time.monotonic() - start) * 1000
    return float(printed.split()[-1]) if side.prints_ns else elapsed


class Times:
    """What each side took, round by round."""

    def __init__(self, rounds):
        self.rounds = rounds

    def median(self, name):
        return statistics.median(self.rounds[name])

    def ratio(self, name, to):
        """How many times `to` this side takes: the median of the rounds' own ratios."""
        return statistics.median(a / b for a, b in zip(self.rounds[name], self.rounds[to]))


def interleave(sides, rounds):
    for side in sides:
        once(side)  # what is cold is nobody's
    taken = {side.name: [] for side in sides}
    for _ in range(rounds):
        for side in sides:
            taken[side.name].append(once(side))
    return Times(taken)


def pinned(command):
    """On one CPU, the last that we may use."""
    return ["taskset", "-c", str(max(os.sched_getaffinity(0))), *command]

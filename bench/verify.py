"""A figure counts only where nothing was left out: what a filtered run saw and judged is compared with full stops."""

import json
import re

from measure import Failure, run


def report(sysassert, policy, command, options=(), cwd=None):
    """The JSON report of `check`; it may hold or fail."""
    text = run([sysassert, "check", "-P", policy, "--format", "json:/dev/fd/1", *options, "--", *command], cwd, expected=(0, 1))
    return json.loads(text[text.index('{\n  "schema"'):])


def facts(whole):
    """What two runs of one program must agree on."""
    return {
        "holds": whole["holds"],
        "calls": whole["summary"]["calls"],
        "violations": [[one["rule"], one["title"], 1 + one.get("repeats", 0)]
                       for policy in whole["policies"] for one in policy["violations"]],
        "blind spots": whole["blind_spots"],
    }


def same_as_full_stops(sysassert, policy, command, cwd=None):
    """Both ways must see the same calls and come to the same verdict. The result is how many calls they saw."""
    filtered = facts(report(sysassert, policy, command, cwd=cwd))
    stopped = facts(report(sysassert, policy, command, ["--no-filter"], cwd=cwd))
    if filtered != stopped:
        raise Failure(f"{' '.join(command)}: with a filter {filtered}, with full stops {stopped}")
    return filtered["calls"]


def stops_of(sysassert, policy, command, cwd=None):
    """How many stops a filtered run takes, its start and end included."""
    text = run([sysassert, "check", "-v", "-P", policy, "--format", "human:/dev/fd/1", "--", *command], cwd, expected=(0, 1))
    return int(re.search(r"^note: the run took (\d+) stops$", text, re.M)[1])


def sees_exactly(sysassert, directory, call, count, command):
    """A full recording of the command must hold so many of the call."""
    policy = f"{directory}/exactly.yaml"
    with open(policy, "w", encoding="utf-8") as file:
        file.write(f'sysassert: 1\nname: exactly\nrules:\n  - id: all\n    count: {{call: "exact:{call}"}}\n    exactly: {count}\n')
    recording = f"{directory}/exactly.satrace"
    run([sysassert, "record", "-o", recording, "--", *command])
    run([sysassert, "check", "-P", policy, "--trace", recording])

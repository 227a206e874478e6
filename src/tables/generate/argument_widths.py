#!/usr/bin/env python3
"""Writes selftest/tables/argument_widths.inc: how many bits the kernel takes of each argument.

argument_widths.py > selftest/tables/argument_widths.inc

The running kernel says the types, in /sys/kernel/tracing/events/syscalls (CONFIG_FTRACE_SYSCALLS, as root); calls that
it was built without are left out.
"""

import os
import pathlib
import re
import sys

EVENTS = pathlib.Path("/sys/kernel/tracing/events/syscalls")
# Names of the kernel's functions that are not those of the calls.
CALLS = {"newstat": "stat", "newlstat": "lstat", "newfstat": "fstat", "newuname": "uname", "umount": "umount2",
         "sendfile64": "sendfile"}
SHORT = {"umode_t", "unsigned short", "short"}
INTS = {"int", "unsigned int", "unsigned", "pid_t", "uid_t", "gid_t", "qid_t", "clockid_t", "timer_t", "u32", "__u32",
        "__s32", "s32", "key_t", "key_serial_t", "mqd_t", "rwf_t", "old_uid_t", "old_gid_t"}
FIRST_ARGUMENT = 16  # its offset in the event's record


def width(type_name):
    type_name = type_name.replace("const ", "").strip()
    if "*" in type_name or not type_name or type_name.endswith(("_user_header_t", "_user_data_t")):
        return "p"
    if type_name in SHORT:
        return "h"
    return "i" if type_name in INTS or type_name.startswith("enum ") else "l"


def main():
    if not EVENTS.is_dir():
        sys.exit(f"{EVENTS} is not there: mount tracefs, as root")
    print("// Written by src/tables/generate/argument_widths.py, from what Linux " + os.uname().release.split("-")[0] + " says of its calls.")
    print("// Of each argument: a pointer, 16 bits (h), 32 (i) or 64 (l). X-macro: WIDTHS(call, \"…\").")
    for event in sorted(EVENTS.glob("sys_enter_*")):
        name = event.name.removeprefix("sys_enter_")
        fields = re.findall(r"field:(.*?)\w+;\toffset:(\d+)", (event / "format").read_text())
        widths = "".join(width(kind) for kind, offset in fields if int(offset) >= FIRST_ARGUMENT)
        if widths:
            print(f'WIDTHS({CALLS.get(name, name)}, "{widths}")')


if __name__ == "__main__":
    main()

"""Holds the manual page to the program: man.py SYSASSERT PAGE README

Every option of `sysassert COMMAND --help` stands below that command's heading, and no other does; every command has its
heading and its row in the README; the version is the program's; groff has no warning to give.
"""

import re
import shutil
import subprocess
import sys

LONG_OPTION = re.compile(r"--[a-z][a-z-]*")


def said_by(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def commands_of(program):
    listed = said_by(program, "--help").split("\ncommands:\n")[1].split("\n\n")[0]
    return [line.split()[0] for line in listed.splitlines()]


def options_of(program, command):
    """Those that --help lists; an option's line begins with its short name or with six spaces."""
    said = said_by(program, command, "--help").split("\noptions:\n")[1]
    if command == "trace":  # its help is laid out as strace's
        return set(LONG_OPTION.findall(said)) - {"--help"}
    lines = said.splitlines()
    names = [re.match(r"^  (?:-\w, |    )(--[a-z-]+)", line) for line in lines]
    return {name[1] for name in names if name} - {"--help"}


def sections_of(page):
    """The page's commands, each with the options that head a paragraph of its section."""
    sections, current, tag = {}, None, False
    for line in page.replace("\\-", "-").splitlines():
        if line.startswith(".SS "):
            current = sections.setdefault(line[4:].strip(), set())
        elif line.startswith(".SH "):
            current = None
        elif tag and current is not None:
            current.update(LONG_OPTION.findall(line))
        tag = line == ".TP"
    return sections


def differences(program, page, readme):
    sections = sections_of(page)
    commands = commands_of(program)
    if set(sections) != set(commands):
        yield f"the page has the commands {sorted(sections)}, the program {sorted(commands)}"
        return
    # What `check` and `learn` share with `record` is described once, at `record`.
    for command in ("check", "learn"):
        sections[command] |= sections["record"] - {"--output", "--verbose"}
    for command in commands:
        options = options_of(program, command)
        for name in sorted(options - sections[command]):
            yield f"{command} {name} is not on the page"
        for name in sorted(sections[command] - options):
            yield f"{command} {name} is on the page, and the program does not know it"
        if f"| `sysassert {command} " not in readme and f"| `sysassert {command}`" not in readme:
            yield f"the README's table has no row for {command}"
    version = said_by(program, "--version").strip()
    if f'"{version}"' not in page:
        yield f"the page is not of {version}"


def main(program, page_path, readme_path):
    with open(page_path, encoding="utf-8") as page, open(readme_path, encoding="utf-8") as readme:
        wrong = list(differences(program, page.read(), readme.read()))
    if shutil.which("groff"):
        formatted = subprocess.run(["groff", "-man", "-ww", "-z", "-Tutf8", page_path], capture_output=True, text=True, check=False)
        wrong += formatted.stderr.splitlines()
    else:
        print("groff is not installed: the page's layout is NOT checked")
    print("\n".join(wrong) if wrong else "the page and the program agree")
    return 1 if wrong else 0


sys.exit(main(*sys.argv[1:]))

"""The table of docs/traps.md, from the sources of the torture set: a row for each behaviour.

  traps.py            writes the table anew, below the comment that marks its place
  traps.py --check    fails where the table is not what the sources say
"""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
DOCUMENT = HERE.parents[1] / "docs" / "traps.md"
MARK = "<!-- what follows is written by selftest/torture/traps.py -->\n"
# In the order of docs/reliability.md; a file that is not named here comes last.
FILES = ("processes", "execs", "signals", "memory", "abi", "debugging", "namespaces", "kernel", "served")
BEHAVIOUR = re.compile(r'^BEHAVIOUR\((\w+),\s*((?:"[^"]*"\s*)+)\)', re.MULTILINE)


def comment_above(text, at):
    """What a comment right above this place says; empty where there is none, or it is of code in between."""
    above = text[:at].rstrip("\n")
    if text[len(above):at].count("\n") > 1:
        return ""
    lines = []
    if above.endswith("*/"):
        lines = above[above.rindex("/*") + 2 : -2].split("\n")
    else:
        for line in reversed(above.split("\n")):
            if not line.startswith("//"):
                break
            lines.insert(0, line[2:])
    return " ".join(line.strip().lstrip("*").strip() for line in lines).strip()


def cell(text):
    return text.replace("|", "\\|")


def rows_of(path):
    text = path.read_text()
    for match in BEHAVIOUR.finditer(text):
        name = match[1]
        expectation = "".join(re.findall(r'"([^"]*)"', match[2]))
        said = comment_above(text, match.start())
        what = f"`{name}`" + (f": {said}" if said else "")
        yield f"| {cell(what)} | `{cell(expectation)}` |\n"


def table():
    order = {name: place for place, name in enumerate(FILES)}
    paths = sorted(HERE.glob("*.c"), key=lambda path: (order.get(path.stem, len(FILES)), path.stem))
    parts = [(path, list(rows_of(path))) for path in paths]
    text = f"\n{sum(len(rows) for _, rows in parts)} behaviours.\n"
    for path, rows in parts:
        if rows:
            text += f"\n## [`{path.name}`](../selftest/torture/{path.name})\n\n"
            text += "| trap | the trace must hold |\n|---|---|\n" + "".join(rows)
    return text


def main():
    head, mark, found = DOCUMENT.read_text().partition(MARK)
    if not mark:
        sys.exit(f"{DOCUMENT}: no line '{MARK.strip()}'")
    wanted = table()
    if "--check" not in sys.argv[1:]:
        DOCUMENT.write_text(head + mark + wanted)
    elif found != wanted:
        sys.exit(f"{DOCUMENT} is not what the sources say: run selftest/torture/traps.py")


main()

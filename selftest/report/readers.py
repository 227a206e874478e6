"""Readers of the reports, written from the specifications and not from our writers. Each raises, or returns what it read."""

import base64
import json
import os
import pathlib
import re
import sys
import urllib.parse
import xml.etree.ElementTree

try:
    import jsonschema
except ImportError:  # Debian's package is that of Debian's Python
    if sys.executable == "/usr/bin/python3":
        raise
    os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])

XML_CHARACTERS = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # none of XML 1.0, 2.2


def require(holds, what):
    if not holds:
        raise AssertionError(what)


def check_base64(value):
    """Bytes beside a text: they differ from it, and where they can be read they are not that text."""
    if isinstance(value, list):
        for part in value:
            check_base64(part)
    if isinstance(value, dict):
        for name, part in value.items():
            check_base64(part)
            if name.endswith("_base64"):
                text = value[name.removesuffix("_base64")]
                require(base64.b64decode(part, validate=True) != text.encode(), f"{name} repeats its text")


# --- JUnit: its structure is held to junit_jenkins.xsd and junit_ant.xsd by xmllint, its sense here ---

def read_junit(text):
    """The outcome of each test case, by its class and name: "pass", "failure" or "error"."""
    require(not XML_CHARACTERS.search(text), "characters that XML does not have")
    root = xml.etree.ElementTree.fromstring(text.encode())
    for suite in root:
        check_counts(suite)
    return {(case.get("classname"), case.get("name")): outcome_of(case) for case in root.iter("testcase")}


def outcome_of(case):
    verdicts = [child.tag for child in case if child.tag in ("failure", "error")]
    require(len(verdicts) <= 1, "two verdicts of one test case")
    return verdicts[0] if verdicts else "pass"


def check_counts(element):
    cases = list(element.iter("testcase"))
    counted = {"tests": len(cases), "failures": sum(outcome_of(case) == "failure" for case in cases),
               "errors": sum(outcome_of(case) == "error" for case in cases)}
    for name, count in counted.items():
        require(element.get(name) == str(count), f"{element.tag} says {name}={element.get(name)}, there are {count}")


# --- SARIF 2.1.0: its structure is held to the published schema, its sense to the sections of the specification ---

SARIF = json.loads((pathlib.Path(__file__).parent / "sarif-2.1.0.schema.json").read_text())
SARIF_VALIDATOR = jsonschema.Draft4Validator(SARIF, format_checker=jsonschema.FormatChecker())


def sarif_mistakes(log):
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in SARIF_VALIDATOR.iter_errors(log)]


def read_sarif(text):
    """The results, each with its rule's id."""
    log = json.loads(text)
    require(not sarif_mistakes(log), "\n".join(sarif_mistakes(log)))
    require(log["version"] == "2.1.0", "3.13.2: version")
    require(isinstance(log["runs"], list) and len(log["runs"]) == 1, "3.13.4: runs")
    run = log["runs"][0]
    driver = run["tool"]["driver"]
    require(isinstance(driver["name"], str) and driver["name"], "3.19.8: name of the driver")
    ids = [rule["id"] for rule in driver["rules"]]
    require(len(set(ids)) == len(ids), "3.19.23: rules are unique")
    for rule in driver["rules"]:
        for part in ("shortDescription", "fullDescription", "help"):
            require(rule[part]["text"], f"3.12.3: text of {part}")
    for invocation in run["invocations"]:
        require(isinstance(invocation["executionSuccessful"], bool), "3.20.14: executionSuccessful")
        for note in invocation["toolExecutionNotifications"]:
            require(note["level"] in ("none", "note", "warning", "error") and note["message"]["text"], "3.58: notification")
    for base in run["originalUriBaseIds"].values():
        require("uri" not in base or base["uri"].endswith("/"), "3.14.14: a base's URI ends with a slash")
        require("uriBaseId" in base or "uri" not in base or urllib.parse.urlsplit(base["uri"]).scheme, "3.14.14: absolute")
    for result in run["results"]:
        check_result(result, ids, run)
    return run["results"]


def check_result(result, ids, run):
    require(result["message"]["text"], "3.27.11: message")
    require(ids[result["ruleIndex"]] == result["ruleId"], "3.27.6: ruleIndex and ruleId agree")
    require(result["level"] in ("warning", "error") and result["kind"] == "fail", "3.27.9, 3.27.10: kind and level")
    require(len(result["locations"]) >= 1, "code scanning asks for a location")
    for location in result["locations"]:
        place = location["physicalLocation"]
        check_artifact(place["artifactLocation"], run)
        region = place["region"]
        require(all(isinstance(number, int) and number >= 1 for number in region.values()), "3.30.5: lines begin at 1")
    prints = result["partialFingerprints"]
    require(prints and all(isinstance(value, str) and value for value in prints.values()), "3.27.17: fingerprints")


def check_artifact(artifact, run):
    require(re.fullmatch(r"(?:[A-Za-z0-9._~/:-]|%[0-9A-F]{2})+", artifact["uri"]), f"3.4.3: RFC 3986: {artifact['uri']}")
    uri = urllib.parse.urlsplit(artifact["uri"])
    if "uriBaseId" in artifact:
        require(not uri.scheme and not uri.path.startswith("/"), "3.4.4: relative where there is a base")
        require(artifact["uriBaseId"] in run["originalUriBaseIds"], "3.4.4: the base is known")
        require(".." not in uri.path.split("/"), "a name below the repository")
    else:
        require(uri.scheme == "file", "an absolute URI of a file")


# --- GitHub's workflow commands, as its runner parses them (ActionCommand.cs) -----------------------

COMMAND = re.compile(r"^::([a-z-]+)(?: ([^:]*(?:%3A[^:]*)*))?::(.*)$")


def unescaped(text, also=()):
    for escape, character in (*also, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(escape, character)
    return text


def read_github(text):
    """The annotations: (level, properties, message)."""
    annotations, depth = [], 0
    for line in text.split("\n"):
        if not line.lstrip().startswith("::"):
            require("##[" not in line, f"a command of the old form: {line}")
            continue
        parsed = COMMAND.match(line)
        require(parsed, f"no command: {line}")
        name, properties, message = parsed.groups()
        if name in ("group", "endgroup"):
            depth += 1 if name == "group" else -1
            continue
        require(name in ("error", "warning"), f"a command that we do not give: {name}")
        pairs = dict(pair.split("=", 1) for pair in properties.split(","))
        pairs = {key: unescaped(value, (("%3A", ":"), ("%2C", ","))) for key, value in pairs.items()}
        require(set(pairs) <= {"file", "line", "col", "title"}, f"properties {pairs}")
        require("line" not in pairs or int(pairs["line"]) >= 1, "lines begin at 1")
        annotations.append((name, pairs, unescaped(message)))
    require(depth == 0, "a group that does not end")
    for level in ("error", "warning"):
        require(sum(annotation[0] == level for annotation in annotations) <= 10, f"more than ten of {level}")
    return annotations

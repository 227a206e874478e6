"""The JSON Schema of policies and the loader say the same: schema.py SYSASSERT SOURCE

An independent validator reads the schema, so what is proven here is what an editor would do.
"""

import json
import pathlib
import subprocess
import sys
import unittest

try:
    import jsonschema
    import yaml
except ImportError:  # Debian's packages are those of Debian's Python
    import os

    if sys.executable == "/usr/bin/python3":
        raise
    os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])

SYSASSERT, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
SCHEMA = SOURCE / "docs/sysassert-policy-v1.schema.json"

# Mistakes that have the shape of a policy: names that do not exist, what contradicts, what only the text shows.
BEYOND_A_SCHEMA = (SOURCE / "selftest/schema/beyond.txt").read_text().split()


MARKED = "phase: {between: [a, b]}, "  # what 'threads' belongs to


def lint(text):
    """What the loader says of a policy; empty where it loads."""
    return subprocess.run([SYSASSERT, "lint", "/dev/stdin"], input=text, capture_output=True, text=True, timeout=60, check=False)


def policies():
    for folder in ("policies", "examples"):
        for path in sorted((SOURCE / folder).rglob("*.yaml")):
            if not path.name.endswith(".test.yaml"):
                yield path


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = subprocess.run([SYSASSERT, "lint", "--schema"], capture_output=True, text=True, timeout=60, check=True).stdout
        cls.schema = json.loads(cls.text)
        jsonschema.Draft7Validator.check_schema(cls.schema)
        cls.validator = jsonschema.Draft7Validator(cls.schema)

    def accepts(self, document):
        return self.validator.is_valid(json.loads(json.dumps(document, default=str)))  # keys are texts there

    def test_the_committed_file_is_what_the_program_prints(self):
        self.assertEqual(SCHEMA.read_text(), self.text, "sysassert lint --schema > docs/" + SCHEMA.name)

    def test_every_policy_of_ours_conforms(self):
        found = list(policies())
        self.assertGreater(len(found), 12)
        for path in found:
            errors = [error.message for error in self.validator.iter_errors(yaml.safe_load(path.read_text()))]
            self.assertEqual(errors, [], path)

    def test_what_the_loader_refuses_by_its_shape_is_refused(self):
        unseen = []
        for path in sorted((SOURCE / "selftest/policy/hostile").glob("*.yaml")):
            try:
                if self.accepts(yaml.safe_load(path.read_bytes())):
                    unseen.append(path.stem)
            except (yaml.YAMLError, ValueError, RecursionError):
                pass  # no editor gets further
        self.assertEqual(sorted(unseen), sorted(BEYOND_A_SCHEMA))

    def test_each_word_is_one_of_the_loader(self):
        """Of every enumeration each word loads in its place, and another is refused there by both."""
        rule = "sysassert: 1\nname: a\nrules:\n  - {id: a, %s}\n"
        at = {
            "file": lambda key, word: f"sysassert: 1\nname: a\nruns: 2\n{key}: {word}\nrules: [{{id: a, deny: {{call: kill}}}}]\n",
            "rule": lambda key, word: rule % f"count: {{call: write}}, exactly: 1, {key}: {word}",
            "where": lambda key, word: rule % f"deny: {{call: open}}, where: {{{MARKED if key == 'threads' else ''}{key}: {word}}}",
            "pattern": lambda key, word: rule % f"deny: {{call: '@all', {key}: {word}}}",
            "order": lambda key, word: rule % f"order: {{from: {{call: open}}, until: {{call: close}}, must_end: true, {key}: {word}}}",
            "override": lambda key, word: "sysassert: 1\nname: a\nextends: stock:no-exec\n"
            f"overrides: [{{rule: no-exec, reason: it does, {key}: {word}}}]\n",
        }
        checked = 0
        places = {"file": self.schema, **self.schema["definitions"]}
        for place, definition in places.items():
            for key, value in definition["properties"].items():
                for way in value.get("anyOf", [value]):
                    for word in way.get("enum", []):
                        text = at[place](key, word)
                        self.assertEqual(lint(text).stderr, "", text)
                        self.assertTrue(self.accepts(yaml.safe_load(text)), text)
                        wrong = at[place](key, word + "x")
                        self.assertNotEqual(lint(wrong).returncode, 0, wrong)
                        self.assertFalse(self.accepts(yaml.safe_load(wrong)), wrong)
                        checked += 1
        self.assertGreater(checked, 60)

    def test_an_author_may_add_keys_of_ones_own(self):
        self.assertTrue(self.accepts({"sysassert": 1, "name": "a", "x-owner": {"team": 7}, "rules": [{"id": "a", "x-why": 1, "deny": {}}]}))
        self.assertFalse(self.accepts({"sysassert": 1, "name": "a", "owner": 1}))

    def test_a_socket_may_be_of_no_family(self):
        self.assertIn("unspec", self.text)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

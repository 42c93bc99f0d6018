#!/usr/bin/env python3
"""Tests of the checks themselves: each refuses what it is there for.

Every case is a small checkout of its own, with one thing wrong or nothing.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
RULES = {
    "folders": {
        "crypto/base": [],
        "crypto/group": ["crypto/base"],
        "server/base": ["crypto/*"],
        "tests/*": ["*"],
    },
    "forbidden": [
        {"in": ["crypto"], "include": "<thread>", "why": "no threads"}
    ],
}


def header(name, body=""):
    guard = name.replace("/", "_").replace(".", "_").upper() + "_"
    return f"#ifndef {guard}\n#define {guard}\n{body}\n#endif\n"


def long_function(lines, name="void F()"):
    return f"{name} {{\n" + "  G();\n" * (lines - 1) + "}\n"


class Checkout(unittest.TestCase):
    """Writes files into a fresh repository and runs one check over it."""

    def run_check(self, script, files, rules=None):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            subprocess.run(["git", "init", "-q", folder], check=True)
            files = dict(files)
            files["deploy/ci/layers.json"] = json.dumps(rules or RULES)
            files.setdefault("crypto/README.md", "")
            for name, text in files.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return subprocess.run(
                [sys.executable, "-B", HERE / script, "--root", folder],
                check=False, capture_output=True, text=True)

    def assert_passes(self, script, files):
        result = self.run_check(script, files)
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def assert_refuses(self, script, files, text, rules=None):
        result = self.run_check(script, files, rules)
        self.assertEqual(result.returncode, 1)
        self.assertIn(text, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)


class LayersTest(Checkout):
    def test_takes_a_listed_edge(self):
        self.assert_passes("layers.py", {
            "crypto/base/a.h": "",
            "crypto/group/b.cc": '#include "crypto/base/a.h"\n',
            "tests/server/c_test.cc": '#include "crypto/group/b.h"\n'})

    def test_refuses_an_edge_that_is_not_listed(self):
        self.assert_refuses("layers.py", {
            "crypto/group/b.h": "",
            "crypto/base/a.h": '#include "crypto/group/b.h"\n'},
            "crypto/base/a.h:1")

    def test_refuses_a_folder_that_is_not_listed(self):
        self.assert_refuses(
            "layers.py", {"crypto/new/a.h": ""}, "crypto/new: not in")

    def test_refuses_a_forbidden_header(self):
        self.assert_refuses("layers.py", {
            "crypto/base/a.cc": "#include <thread>\n"}, "no threads")

    def test_refuses_a_forbidden_header_but_in_the_exceptions(self):
        rules = dict(RULES, forbidden=[
            {"in": ["crypto"], "except": ["crypto/group"],
             "include": "<thread>", "why": "no threads"}])
        self.assert_refuses("layers.py", {
            "crypto/base/a.cc": "#include <thread>\n",
            "crypto/group/b.cc": "#include <thread>\n"},
            "crypto/base/a.cc:1", rules)

    def test_refuses_an_include_without_its_folder(self):
        self.assert_refuses("layers.py", {
            "crypto/base/a.h": "",
            "crypto/base/a.cc": '#include "a.h"\n'}, "from the root")

    def test_refuses_a_cycle_of_listed_edges(self):
        rules = dict(RULES, folders={"crypto/base": ["crypto/group"],
                                     "crypto/group": ["crypto/base"]})
        self.assert_refuses(
            "layers.py", {"crypto/base/a.h": "", "crypto/group/b.h": ""},
            "cycle crypto/base -> crypto/group -> crypto/base", rules)


class SourceRulesTest(Checkout):
    def test_takes_a_function_of_the_longest_length(self):
        self.assert_passes("source_rules.py", {"crypto/a.cc":
                                               long_function(60)})

    def test_refuses_a_longer_function(self):
        self.assert_refuses(
            "source_rules.py", {"crypto/a.cc": "\n" + long_function(61)},
            "crypto/a.cc:2: a function of 61 lines")

    def test_refuses_a_longer_method_in_a_class(self):
        body = "namespace x {\nclass C {\n" + long_function(
            61, "int F(int x) const override") + "};\n}\n"
        self.assert_refuses("source_rules.py", {"crypto/a.cc": body},
                            "crypto/a.cc:3")

    def test_refuses_a_longer_test(self):
        self.assert_refuses(
            "source_rules.py",
            {"tests/a_test.cc": long_function(61, "TEST(A, B)")}, "61 lines")

    def test_is_not_misled_by_braces_in_text(self):
        body = ('const char kA[] = "{";  // {\nconst char kB = \'{\';\n'
                'const char kC[] = R"x({")x";\nint n = 1\'000;\n')
        self.assert_passes("source_rules.py", {
            "crypto/a.cc": body + long_function(60)})
        self.assert_refuses("source_rules.py", {
            "crypto/a.cc": body + long_function(61)}, "crypto/a.cc:5")

    def test_refuses_a_long_file(self):
        self.assert_passes("source_rules.py", {"crypto/a.cc": "int a;\n" * 500})
        self.assert_refuses("source_rules.py", {
            "crypto/a.cc": "int a;\n" * 501}, "501 lines")

    def test_refuses_a_wrong_guard(self):
        self.assert_passes("source_rules.py", {
            "crypto/a.h": header("crypto/a.h")})
        self.assert_refuses("source_rules.py", {
            "crypto/a.h": header("crypto/b.h")}, "CRYPTO_A_H_")

    def test_refuses_a_module_without_readme(self):
        self.assert_refuses("source_rules.py", {
            "server/base/a.cc": ""}, "server/base: there is no README.md")

    def test_refuses_a_path_of_a_machine(self):
        # Put together here, or this file would be refused.
        path = "/" + "home/someone/x"
        self.assert_refuses("source_rules.py", {
            "README.md": f"see {path}\n"}, "README.md:1")
        self.assert_passes("source_rules.py", {
            "README.md": "see tests/" + path + " and https://x.org" + path})


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-q", *sys.argv[1:]])

#!/usr/bin/env python3
"""Checks every #include against deploy/ci/layers.json.

A folder includes its own headers and those of the folders listed for it; a
pattern such as "crypto/*" stands for all folders below. What the list allows
must have no cycle. Includes that are forbidden in a folder, but not in its
exceptions, are refused whatever the list says. `--unused` also prints edges that
nothing needs any more.
"""

import argparse
import fnmatch
import json
import pathlib
import re
import subprocess
import sys

AREAS = ("crypto", "proto", "server", "client", "tests")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"][^>"]+[>"])')
IMPORT = re.compile(r'^\s*import\s+(?:public\s+)?("[^"]+")')


def sources(root):
    """Our sources below `root`: tracked or new, not ignored."""
    listed = subprocess.run(
        ["git", "-C", root, "ls-files", "-co", "--exclude-standard"],
        check=True, capture_output=True, text=True).stdout.splitlines()
    return sorted(
        pathlib.PurePosixPath(name) for name in listed
        if name.startswith(AREAS) and name.endswith((".h", ".cc", ".proto"))
        and (root / name).is_file())


def includes(path):
    """Yields (line number, what is included with its quotes)."""
    pattern = IMPORT if path.suffix == ".proto" else INCLUDE
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        match = pattern.match(line)
        if match:
            yield number, match.group(1)


def target_folder(included):
    """The folder of ours that an include names, or None."""
    name = included[1:-1]
    if name.startswith("pingyi/"):  # Generated from, or imported by, proto/.
        name = "proto/" + name
    folder = str(pathlib.PurePosixPath(name).parent)
    return folder if name.split("/")[0] in AREAS else None


def within(folder, areas):
    """Whether the folder is one of the areas or below one."""
    return any(folder == area or folder.startswith(area + "/")
               for area in areas)


class Layers:
    """The rules of layers.json, read for the folders that exist."""

    def __init__(self, rules, folders):
        self.allowed = {}
        self.edges = {}
        self.unlisted = []
        self.forbidden = rules["forbidden"]
        patterns = rules["folders"]
        for folder in folders:
            allowed = patterns.get(folder)
            if allowed is None:
                allowed = next((patterns[p] for p in patterns
                                if fnmatch.fnmatch(folder, p)), None)
            if allowed is None:
                self.unlisted.append(folder)
                continue
            self.allowed[folder] = allowed
            self.edges[folder] = {
                other for other in folders
                if other != folder and self.allows(folder, other)}

    def allows(self, folder, other):
        return any(fnmatch.fnmatch(other, p) for p in self.allowed[folder])

    def why_forbidden(self, folder, included):
        """The reason a folder may not include this, or None."""
        for rule in self.forbidden:
            inside = (within(folder, rule["in"])
                      and not within(folder, rule.get("except", ())))
            if inside and re.match("(?:" + rule["include"] + ")", included):
                return rule["why"]
        return None

    def cycle(self):
        """A list of folders in which each may include the next, or None."""
        done = set()

        def visit(folder, path):
            if folder in path:
                return path[path.index(folder):] + [folder]
            if folder in done:
                return None
            for other in sorted(self.edges.get(folder, ())):
                # Tests may use each other's helpers; nothing uses tests.
                if folder.startswith("tests/"):
                    continue
                found = visit(other, path + [folder])
                if found:
                    return found
            done.add(folder)
            return None

        for folder in sorted(self.edges):
            found = visit(folder, [])
            if found:
                return found
        return None


def check(root, files, layers):
    """Returns (problems, the edges that are in use)."""
    problems = []
    used = set()
    names = set(files)
    for path in files:
        folder = str(path.parent)
        for number, included in includes(root / path):
            where = f"{path}:{number}: {included}"
            why = layers.why_forbidden(folder, included)
            if why:
                problems.append(f"{where} is forbidden: {why}")
            if (path.parent / included[1:-1]) in names:
                problems.append(f"{where}: write it from the root")
            other = target_folder(included)
            if other in (None, folder) or folder not in layers.allowed:
                continue
            used.add((folder, other))
            if not layers.allows(folder, other):
                problems.append(
                    f"{where} is not an edge of deploy/ci/layers.json "
                    f"({folder} -> {other})")
    return problems, used


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parents[2])
    parser.add_argument("--unused", action="store_true")
    arguments = parser.parse_args()

    rules = json.loads(
        (arguments.root / "deploy/ci/layers.json").read_text(encoding="utf-8"))
    files = sources(arguments.root)
    layers = Layers(rules, sorted({str(path.parent) for path in files}))
    problems, used = check(arguments.root, files, layers)
    problems += [f"{folder}: not in deploy/ci/layers.json"
                 for folder in layers.unlisted]
    cycle = layers.cycle()
    if cycle:
        problems.append("deploy/ci/layers.json: cycle " + " -> ".join(cycle))
    if arguments.unused:
        for folder, allowed in rules["folders"].items():
            for other in allowed:
                if "*" not in folder + other and (folder, other) not in used:
                    print(f"unused: {folder} -> {other}")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

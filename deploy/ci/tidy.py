#!/usr/bin/env python3
"""Runs clang-tidy over our sources, on all cores, and remembers what passed.

A file is clean as long as clang-tidy, its configuration, the compile command,
the file and every header or .proto of ours that it reaches are unchanged; the
hash of all that is the name of an empty file in the cache. Only passes are
remembered. Generated code is not linted.

usage: tidy.py BUILD_DIR [PATH...]    (paths: folders or files; default all)

PINGYI_TIDY_SECONDS bounds the time in which new files are begun: CI lints what
changed first and the rest as far as the time goes, says how much was left, and
goes on there next time. Without it everything is linted.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
AREAS = ("crypto", "proto", "server", "client", "tests")
TIDY = os.environ.get("CLANG_TIDY", "clang-tidy-19")
REACHES = re.compile(
    r'^\s*(?:#\s*include|import(?:\s+public)?)\s*"([^"]+)"', re.MULTILINE)


def cache_folder():
    """In ccache's own folder: it is kept for as long as the objects are."""
    base = subprocess.run(["ccache", "-k", "cache_dir"], check=True,
                          capture_output=True, text=True).stdout.strip()
    folder = pathlib.Path(base) / "pingyi-tidy"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def changed_files():
    """What the last commit and the work tree changed: most likely to fail."""
    names = set()
    for command in (["diff", "--name-only", "HEAD~1"],
                    ["ls-files", "-o", "--exclude-standard"]):
        listed = subprocess.run(["git", "-C", ROOT, *command], check=False,
                                capture_output=True, text=True)
        names.update(listed.stdout.splitlines())
    return names


class Sources:
    """Hashes of our files, each read once."""

    def __init__(self):
        self.reached = {}
        self.digests = {}

    def _resolve(self, included):
        if included.startswith("pingyi/"):
            included = "proto/" + re.sub(r"(\.grpc)?\.pb\.h$", ".proto",
                                         included)
        path = ROOT / included
        return path if path.is_file() else None

    def _read(self, path):
        if path not in self.reached:
            text = path.read_bytes()
            self.digests[path] = hashlib.sha256(text).hexdigest()
            found = (self._resolve(name) for name in
                     REACHES.findall(text.decode("utf-8", "replace")))
            self.reached[path] = [other for other in found if other]
        return self.reached[path]

    def digest(self, path):
        """A hash of the file and of everything of ours that it reaches."""
        seen = set()
        waiting = [path]
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                waiting.extend(self._read(current))
        lines = sorted(f"{item.relative_to(ROOT)} {self.digests[item]}"
                       for item in seen)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def configuration(path):
    """The .clang-tidy files that hold for `path`."""
    folder = path.parent
    texts = []
    while True:
        config = folder / ".clang-tidy"
        if config.is_file():
            texts.append(config.read_text(encoding="utf-8"))
        if folder == ROOT:
            return "\n".join(texts)
        folder = folder.parent


def key(entry, path, sources, version):
    """The name under which a pass of this file is remembered."""
    command = entry.get("command") or " ".join(entry["arguments"])
    command = re.sub(r"\S*ccache ", "", command)
    command = re.sub(r" -o \S+", "", command)
    command = command.replace(entry["directory"], "<build>")
    command = command.replace(str(ROOT), ".")
    whole = "\0".join(
        [version, configuration(path), command, sources.digest(path)])
    return hashlib.sha256(whole.encode()).hexdigest()


def lint(build, path):
    result = subprocess.run(
        # The compile commands are g++'s.
        [TIDY, "-p", build, "--quiet",
         "--extra-arg=-Wno-unknown-warning-option", path],
        check=False, cwd=ROOT, capture_output=True, text=True)
    return result.returncode, result.stdout + (
        result.stderr if result.returncode and not result.stdout else "")


def wanted(build, paths):
    """The compile commands of our own sources, changed files first."""
    database = json.loads(
        (build / "compile_commands.json").read_text(encoding="utf-8"))
    changed = changed_files()
    chosen = {}
    for entry in database:
        path = pathlib.Path(entry["file"])
        if build in path.parents or ROOT not in path.parents:
            continue
        name = str(path.relative_to(ROOT))
        if not name.startswith(AREAS):
            continue
        if paths and not any(name == p or name.startswith(p.rstrip("/") + "/")
                             for p in paths):
            continue
        chosen[path] = entry
    return sorted(chosen.items(), key=lambda item: (
        str(item[0].relative_to(ROOT)) not in changed, str(item[0])))


def run(build, todo, cache):
    """Lints `todo`, a list of (path, key); returns how many failed."""
    failed = 0
    left = 0
    started = time.monotonic()
    limit = float(os.environ.get("PINGYI_TIDY_SECONDS", "inf"))

    def lint_in_time(path):
        if time.monotonic() - started > limit:
            return None, ""
        return lint(build, path)

    with concurrent.futures.ThreadPoolExecutor(
            int(os.environ.get("PINGYI_JOBS", os.cpu_count()))) as pool:
        jobs = {pool.submit(lint_in_time, path): (path, name)
                for path, name in todo}
        for done, job in enumerate(
                concurrent.futures.as_completed(jobs), 1):
            path, name = jobs[job]
            code, output = job.result()
            if code is None:
                left += 1
            elif code == 0:
                (cache / name).touch()
            else:
                failed += 1
                print(output.strip().replace(f"{ROOT}/", ""), flush=True)
            if done % 25 == 0:
                print(f"clang-tidy: {done} of {len(todo)} after "
                      f"{time.monotonic() - started:.0f} s", flush=True)
    if left:
        print(f"clang-tidy: {left} files left for another time "
              f"(PINGYI_TIDY_SECONDS is {limit:.0f})", flush=True)
    return failed


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    version = subprocess.run([TIDY, "--version"], check=True,
                             capture_output=True, text=True).stdout
    cache = cache_folder()
    sources = Sources()
    entries = wanted(build, sys.argv[2:])
    keyed = [(path, key(entry, path, sources, version))
             for path, entry in entries]
    todo = [(path, name) for path, name in keyed
            if not (cache / name).exists()]
    print(f"clang-tidy: {len(entries)} files, "
          f"{len(entries) - len(todo)} known to be clean", flush=True)
    failed = run(build, todo, cache)
    if failed:
        print(f"clang-tidy: {failed} files with findings", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

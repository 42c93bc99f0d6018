#!/usr/bin/env python3
"""Line coverage of the sanitizer build's test run, held against the limits.

usage: coverage.py BUILD_DIR [--files]    (--files: a line a file, worst first)
"""

import argparse
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Folders and the percentage of lines that tests have to reach.
LIMITS = {"crypto": 95.0, "proto/codec": 95.0, "server": 85.0}


def programs(build):
    """The ELF executables of the build."""
    for path in sorted(build.rglob("*")):
        if "CMakeFiles" in path.parts or not path.is_file():
            continue
        if path.suffix == "" and path.stat().st_mode & 0o111:
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def merge(build):
    profiles = sorted((build / "profiles").glob("*.profraw"))
    if not profiles:
        sys.exit("coverage: no profiles; run: deploy/test asan")
    merged = build / "coverage.profdata"
    subprocess.run(["llvm-profdata-19", "merge", "--sparse",
                    "--failure-mode=all", "-o", merged, *profiles], check=True)
    return merged


def line_counts(build, merged):
    """Yields (name in the checkout, lines, lines reached)."""
    objects = [argument for path in programs(build)
               for argument in ("-object", path)]
    exported = subprocess.run(
        ["llvm-cov-19", "export", "--summary-only",
         f"--instr-profile={merged}",
         "--ignore-filename-regex=(^|/)(usr|build|tests)/", *objects],
        check=True, capture_output=True, cwd=ROOT).stdout
    for entry in json.loads(exported)["data"][0]["files"]:
        # Names are relative to the checkout: -ffile-prefix-map made them so.
        name = entry["filename"].replace(f"{ROOT}/", "").removeprefix("./")
        lines = entry["summary"]["lines"]
        yield name, lines["count"], lines["covered"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--files", action="store_true")
    arguments = parser.parse_args()
    build = arguments.build.resolve()

    counts = list(line_counts(build, merge(build)))
    if arguments.files:
        for name, lines, reached in sorted(
                counts, key=lambda item: item[2] - item[1]):
            print(f"{reached:5} of {lines:5}  {name}")
    failed = False
    for folder, limit in LIMITS.items():
        inside = [item for item in counts if item[0].startswith(folder + "/")]
        lines = sum(item[1] for item in inside)
        reached = sum(item[2] for item in inside)
        percent = 100.0 * reached / lines if lines else 0.0
        verdict = "ok" if percent >= limit else "FAILED"
        failed = failed or percent < limit
        print(f"coverage: {folder}: {percent:.1f} % of {lines} lines, "
              f"at least {limit:.0f} %: {verdict}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
